//! What does a schema say?
//!
//! Every dialect has one form here: JSON Schema 2020-12, in an arena. Who reads a [`Schema`] need
//! not ask whether `nullable: true` or `type: [string, "null"]` was written.

use std::collections::HashMap;
use std::fmt;
use std::ops::{Index, IndexMut};

use indexmap::IndexMap;

use crate::read::{Node, Number, SpecPath};

/// A schema of the document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct SchemaId(u32);

impl SchemaId {
    pub(super) fn from_index(index: usize) -> SchemaId {
        SchemaId(u32::try_from(index).expect("fewer schemas than four billion"))
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// All schemas of the document.
#[derive(Debug, Default)]
pub(crate) struct Schemas {
    pub(super) all: Vec<Schema>,
    pub(super) named: IndexMap<String, SchemaId>,
    pub(super) by_pointer: HashMap<String, SchemaId>,
}

impl Schemas {
    /// The schemas of `components.schemas`, in the order of the document.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&str, SchemaId)> {
        self.named.iter().map(|(name, id)| (name.as_str(), *id))
    }

    /// The schema at a pointer such as `/components/schemas/Address`.
    pub(crate) fn by_pointer(&self, pointer: &str) -> Option<SchemaId> {
        self.by_pointer.get(pointer).copied()
    }

    #[allow(dead_code, reason = "part of what later stages may ask")]
    pub(crate) fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        let ids = (0..self.all.len()).map(SchemaId::from_index);
        ids.zip(&self.all)
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The schema of this position, if there are as many.
    pub(crate) fn nth(&self, index: usize) -> Option<SchemaId> {
        (index < self.all.len()).then(|| SchemaId::from_index(index))
    }

    pub(crate) fn push(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId::from_index(self.all.len());
        self.all.push(schema);
        id
    }
}

impl Index<SchemaId> for Schemas {
    type Output = Schema;

    fn index(&self, id: SchemaId) -> &Schema {
        &self.all[id.index()]
    }
}

impl IndexMut<SchemaId> for Schemas {
    fn index_mut(&mut self, id: SchemaId) -> &mut Schema {
        &mut self.all[id.index()]
    }
}

/// A JSON type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) enum Type {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Type {
    pub(crate) const ALL: [Type; 7] = [
        Type::Null,
        Type::Boolean,
        Type::Integer,
        Type::Number,
        Type::String,
        Type::Array,
        Type::Object,
    ];

    /// The word of JSON Schema.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Type::Null => "null",
            Type::Boolean => "boolean",
            Type::Integer => "integer",
            Type::Number => "number",
            Type::String => "string",
            Type::Array => "array",
            Type::Object => "object",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Type> {
        Type::ALL.into_iter().find(|ty| ty.name() == name)
    }
}

/// A set of JSON types.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Types(u8);

impl Types {
    pub(crate) fn contains(self, ty: Type) -> bool {
        self.0 & (1 << ty as u8) != 0
    }

    pub(crate) fn insert(&mut self, ty: Type) {
        self.0 |= 1 << ty as u8;
    }

    pub(crate) fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The types of the set, in the order of [`Type::ALL`].
    pub(crate) fn iter(self) -> impl Iterator<Item = Type> {
        Type::ALL.into_iter().filter(move |ty| self.contains(*ty))
    }

    /// The type, if it is the only one.
    pub(crate) fn only(self) -> Option<Type> {
        if self.len() == 1 { self.iter().next() } else { None }
    }
}

impl FromIterator<Type> for Types {
    fn from_iter<I: IntoIterator<Item = Type>>(types: I) -> Types {
        let mut set = Types::default();
        types.into_iter().for_each(|ty| set.insert(ty));
        set
    }
}

impl fmt::Debug for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// A JSON Schema, with everything that was said and nothing that was not.
#[derive(Clone, Debug)]
pub(crate) struct Schema {
    pub(crate) at: SpecPath,
    /// Whether it is none of the document's own, but made of some of them; `at` is then where one of these stands.
    pub(crate) is_made: bool,
    /// The schema `false`; `true` and `{}` are a schema with nothing set.
    pub(crate) never: bool,
    /// `$ref`, resolved; what stands beside it is in the other fields.
    pub(crate) reference: Option<SchemaId>,
    /// `type`; `None` where it is not said.
    pub(crate) types: Option<Types>,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) format: Option<String>,
    /// Which of the types that only sdk.toml knows holds the values.
    pub(crate) foreign: Option<u32>,
    pub(crate) content_encoding: Option<String>,
    pub(crate) content_media_type: Option<String>,
    pub(crate) content_schema: Option<SchemaId>,
    pub(crate) default: Option<Node>,
    pub(crate) constant: Option<Node>,
    pub(crate) enum_values: Option<Vec<Node>>,
    pub(crate) examples: Vec<Node>,
    pub(crate) deprecated: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) unique_items: bool,

    pub(crate) properties: IndexMap<String, SchemaId>,
    pub(crate) required: Vec<String>,
    pub(crate) additional_properties: Option<SchemaId>,
    pub(crate) pattern_properties: IndexMap<String, SchemaId>,
    /// What `patternProperties` said, once that has become part of `additional_properties`.
    pub(crate) patterns: Option<Patterns>,
    pub(crate) property_names: Option<SchemaId>,
    pub(crate) unevaluated_properties: Option<SchemaId>,
    pub(crate) dependent_schemas: IndexMap<String, SchemaId>,
    pub(crate) dependent_required: IndexMap<String, Vec<String>>,

    pub(crate) items: Option<SchemaId>,
    pub(crate) prefix_items: Vec<SchemaId>,
    pub(crate) unevaluated_items: Option<SchemaId>,
    pub(crate) contains: Option<SchemaId>,
    pub(crate) min_contains: Option<u64>,
    pub(crate) max_contains: Option<u64>,

    pub(crate) all_of: Vec<SchemaId>,
    pub(crate) any_of: Vec<SchemaId>,
    pub(crate) one_of: Vec<SchemaId>,
    pub(crate) not: Option<SchemaId>,
    pub(crate) if_: Option<SchemaId>,
    pub(crate) then_: Option<SchemaId>,
    pub(crate) else_: Option<SchemaId>,
    pub(crate) defs: IndexMap<String, SchemaId>,
    pub(crate) discriminator: Option<Discriminator>,
    /// Branches of a union beside an object, each with an object of the properties that both describe in words of their
    /// own, once the parts of schemas have met.
    pub(crate) shared_with: Vec<(SchemaId, SchemaId)>,

    pub(crate) minimum: Option<Number>,
    pub(crate) maximum: Option<Number>,
    pub(crate) exclusive_minimum: Option<Number>,
    pub(crate) exclusive_maximum: Option<Number>,
    pub(crate) multiple_of: Option<Number>,
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) min_properties: Option<u64>,
    pub(crate) max_properties: Option<u64>,
    pub(crate) pattern: Option<String>,

    /// The keys that begin with `x-`.
    pub(crate) extensions: IndexMap<String, Node>,
}

