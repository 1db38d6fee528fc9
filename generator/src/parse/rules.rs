//! What must the fields of an object be together?
//!
//! The few rules of the specification that a table of fields cannot say.

use indexmap::IndexMap;

use super::check::Check;
use super::methods;
use crate::diagnostic::Code;
use crate::read::Node;

/// Looks at an entry, and says what is wrong with its key.
pub(super) type KeyRule = fn(&str, &Node) -> Result<(), WrongKey>;

/// What is wrong with a key.
pub(super) struct WrongKey {
    pub(super) code: Code,
    pub(super) message: &'static str,
    pub(super) help: &'static str,
    /// Whether the entry can be left out.
    pub(super) spare: bool,
}

/// Repairs the fields of an object; `false` leaves the object out.
pub(super) type ObjectRule = fn(&mut Check<'_>, &mut IndexMap<String, Node>) -> bool;

pub(super) fn path(key: &str, _: &Node) -> Result<(), WrongKey> {
    if key.starts_with('/') {
        return Ok(());
    }
    Err(WrongKey {
        code: Code::InvalidPath,
        message: "a path begins with a slash",
        help: "write the path from the root of the server, such as `/customers`",
        spare: false,
    })
}

/// The URL of a callback is found in the request; it may be anything.
pub(super) fn expression(_: &str, _: &Node) -> Result<(), WrongKey> {
    Ok(())
}

/// A method of one's own is a token (RFC 9110, §5.6.2 and §9.1), and none of those that have a field (OpenAPI 3.2, Path Item
/// Object, `additionalOperations`).
pub(super) fn method(key: &str, _: &Node) -> Result<(), WrongKey> {
    let (message, help) = if key.is_empty() || !key.bytes().all(methods::is_token) {
        (
            "this is no HTTP method; the operation is left out",
            "write the method as it is sent, such as `LINK`",
        )
    } else if methods::has_field(key) {
        (
            "this method has a field of its own; the operation is left out",
            "move it to the field of the path item, such as `post`",
        )
    } else {
        return Ok(());
    };
    Err(WrongKey {
        code: Code::InvalidMethod,
        message,
        help,
        spare: true,
    })
}

/// A key without a slash and with no media type under it is a field that is indented too far.
pub(super) fn media_type(key: &str, node: &Node) -> Result<(), WrongKey> {
    if key.contains('/') || node.as_object().is_some() {
        return Ok(());
    }
    Err(WrongKey {
        code: Code::InvalidValue,
        message: "this is no media type; it is left out",
        help: "write a media type such as `application/json`, or indent the field as those of the media type are",
        spare: true,
    })
}

pub(super) fn content(_: &mut Check<'_>, fields: &mut IndexMap<String, Node>) -> bool {
    for (media_type, media) in fields.iter_mut() {
        settle_items(media_type, media);
    }
    true
}

/// `itemSchema` says what the items of a sequence are (OpenAPI 3.2, Media Type Object). A stream is typed by its items, and
/// an event by its data; of any other media type it makes a list.
pub(super) fn settle_items(media_type: &str, media: &mut Node) {
    let Node::Object(media) = media else { return };
    if media.contains_key("schema") {
        return;
    }
    let Some(items) = media.shift_remove("itemSchema") else {
        return;
    };
    let essence = media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let is_sequence = ["jsonl", "ndjson", "json-seq", "json-lines", "stream"];
    let schema = if essence == "text/event-stream" {
        let data = items.pointer("/properties/data").cloned().unwrap_or(items);
        let decoded = data.get("contentSchema").cloned();
        decoded.unwrap_or(data)
    } else if is_sequence.iter().any(|word| essence.contains(word)) {
        items
    } else {
        let list = ("type".to_owned(), Node::String("array".to_owned()));
        Node::Object(IndexMap::from([list, ("items".to_owned(), items)]))
    };
    media.insert("schema".to_owned(), schema);
}

pub(super) fn status(key: &str, _: &Node) -> Result<(), WrongKey> {
    let bytes = key.as_bytes();
    let right = match bytes {
        [first, b'X' | b'x', b'X' | b'x'] => (b'1'..=b'5').contains(first),
        [first, second, third] => first != &b'0' && [first, second, third].iter().all(|b| b.is_ascii_digit()),
        _ => key == "default",
    };
    if right {
        return Ok(());
    }
    Err(WrongKey {
        code: Code::InvalidStatus,
        message: "this is no status; the response is left out",
        help: "write a status such as 200, a range such as 4XX, or default",
        spare: true,
    })
}

pub(super) fn parameter(check: &mut Check<'_>, fields: &mut IndexMap<String, Node>) -> bool {
    let place = fields.get("in").and_then(Node::as_str).unwrap_or("").to_owned();
    let styles: &[&str] = match place.as_str() {
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "path" => &["simple", "label", "matrix"],
        "header" => &["simple"],
        "cookie" => &["form", "cookie"],
        "querystring" if spread_query(fields) => return true,
        "querystring" => {
            check.warn_here(
                Code::UnsupportedParameter,
                "a parameter that is the whole query has no form here; it is left out",
            );
            return false;
        }
        _ => return true,
    };
    style(check, fields, &format!("a {place} parameter"), styles);
    // The style `cookie` differs from `form` only in what it does not escape, and in how it explodes.
    if fields.get("style").and_then(Node::as_str) == Some("cookie") {
        let message = "the style `cookie` has no form of its own here; the parameter is sent with the style `form`";
        check.warn_at("style", Code::UnsupportedStyle, message);
        fields.shift_remove("style");
    }
    if place == "path" && fields.get("required") != Some(&Node::Bool(true)) {
        let name = fields.get("name").and_then(Node::as_str).unwrap_or("").to_owned();
        check.warn_here(
            Code::MissingField,
            format!("the path parameter `{name}` is not marked as required; it is taken as such"),
        );
        fields.insert("required".to_owned(), Node::Bool(true));
    }
    schema_or_content(check, fields);
    true
}

/// The parameter that is the whole query (OpenAPI 3.2, Parameter Object, `in`), as one whose properties are pairs of it: what
/// a form in a URL's coding is. Another content stands for a query that is no pairs.
fn spread_query(fields: &mut IndexMap<String, Node>) -> bool {
    let form = "application/x-www-form-urlencoded";
    let Some(Node::Object(content)) = fields.get_mut("content") else {
        return false;
    };
    let media = content.get_mut(form);
    let schema = media.and_then(|media| match media {
        Node::Object(media) => media.shift_remove("schema"),
        _ => None,
    });
    let Some(schema) = schema else { return false };
    fields.shift_remove("content");
    let spread = [
        ("in", Node::String("query".to_owned())),
        ("style", Node::String("form".to_owned())),
        ("explode", Node::Bool(true)),
        ("schema", schema),
    ];
    fields.extend(spread.map(|(name, value)| (name.to_owned(), value)));
    true
}

pub(super) fn header(check: &mut Check<'_>, fields: &mut IndexMap<String, Node>) -> bool {
    style(check, fields, "a header", &["simple"]);
    schema_or_content(check, fields);
    true
}

pub(super) fn encoding(check: &mut Check<'_>, fields: &mut IndexMap<String, Node>) -> bool {
    let styles = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];
    style(check, fields, "a field of a form", &styles);
    // `openapiv3` reads an absent `explode` as false; with the style `form` it is true.
    let form = fields.get("style").is_none_or(|style| style.as_str() == Some("form"));
    if form && !fields.contains_key("explode") {
        fields.insert("explode".to_owned(), Node::Bool(true));
    }
    true
}

