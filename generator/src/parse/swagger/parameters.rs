//! What are parameters and bodies?
//!
//! A parameter `in: body` is the request body; those `in: formData` are the properties of one. `collectionFormat` is a
//! style (Swagger 2.0, Parameter Object).

use indexmap::IndexMap;

use super::{Convert, below, object};
use crate::diagnostic::Code;
use crate::read::Node;
use crate::read::node::escape;

/// A parameter of an operation or path.
#[derive(Clone)]
pub(super) struct Given {
    /// What stands in the list: the parameter, or a reference to it.
    listed: Node,
    /// The parameter itself.
    fields: IndexMap<String, Node>,
    /// Where the parameter itself stands.
    pointer: String,
    index: usize,
}

impl Given {
    fn text(&self, key: &str) -> &str {
        self.fields.get(key).and_then(Node::as_str).unwrap_or("")
    }

    pub(super) fn is_body(&self) -> bool {
        matches!(self.text("in"), "body" | "formData")
    }

    /// What tells it from others; an operation has one body, whatever it is called.
    pub(super) fn key(&self) -> (&str, &str) {
        match self.text("in") {
            "body" => ("body", ""),
            place => (place, self.text("name")),
        }
    }

    fn is_file(&self) -> bool {
        self.text("type") == "file"
    }
}

/// The fields of a parameter or header that speak of its value.
const OF_VALUE: [&str; 18] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "x-enum-descriptions",
];

const FORM: &str = "application/x-www-form-urlencoded";
const PARTS: &str = "multipart/form-data";

