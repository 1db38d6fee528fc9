//! How are types and calls spelled for people?
//!
//! As the generated code spells them, without the paths that lead to a type.

use crate::ir::docs::code_span;
use crate::ir::{
    Api, BodyContent, Field, Operation, Parameter, Payload, Rule, Scalar, Shape, Struct, Style, Success, Type, TypeDef,
};

/// The type of a value.
pub(super) fn ty(api: &Api, ty: &Type) -> String {
    let within = |of: &Type| self::ty(api, of);
    match ty {
        Type::Any => "JsonValue".to_owned(),
        Type::Object => "JsonObject".to_owned(),
        Type::Scalar(scalar) => self::scalar(*scalar).to_owned(),
        Type::List(of) => format!("Vec<{}>", within(of)),
        Type::Map(of) => format!("BTreeMap<String, {}>", within(of)),
        Type::Option(of) => format!("Option<{}>", within(of)),
        Type::Boxed(of) => format!("Box<{}>", within(of)),
        Type::Named(id) => api.types[*id].ident.clone(),
    }
}

pub(super) fn scalar(scalar: Scalar) -> &'static str {
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
        Scalar::String => "String",
        Scalar::Uuid => "Uuid",
        Scalar::Date => "NaiveDate",
        Scalar::DateTime => "DateTime",
        Scalar::Base64 => "Base64",
        Scalar::Password => "Password",
        Scalar::Decimal => "Decimal",
        Scalar::UnixTime => "UnixTime",
        Scalar::Text(format) => format.name(),
        Scalar::Foreign(_) => "Foreign",
    }
}

/// What kind of item a type is.
pub(super) fn shape(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "a struct",
        Shape::Enum(_) => "an enum",
        Shape::Union(_) => "a union",
        Shape::Alias(_) => "an alias",
        Shape::Newtype(_) => "a newtype",
        Shape::Tuple(_) => "a tuple",
    }
}

/// The type of a struct's field.
pub(super) fn field(api: &Api, field: &Field) -> String {
    let of = ty(api, &field.ty);
    if field.required && !field.nullable {
        of
    } else {
        format!("Option<{of}>")
    }
}

/// The call that makes a struct.
pub(super) fn new(def: &TypeDef, object: &Struct) -> String {
    let arguments = object.fields.iter().filter(|field| field.is_argument());
    let arguments: Vec<&str> = arguments.map(|field| field.ident.as_str()).collect();
    format!("{}::new({})", def.ident, arguments.join(", "))
}

/// The method, as one reaches it from the client: `pets().get_pet`.
pub(super) fn method(api: &Api, operation: &Operation) -> String {
    match group(api, operation) {
        Some(index) => format!("{}().{}", api.groups[index].ident, operation.ident),
        None => operation.ident.clone(),
    }
}

/// The group that an operation stands in.
pub(super) fn group(api: &Api, operation: &Operation) -> Option<usize> {
    let tag = operation.tags.first()?;
    api.groups.iter().position(|group| group.tag == *tag)
}

/// The call of an operation, with what it requires.
pub(super) fn call(api: &Api, operation: &Operation) -> String {
    format!("client.{}({})", method(api, operation), arguments(operation).join(", "))
}

/// What a call takes, by name.
pub(super) fn arguments(operation: &Operation) -> Vec<&str> {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.is_argument());
    let body = operation.body.as_ref().filter(|body| body.required);
    let body = body.filter(|body| !matches!(body.content, BodyContent::Parts));
    parameters
        .map(|parameter| parameter.ident.as_str())
        .chain(body.map(|_| "body"))
        .collect()
}

/// The type of a parameter.
pub(super) fn parameter(api: &Api, parameter: &Parameter) -> String {
    match parameter.style {
        Style::File => "FilePart".to_owned(),
        Style::Files => "files".to_owned(),
        _ => ty(api, &parameter.ty),
    }
}

/// What a body is.
pub(super) fn body(api: &Api, content: &BodyContent) -> String {
    match content {
        BodyContent::Json(of, _) => ty(api, of),
        BodyContent::Form(of, _) => format!("a form of {}", ty(api, of)),
        BodyContent::Parts => "a form of several parts".to_owned(),
        BodyContent::Text(of, _) => format!("text of {}", ty(api, of)),
        BodyContent::Multipart(_) => "parts".to_owned(),
        BodyContent::Lines(of, _) => format!("a sequence of {}", ty(api, of)),
        BodyContent::Bytes(_) => "bytes".to_owned(),
    }
}