fn style(check: &mut Check<'_>, fields: &mut IndexMap<String, Node>, what: &str, styles: &[&str]) {
    let Some(style) = fields.get("style").and_then(Node::as_str) else {
        return;
    };
    if !styles.contains(&style) {
        let first = styles[0];
        let message = format!("{what} cannot have the style `{style}`; it is read as `{first}`");
        check.warn_at("style", Code::UnsupportedStyle, message);
        fields.shift_remove("style");
    }
}

fn schema_or_content(check: &mut Check<'_>, fields: &mut IndexMap<String, Node>) {
    match (fields.contains_key("schema"), fields.contains_key("content")) {
        (true, true) => {
            let message = "both `schema` and `content` are given; `content` is left out";
            check.warn_at("content", Code::UnknownField, message);
            fields.shift_remove("content");
        }
        (false, false) => {
            check.warn_here(
                Code::MissingField,
                "neither `schema` nor `content` says what the value is; it is taken as text",
            );
            let text = ("type".to_owned(), Node::String("string".to_owned()));
            let schema = Node::Object(IndexMap::from([text]));
            fields.insert("schema".to_owned(), schema);
        }
        (true, false) | (false, true) => {}
    }
}

pub(super) fn server_variable(check: &mut Check<'_>, fields: &mut IndexMap<String, Node>) -> bool {
    if !fields.contains_key("default") {
        let first = fields.get("enum").and_then(|values| values.pointer("/0")).cloned();
        let default = first.unwrap_or(Node::String(String::new()));
        let message = format!("the variable has no `default`; it is taken to be {default}");
        check.warn_here(Code::MissingField, message);
        fields.insert("default".to_owned(), default);
    }
    true
}

