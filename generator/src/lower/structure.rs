//! Which fields does an object have?

use indexmap::IndexMap;

use super::{Lower, docs, schema};
use crate::diagnostic::Code;
use crate::ir::types::Rest;
use crate::ir::{Field, Role, Struct, Type, TypeId, TypeName};
use crate::parse::{SchemaId, Schemas};

/// How deep `allOf` and references may nest before they are held to be endless.
const MAX_DEPTH: usize = 64;

/// The struct of an object's schema, with the properties of all parts of its `allOf`.
pub(super) fn lower_struct(cx: &mut Lower<'_>, id: TypeId, of: SchemaId) -> Struct {
    let mut parts = Parts::default();
    parts.add(&cx.document.schemas, of, 0);
    for name in &parts.required {
        if !parts.properties.contains_key(name) {
            let at = cx.document.schemas[of].at.clone();
            cx.diags.warn(
                Code::UndeclaredRequired,
                &at,
                format!("`required` names `{name}`, which is not among the properties; it is not generated"),
            );
        }
    }
    let fields = parts
        .properties
        .iter()
        .map(|(name, &property)| lower_field(cx, id, name, property, parts.required.contains(name)))
        .collect();
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
    Struct { fields, rest }
}

fn lower_field(cx: &mut Lower<'_>, parent: TypeId, name: &str, property: SchemaId, required: bool) -> Field {
    let role = Role::Property(name.to_owned());
    let (ty, nullable) = schema::lower_schema(cx, property, &TypeName::Inline { parent, role });
    let schema = &cx.document.schemas[property];
    Field {
        at: schema.at.clone(),
        wire_name: name.to_owned(),
        ident: String::new(),
        docs: docs::of_property(&cx.document.schemas, property, name),
        default: schema.default.as_ref().map(ToString::to_string),
        // Anything may be left out where nothing else is said of it, and `null` is a value of its own.
        nullable: nullable && !(required && ty == Type::Any),
        ty,
        required,
    }
}

/// What an object's schema says, put together from its `allOf`.
#[derive(Default)]
struct Parts {
    properties: IndexMap<String, SchemaId>,
    required: Vec<String>,
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
        // What is said nearer to the object stands over what its parts say.
        self.properties
            .extend(schema.properties.iter().map(|(name, &id)| (name.clone(), id)));
        self.required.extend(schema.required.iter().cloned());
        let open = schema.additional_properties.filter(|&values| !schemas[values].never);
        self.rest = open.or(self.rest);
    }
}
