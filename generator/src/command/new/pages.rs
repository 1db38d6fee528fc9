//! What do the other files of a new crate say?

use std::path::Path;

use crate::command::package::Package;
use crate::ir::Api;
use crate::passes::CONTRACT_TESTS;

pub(super) const LIB: &str = "\
#![doc = include_str!(concat!(env!(\"OUT_DIR\"), \"/client/README.md\"))]
#![forbid(unsafe_code)]

openapi_runtime::include_client!();
";

/// The file that takes the contract tests from the build script.
pub(super) fn contract(name: &str) -> String {
    format!(
        "\
//! Does a server answer as the description says?
//!
//! Each test calls one operation that changes nothing, with arguments from the description or from `[contract]` in
//! spec/sdk.toml, and fails with a list of what is different. They need a server, so they are ignored unless they are asked for:
//!
//! ```sh
//! cargo test --features {CONTRACT_TESTS} --test contract -- --ignored
//! ```
//!
//! The environment says which one, and who is calling: `{}::Client::from_env` tells how.

openapi_runtime::include_contract_tests!();
",
        name.replace('-', "_")
    )
}

pub(super) const LICENCE: &str = "\
The code of this crate, and what its build script generates, belong to the author of this crate. openapi-build, which wrote
both, makes no claim to its output.

Put the licence that you choose in place of this text, and its name into Cargo.toml (`license = \"…\"` in place of
`license-file`). The description in spec/ is its provider's.
";

pub(super) fn readme(api: &Api, package: &Package, has_programs: bool) -> String {
    let title = api.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = title.replace(['`', '[', ']', '<', '>'], "");
    let name = package.name();
    let mut text = format!(
        "# {name}\n\nA Rust client of the API {title}, made of its OpenAPI description by `openapi-build`.\n\n\
         ```sh\ncargo doc --open    # what there is to call\n"
    );
    if has_programs {
        let variable = match api.schemes.first() {
            Some(scheme) => format!(", such as `{}`", scheme.env),
            None => String::new(),
        };
        text.push_str(&format!(
            "cargo test          # a call, answered from memory\n\
             cargo run --example first_call\n```\n\n\
             The example takes credentials from the environment; `Client::from_env` says under which names{variable}.\n\n"
        ));
    } else {
        text.push_str("```\n\n");
    }
    text.push_str(&format!(
        "`cargo test --features {CONTRACT_TESTS} --test contract -- --ignored` asks a server whether it answers as the description \
         says.\n\n"
    ));
    text.push_str(
        "When the API changes, save the new description in `spec/` and build. What is wrong with it stops the build with file, \
         line\nand column. `spec/sdk.toml` has the settings.\n\n\
         Each tag of the API is a feature; a program that needs only some takes `default-features = false` and names them.\n\n\
         ## Licence\n\nThe code belongs to the author of this crate, see `LICENSE`.\n",
    );
    text
}

/// `sdk.toml`, with what is set most often, as comments.
pub(super) fn settings(api: &Api) -> String {
    let prefix = &api.env_prefix;
    format!(
        "\
# What is particular to this SDK. Every key may be left out.

# What is wrong with the description is an error even where it could be repaired.
# strict = true
# The documentation of operations has no examples.
# doc-examples = false

[client]
# What the names of environment variables begin with: {prefix}_BASE_URL and so on.
# env-prefix = {prefix:?}
# Header and query parameters of many operations, to be set once on the client.
# parameters = [\"x-api-version\"]

# How lists come in pages; each operation that fits gets `.pages()` and `.items()`.
# [[pagination]]
# style = \"cursor\"
# parameter = \"cursor\"
# next = \"next_cursor\"
# items = \"data\"

[names]
# Words that are dropped from the end of the names of schemas.
# drop-suffixes = [\"Schema\", \"Dto\"]

# The Rust name of a type, by the key of its schema or by its JSON pointer.
# [names.types]
# InvoiceV2 = \"Invoice\"

# The Rust name of a method, by its operationId.
# [names.operations]
# getInvoiceById = \"invoice\"
"
    )
}

pub(super) fn farewell(out: &Path) -> String {
    let out = out.display();
    format!("{out} is there. It builds and passes its tests:\n\n    cd {out}\n    cargo test\n    cargo doc --open\n")
}