/// The properties whose names follow patterns.
#[derive(Clone, Debug)]
pub(crate) struct Patterns {
    pub(crate) by_pattern: IndexMap<String, SchemaId>,
    /// What is said of the others.
    pub(crate) others: Option<SchemaId>,
}

/// Which property tells the branches of a union apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Discriminator {
    pub(crate) property_name: String,
    /// From the property's value to the reference, as it was written.
    pub(crate) mapping: IndexMap<String, String>,
    /// From the property's value to the schema that the reference leads to.
    pub(crate) schemas: IndexMap<String, SchemaId>,
}

impl Schema {
    /// The schema `{}`.
    pub(crate) fn any(at: SpecPath) -> Schema {
        Schema {
            at,
            is_made: false,
            never: false,
            reference: None,
            types: None,
            title: None,
            description: None,
            format: None,
            foreign: None,
            content_encoding: None,
            content_media_type: None,
            content_schema: None,
            default: None,
            constant: None,
            enum_values: None,
            examples: Vec::new(),
            deprecated: false,
            read_only: false,
            write_only: false,
            unique_items: false,
            properties: IndexMap::new(),
            required: Vec::new(),
            additional_properties: None,
            pattern_properties: IndexMap::new(),
            patterns: None,
            property_names: None,
            unevaluated_properties: None,
            dependent_schemas: IndexMap::new(),
            dependent_required: IndexMap::new(),
            items: None,
            prefix_items: Vec::new(),
            unevaluated_items: None,
            contains: None,
            min_contains: None,
            max_contains: None,
            all_of: Vec::new(),
            any_of: Vec::new(),
            one_of: Vec::new(),
            not: None,
            if_: None,
            then_: None,
            else_: None,
            defs: IndexMap::new(),
            discriminator: None,
            shared_with: Vec::new(),
            minimum: None,
            maximum: None,
            exclusive_minimum: None,
            exclusive_maximum: None,
            multiple_of: None,
            min_length: None,
            max_length: None,
            min_items: None,
            max_items: None,
            min_properties: None,
            max_properties: None,
            pattern: None,
            extensions: IndexMap::new(),
        }
    }

    /// Whether nothing constrains it, so that every value is valid.
    pub(crate) fn is_any(&self) -> bool {
        !self.never && self.reference.is_none() && self.types.is_none() && !self.constrains()
    }

    /// Whether a keyword other than `$ref` and `type` may refuse a value.
    fn constrains(&self) -> bool {
        let values = self.constant.is_some() || self.enum_values.is_some();
        let text = self.min_length.is_some()
            || self.max_length.is_some()
            || self.pattern.is_some()
            || self.format.is_some()
            || self.content_encoding.is_some();
        let numbers = self.minimum.is_some()
            || self.maximum.is_some()
            || self.exclusive_minimum.is_some()
            || self.exclusive_maximum.is_some()
            || self.multiple_of.is_some();
        let composed = !self.all_of.is_empty()
            || !self.any_of.is_empty()
            || !self.one_of.is_empty()
            || self.not.is_some()
            || self.if_.is_some();
        values || text || numbers || composed || self.shapes_object() || self.shapes_array()
    }

    /// Whether a keyword speaks of objects.
    pub(crate) fn shapes_object(&self) -> bool {
        !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional_properties.is_some()
            || !self.pattern_properties.is_empty()
            || self.property_names.is_some()
            || self.unevaluated_properties.is_some()
            || !self.dependent_schemas.is_empty()
            || !self.dependent_required.is_empty()
            || self.min_properties.is_some()
            || self.max_properties.is_some()
    }

    /// Whether a keyword speaks of arrays.
    pub(crate) fn shapes_array(&self) -> bool {
        self.items.is_some()
            || !self.prefix_items.is_empty()
            || self.unevaluated_items.is_some()
            || self.contains.is_some()
            || self.unique_items
            || self.min_items.is_some()
            || self.max_items.is_some()
    }
}
