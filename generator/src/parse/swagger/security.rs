//! What are security schemes?

use indexmap::IndexMap;

use super::{Convert, below, object};
use crate::diagnostic::{Code, Place};
use crate::read::Node;

impl Convert<'_> {
    pub(super) fn security_schemes(&mut self, schemes: IndexMap<String, Node>) -> Node {
        let mut converted = IndexMap::new();
        for (name, node) in schemes {
            let from = below("/securityDefinitions", &name);
            self.carry(&below("/components/securitySchemes", &name), &from);
            let Node::Object(fields) = node else { continue };
            let scheme = self.security_scheme(fields, &from);
            converted.insert(name, scheme);
        }
        Node::Object(converted)
    }

    fn security_scheme(&mut self, mut fields: IndexMap<String, Node>, from: &str) -> Node {
        let text = |word: &str| Node::String(word.to_owned());
        match fields.get("type").and_then(Node::as_str) {
            Some("basic") => {
                fields.insert("type".to_owned(), text("http"));
                fields.insert("scheme".to_owned(), text("basic"));
            }
            Some("oauth2") => {
                let flow = match fields.shift_remove("flow").as_ref().and_then(Node::as_str) {
                    Some("implicit") => Some("implicit"),
                    Some("password") => Some("password"),
                    Some("application") => Some("clientCredentials"),
                    Some("accessCode") => Some("authorizationCode"),
                    Some(_) | None => None,
                };
                let of_flow = ["authorizationUrl", "tokenUrl", "scopes"];
                let of_flow = of_flow.map(|key| fields.shift_remove(key).map(|node| (key.to_owned(), node)));
                let of_flow = Node::Object(of_flow.into_iter().flatten().collect());
                if flow.is_none() {
                    let at = Place::Written(self.written(from));
                    let message = "a security scheme of the type `oauth2` needs `flow`; it takes a token all the same";
                    self.diags.warn(Code::MissingField, at, message).on_key();
                }
                let flows = flow.map_or_else(Node::object, |flow| object([(flow, of_flow)]));
                fields.insert("flows".to_owned(), flows);
            }
            Some(_) | None => {}
        }
        Node::Object(fields)
    }
}
