//! Which operations may be attempted again although their method does not say so?
//!
//! One that has a header by which the API knows its calls, in the description or by `sdk.toml`, and one of which `sdk.toml`
//! says that it may be done twice. Idempotent methods (RFC 9110, §9.2.2) need neither.

use super::Context;
use super::select::{candidate, tell_idle};
use crate::ir::{Api, Key, Location, Operation};

const IDEMPOTENT: [&str; 6] = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"];

pub(super) fn repeat(api: &mut Api, cx: &mut Context<'_>) {
    let retries = &cx.config.retries;
    let other = |operation: &&mut Operation| !IDEMPOTENT.contains(&operation.method.as_str());
    for operation in api.operations.iter_mut().filter(other) {
        let described = operation
            .parameters
            .iter()
            .find(|parameter| parameter.location == Location::Header && retries.is_key(&parameter.wire_name));
        let of_candidate = candidate(operation);
        let is_keyed = retries.keyed.iter().any(|fit| fit.takes(of_candidate));
        let is_repeatable = retries.repeatable.iter().any(|fit| fit.takes(of_candidate));
        operation.key = match described {
            Some(parameter) => Some(Key {
                header: parameter.wire_name.clone(),
                is_argument: parameter.is_argument(),
            }),
            None => is_keyed.then(|| Key {
                header: retries.header().to_owned(),
                is_argument: false,
            }),
        };
        operation.is_repeatable = is_repeatable;
    }
    let operations = api.operations.iter();
    let others = operations.filter(|operation| !IDEMPOTENT.contains(&operation.method.as_str()));
    tell_idle(retries.entries(), others, cx.diags);
}
