//! How does `openapiv3` read a tree of nodes?
//!
//! Through a deserializer of our own: `serde_json::Value` would lose the order of keys.

use serde::Deserialize;
use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};

use crate::read::Node;
use crate::read::node::escape;

/// The skeleton as `openapiv3` models it; or what it has against it, and the pointer to the smallest
/// part of which that is true.
pub(super) fn skeleton(root: &Node) -> Result<openapiv3::OpenAPI, (String, String)> {
    of(root).map_err(|error| blame(root).unwrap_or((String::new(), error.to_string())))
}

/// An operation that stands alone.
pub(super) fn operation(node: &Node) -> Result<openapiv3::Operation, String> {
    of(node).map_err(|error| error.to_string())
}

fn of<'n, T: Deserialize<'n>>(node: &'n Node) -> Result<T, Error> {
    T::deserialize(Tree(node))
}

/// Reads the parts one by one, to find the one that is refused.
fn blame(root: &Node) -> Option<(String, String)> {
    let entries = |pointer: &str| root.pointer(pointer).and_then(Node::as_object).into_iter().flatten();
    for (path, item) in entries("/paths") {
        let at = format!("/paths/{}", escape(path));
        for (method, operation) in item.as_object().into_iter().flatten() {
            let is_operation = operation.get("responses").is_some();
            if let (true, Err(error)) = (is_operation, of::<openapiv3::Operation>(operation)) {
                return Some((format!("{at}/{}", escape(method)), error.to_string()));
            }
        }
        if let Err(error) = of::<openapiv3::ReferenceOr<openapiv3::PathItem>>(item) {
            return Some((at, error.to_string()));
        }
    }
    for (section, components) in entries("/components") {
        for (name, component) in components.as_object().into_iter().flatten() {
            let refused = match section.as_str() {
                "parameters" => refusal::<openapiv3::Parameter>(component),
                "responses" => refusal::<openapiv3::Response>(component),
                "requestBodies" => refusal::<openapiv3::RequestBody>(component),
                "headers" => refusal::<openapiv3::Header>(component),
                "securitySchemes" => refusal::<openapiv3::SecurityScheme>(component),
                "links" => refusal::<openapiv3::Link>(component),
                "examples" => refusal::<openapiv3::Example>(component),
                _ => None,
            };
            if let Some(message) = refused {
                return Some((format!("/components/{section}/{}", escape(name)), message));
            }
        }
    }
    let parts = ["/info", "/servers", "/tags", "/security", "/externalDocs"];
    parts.into_iter().find_map(|pointer| {
        let node = root.pointer(pointer)?;
        let refused = match pointer {
            "/info" => of::<openapiv3::Info>(node).err(),
            "/servers" => of::<Vec<openapiv3::Server>>(node).err(),
            "/tags" => of::<Vec<openapiv3::Tag>>(node).err(),
            "/security" => of::<Vec<openapiv3::SecurityRequirement>>(node).err(),
            _ => of::<openapiv3::ExternalDocumentation>(node).err(),
        };
        Some((pointer.to_owned(), refused?.to_string()))
    })
}

fn refusal<'n, T: Deserialize<'n>>(node: &'n Node) -> Option<String> {
    of::<openapiv3::ReferenceOr<T>>(node)
        .err()
        .map(|error| error.to_string())
}

/// A node, as something to deserialize from.
#[derive(Clone, Copy)]
struct Tree<'n>(&'n Node);

impl<'de> IntoDeserializer<'de, Error> for Tree<'de> {
    type Deserializer = Tree<'de>;

    fn into_deserializer(self) -> Tree<'de> {
        self
    }
}

impl<'de> Deserializer<'de> for Tree<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Node::Null => visitor.visit_unit(),
            Node::Bool(flag) => visitor.visit_bool(*flag),
            Node::Number(number) => match (number.is_integer(), number.as_u64(), number.as_i64()) {
                (true, Some(int), _) => visitor.visit_u64(int),
                (true, None, Some(int)) => visitor.visit_i64(int),
                _ => visitor.visit_f64(number.as_f64()),
            },
            Node::String(text) => visitor.visit_borrowed_str(text),
            Node::Array(items) => {
                let items = SeqDeserializer::new(items.iter().map(Tree));
                visitor.visit_seq(items)
            }
            Node::Object(entries) => {
                let entries = entries.iter().map(|(key, node)| (key.as_str(), Tree(node)));
                visitor.visit_map(MapDeserializer::new(entries))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let word = self.0.as_str().unwrap_or_default();
        word.into_deserializer().deserialize_enum(name, variants, visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
