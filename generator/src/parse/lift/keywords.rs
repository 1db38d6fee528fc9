//! What do the keywords of a schema say?

use indexmap::IndexMap;

use super::super::dialect::{self, Spelled};
use super::super::schema::{Discriminator, Schema, SchemaId};
use super::super::spelling;
use super::{Lift, slips};
use crate::diagnostic::{Code, Draft};
use crate::read::Node;

/// Reads the keywords of the schema `id`.
pub(super) fn read(lift: &mut Lift<'_>, id: SchemaId, entries: IndexMap<String, Node>) {
    let mut schema = Schema::any(lift.at());
    let mut spelled = Spelled::default();
    let references = lift.lifted.references.len();
    spelled.refers = entries.contains_key("$ref");
    let alone = spelled.refers && lift.origins.ignores_siblings(&schema.at);
    for (key, node) in entries {
        lift.below(&key, |lift| {
            let mut reader = Reader { lift, id, key: &key };
            if key.starts_with("x-") {
                spelled.nullable |= key == "x-nullable" && node == Node::Bool(true);
                schema.extensions.insert(key.clone(), node);
            } else if node.is_null() && !matches!(&*key, "default" | "const" | "example") {
                reader.warn(Code::WrongType, "is empty; it is read as if it were not there");
            } else if alone && !is_annotation(&key) {
                reader.warn(
                    Code::IgnoredSibling,
                    "stands beside `$ref`, where OpenAPI 3.0 does not read it",
                );
            } else {
                reader.keyword(&mut schema, &mut spelled, node);
            }
        });
    }
    slips::fit_enum(lift, &mut schema);
    slips::require_properties(lift, &mut schema);
    let lifted = &mut lift.lifted;
    if let Some(branch) = dialect::settle(&mut schema, &spelled, &mut lifted.schemas) {
        for (of, _) in &mut lifted.references[references..] {
            if *of == id {
                *of = branch;
            }
        }
    }
    lift.lifted.schemas.all[id.index()] = schema;
}

fn is_annotation(key: &str) -> bool {
    matches!(
        key,
        "$ref"
            | "title"
            | "description"
            | "default"
            | "deprecated"
            | "readOnly"
            | "writeOnly"
            | "nullable"
            | "example"
            | "examples"
            | "externalDocs"
            | "xml"
            | "$comment"
    )
}

const KEYWORDS: &[&str] = &[
    "$ref",
    "$dynamicRef",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$defs",
    "definitions",
    "type",
    "title",
    "description",
    "format",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "const",
    "enum",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "uniqueItems",
    "nullable",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "dependentSchemas",
    "dependentRequired",
    "items",
    "prefixItems",
    "unevaluatedItems",
    "contains",
    "minContains",
    "maxContains",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "discriminator",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "pattern",
    "externalDocs",
    "xml",
];

pub(super) fn is_keyword(key: &str) -> bool {
    KEYWORDS.contains(&key)
}

/// Reads one keyword of the schema `id`; the walk stands at its value.
pub(super) struct Reader<'r, 'l> {
    pub(super) lift: &'r mut Lift<'l>,
    id: SchemaId,
    key: &'r str,
}

