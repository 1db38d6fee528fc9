//! What are groups, operations and their parameters called?
//!
//! A group after its tag, an operation after its `operationId`, without the tail of path and method that FastAPI adds;
//! an operation without an id after its method and path.

use heck::ToSnakeCase;

use super::Context;
use super::identifier::{hash, kebab, snake, upper_camel};
use super::scope::{self, Case, Claim};
use super::select::{CONTRACT_TESTS, SCHEMAS};
use crate::diagnostic::Code;
use crate::ir::{Api, CallVariant, Group, Operation, Parameter, Shape, StatusPattern, Success, Type};

/// The modules of the generated crate that are not a group's; and those whose files cargo takes for something else (its
/// book, "Package Layout"), or Windows does not have.
const MODULES: &[&str] = &[
    "client", "codegen", "error", "headers", INCOMING, OPERATIONS, "runtime", "types", "lib", "main", "aux", "con",
    "nul", "prn",
];
/// The module, and the feature, of what the API sends by itself.
pub(crate) const INCOMING: &str = "incoming";
/// The module of the operations without a tag.
pub(crate) const OPERATIONS: &str = "operations";
/// The methods of the client itself.
const CLIENT: &[&str] = &["builder", "core", "from_env", "new"];
/// The methods of a request, beside those that begin with `with_`.
const REQUEST: &[&str] = &[
    "download",
    "into_future",
    "items",
    "new",
    "pages",
    "send",
    "types",
    "body",
];
/// The methods of responses and errors.
const RESPONSE: &[&str] = &[
    "body",
    "body_bytes",
    "declared_headers",
    "headers",
    "into_inner",
    "kind",
    "map",
    "operation",
    "request_id",
    "retry_after",
    "server_message",
    "source",
    "stage",
    "status",
    "text",
    "value",
];
/// The features that are not a tag's.
const FEATURES: &[&str] = &[
    "blocking",
    CONTRACT_TESTS,
    "default",
    INCOMING,
    "mock",
    SCHEMAS,
    "tracing",
    "validate",
];

pub(super) fn name_operations(api: &mut Api, cx: &mut Context<'_>) {
    name_groups(&mut api.groups);
    for scope in scopes(api) {
        name_in_scope(api, cx, &scope);
    }
    for operation in &mut api.operations {
        name_parameters(operation, cx);
    }
    name_settings(api);
    name_error_bodies(api);
    name_headers(api);
    name_incoming(api);
}

/// The functions that read what the API sends by itself, and the variants of those that nobody has asked for.
fn name_incoming(api: &mut Api) {
    let claims: Vec<_> = api
        .incoming
        .iter()
        .map(|incoming| Claim::field(&incoming.wire_name))
        .collect();
    let (names, _) = scope::resolve(&claims, |name| name == "signature");
    for (incoming, name) in api.incoming.iter_mut().zip(names) {
        incoming.ident = name;
    }
    let webhooks = || (0..api.incoming.len()).filter(|&index| api.incoming[index].asked_by.is_none());
    let claims: Vec<_> = webhooks()
        .map(|index| Claim::variant(&api.incoming[index].wire_name))
        .collect();
    let (names, _) = scope::resolve(&claims, |name| name == "Unknown");
    let webhooks: Vec<_> = webhooks().collect();
    for (index, name) in webhooks.into_iter().zip(names) {
        api.incoming[index].variant = name;
    }
}

/// The methods of the trait that reads headers, which stand beside those of responses and errors.
fn name_headers(api: &mut Api) {
    let headers = &mut api.response_headers;
    let claims: Vec<Claim> = headers
        .iter()
        .map(|header| Claim {
            kind: "header",
            ..Claim::field(&header.wire_name)
        })
        .collect();
    let (names, _) = scope::resolve(&claims, |name| RESPONSE.contains(&name));
    for (header, name) in headers.iter_mut().zip(names) {
        header.ident = name;
    }
}

