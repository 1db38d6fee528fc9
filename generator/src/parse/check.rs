//! Does the document have the shape that OpenAPI gives it?
//!
//! Everything that is wrong is reported with its place. Where the meaning is plain all the same, the
//! tree is repaired and a warning says so. After this, `openapiv3` finds nothing to refuse.

use indexmap::IndexMap;

use super::grammar::{Field, Grammar, Kind, Need, Shape, is_extension};
use super::spelling;
use crate::diagnostic::{Code, Diagnostics, Draft, Place};
use crate::read::node::escape;
use crate::read::{Node, Number, SourceId, Sources, SpecPath};

/// Checks and repairs the document `root`.
pub(super) fn check(sources: &Sources, source: SourceId, grammar: &Grammar, root: &mut Node, diags: &mut Diagnostics) {
    let mut check = Check {
        sources,
        diags,
        source,
        pointer: String::new(),
        ornament: false,
        gone: Vec::new(),
    };
    check.value(Shape::Object(grammar.root), root);
}

/// Where the walk is.
pub(super) struct Check<'d> {
    sources: &'d Sources,
    diags: &'d mut Diagnostics,
    source: SourceId,
    pointer: String,
    /// Whether nothing is generated from what is being looked at.
    ornament: bool,
    /// The fields of the object that have been left out, which has been said.
    gone: Vec<&'static str>,
}