impl Reader<'_, '_> {
    fn keyword(&mut self, schema: &mut Schema, spelled: &mut Spelled, node: Node) {
        match self.key {
            "$ref" => self.reference(node),
            "$dynamicRef" | "$recursiveRef" => {
                // A part of its own, since `$ref` may stand beside it.
                let at = self.lift.lifted.schemas[self.id].at.clone();
                let part = self.lift.lifted.schemas.push(Schema::any(at));
                self.lift.lifted.scopes.refer(part, self.id);
                schema.all_of.push(part);
                let holder = std::mem::replace(&mut self.id, part);
                self.reference(node);
                self.id = holder;
            }
            "$dynamicAnchor" => {
                if let Some(name) = self.text(node) {
                    self.lift.lifted.scopes.anchor(self.id, name);
                }
            }
            // Draft 2019-09 has one anchor, which has no name.
            "$recursiveAnchor" => {
                if self.flag(node) {
                    self.lift.lifted.scopes.anchor(self.id, String::new());
                }
            }
            // References have been rewritten by what these say.
            "$id" | "$anchor" => drop(self.text(node)),
            "$schema" | "$comment" | "$vocabulary" | "externalDocs" | "xml" => {}
            "$defs" | "definitions" => schema.defs = self.schemas(node),
            "type" => schema.types = self.types(schema, node),
            "title" => schema.title = self.text(node),
            "description" => schema.description = self.text(node),
            "format" => schema.format = self.text(node),
            "contentEncoding" => schema.content_encoding = self.text(node),
            "contentMediaType" => schema.content_media_type = self.text(node),
            "contentSchema" => schema.content_schema = Some(self.lift.schema(node)),
            "default" => schema.default = Some(node),
            "const" => schema.constant = Some(node),
            "enum" => match self.list(node, "values") {
                Some(values) if values.is_empty() => {
                    self.warn(
                        Code::InvalidValue,
                        "lists no value, so that there would be none; it is not read",
                    );
                }
                values => schema.enum_values = values,
            },
            "example" => schema.examples.push(node),
            "examples" => match node {
                Node::Array(examples) => schema.examples.extend(examples),
                Node::Object(examples) => schema.examples.extend(examples.into_values()),
                _ => self.warn(Code::IgnoredOrnament, "is no list of values; it is left out"),
            },
            "deprecated" => schema.deprecated = self.flag(node),
            "readOnly" => schema.read_only = self.flag(node),
            "writeOnly" => schema.write_only = self.flag(node),
            "uniqueItems" => schema.unique_items = self.flag(node),
            "nullable" => spelled.nullable |= self.flag(node),
            "properties" => {
                let node = slips::misplaced(self.lift, schema, node);
                schema.properties = self.schemas(node);
            }
            "required" => match node {
                Node::Bool(flag) => slips::claim(self.lift, self.id, flag),
                Node::String(word) if matches!(&*word, "true" | "false") => {
                    slips::claim(self.lift, self.id, word == "true");
                }
                node => {
                    let names = self.names(node);
                    schema.required.extend(names);
                }
            },
            "additionalProperties" => schema.additional_properties = Some(self.lift.schema(node)),
            "patternProperties" => schema.pattern_properties = self.schemas(node),
            "propertyNames" => schema.property_names = Some(self.lift.schema(node)),
            "unevaluatedProperties" => schema.unevaluated_properties = Some(self.lift.schema(node)),
            "dependentSchemas" => schema.dependent_schemas = self.schemas(node),
            "dependentRequired" => schema.dependent_required = self.dependent_required(node),
            "items" => match node {
                Node::Array(_) => schema.prefix_items = self.schema_list(node),
                node => schema.items = Some(self.lift.schema(node)),
            },
            "prefixItems" => schema.prefix_items = self.schema_list(node),
            "unevaluatedItems" => schema.unevaluated_items = Some(self.lift.schema(node)),
            "contains" => schema.contains = Some(self.lift.schema(node)),
            "minContains" => schema.min_contains = self.count(&node),
            "maxContains" => schema.max_contains = self.count(&node),
            "allOf" => {
                let parts = self.schema_list(node);
                schema.all_of.extend(parts);
            }
            "anyOf" => schema.any_of = self.schema_list(node),
            "oneOf" => schema.one_of = self.schema_list(node),
            "not" => schema.not = Some(self.lift.schema(node)),
            "if" => schema.if_ = Some(self.lift.schema(node)),
            "then" => schema.then_ = Some(self.lift.schema(node)),
            "else" => schema.else_ = Some(self.lift.schema(node)),
            "discriminator" => schema.discriminator = self.discriminator(node),
            "minimum" => schema.minimum = self.number(node),
            "maximum" => schema.maximum = self.number(node),
            "exclusiveMinimum" => match node {
                Node::Bool(flag) => spelled.excludes_minimum = flag,
                node => schema.exclusive_minimum = self.number(node),
            },
            "exclusiveMaximum" => match node {
                Node::Bool(flag) => spelled.excludes_maximum = flag,
                node => schema.exclusive_maximum = self.number(node),
            },
            "multipleOf" => schema.multiple_of = self.number(node),
            "minLength" => schema.min_length = self.count(&node),
            "maxLength" => schema.max_length = self.count(&node),
            "minItems" => schema.min_items = self.count(&node),
            "maxItems" => schema.max_items = self.count(&node),
            "minProperties" => schema.min_properties = self.count(&node),
            "maxProperties" => schema.max_properties = self.count(&node),
            "pattern" => schema.pattern = self.text(node),
            _ => self.unknown(),
        }
    }

    pub(super) fn warn(&mut self, code: Code, what: &str) {
        let message = format!("`{}` {what}", self.key);
        let at = self.lift.at();
        self.lift.diags.warn(code, at, message).on_key();
    }

    /// Says that the value is of the wrong type.
    pub(super) fn wrong(&mut self, expected: &str, node: &Node) -> &mut Draft {
        let message = format!("`{}` is {expected}, found {}", self.key, node.kind());
        let at = self.lift.at();
        self.lift.diags.error(Code::WrongType, at, message)
    }

    fn unknown(&mut self) {
        let message = format!("a schema has no keyword `{}`; it is not read", self.key);
        let near = spelling::nearest(self.key, KEYWORDS.iter().copied());
        let at = self.lift.at();
        let draft = self.lift.diags.warn(Code::UnknownField, at, message).on_key();
        if let Some(near) = near {
            draft.help(format!("did you mean `{near}`?"));
        }
    }

    fn reference(&mut self, node: Node) {
        match node {
            Node::String(target) => self.lift.lifted.references.push((self.id, target)),
            node => {
                self.wrong("a string", &node);
            }
        }
    }

    fn discriminator(&mut self, node: Node) -> Option<Discriminator> {
        let mut entries = match node {
            Node::String(name) => {
                self.warn(
                    Code::WrongType,
                    "is an object since OpenAPI 3; the string is read as its `propertyName`",
                );
                IndexMap::from([("propertyName".to_owned(), Node::String(name))])
            }
            node => self.entries(node, "its fields"),
        };
        let Some(Node::String(property_name)) = entries.shift_remove("propertyName") else {
            let at = self.lift.at();
            let message = "a discriminator names a property with `propertyName`";
            self.lift.diags.error(Code::MissingField, at, message).on_key();
            return None;
        };
        let mut mapping = IndexMap::new();
        for (value, target) in entries
            .shift_remove("mapping")
            .map(|node| self.entries(node, "references"))
            .unwrap_or_default()
        {
            match target {
                Node::String(target) => {
                    mapping.insert(value, target);
                }
                node => {
                    let at = self.lift.at().child("mapping").child(&value);
                    let message = format!("expected a reference, found {}", node.kind());
                    self.lift.diags.error(Code::WrongType, at, message);
                }
            }
        }
        Some(Discriminator {
            property_name,
            mapping,
            schemas: IndexMap::new(),
        })
    }
}