pub(super) fn link(check: &mut Check<'_>, fields: &mut IndexMap<String, Node>) -> bool {
    let leads = fields.contains_key("operationId") || fields.contains_key("operationRef");
    if !leads {
        check.warn_here(Code::IgnoredOrnament, "the link names no operation; it is left out");
    }
    leads
}

/// Whichever way a person takes to let a program in, what the program needs of it is where its token is refreshed. So the
/// flow of devices (OpenAPI 3.2, OAuth Flows Object) stands in the place of the one that has nothing else.
pub(super) fn oauth_flows(_: &mut Check<'_>, fields: &mut IndexMap<String, Node>) -> bool {
    if let Some(flow) = fields.shift_remove("deviceAuthorization") {
        fields.entry("password".to_owned()).or_insert(flow);
    }
    true
}

pub(super) fn security_scheme(check: &mut Check<'_>, fields: &mut IndexMap<String, Node>) -> bool {
    let kind = fields.get("type").and_then(Node::as_str).unwrap_or("").to_owned();
    let (required, rest): (&[&str], &[&str]) = match kind.as_str() {
        "apiKey" => (
            &["name", "in"],
            &["scheme", "bearerFormat", "flows", "openIdConnectUrl"],
        ),
        "http" => (&["scheme"], &["name", "in", "flows", "openIdConnectUrl"]),
        "oauth2" => (
            &["flows"],
            &["name", "in", "scheme", "bearerFormat", "openIdConnectUrl"],
        ),
        "openIdConnect" => (
            &["openIdConnectUrl"],
            &["name", "in", "scheme", "bearerFormat", "flows"],
        ),
        _ => (&[], &[]),
    };
    if kind == "http" && !fields.contains_key("scheme") {
        if !fields.contains_key("bearerFormat") {
            let message = "a security scheme of the type `http` needs `scheme`; it is left out";
            check.warn_here(Code::MissingField, message);
            return false;
        }
        let message = "a security scheme of the type `http` needs `scheme`; it is taken to be \"bearer\"";
        check.warn_here(Code::MissingField, message);
        fields.insert("scheme".to_owned(), Node::String("bearer".to_owned()));
    }
    for (name, fill) in [
        ("flows", Node::object()),
        ("openIdConnectUrl", Node::String(String::new())),
    ] {
        if required.contains(&name) && !fields.contains_key(name) {
            // Where a token comes from makes no difference to how it is sent.
            let message =
                format!("a security scheme of the type `{kind}` needs `{name}`; it takes a token all the same");
            check.warn_here(Code::MissingField, message);
            fields.insert(name.to_owned(), fill);
        }
    }
    for name in required {
        if !fields.contains_key(*name) && !check.has_lost(name) {
            let message = format!("a security scheme of the type `{kind}` needs `{name}`");
            check.error_here(Code::MissingField, message);
        }
    }
    for name in rest {
        fields.shift_remove(*name);
    }
    true
}