/// The methods of the builder: credentials, and what the client is told for all its calls.
fn name_settings(api: &mut Api) {
    let schemes = api.schemes.iter().map(|scheme| Claim {
        kind: "auth",
        ..Claim::field(&scheme.name)
    });
    let parameters = api.client_parameters.iter().map(parameter_claim);
    let claims: Vec<_> = schemes.chain(parameters).collect();
    let (names, _) = scope::resolve(&claims, is_builder_method);
    let schemes = api.schemes.iter_mut().map(|scheme| &mut scheme.ident);
    let parameters = api.client_parameters.iter_mut().map(|parameter| &mut parameter.ident);
    for (ident, name) in schemes.chain(parameters).zip(names) {
        *ident = name;
    }
}

/// Parameters of one name are told apart by where they go.
fn parameter_claim(parameter: &Parameter) -> Claim {
    Claim {
        kind: parameter.location.as_str(),
        ..Claim::field(&parameter.wire_name)
    }
}

fn name_groups(groups: &mut [Group]) {
    let claims: Vec<_> = groups.iter().map(|group| Claim::field(&group.tag)).collect();
    let (names, _) = scope::resolve(&claims, |name| MODULES.contains(&name) || CLIENT.contains(&name));
    for (group, name) in groups.iter_mut().zip(names) {
        group.type_ident = upper_camel(&name);
        group.ident = name;
        let feature = kebab(&group.tag);
        group.feature = if FEATURES.contains(&feature.as_str()) {
            format!("tag-{feature}")
        } else {
            feature
        };
    }
    // Two tags may differ in a way that a feature's name cannot show.
    for index in 1..groups.len() {
        if groups[..index]
            .iter()
            .any(|other| other.feature == groups[index].feature)
        {
            groups[index].feature = format!("{}-{}", groups[index].feature, hash(&groups[index].tag));
        }
    }
}

/// The operations that stand together, by index: those of a first tag, or of none.
fn scopes(api: &Api) -> Vec<Vec<usize>> {
    let tags = api.groups.iter().map(|group| Some(group.tag.as_str())).chain([None]);
    tags.map(|tag| {
        let operations = api.operations.iter().enumerate();
        let here = operations.filter(|(_, operation)| operation.tags.first().map(String::as_str) == tag);
        here.map(|(index, _)| index).collect()
    })
    .collect()
}

fn name_in_scope(api: &mut Api, cx: &mut Context<'_>, scope: &[usize]) {
    let Some(&first) = scope.first() else { return };
    let tag = api.operations[first].tags.first();
    let group = api.groups.iter().find(|group| Some(&group.tag) == tag);
    let group_type = group.map(|group| group.type_ident.clone());
    let modules: Vec<String> = match group {
        Some(_) => Vec::new(),
        None => api.groups.iter().map(|group| group.ident.clone()).collect(),
    };
    let claims: Vec<Claim> = scope
        .iter()
        .map(|&index| {
            let operation = &api.operations[index];
            let pinned = cx.config.names.operations.get(&operation.id);
            let ident = pinned.cloned().unwrap_or_else(|| snake(&without_tail(operation)));
            let variant = operation.variant.iter();
            let variant: String = variant
                .map(|variant| match variant {
                    // `3gpp` is `_3gpp` by itself.
                    CallVariant::Body(name) => format!("_as_{}", snake(name).trim_start_matches('_')),
                    CallVariant::Stream => "_as_stream".to_owned(),
                })
                .collect();
            Claim {
                ident: ident + &variant,
                wire_name: operation.id.clone() + &variant,
                case: Case::Snake,
                kind: "",
            }
        })
        .collect();
    let on_client = group_type.is_none();
    let (names, met) = scope::resolve(&claims, |name| {
        on_client && (CLIENT.contains(&name) || modules.iter().any(|module| module == name))
    });
    for (&index, name) in scope.iter().zip(&names) {
        let operation = &mut api.operations[index];
        operation.ident.clone_from(name);
        operation.type_ident = upper_camel(name);
        if group_type.as_ref() == Some(&operation.type_ident)
            || (on_client && ["Client", "ClientBuilder", "Error", "ErrorBody"].contains(&&*operation.type_ident))
        {
            operation.type_ident.push_str("Request");
        }
    }
    name_answers(api, scope, group_type.as_deref());
    for place in met {
        let operation = &api.operations[scope[place]];
        cx.diags
            .warn(
                Code::NameClash,
                &operation.at,
                format!(
                    "`{}` is the name of several operations; this one is called `{}`",
                    claims[place].ident, operation.ident
                ),
            )
            .help("`[names.operations]` in sdk.toml can give it another name");
    }
}

