//! Which operations may a contract test call, and with what?
//!
//! Those whose method is safe (RFC 9110, section 9.2.1; QUERY is one too), but for what `sdk.toml` says of single ones. Of the
//! ways to call an operation the first is taken. TRACE is left out: hardly a server lets it through.

use super::Context;
use crate::example;
use crate::ir::Api;

const SAFE: [&str; 4] = ["GET", "HEAD", "OPTIONS", "QUERY"];

pub(super) fn try_out(api: &mut Api, cx: &mut Context<'_>) {
    let contract = &cx.config.contract;
    for operation in &mut api.operations {
        let is_safe = SAFE.contains(&operation.method.as_str()) || contract.call.contains(&operation.id);
        operation.is_tried = is_safe && operation.variant.is_none() && !contract.skip.contains(&operation.id);
        for parameter in &mut operation.parameters {
            let of_operation = format!("{}.{}", operation.id, parameter.wire_name);
            let arguments = &contract.arguments;
            let argument = arguments
                .get(&of_operation)
                .or_else(|| arguments.get(&parameter.wire_name));
            parameter.tried_with = argument.map(example::node);
        }
    }
}