/// What awaiting a call gives.
pub(super) fn success(api: &Api, success: &Success) -> String {
    match success {
        Success::One(payload) => self::payload(api, payload),
        Success::Several { ident, .. } => ident.clone(),
    }
}

/// What an answer carries.
pub(super) fn payload(api: &Api, payload: &Payload) -> String {
    match payload {
        Payload::Json(of, _) | Payload::Text(of, _) => ty(api, of),
        Payload::Events(of) => format!("Events<{}>", ty(api, of)),
        Payload::Lines(of, _) => format!("JsonLines<{}>", ty(api, of)),
        Payload::Bytes => "Bytes".to_owned(),
        Payload::Nothing => "()".to_owned(),
    }
}

/// Rules, each with the place that it holds for, as JSON Schema has them: `tags[]: maxLength 5`.
pub(super) fn rules(rules: &[Rule]) -> Vec<String> {
    let mut all = Vec::new();
    add_rules(rules, "", &mut all);
    all
}

fn rules_of(of: &[Rule]) -> String {
    rules(of).join(", ")
}

fn parts_of(parts: &[Vec<Rule>]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| rules_of(part)).collect();
    parts.join("; ")
}

fn add_rules(rules: &[Rule], place: &str, all: &mut Vec<String>) {
    let within = |step: &str| match place {
        "" => step.to_owned(),
        place => format!("{place}.{step}"),
    };
    for rule in rules {
        let said = match rule {
            Rule::MinLength(least) => format!("minLength {least}"),
            Rule::MaxLength(most) => format!("maxLength {most}"),
            Rule::Pattern(pattern) => format!("pattern {}", code_span(pattern)),
            Rule::Format(format) => format!("format {format}"),
            Rule::Minimum(limit) => format!("minimum {limit}"),
            Rule::Maximum(limit) => format!("maximum {limit}"),
            Rule::ExclusiveMinimum(limit) => format!("exclusiveMinimum {limit}"),
            Rule::ExclusiveMaximum(limit) => format!("exclusiveMaximum {limit}"),
            Rule::MultipleOf(of) => format!("multipleOf {of}"),
            Rule::MinItems(least) => format!("minItems {least}"),
            Rule::MaxItems(most) => format!("maxItems {most}"),
            Rule::UniqueItems => "uniqueItems".to_owned(),
            Rule::MinProperties(least) => format!("minProperties {least}"),
            Rule::MaxProperties(most) => format!("maxProperties {most}"),
            Rule::Required(names) => format!("required {}", names.join(", ")),
            Rule::DependentRequired(name, others) => format!("with {name} required {}", others.join(", ")),
            Rule::Closed => "additionalProperties false".to_owned(),
            Rule::Const(value) => format!("const {value}"),
            Rule::Enum(values) => format!("enum {}", values.join(", ")),
            Rule::Secret => "format password".to_owned(),
            Rule::Types(types) => format!("type {}", types.join(" or ")),
            Rule::Never => "nothing".to_owned(),
            Rule::AllOf(parts) => format!("allOf ({})", parts_of(parts)),
            Rule::AnyOf(parts) => format!("anyOf ({})", parts_of(parts)),
            Rule::OneOf(parts) => format!("oneOf ({})", parts_of(parts)),
            Rule::Not(of) => format!("not ({})", rules_of(of)),
            Rule::If(condition, then, otherwise) => {
                let (condition, then, otherwise) = (rules_of(condition), rules_of(then), rules_of(otherwise));
                format!("if ({condition}) then ({then}) else ({otherwise})")
            }
            Rule::Contains(of, least, most) => {
                let most = most.map(|most| format!(" to {most}")).unwrap_or_default();
                format!("contains {least}{most} of ({})", rules_of(of))
            }
            Rule::Element(index, of) => {
                add_rules(of, &format!("{place}[{index}]"), all);
                continue;
            }
            Rule::Items(of) => {
                add_rules(of, &format!("{place}[]"), all);
                continue;
            }
            Rule::Property(name, of) => {
                add_rules(of, &within(name), all);
                continue;
            }
            Rule::PropertyNames(of) => {
                add_rules(of, &within("(names)"), all);
                continue;
            }
            Rule::Matching(pattern, of) => {
                add_rules(of, &within(&code_span(pattern)), all);
                continue;
            }
            Rule::Others(of) => {
                add_rules(of, &within("*"), all);
                continue;
            }
        };
        all.push(match place {
            "" => said,
            place => format!("{place}: {said}"),
        });
    }
}
