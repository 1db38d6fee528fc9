//! Which JSON types may the values of a schema have?
//!
//! Those that every part allows. `null` is not among them: it is a fact of its own. A keyword for objects or lists says
//! something of the type only where nothing else does.

use super::super::nullability;
use super::Compose;
use super::leaves::Leaf;
use crate::parse::{Schema, SchemaId, Schemas, Type, Types};
use crate::read::Node;

/// What is known of the types of a schema.
#[derive(Clone, Copy, Default)]
pub(super) struct Found {
    /// The types that it says, through `type`, values, references and unions; `None` if all are possible.
    said: Option<Types>,
    /// The types that its other keywords speak of.
    implied: Option<Types>,
}

impl Compose<'_> {
    /// The types of a schema but for `null`, if it says any.
    pub(super) fn types(&mut self, id: SchemaId) -> Option<Types> {
        let found = self.found(id);
        found.said.or(found.implied)
    }

    /// The types that a schema names: a keyword for lists leaves it to be a string.
    pub(super) fn said_types(&mut self, id: SchemaId) -> Option<Types> {
        self.found(id).said
    }

    fn found(&mut self, id: SchemaId) -> Found {
        match self.types.get(&id) {
            Some(Some(found)) => return *found,
            // Within itself, a schema says nothing new.
            Some(None) => return Found::default(),
            None => {}
        }
        self.types.insert(id, None);
        let schema = &self.schemas[id];
        let mut found = own(schema);
        let parts: Vec<SchemaId> = schema.all_of.iter().chain(&schema.reference).copied().collect();
        let unions = [schema.any_of.clone(), schema.one_of.clone()];
        for part in parts {
            let part = self.found(part);
            found.said = meet(found.said, part.said);
            found.implied = meet(found.implied, part.implied);
        }
        for branches in unions.iter().filter(|branches| !branches.is_empty()) {
            let branches: Vec<Option<Types>> = branches.iter().map(|&branch| self.types(branch)).collect();
            let all: Option<Vec<Types>> = branches.into_iter().collect();
            let all = all.map(|all| all.iter().flat_map(|types| types.iter()).collect());
            found.said = meet(found.said, all);
        }
        self.types.insert(id, Some(found));
        found
    }
}

/// What a schema says of its types by itself.
fn own(schema: &Schema) -> Found {
    let mut said = schema.types.map(without_null);
    if schema.never {
        said = Some(Types::default());
    }
    let values = schema.constant.iter().chain(schema.enum_values.iter().flatten());
    if schema.constant.is_some() || schema.enum_values.is_some() {
        said = meet(said, Some(values.filter_map(of_value).collect()));
    }
    let mut implied = Types::default();
    if schema.shapes_object() {
        implied.insert(Type::Object);
    }
    if schema.shapes_array() {
        implied.insert(Type::Array);
    }
    Found {
        said,
        implied: (!implied.is_empty()).then_some(implied),
    }
}

fn of_value(value: &Node) -> Option<Type> {
    match value {
        Node::Null => None,
        Node::Bool(_) => Some(Type::Boolean),
        Node::Number(number) if number.as_i128().is_some() => Some(Type::Integer),
        Node::Number(_) => Some(Type::Number),
        Node::String(_) => Some(Type::String),
        Node::Array(_) => Some(Type::Array),
        Node::Object(_) => Some(Type::Object),
    }
}

pub(super) fn without_null(types: Types) -> Types {
    types.iter().filter(|&ty| ty != Type::Null).collect()
}

/// The types that both allow. Every integer is a number.
pub(super) fn meet(a: Option<Types>, b: Option<Types>) -> Option<Types> {
    let (a, b) = match (a, b) {
        (Some(a), Some(b)) => (a, b),
        (one, None) | (None, one) => return one,
    };
    let takes = |types: Types, ty| types.contains(ty) || (ty == Type::Integer && types.contains(Type::Number));
    let of = |x: Types, y: Types| x.iter().filter(move |&ty| takes(y, ty)).collect::<Vec<_>>();
    Some(of(a, b).into_iter().chain(of(b, a)).collect())
}

/// Whether all values of the types `narrow` are among those of `wide`.
pub(super) fn is_within(narrow: Types, wide: Types) -> bool {
    narrow
        .iter()
        .all(|ty| wide.contains(ty) || (ty == Type::Integer && wide.contains(Type::Number)))
}

/// Whether a part takes `null`.
pub(super) fn takes_null(schemas: &Schemas, leaf: Leaf) -> bool {
    match leaf {
        Leaf::Own(id) | Leaf::Reference(id) => nullability::is_nullable(schemas, id),
    }
}