impl Check<'_> {
    fn path(&self) -> SpecPath {
        SpecPath::new(self.source, self.pointer.as_str())
    }

    /// Where it was written; the tree may change once more after this.
    fn at(&self) -> Place {
        Place::Written(self.sources.origin(&self.path()))
    }

    /// Whether the object whose rule is asked had the field, and it could not be read.
    pub(super) fn has_lost(&self, name: &str) -> bool {
        self.gone.contains(&name)
    }

    pub(super) fn warn_here(&mut self, code: Code, message: impl Into<String>) -> &mut Draft {
        let at = self.at();
        self.diags.warn(code, at, message).on_key()
    }

    pub(super) fn error_here(&mut self, code: Code, message: impl Into<String>) -> &mut Draft {
        let at = self.at();
        self.diags.error(code, at, message).on_key()
    }

    pub(super) fn warn_at(&mut self, key: &str, code: Code, message: impl Into<String>) {
        let at = self.sources.origin(&self.path().child(key));
        self.diags.warn(code, Place::Written(at), message);
    }

    /// Goes to the value under `key` and back.
    fn below<T>(&mut self, key: &str, look: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escape(key));
        let result = look(self);
        self.pointer.truncate(length);
        result
    }

    /// Whether `node` may stay; if not, that has been said.
    fn value(&mut self, shape: Shape, node: &mut Node) -> bool {
        match (shape, node) {
            (Shape::Any, _) | (Shape::Text, Node::String(_)) | (Shape::Flag, Node::Bool(_)) => true,
            (Shape::Schema, Node::Object(_) | Node::Bool(_)) => true,
            (Shape::Schema, node @ Node::Null) => {
                self.warn_here(Code::WrongType, "the schema is empty; it is read as any value");
                *node = Node::object();
                true
            }
            (Shape::Text, node @ (Node::Number(_) | Node::Bool(_))) => {
                let text = self.written(node);
                let message = format!("expected a string, found {}; it is read as `{text}`", node.kind());
                self.warn_value(Code::WrongType, message).help("put it in quotes");
                *node = Node::String(text);
                true
            }
            (Shape::Flag, node @ Node::String(_)) if flag(node).is_some() => {
                let flag = flag(node).unwrap_or_default();
                let message = format!("expected a boolean, found a string; it is read as `{flag}`");
                self.warn_value(Code::WrongType, message)
                    .help(format!("write `{flag}`, without quotes"));
                *node = Node::Bool(flag);
                true
            }
            (Shape::Word(words), Node::String(word)) => {
                words.contains(&word.as_str()) || self.unknown_word(words, word)
            }
            (Shape::List(item), Node::Array(items)) => {
                self.list(*item, items);
                true
            }
            (Shape::Map(value), Node::Object(entries)) => {
                self.map(*value, entries);
                true
            }
            (Shape::OrRef(_), Node::Object(entries)) if entries.contains_key("$ref") => self.reference(entries),
            (Shape::Object(kind) | Shape::OrRef(kind), Node::Object(entries)) => self.object(kind, entries),
            (shape, node) => {
                let (expected, found) = (shape.expected(), node.kind());
                if self.ornament {
                    let message = format!("expected {expected}, found {found}; it is left out");
                    self.warn_value(Code::IgnoredOrnament, message);
                } else {
                    let at = self.at();
                    let message = format!("expected {expected}, found {found}");
                    self.diags.error(Code::WrongType, at, message);
                }
                false
            }
        }
    }

    /// What stands in the file: `1.10`, where the tree has 1.1.
    fn written(&self, node: &Node) -> String {
        let rounded = match node {
            Node::Number(Number::Float(_)) => self.sources.written(&self.path()),
            _ => None,
        };
        rounded.unwrap_or_else(|| node.to_string())
    }

    fn warn_value(&mut self, code: Code, message: String) -> &mut Draft {
        let at = self.at();
        self.diags.warn(code, at, message)
    }

    fn unknown_word(&mut self, words: &[&str], word: &str) -> bool {
        let known = words
            .iter()
            .map(|word| format!("`{word}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let message = format!("`{word}` is not possible here; expected one of {known}");
        let at = self.at();
        let draft = if self.ornament {
            self.diags.warn(Code::InvalidValue, at, message)
        } else {
            self.diags.error(Code::InvalidValue, at, message)
        };
        if let Some(near) = spelling::nearest(word, words.iter().copied()) {
            draft.help(format!("did you mean `{near}`?"));
        } else if matches!(word, "body" | "formData") {
            draft.help("describe the body with `requestBody`, which stands beside `parameters`");
        }
        false
    }

    fn list(&mut self, shape: Shape, items: &mut Vec<Node>) {
        let mut index = 0;
        items.retain_mut(|item| {
            let keep = self.below(&index.to_string(), |check| check.value(shape, item));
            index += 1;
            keep
        });
    }

    fn map(&mut self, shape: Shape, entries: &mut IndexMap<String, Node>) {
        entries.retain(|key, value| {
            // In a map of names, `x-…` may be a name as well as an extension.
            let extension = key.starts_with("x-") && value.as_object().is_none();
            extension || self.below(key, |check| check.value(shape, value))
        });
    }

    fn reference(&mut self, entries: &mut IndexMap<String, Node>) -> bool {
        let right = entries.get("$ref").is_some_and(|target| target.as_str().is_some());
        if !right {
            self.below("$ref", |check| {
                let at = check.at();
                check.diags.error(Code::WrongType, at, "a reference is a string");
            });
        }
        right
    }

    fn object(&mut self, kind: &'static Kind, entries: &mut IndexMap<String, Node>) -> bool {
        let ornament = self.ornament;
        let mut fields = std::mem::take(entries);
        let missing: Vec<_> = kind
            .fields
            .iter()
            .filter(|field| !fields.contains_key(field.name))
            .collect();
        fields.retain(|key, value| {
            self.ornament = ornament;
            self.below(key, |check| check.field(kind, key, value))
        });
        self.ornament = ornament;
        let is_reference = fields.contains_key("$ref");
        let left_out = |field: &&Field| !fields.contains_key(field.name);
        let gone = kind.fields.iter().filter(left_out).map(|field| field.name);
        let gone = gone.filter(|name| missing.iter().all(|field| field.name != *name));
        self.gone = gone.collect();
        for field in missing.into_iter().filter(|_| !is_reference) {
            self.missing(kind, field);
        }
        for field in kind.fields.iter().filter(|_| !is_reference) {
            if let Some(fill) = fill(kind, field) {
                fields.entry(field.name.to_owned()).or_insert(fill);
            }
        }
        let keep = kind.rule.is_none_or(|rule| rule(self, &mut fields));
        *entries = fields;
        keep
    }

    /// Whether the field `key` may stay.
    fn field(&mut self, kind: &'static Kind, key: &str, value: &mut Node) -> bool {
        if is_extension(key) {
            return true;
        }
        if let Some(field) = kind.field(key) {
            if let Need::Unsupported(code, message) = field.need {
                let empty = matches!(value, Node::Object(entries) if entries.is_empty());
                if !empty && !value.is_null() {
                    self.warn_here(code, message);
                }
                return false;
            }
            self.ornament |= matches!(field.need, Need::Ornament);
            let empty = value.is_null() && !matches!(field.shape, Shape::Any | Shape::Schema);
            if empty && !matches!(field.need, Need::Required) {
                if !self.ornament {
                    self.warn_here(
                        Code::WrongType,
                        format!("`{key}` is empty; it is read as if it were not there"),
                    );
                }
                return false;
            }
            return self.value(field.shape, value);
        }
        let Some((shape, rule)) = kind.others else {
            self.unknown_field(kind, key);
            return true;
        };
        if let Err(wrong) = rule(key, value) {
            let shown = format!("`{key}`: {}", wrong.message);
            if wrong.spare {
                self.warn_here(wrong.code, shown).help(wrong.help);
            } else {
                self.error_here(wrong.code, shown).help(wrong.help);
            }
            return false;
        }
        self.value(shape, value)
    }

    fn unknown_field(&mut self, kind: &Kind, key: &str) {
        let near = spelling::nearest(key, kind.fields.iter().map(|field| field.name));
        let message = format!("{} has no field `{key}`; it is not read", kind.name);
        let draft = self.warn_here(Code::UnknownField, message);
        if let Some(near) = near {
            draft.help(format!("did you mean `{near}`?"));
        }
    }

    fn missing(&mut self, kind: &Kind, field: &Field) {
        match fill(kind, field) {
            None if matches!(field.need, Need::Required) => {
                let message = format!("{} needs the field `{}`", kind.name, field.name);
                self.error_here(Code::MissingField, message);
            }
            // A document of schemas alone has no paths, and 3.1 says that it need not.
            Some(fill) if field.name != "paths" => {
                let message = format!(
                    "{} needs the field `{}`; it is taken to be {fill}",
                    kind.name, field.name
                );
                self.warn_here(Code::MissingField, message);
            }
            Some(_) | None => {}
        }
    }
}

/// What a field is taken to be where it is not there.
fn fill(kind: &Kind, field: &Field) -> Option<Node> {
    match field.need {
        Need::Optional | Need::Ornament | Need::Required | Need::Unsupported(..) => None,
        Need::Text(text) => Some(Node::String(text.to_owned())),
        Need::Object => Some(filled(kind.shape(field.name))),
    }
}

/// The boolean that a string spells, in the words of YAML 1.1.
pub(super) fn flag(node: &Node) -> Option<bool> {
    match node.as_str()?.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// An object of `shape` that says no more than it must.
fn filled(shape: Option<Shape>) -> Node {
    let fields = match shape {
        Some(Shape::Object(kind)) => kind.fields,
        _ => &[],
    };
    let entries = fields.iter().filter_map(|field| match field.need {
        Need::Text(text) => Some((field.name.to_owned(), Node::String(text.to_owned()))),
        Need::Optional | Need::Ornament | Need::Required | Need::Object | Need::Unsupported(..) => None,
    });
    Node::Object(entries.collect())
}
