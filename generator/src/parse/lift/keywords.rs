//! What do the keywords of a schema say?

use indexmap::IndexMap;

use super::super::dialect::{self, Spelled};
use super::super::schema::{Discriminator, Schema, SchemaId, Type, Types};
use super::super::spelling;
use super::Lift;
use crate::diagnostic::{Code, Draft};
use crate::read::{Node, Number};

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

/// Reads one keyword of the schema `id`; the walk stands at its value.
struct Reader<'r, 'l> {
    lift: &'r mut Lift<'l>,
    id: SchemaId,
    key: &'r str,
}

impl Reader<'_, '_> {
    fn keyword(&mut self, schema: &mut Schema, spelled: &mut Spelled, node: Node) {
        match self.key {
            "$ref" => self.reference(node),
            "$dynamicRef" | "$recursiveRef" => {
                self.warn(Code::UnsupportedKeyword, "is read as `$ref`");
                self.reference(node);
            }
            "$anchor" | "$dynamicAnchor" => {
                if let Some(name) = self.text(node) {
                    self.lift.lifted.anchors.insert(name, self.id);
                }
            }
            "$id" => self.warn(Code::UnsupportedKeyword, "is not followed; references go by place"),
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
            "enum" => schema.enum_values = self.list(node, "values"),
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
            "nullable" => spelled.nullable = self.flag(node),
            "properties" => schema.properties = self.schemas(node),
            "required" => match node {
                // A slip that is common: it belongs to the object around this schema.
                Node::Bool(_) => self.warn(
                    Code::WrongType,
                    "is a list of names, given by the object around a property; it is not read here",
                ),
                node => schema.required = self.names(node),
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
            "allOf" => schema.all_of = self.schema_list(node),
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

    fn warn(&mut self, code: Code, what: &str) {
        let message = format!("`{}` {what}", self.key);
        let at = self.lift.at();
        self.lift.diags.warn(code, at, message).on_key();
    }

    /// Says that the value is of the wrong type.
    fn wrong(&mut self, expected: &str, node: &Node) -> &mut Draft {
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

    fn text(&mut self, node: Node) -> Option<String> {
        match node {
            Node::String(text) => Some(text),
            Node::Number(_) | Node::Bool(_) => {
                let text = node.to_string();
                self.warn(Code::WrongType, &format!("is a string; it is read as `{text}`"));
                Some(text)
            }
            node => {
                self.wrong("a string", &node);
                None
            }
        }
    }

    fn flag(&mut self, node: Node) -> bool {
        match (node.as_bool(), node.as_str()) {
            (Some(flag), _) => flag,
            (None, Some(word @ ("true" | "false"))) => {
                self.warn(Code::WrongType, &format!("is a boolean; it is read as `{word}`"));
                word == "true"
            }
            _ => {
                self.wrong("a boolean", &node);
                false
            }
        }
    }

    fn number(&mut self, node: Node) -> Option<Number> {
        match node {
            Node::Number(number) => Some(number),
            Node::String(text) if text.parse::<f64>().is_ok_and(f64::is_finite) => {
                self.warn(Code::WrongType, &format!("is a number; it is read as {text}"));
                let read = text.parse().unwrap_or_default();
                Some(Number::from_text(&text, read))
            }
            node => {
                self.wrong("a number", &node);
                None
            }
        }
    }

    fn count(&mut self, node: &Node) -> Option<u64> {
        let number = self.number(node.clone())?;
        if let Some(count) = number.as_u64() {
            return Some(count);
        }
        // No value is longer than what 64 bits count.
        if number.as_f64() < 0.0 || number.as_f64().fract() != 0.0 {
            self.warn(Code::InvalidValue, &format!("cannot be {number}; it is not read"));
        }
        None
    }

    fn types(&mut self, schema: &mut Schema, node: Node) -> Option<Types> {
        let names = match node {
            Node::String(name) => vec![Node::String(name)],
            Node::Array(names) => names,
            node => {
                self.wrong("a string or a list of strings", &node);
                return None;
            }
        };
        let mut types = Types::default();
        for (index, name) in names.iter().enumerate() {
            match name {
                Node::String(name) => match Type::from_name(name) {
                    Some(ty) => types.insert(ty),
                    None if name == "file" => {
                        self.warn(
                            Code::InvalidValue,
                            "cannot be `file` since OpenAPI 3; it is read as a string of bytes",
                        );
                        types.insert(Type::String);
                        schema.format = Some("binary".to_owned());
                    }
                    None if name == "any" => {
                        self.warn(Code::InvalidValue, "cannot be `any`; it is read as any value");
                        return None;
                    }
                    None => match of_other_language(name) {
                        Some((ty, format)) => {
                            let read = ty.name();
                            self.warn(
                                Code::InvalidValue,
                                &format!("cannot be `{name}` in JSON Schema; it is read as `{read}`"),
                            );
                            types.insert(ty);
                            schema.format = schema.format.take().or(format.map(str::to_owned));
                        }
                        None => self.unknown_type(name),
                    },
                },
                // An unquoted `null` in YAML.
                Node::Null => types.insert(Type::Null),
                node => {
                    let at = self.lift.at().index(index);
                    let message = format!("a type is a string, found {}", node.kind());
                    self.lift.diags.error(Code::WrongType, at, message);
                }
            }
        }
        (!types.is_empty()).then_some(types)
    }

    fn unknown_type(&mut self, name: &str) {
        let known = Type::ALL.map(Type::name);
        let message = format!("`{name}` is no type of JSON Schema");
        let help = match spelling::nearest(name, known.into_iter()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the types are {}", known.join(", ")),
        };
        let at = self.lift.at();
        self.lift.diags.error(Code::InvalidValue, at, message).help(help);
    }

    fn list(&mut self, node: Node, of: &str) -> Option<Vec<Node>> {
        match node {
            Node::Array(items) => Some(items),
            node => {
                self.wrong(&format!("a list of {of}"), &node);
                None
            }
        }
    }

    fn names(&mut self, node: Node) -> Vec<String> {
        let mut names = Vec::new();
        for (index, item) in self.list(node, "strings").unwrap_or_default().into_iter().enumerate() {
            match item {
                Node::String(name) if names.contains(&name) => {}
                Node::String(name) => names.push(name),
                // Unquoted names such as `404` or `true`.
                Node::Number(_) | Node::Bool(_) | Node::Null => names.push(item.to_string()),
                Node::Array(_) | Node::Object(_) => {
                    let at = self.lift.at().index(index);
                    let message = format!("expected a string, found {}", item.kind());
                    self.lift.diags.error(Code::WrongType, at, message);
                }
            }
        }
        names
    }

    fn entries(&mut self, node: Node, of: &str) -> IndexMap<String, Node> {
        match node {
            Node::Object(entries) => entries,
            node => {
                self.wrong(&format!("an object of {of}"), &node);
                IndexMap::new()
            }
        }
    }

    fn schemas(&mut self, node: Node) -> IndexMap<String, SchemaId> {
        let entries = self.entries(node, "schemas");
        entries
            .into_iter()
            .map(|(key, node)| {
                let id = self.lift.below(&key, |lift| lift.schema_or_nothing(node));
                (key, id)
            })
            .collect()
    }

    fn schema_list(&mut self, node: Node) -> Vec<SchemaId> {
        let items = self.list(node, "schemas").unwrap_or_default();
        let ids = items.into_iter().enumerate();
        ids.map(|(index, node)| self.lift.below(&index.to_string(), |lift| lift.schema_or_nothing(node)))
            .collect()
    }

    fn dependent_required(&mut self, node: Node) -> IndexMap<String, Vec<String>> {
        let entries = self.entries(node, "lists of names");
        entries
            .into_iter()
            .map(|(key, node)| {
                let names = self.names(node);
                (key, names)
            })
            .collect()
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

/// What the names of other languages mean.
fn of_other_language(name: &str) -> Option<(Type, Option<&'static str>)> {
    Some(match name {
        "int" | "long" | "bigint" => (Type::Integer, None),
        "float" | "double" | "decimal" => (Type::Number, None),
        "bool" => (Type::Boolean, None),
        "str" | "text" | "enum" => (Type::String, None),
        "date" => (Type::String, Some("date")),
        "datetime" | "date-time" => (Type::String, Some("date-time")),
        "uuid" => (Type::String, Some("uuid")),
        "email" => (Type::String, Some("email")),
        "list" => (Type::Array, None),
        "map" | "dict" => (Type::Object, None),
        _ => return None,
    })
}

impl Lift<'_> {
    /// A schema; one of which nothing is said is any value.
    fn schema_or_nothing(&mut self, node: Node) -> SchemaId {
        if !node.is_null() {
            return self.schema(node);
        }
        let at = self.at();
        let message = "the schema is empty; it is read as any value";
        self.diags.warn(Code::WrongType, at, message).on_key();
        self.schema(Node::object())
    }
}
