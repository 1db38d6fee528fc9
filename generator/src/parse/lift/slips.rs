//! What was plainly meant, though it stands in the wrong place or is of the wrong type?
//!
//! * `required: true` on a property: the object around it requires the property.
//! * A list under the key `required` of `properties`: it belongs one level further out.
//! * `properties: { $ref: '#/…/properties' }`: the properties of that schema.
//! * `type: { type: string, … }`: what the schema is, written one level too deep.
//! * Values of an `enum` that its `type` refuses and that have a spelling of that type.

use super::super::schema::{Schema, SchemaId, Type};
use super::Lift;
use crate::diagnostic::Code;
use crate::read::{Node, Number};

/// Notes that the schema says of itself that it is required, or not.
pub(super) fn claim(lift: &mut Lift<'_>, id: SchemaId, flag: bool) {
    lift.lifted.claims.insert(id, flag);
}

/// Requires the properties of `schema` that say that they are.
pub(super) fn require_properties(lift: &mut Lift<'_>, schema: &mut Schema) {
    for (name, id) in &schema.properties {
        let Some(flag) = lift.lifted.claims.remove(id) else {
            continue;
        };
        let at = lift.lifted.schemas[*id].at.child("required");
        let read = if flag { "required" } else { "optional" };
        let message =
            format!("`required` is a list of names in the object around a property; `{name}` is read as {read}");
        let help = format!("write `required: [{name}]` beside `properties`");
        let draft = lift.diags.warn(Code::WrongType, at, message).on_key();
        if flag {
            draft.help(help);
            if !schema.required.contains(name) {
                schema.required.push(name.clone());
            }
        }
    }
}

/// Says of the claims that no object has asked for that nothing follows from them.
pub(super) fn unclaimed(lift: &mut Lift<'_>) {
    for id in std::mem::take(&mut lift.lifted.claims).into_keys() {
        let at = lift.lifted.schemas[id].at.child("required");
        let message = "`required` is a list of the names of properties; it is not read here";
        lift.diags.warn(Code::WrongType, at, message).on_key();
    }
}

/// Takes out of `properties` what stands there and is none.
pub(super) fn misplaced(lift: &mut Lift<'_>, schema: &mut Schema, node: Node) -> Node {
    let Node::Object(mut entries) = node else { return node };
    if let Some(Node::Array(_)) = entries.get("required") {
        let names = entries.shift_remove("required");
        let names = names.iter().flat_map(|node| match node {
            Node::Array(names) => names.as_slice(),
            _ => &[],
        });
        let names: Vec<String> = names.filter_map(|name| name.as_str().map(str::to_owned)).collect();
        lift.below("required", |lift| {
            let at = lift.at();
            let message = "`required` stands among the properties; it is read as that of the object around them";
            lift.diags
                .warn(Code::WrongType, at, message)
                .on_key()
                .help("indent it as `properties` is");
        });
        schema.required.extend(names);
    }
    if let Some(Node::String(target)) = entries.get("$ref") {
        if let Some(object) = target.strip_suffix("/properties") {
            let object = object.to_owned();
            entries.shift_remove("$ref");
            let at = lift.at();
            let part = lift.lifted.schemas.push(Schema::any(at.clone()));
            lift.lifted.references.push((part, object));
            schema.all_of.push(part);
            let message = "`$ref` stands among the properties; it is read as one more part of the object";
            lift.diags
                .warn(Code::WrongType, at.child("$ref"), message)
                .help("refer to the object in an `allOf`");
        }
    }
    Node::Object(entries)
}

/// Reads a schema under the key `type` as one more part of the schema around it; the walk stands at it.
pub(super) fn schema_in_type(lift: &mut Lift<'_>, schema: &mut Schema, node: Node) {
    let message = "`type` is the name of a type; the schema in it is read as one more part of the schema around it";
    let at = lift.at();
    lift.diags
        .warn(Code::WrongType, at, message)
        .on_key()
        .help("write its keywords one level further out");
    let part = lift.schema(node);
    schema.all_of.push(part);
}

/// Gives the values of `enum` and `const` the type that the schema says, where they have a spelling of it.
pub(super) fn fit_enum(lift: &mut Lift<'_>, schema: &mut Schema) {
    let Some(types) = schema.types else { return };
    let mut only = types.iter().filter(|ty| *ty != Type::Null);
    let (Some(ty), None) = (only.next(), only.next()) else {
        return;
    };
    let mut changed = Vec::new();
    let mut fit = |value: &mut Node| {
        if let Some(fitting) = fitting(ty, value) {
            changed.push(fitting.to_string());
            *value = fitting;
        }
    };
    schema.enum_values.iter_mut().flatten().for_each(&mut fit);
    schema.constant.iter_mut().for_each(&mut fit);
    let Some(first) = changed.first() else { return };
    let more = if changed.len() > 1 { ", …" } else { "" };
    let (name, count) = (ty.name(), changed.len());
    let message = match count {
        1 => format!("a value of a schema of the type `{name}` is of another type; it is read as {first}"),
        _ => format!(
            "{count} values of a schema of the type `{name}` are of another type; they are read as {first}{more}"
        ),
    };
    let key = if schema.enum_values.is_some() { "enum" } else { "const" };
    lift.below(key, |lift| {
        let at = lift.at();
        lift.diags.warn(Code::WrongType, at, message).on_key();
    });
}

/// `value` in the spelling of `ty`, if it is not of this type and has one.
fn fitting(ty: Type, value: &Node) -> Option<Node> {
    match (ty, value) {
        (Type::String, Node::Number(_) | Node::Bool(_)) => Some(Node::String(value.to_string())),
        (Type::Integer, Node::String(text)) => text.parse().ok().map(|int| Node::Number(Number::Int(int))),
        (Type::Number, Node::String(text)) => {
            let read: f64 = text.parse().ok().filter(|read: &f64| read.is_finite())?;
            Some(Node::Number(Number::from_text(text, read)))
        }
        (Type::Boolean, Node::String(text)) => text.parse().ok().map(Node::Bool),
        _ => None,
    }
}
