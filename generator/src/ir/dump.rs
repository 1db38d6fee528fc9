//! What does the IR look like, on one page?
//!
//! Short, stable and made to be compared: this is where looking for a mistake begins, and what `inspect` prints.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::passes::{INCOMING, OPERATIONS};

use super::{Api, BodyContent, Payload, Scalar, Shape, Type, TypeName, Types};

/// A line for each type and operation.
pub(crate) fn human(api: &Api) -> String {
    let mut text = String::new();
    for (_, def) in api.types.iter().filter(|(_, def)| def.presence.is_in()) {
        let _ = match &def.shape {
            Shape::Struct(object) => {
                let fields = object.fields.iter().map(|field| {
                    let mark = match (field.required, field.nullable) {
                        (true, false) => "",
                        (true, true) => " or null",
                        (false, false) => "?",
                        (false, true) => "? or null",
                    };
                    format!("\n    {}: {}{mark}", field.ident, spell(&api.types, &field.ty))
                });
                writeln!(text, "struct {}{}", def.ident, fields.collect::<String>())
            }
            Shape::Enum(known) => {
                let values: Vec<_> = known.variants.iter().map(|variant| variant.value.text()).collect();
                writeln!(text, "enum {} = {:?}", def.ident, values)
            }
            Shape::Union(union) => {
                let branches = union.branches.iter().map(|branch| {
                    format!(
                        "\n    {}: {} by {:?}",
                        branch.ident,
                        spell(&api.types, &branch.ty),
                        branch.kind
                    )
                });
                let values = union
                    .values
                    .iter()
                    .map(|value| format!("\n    {} = {:?}", value.ident, value.value.text()));
                writeln!(
                    text,
                    "union {}{}",
                    def.ident,
                    branches.chain(values).collect::<String>()
                )
            }
            Shape::Alias(of) => writeln!(text, "type {} = {}", def.ident, spell(&api.types, of)),
            Shape::Newtype(of) => writeln!(text, "newtype {}({})", def.ident, spell(&api.types, of)),
            Shape::Tuple(tuple) => {
                let types: Vec<_> = tuple.types().map(|ty| spell(&api.types, ty)).collect();
                writeln!(text, "tuple {}({})", def.ident, types.join(", "))
            }
        };
    }
    for operation in api.operations.iter().filter(|operation| operation.presence.is_in()) {
        let parameters = operation.parameters.iter().map(|parameter| {
            let mark = if parameter.required { "" } else { "?" };
            format!("{}: {}{mark}", parameter.ident, spell(&api.types, &parameter.ty))
        });
        let body = operation.body.iter().map(|body| match &body.content {
            BodyContent::Json(ty, _) | BodyContent::Form(ty, _) | BodyContent::Text(ty, _) => {
                format!("body: {}", spell(&api.types, ty))
            }
            BodyContent::Parts => "parts".to_owned(),
            BodyContent::Multipart(media_type) => format!("body: parts, {media_type}"),
            BodyContent::Lines(ty, _) => format!("body: lines of {}", spell(&api.types, ty)),
            BodyContent::Bytes(media_type) => format!("body: {media_type}"),
        });
        let arguments: Vec<String> = parameters.chain(body).collect();
        let payloads = operation.success.payloads().into_iter().map(|payload| match payload {
            Payload::Json(ty, _) | Payload::Text(ty, _) => spell(&api.types, ty),
            Payload::Events(ty) => format!("events of {}", spell(&api.types, ty)),
            Payload::Lines(ty, _) => format!("lines of {}", spell(&api.types, ty)),
            Payload::Bytes => "bytes".to_owned(),
            Payload::Nothing => "nothing".to_owned(),
        });
        let success = payloads.collect::<Vec<_>>().join(" | ");
        let _ = writeln!(
            text,
            "{} {} = {}({}) -> {success}",
            operation.method,
            operation.path,
            operation.ident,
            arguments.join(", ")
        );
    }
    for incoming in api.incoming.iter().filter(|incoming| incoming.presence.is_in()) {
        let of = spell(&api.types, &incoming.ty);
        let _ = writeln!(text, "{} = {}(body) -> {of}", incoming.name, incoming.ident);
    }
    text
}

/// The contract of `inspect --format json`.
pub(crate) fn json(api: &Api) -> Value {
    let types = api
        .types
        .iter()
        .filter(|(_, def)| def.presence.is_in())
        .map(|(_, def)| {
            let kind = match &def.shape {
                Shape::Struct(_) => "struct",
                Shape::Enum(_) => "enum",
                Shape::Union(_) => "union",
                Shape::Alias(_) => "alias",
                Shape::Newtype(_) => "newtype",
                Shape::Tuple(_) => "tuple",
            };
            let direction = match def.name {
                TypeName::Input { .. } => "input",
                TypeName::Component(_)
                | TypeName::Inline { .. }
                | TypeName::Operation { .. }
                | TypeName::Shared { .. } => "both",
            };
            json!({
                "pointer": format!("#{}", def.at.pointer()),
                "rust": format!("types::{}", def.ident),
                "kind": kind,
                "direction": direction,
            })
        });
    let operations = api
        .operations
        .iter()
        .filter(|operation| operation.presence.is_in() && operation.variant.is_none())
        .map(|operation| {
            let tag = operation.tags.first();
            let group = api.groups.iter().find(|group| Some(&group.tag) == tag);
            let module = group.map_or(OPERATIONS, |group| group.ident.as_str());
            json!({
                "method": operation.method,
                "path": operation.path,
                "operation_id": operation.id,
                "rust": format!("{module}::{}", operation.type_ident),
                "tag": tag,
            })
        });
    let incoming = api
        .incoming
        .iter()
        .filter(|incoming| incoming.presence.is_in())
        .map(|incoming| {
            json!({
                "pointer": format!("#{}", incoming.at.pointer()),
                "rust": format!("{INCOMING}::{}", incoming.ident),
            })
        });
    json!({
        "types": types.collect::<Vec<_>>(),
        "operations": operations.collect::<Vec<_>>(),
        "incoming": incoming.collect::<Vec<_>>(),
    })
}

fn spell(types: &Types, ty: &Type) -> String {
    match ty {
        Type::Any => "any".to_owned(),
        Type::Object => "object".to_owned(),
        Type::Scalar(scalar) => scalar_name(*scalar).to_owned(),
        Type::List(of) => format!("[{}]", spell(types, of)),
        Type::Map(of) => format!("{{{}}}", spell(types, of)),
        Type::Option(of) => format!("{} or null", spell(types, of)),
        Type::Boxed(of) => format!("box {}", spell(types, of)),
        Type::Named(id) => types[*id].ident.clone(),
    }
}

fn scalar_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "bool",
        Scalar::I8 => "i8",
        Scalar::I16 => "i16",
        Scalar::I32 => "i32",
        Scalar::I64 => "i64",
        Scalar::U8 => "u8",
        Scalar::U16 => "u16",
        Scalar::U32 => "u32",
        Scalar::U64 => "u64",
        Scalar::F32 => "f32",
        Scalar::F64 => "f64",
        Scalar::String => "string",
        Scalar::Uuid => "uuid",
        Scalar::Date => "date",
        Scalar::DateTime => "date-time",
        Scalar::Base64 => "base64",
        Scalar::Password => "password",
        Scalar::Decimal => "decimal",
        Scalar::UnixTime => "unixtime",
        Scalar::Text(format) => format.name(),
        Scalar::Foreign(_) => "foreign",
    }
}