impl Convert<'_> {
    /// The parameters of a list that stands at `pointer`.
    pub(super) fn given(&mut self, listed: Vec<Node>, pointer: &str) -> Vec<Given> {
        let mut given = Vec::new();
        for (index, listed) in listed.into_iter().enumerate() {
            let name = listed.get("$ref").and_then(Node::as_str);
            let name = name.and_then(|target| target.strip_prefix("#/parameters/"));
            let known = name.and_then(|name| Some((below("/parameters", name), self.parameters.get(name)?)));
            let (pointer, fields) = match known {
                Some((pointer, parameter)) => (pointer, parameter),
                None => (format!("{pointer}/{index}"), &listed),
            };
            let fields = fields.as_object().cloned().unwrap_or_default();
            given.push(Given {
                fields,
                pointer,
                index,
                listed,
            });
        }
        given
    }

    /// Those that are no bodies, and whether there are any; the list stands at `place`.
    pub(super) fn parameters_of(&mut self, given: &[Given], place: &str) -> (Node, bool) {
        let mut converted = Vec::new();
        for parameter in given.iter().filter(|given| !given.is_body()) {
            let to = format!("{place}/{}", converted.len());
            if parameter.listed.get("$ref").is_some() {
                self.carry(&to, &format!("{place}/{}", parameter.index));
                converted.push(parameter.listed.clone());
            } else {
                let node = self.parameter(&parameter.fields, &parameter.pointer, &to);
                converted.push(node);
            }
        }
        let any = !converted.is_empty();
        (Node::Array(converted), any)
    }

    /// The named parameters that are no bodies.
    pub(super) fn named_parameters(&mut self) -> Node {
        let mut converted = IndexMap::new();
        for (name, node) in std::mem::take(&mut self.parameters) {
            let is_body = matches!(node.get("in").and_then(Node::as_str), Some("body" | "formData"));
            if let (Node::Object(fields), false) = (node, is_body) {
                let (from, to) = (below("/parameters", &name), below("/components/parameters", &name));
                let node = self.parameter(&fields, &from, &to);
                converted.insert(name, node);
            }
        }
        Node::Object(converted)
    }

    /// A parameter that is no body, from where it stood to where it stands.
    pub(super) fn parameter(&mut self, fields: &IndexMap<String, Node>, from: &str, to: &str) -> Node {
        self.carry(to, from);
        if fields.contains_key("$ref") {
            return Node::Object(fields.clone());
        }
        let mut converted = IndexMap::new();
        for (key, node) in fields {
            if !OF_VALUE.contains(&key.as_str()) && !["collectionFormat", "schema"].contains(&key.as_str()) {
                converted.insert(key.clone(), node.clone());
            }
        }
        let place = fields.get("in").and_then(Node::as_str).unwrap_or("header").to_owned();
        converted.extend(self.style(fields, &place, from));
        let schema = match fields.get("schema") {
            // No parameter but a body has one, and it is plain what it means.
            Some(schema) => schema.clone(),
            None => self.value(fields),
        };
        let written = if fields.contains_key("schema") { "/schema" } else { "" };
        self.carry(&format!("{to}/schema"), &format!("{from}{written}"));
        let schema = self.schema(schema);
        converted.insert("schema".to_owned(), schema);
        Node::Object(converted)
    }

    /// What a parameter or header says of its value.
    pub(super) fn value(&self, fields: &IndexMap<String, Node>) -> Node {
        let of_value = fields.iter().filter(|(key, _)| OF_VALUE.contains(&key.as_str()));
        Node::Object(of_value.map(|(key, node)| (key.clone(), node.clone())).collect())
    }

    /// `style` and `explode` for a list.
    fn style(&mut self, fields: &IndexMap<String, Node>, place: &str, from: &str) -> Vec<(String, Node)> {
        let is_list = fields.get("type").and_then(Node::as_str) == Some("array");
        if !is_list {
            return Vec::new();
        }
        let format = fields.get("collectionFormat").and_then(Node::as_str).unwrap_or("csv");
        let in_form = matches!(place, "query" | "formData");
        let (style, explode) = match (format, in_form) {
            ("csv", true) => ("form", false),
            ("multi", true) => ("form", true),
            ("ssv", true) => ("spaceDelimited", false),
            ("pipes", true) => ("pipeDelimited", false),
            ("csv", false) => ("simple", false),
            (format, _) => {
                let message =
                    format!("the collection format `{format}` has no form here; the list is sent with commas");
                self.warn(Code::UnsupportedStyle, &format!("{from}/collectionFormat"), message);
                if in_form { ("form", false) } else { ("simple", false) }
            }
        };
        vec![
            ("style".to_owned(), Node::String(style.to_owned())),
            ("explode".to_owned(), Node::Bool(explode)),
        ]
    }

    /// The request body of an operation that stands at `pointer`.
    pub(super) fn body(&mut self, bodies: &[Given], consumes: &[String], pointer: &str) -> Option<Node> {
        let to = format!("{pointer}/requestBody");
        let body = bodies.iter().find(|given| given.text("in") == "body");
        let form: Vec<&Given> = bodies.iter().filter(|given| given.text("in") == "formData").collect();
        match body {
            Some(body) => {
                if let Some(part) = form.first() {
                    let message = "an operation has a body or a form; the form is left out";
                    self.warn(Code::InvalidValue, &part.pointer, message);
                }
                Some(self.whole_body(body, consumes, &to))
            }
            None if form.is_empty() => None,
            None => Some(self.form(&form, consumes, &to)),
        }
    }

    fn whole_body(&mut self, body: &Given, consumes: &[String], to: &str) -> Node {
        self.carry(to, &body.pointer);
        let json = ["application/json".to_owned()];
        let is_form = |name: &&String| [FORM, PARTS].contains(&name.as_str());
        // A form is given by `formData`; a body beside it is of another kind.
        let consumes: Vec<&String> = consumes.iter().filter(|name| !is_form(name)).collect();
        let consumes = if consumes.is_empty() {
            json.iter().collect()
        } else {
            consumes
        };
        let mut content = IndexMap::new();
        for media_type in consumes {
            let schema = body.fields.get("schema").cloned().unwrap_or_else(Node::object);
            let place = format!("{to}/content/{}/schema", escape(media_type));
            self.carry(&place, &format!("{}/schema", body.pointer));
            let old = format!("{}/schema", body.pointer);
            self.relocated.entry(old).or_insert(place);
            let schema = self.schema(schema);
            content.insert(media_type.clone(), object([("schema", schema)]));
        }
        let mut converted = IndexMap::from([("content".to_owned(), Node::Object(content))]);
        for key in ["description", "required"] {
            converted.extend(body.fields.get(key).map(|node| (key.to_owned(), node.clone())));
        }
        Node::Object(converted)
    }

    fn form(&mut self, form: &[&Given], consumes: &[String], to: &str) -> Node {
        let has_file = form.iter().any(|given| given.is_file());
        let fits = |name: &&String| name.as_str() == PARTS || (name.as_str() == FORM && !has_file);
        let mut media_types: Vec<&str> = consumes.iter().filter(fits).map(String::as_str).collect();
        if media_types.is_empty() {
            media_types.push(if has_file { PARTS } else { FORM });
        }
        let mut content = IndexMap::new();
        for media_type in media_types {
            let place = format!("{to}/content/{}", escape(media_type));
            let mut properties = IndexMap::new();
            let mut encoding = IndexMap::new();
            let mut required = Vec::new();
            for part in form {
                let name = part.text("name").to_owned();
                let pointer = below(&format!("{place}/schema/properties"), &name);
                self.carry(&pointer, &part.pointer);
                let mut value = self.value(&part.fields);
                if let (Node::Object(value), Some(words)) = (&mut value, part.fields.get("description")) {
                    value.insert("description".to_owned(), words.clone());
                }
                let value = self.schema(value);
                if part.fields.get("required") == Some(&Node::Bool(true)) {
                    required.push(Node::String(name.clone()));
                }
                let style = self.style(&part.fields, "formData", &part.pointer);
                if media_type == FORM && !style.is_empty() {
                    encoding.insert(name.clone(), Node::Object(style.into_iter().collect()));
                }
                properties.insert(name, value);
            }
            let mut schema = IndexMap::from([
                ("type".to_owned(), Node::String("object".to_owned())),
                ("properties".to_owned(), Node::Object(properties)),
            ]);
            if !required.is_empty() {
                schema.insert("required".to_owned(), Node::Array(required));
            }
            let mut media = IndexMap::from([("schema".to_owned(), Node::Object(schema))]);
            if !encoding.is_empty() {
                media.insert("encoding".to_owned(), Node::Object(encoding));
            }
            content.insert(media_type.to_owned(), Node::Object(media));
        }
        let any = form
            .iter()
            .any(|part| part.fields.get("required") == Some(&Node::Bool(true)));
        object([("content", Node::Object(content)), ("required", Node::Bool(any))])
    }
}
