//! Which fields does an object have?

use indexmap::IndexMap;

use super::{Lower, docs, schema};
use crate::diagnostic::Code;
use crate::ir::types::Rest;
use crate::ir::{Constant, Docs, Field, PropertyAccess, Role, Struct, Type, TypeId, TypeName};
use crate::parse::{Schema, SchemaId, Schemas};
use crate::read::{Node, SpecPath};

/// How deep `allOf` and references may nest before they are held to be endless.
const MAX_DEPTH: usize = 64;

/// The struct of what one or more schemas say of an object, with the properties of all parts of their `allOf`.
pub(super) fn lower_struct(cx: &mut Lower<'_>, id: TypeId, of: &[SchemaId]) -> Struct {
    let mut parts = Parts::default();
    for &schema in of {
        parts.add(&cx.document.schemas, schema, 0);
    }
    let mut fields: Vec<Field> = parts
        .properties
        .iter()
        .map(|(name, &property)| lower_field(cx, id, name, property, parts.required.contains_key(name)))
        .collect();
    for (name, at) in &parts.required {
        if parts.properties.contains_key(name) {
            continue;
        }
        let what = if parts.rest.is_some() {
            "is kept with the others"
        } else {
            fields.push(undeclared(at, name));
            "is an optional JSON value"
        };
        let message = format!("`required` names `{name}`, which is not among the properties; it {what}");
        cx.diags.warn(Code::UndeclaredRequired, at, message);
    }
    let rest = parts.rest.map(|values| {
        let name = TypeName::Inline {
            parent: id,
            role: Role::Value,
        };
        Rest {
            ident: String::new(),
            of: schema::lower_element(cx, Some(values), &name),
        }
    });
    Struct {
        fields,
        rest,
        keeps_beside: false,
    }
}

fn lower_field(cx: &mut Lower<'_>, parent: TypeId, name: &str, property: SchemaId, required: bool) -> Field {
    let role = Role::Property(name.to_owned());
    let (ty, nullable) = schema::lower_schema(cx, property, &TypeName::Inline { parent, role });
    let schema = &cx.document.schemas[property];
    let constant = constant(schema);
    // What is blank is `null` already.
    let is_null = ty == Type::Any && schema.constant == Some(Node::Null);
    Field {
        at: schema.at.clone(),
        wire_name: name.to_owned(),
        ident: String::new(),
        docs: docs::of_property(&cx.document.schemas, property, name),
        default: schema.default.as_ref().map(ToString::to_string),
        is_given: required && schema.constant.is_some() && (constant.is_some() || is_null),
        given: None,
        constant,
        access: access(&cx.document.schemas, property),
        // Anything may be left out where nothing else is said of it, and `null` is a value of its own.
        nullable: nullable && !(required && ty == Type::Any),
        ty,
        required,
    }
}

/// In which direction a property goes, as its schema or what that refers to says.
fn access(schemas: &Schemas, property: SchemaId) -> PropertyAccess {
    let mut next = Some(property);
    for _ in 0..MAX_DEPTH {
        let Some(id) = next else { break };
        let schema = &schemas[id];
        match (schema.read_only, schema.write_only) {
            (true, false) => return PropertyAccess::ReadOnly,
            (false, true) => return PropertyAccess::WriteOnly,
            // Who says both can mean neither.
            (true, true) => return PropertyAccess::Both,
            (false, false) => next = schema.reference,
        }
    }
    PropertyAccess::Both
}

/// A property of which nothing is known but that it has to be there. Often its name is a slip of the pen, so it is not
/// missed where it is absent.
fn undeclared(at: &SpecPath, name: &str) -> Field {
    Field {
        at: at.clone(),
        wire_name: name.to_owned(),
        ident: String::new(),
        docs: Docs {
            description: Some("The schema requires this property, and does not describe it.".to_owned()),
            ..Docs::default()
        },
        default: None,
        constant: None,
        is_given: false,
        given: None,
        ty: Type::Any,
        required: false,
        nullable: true,
        access: PropertyAccess::Both,
    }
}

/// The one value that a schema takes.
fn constant(schema: &Schema) -> Option<Constant> {
    let only = match (&schema.constant, schema.enum_values.as_deref()) {
        (Some(constant), _) => constant,
        (None, Some([only])) => only,
        (None, Some(_) | None) => return None,
    };
    match only {
        Node::Bool(value) => Some(Constant::Bool(*value)),
        Node::String(value) => Some(Constant::String(value.clone())),
        Node::Number(number) => Some(match number.as_i64() {
            Some(integer) => Constant::Integer(integer),
            None => Constant::Number(only.to_string()),
        }),
        Node::Null | Node::Array(_) | Node::Object(_) => None,
    }
}

/// What an object's schema says, put together from its `allOf`.
#[derive(Default)]
struct Parts {
    properties: IndexMap<String, SchemaId>,
    /// What is required, and where that is said.
    required: IndexMap<String, SpecPath>,
    rest: Option<SchemaId>,
}

impl Parts {
    fn add(&mut self, schemas: &Schemas, id: SchemaId, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let schema = &schemas[id];
        if let Some(target) = schema.reference {
            self.add(schemas, target, depth + 1);
        }
        for &part in &schema.all_of {
            self.add(schemas, part, depth + 1);
        }
        // What is said nearer to the object stands over what its parts say, unless it says less.
        for (name, &id) in &schema.properties {
            let says_less = |&known: &SchemaId| narrowness(&schemas[id]) < narrowness(&schemas[known]);
            if !self.properties.get(name).is_some_and(says_less) {
                self.properties.insert(name.clone(), id);
            }
        }
        for (index, name) in schema.required.iter().enumerate() {
            let at = || schema.at.child("required").index(index);
            self.required.entry(name.clone()).or_insert_with(at);
        }
        let others = schema.additional_properties.or(schema.unevaluated_properties);
        let open = others.filter(|&values| !schemas[values].never);
        self.rest = open.or(self.rest);
    }
}

/// How much a schema says of its values.
fn narrowness(schema: &Schema) -> u8 {
    if schema.is_any() {
        return 0;
    }
    let is_listed = schema.enum_values.is_some() || schema.constant.is_some();
    let is_composed = schema.reference.is_some() || !schema.all_of.is_empty();
    let is_shaped = !schema.properties.is_empty() || schema.items.is_some() || schema.additional_properties.is_some();
    1 + u8::from(schema.format.is_some() || is_composed || is_shaped) + 2 * u8::from(is_listed)
}
