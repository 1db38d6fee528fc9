//! What do responses carry?

use indexmap::IndexMap;

use super::{Convert, below, object};
use crate::read::Node;
use crate::read::node::escape;

impl Convert<'_> {
    /// An object of responses, from where it stood to where it stands.
    pub(super) fn responses(
        &mut self,
        responses: IndexMap<String, Node>,
        from: &str,
        to: &str,
        produces: &[String],
    ) -> Node {
        let responses = responses.into_iter().map(|(key, node)| {
            let (from, to) = (below(from, &key), below(to, &key));
            let node = match node {
                Node::Object(fields) if !key.starts_with("x-") => self.response(fields, &from, &to, produces),
                other => other,
            };
            (key, node)
        });
        Node::Object(responses.collect())
    }

    fn response(&mut self, mut fields: IndexMap<String, Node>, from: &str, to: &str, produces: &[String]) -> Node {
        if from != to {
            self.carry(to, from);
        }
        // Nothing is generated from examples.
        fields.shift_remove("examples");
        if let Some(Node::Object(headers)) = fields.get_mut("headers") {
            for (name, header) in headers {
                let Node::Object(of) = header else { continue };
                let place = below(&format!("{to}/headers"), name);
                self.carry(&format!("{place}/schema"), &below(&format!("{from}/headers"), name));
                let value = self.value(of);
                let mut converted = IndexMap::from([("schema".to_owned(), self.schema(value))]);
                converted.extend(
                    of.shift_remove("description")
                        .map(|words| ("description".to_owned(), words)),
                );
                *of = converted;
            }
        }
        if let Some(schema) = fields.shift_remove("schema") {
            let is_file = schema.get("type").and_then(Node::as_str) == Some("file");
            let fallback = if is_file {
                "application/octet-stream"
            } else {
                "application/json"
            };
            let fallback = [fallback.to_owned()];
            let produces = if produces.is_empty() { &fallback } else { produces };
            let mut content = IndexMap::new();
            for media_type in produces {
                let place = format!("{to}/content/{}/schema", escape(media_type));
                let old = format!("{from}/schema");
                self.carry(&place, &old);
                self.relocated.entry(old).or_insert(place);
                let schema = self.schema(schema.clone());
                content.insert(media_type.clone(), object([("schema", schema)]));
            }
            fields.insert("content".to_owned(), Node::Object(content));
        }
        Node::Object(fields)
    }
}