/// The enums of those that give several things, after the requests, which have the names that users write.
fn name_answers(api: &mut Api, scope: &[usize], group_type: Option<&str>) {
    let requests = scope.iter().map(|&index| api.operations[index].type_ident.clone());
    let mut taken: Vec<String> = requests.chain(group_type.map(str::to_owned)).collect();
    for &index in scope {
        let operation = &mut api.operations[index];
        let Success::Several { answers, ident } = &mut operation.success else {
            continue;
        };
        *ident = format!("{}Response", operation.type_ident);
        while taken.contains(ident) {
            ident.push('_');
        }
        taken.push(ident.clone());
        for answer in answers {
            answer.ident = of_status(answer.status);
        }
    }
}

/// The words of RFC 9110, §15.3, for a status of success.
fn of_status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(200) => "Ok".to_owned(),
        StatusPattern::Code(201) => "Created".to_owned(),
        StatusPattern::Code(202) => "Accepted".to_owned(),
        StatusPattern::Code(203) => "NonAuthoritative".to_owned(),
        StatusPattern::Code(204) => "NoContent".to_owned(),
        StatusPattern::Code(205) => "ResetContent".to_owned(),
        StatusPattern::Code(206) => "PartialContent".to_owned(),
        StatusPattern::Code(207) => "MultiStatus".to_owned(),
        StatusPattern::Code(code) => format!("Status{code}"),
        StatusPattern::Range(range) => format!("Status{range}xx"),
        StatusPattern::Default => "Other".to_owned(),
    }
}

/// An operation's id without the tail that FastAPI makes of its path and method
/// (`update_customer_customers__customer_id__patch`).
pub(super) fn without_tail(operation: &Operation) -> String {
    let id = &operation.id;
    let symbols_as_underscores: String = operation
        .path
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let tail = format!("{symbols_as_underscores}_{}", operation.method.to_ascii_lowercase());
    match id.strip_suffix(&tail) {
        Some(head) if !head.to_snake_case().is_empty() => head.to_owned(),
        Some(_) | None => id.clone(),
    }
}

fn name_parameters(operation: &mut Operation, cx: &mut Context<'_>) {
    let claims: Vec<_> = operation.parameters.iter().map(parameter_claim).collect();
    let (names, met) = scope::resolve(&claims, |name| REQUEST.contains(&name) || name.starts_with("with_"));
    for index in met {
        let message = format!(
            "`{}` is the name of several parameters; this one is called `{}`",
            claims[index].ident, names[index]
        );
        cx.diags.warn(Code::NameClash, &operation.parameters[index].at, message);
    }
    for (parameter, name) in operation.parameters.iter_mut().zip(names) {
        parameter.ident = name;
    }
}

fn is_builder_method(name: &str) -> bool {
    [
        "new",
        "build",
        "base_url",
        "timeout",
        "connect_timeout",
        "max_response_bytes",
        "allow_clear_text",
        "header",
        "from_env",
        "retries",
        "idle_timeout",
        "max_concurrent_calls",
        "middleware",
        "configure",
        "transport",
    ]
    .contains(&name)
}

fn name_error_bodies(api: &mut Api) {
    let claims: Vec<Claim> = api
        .error_bodies
        .iter()
        .map(|body| {
            let named = match &body.ty {
                Type::Named(id) => Some(&api.types[*id]),
                Type::Any
                | Type::Object
                | Type::Scalar(_)
                | Type::List(_)
                | Type::Map(_)
                | Type::Option(_)
                | Type::Boxed(_) => None,
            };
            // An alias is known by its name as much as a struct is.
            let ident = named.map(|def| match def.shape {
                Shape::Struct(_)
                | Shape::Enum(_)
                | Shape::Union(_)
                | Shape::Alias(_)
                | Shape::Newtype(_)
                | Shape::Tuple(_) => def.ident.clone(),
            });
            Claim {
                ident: ident.unwrap_or_else(|| upper_camel(&body.name)),
                wire_name: body.name.clone(),
                case: Case::UpperCamel,
                kind: "",
            }
        })
        .collect();
    let (names, _) = scope::resolve(&claims, |_| false);
    for (body, name) in api.error_bodies.iter_mut().zip(names) {
        body.ident = name;
    }
}
