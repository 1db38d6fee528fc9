//! Which types does `type` name?

use super::super::schema::{Schema, Type, Types};
use super::super::spelling;
use super::keywords::{Reader, is_keyword};
use super::slips;
use crate::diagnostic::Code;
use crate::read::Node;

impl Reader<'_, '_> {
    pub(super) fn types(&mut self, schema: &mut Schema, node: Node) -> Option<Types> {
        let names = match node {
            Node::String(name) => vec![Node::String(name)],
            Node::Array(names) => names,
            Node::Object(entries) if entries.keys().any(|key| is_keyword(key)) => {
                let node = Node::Object(entries);
                slips::schema_in_type(self.lift, schema, node);
                return None;
            }
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
                        None => {
                            self.unknown_type(name);
                            return None;
                        }
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
        let message = format!("`{name}` is no type of JSON Schema; the schema is read as any value");
        let help = match spelling::nearest(name, known.into_iter()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the types are {}", known.join(", ")),
        };
        let at = self.lift.at();
        self.lift.diags.warn(Code::InvalidValue, at, message).help(help);
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
