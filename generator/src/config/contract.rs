//! What does `sdk.toml` say about contract tests?

use std::collections::BTreeMap;

use super::setting::settings;

/// `[contract]`: the tests that `generate --contract-tests` writes, and build scripts with the feature `contract-tests`. They call what is
/// safe: operations of the methods GET, HEAD, OPTIONS and QUERY. Names that no operation or parameter has do nothing, so that pages may come later.
///
/// ```toml
/// [contract]
/// call = ["searchCustomers"]      # a POST that changes nothing
/// skip = ["exportEverything"]
///
/// [contract.arguments]
/// customer_id = "cus_123"         # wherever a parameter has this name
/// "getInvoice.id" = "inv_1"       # of this operation
/// ```
#[derive(Debug, Default)]
pub(crate) struct Contract {
    /// Operations of other methods that are called too, by their `operationId`.
    pub(crate) call: Vec<String>,
    /// Operations that are not called although they are safe, by their `operationId`.
    pub(crate) skip: Vec<String>,
    /// What parameters are given in place of the description's examples: things that the server knows.
    pub(crate) arguments: BTreeMap<String, serde_json::Value>,
}

settings!(Contract { "call": call, "skip": skip, "arguments": arguments });
