//! What are the operations of an API?

use super::{Docs, Presence, Scalar, Type, TypeId};
use crate::read::{Node, SpecPath};

/// The operations of one tag.
#[derive(Debug)]
pub(crate) struct Group {
    /// The tag, as the document spells it; operations without one stand on the client.
    pub(crate) tag: String,
    pub(crate) docs: Docs,
    /// The name of its module and of the client's method.
    pub(crate) ident: String,
    /// The name of its struct.
    pub(crate) type_ident: String,
    /// The cargo feature that selects it.
    pub(crate) feature: String,
    pub(crate) presence: Presence,
    /// Whether there is an operation under it with some features; decided by a pass.
    pub(crate) is_wanted: bool,
}

#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) at: SpecPath,
    /// `operationId`, or method and path where there is none.
    pub(crate) id: String,
    /// What tells this way to call it from the first.
    pub(crate) variant: Option<CallVariant>,
    /// The method, as it is sent.
    pub(crate) method: String,
    /// The path template, as the document has it.
    pub(crate) path: String,
    /// All its tags; it stands under the first.
    pub(crate) tags: Vec<String>,
    pub(crate) docs: Docs,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) success: Success,
    /// What is declared for each error, in document order; `None` where nothing is known of the body.
    pub(crate) errors: Vec<(StatusPattern, Docs, Option<usize>)>,
    /// Every answer that is declared, whatever its status, with all its media types.
    pub(crate) declared: Vec<Declared>,
    /// An answer of success that the document shows, with its status: JSON of what is read as such.
    pub(crate) shown: Option<(u16, String)>,
    /// Whether a contract test may call it; decided by a pass.
    pub(crate) is_tried: bool,
    /// Alternatives, each a set of schemes by index; none at all when no credentials are needed.
    pub(crate) security: Vec<Vec<usize>>,
    /// How the API knows calls of it, without which they cannot be attempted again; decided by a pass.
    pub(crate) key: Option<Key>,
    /// Whether it may be done twice although its method does not say so; decided by a pass.
    pub(crate) is_repeatable: bool,
    /// How its answer is one page of a list, if it is; decided by a pass.
    pub(crate) pages: Option<Pages>,
    /// The name of the method; empty until the pass that assigns it.
    pub(crate) ident: String,
    /// The name of the request's struct.
    pub(crate) type_ident: String,
    pub(crate) presence: Presence,
}

/// A header whose value names a call (draft-ietf-httpapi-idempotency-key-header).
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) header: String,
    /// Whether the caller has to give it; otherwise each call gets one.
    pub(crate) is_argument: bool,
}

/// How an answer is one page of a list.
#[derive(Debug)]
pub(crate) struct Pages {
    /// The rule, among [`Api::pagination`](super::Api::pagination).
    pub(crate) rule: usize,
    /// The fields that lead to the items; none where the answer is the list.
    pub(crate) path: Vec<Access>,
    pub(crate) item: Type,
}

/// One field of a struct.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Access {
    pub(crate) of: TypeId,
    pub(crate) field: usize,
}

/// One of several ways to call an operation.
#[derive(Debug, Clone)]
pub(crate) enum CallVariant {
    /// With another body; by the last word of its media type.
    Body(String),
    /// For an answer that comes as a stream.
    Stream,
}

#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    pub(crate) at: SpecPath,
    pub(crate) wire_name: String,
    pub(crate) ident: String,
    pub(crate) docs: Docs,
    pub(crate) location: Location,
    pub(crate) style: Style,
    /// Whether reserved characters stand for themselves in a query.
    pub(crate) reserved: bool,
    /// The content type of a part of a form, where the document says one.
    pub(crate) content_type: Option<String>,
    pub(crate) required: bool,
    /// Whether the client can be told it for all its calls.
    pub(crate) shared: Option<usize>,
    pub(crate) ty: Type,
    /// A value that it may have, as JSON.
    pub(crate) example: Option<Node>,
    /// What sdk.toml says that contract tests give it.
    pub(crate) tried_with: Option<Node>,
}

impl Parameter {
    /// Whether a call cannot be begun without it.
    pub(crate) fn is_argument(&self) -> bool {
        self.required && self.shared.is_none()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// In a form of several parts.
    Part,
}

impl Location {
    /// As the document spells it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
            Location::Part => "part",
        }
    }
}

/// How a parameter's value becomes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    Simple,
    SimpleExploded,
    Label,
    LabelExploded,
    Matrix,
    MatrixExploded,
    FormExploded,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// As JSON, because it has a `content`.
    Json,
    /// A part that is a file.
    File,
    /// A part that is any number of files.
    Files,
}

/// How a field of a form in a URL's coding is spelled.
#[derive(Debug, Clone)]
pub(crate) struct FieldStyle {
    pub(crate) name: String,
    pub(crate) style: Style,
    pub(crate) reserved: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) docs: Docs,
    pub(crate) required: bool,
    pub(crate) content: BodyContent,
    /// The property that is set to ask for a stream, by its place in the body's struct.
    pub(crate) asks_to_stream: Option<Access>,
    /// A value that it may have, as JSON.
    pub(crate) example: Option<Node>,
}

#[derive(Debug, Clone)]
pub(crate) enum BodyContent {
    /// JSON, under this media type.
    Json(Type, String),
    /// A form in a URL's coding.
    Form(Type, Vec<FieldStyle>),
    /// A form of several parts, which are among the parameters.
    Parts,
    /// Parts that the caller puts together, under this media type.
    Multipart(String),
    /// Text, under this media type.
    Text(Type, String),
    /// JSON texts one after the other, each of this type, under this media type.
    Lines(Type, String),
    /// Bytes, under this media type.
    Bytes(String),
}

impl BodyContent {
    /// The type that it is made of, if it is of one.
    pub(crate) fn ty(&self) -> Option<&Type> {
        match self {
            BodyContent::Json(ty, _)
            | BodyContent::Form(ty, _)
            | BodyContent::Text(ty, _)
            | BodyContent::Lines(ty, _) => Some(ty),
            BodyContent::Parts | BodyContent::Multipart(_) | BodyContent::Bytes(_) => None,
        }
    }

    /// The same, to be changed.
    pub(crate) fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            BodyContent::Json(ty, _)
            | BodyContent::Form(ty, _)
            | BodyContent::Text(ty, _)
            | BodyContent::Lines(ty, _) => Some(ty),
            BodyContent::Parts | BodyContent::Multipart(_) | BodyContent::Bytes(_) => None,
        }
    }
}

/// What a call gives when it succeeds.
#[derive(Debug, Clone)]
pub(crate) enum Success {
    /// The same, whatever the status.
    One(Payload),
    /// Different things for different statuses.
    Several {
        answers: Vec<Answer>,
        /// The name of their enum; empty until the pass that assigns it.
        ident: String,
    },
}

impl Success {
    /// Everything that it may be.
    pub(crate) fn payloads(&self) -> Vec<&Payload> {
        match self {
            Success::One(payload) => vec![payload],
            Success::Several { answers, .. } => answers.iter().map(|answer| &answer.payload).collect(),
        }
    }
}

/// One of several successes.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusPattern,
    pub(crate) docs: Docs,
    pub(crate) payload: Payload,
    /// The name of its variant; empty until the pass that assigns it.
    pub(crate) ident: String,
}

/// What an answer carries.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Payload {
    /// JSON, under this media type.
    Json(Type, String),
    /// Text, under this media type.
    Text(Type, String),
    /// Events of an event stream, each of this type.
    Events(Type),
    /// JSON texts one after the other, each of this type, under this media type.
    Lines(Type, String),
    /// Bytes as they came.
    Bytes,
    Nothing,
}

impl Payload {
    /// The type that it is read as, if it is.
    pub(crate) fn ty(&self) -> Option<&Type> {
        match self {
            Payload::Json(ty, _) | Payload::Text(ty, _) | Payload::Events(ty) | Payload::Lines(ty, _) => Some(ty),
            Payload::Bytes | Payload::Nothing => None,
        }
    }

    /// The same, to be changed.
    pub(crate) fn ty_mut(&mut self) -> Option<&mut Type> {
        match self {
            Payload::Json(ty, _) | Payload::Text(ty, _) | Payload::Events(ty) | Payload::Lines(ty, _) => Some(ty),
            Payload::Bytes | Payload::Nothing => None,
        }
    }
}

/// An answer, as the document declares it.
#[derive(Debug, Clone)]
pub(crate) struct Declared {
    pub(crate) at: SpecPath,
    pub(crate) status: StatusPattern,
    /// Each media type, and what it carries: what is not read as a type is bytes.
    pub(crate) contents: Vec<(String, Payload)>,
    pub(crate) headers: Vec<DeclaredHeader>,
}

/// A header of an answer, as the document declares it.
#[derive(Debug, Clone)]
pub(crate) struct DeclaredHeader {
    /// In lower case, which is all the same to HTTP.
    pub(crate) wire_name: String,
    pub(crate) scalar: Scalar,
    pub(crate) required: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StatusPattern {
    Code(u16),
    /// `4XX` is 4.
    Range(u8),
    Default,
}

impl StatusPattern {
    /// As the document spells it.
    pub(crate) fn spelled(self) -> String {
        match self {
            StatusPattern::Code(code) => code.to_string(),
            StatusPattern::Range(range) => format!("{range}XX"),
            StatusPattern::Default => "default".to_owned(),
        }
    }
}

/// A header that answers declare.
#[derive(Debug)]
pub(crate) struct ResponseHeader {
    /// Where it is declared first.
    pub(crate) at: SpecPath,
    /// In lower case, which is all the same to HTTP.
    pub(crate) wire_name: String,
    /// The name of its method; empty until the pass that assigns it.
    pub(crate) ident: String,
    pub(crate) docs: Docs,
    pub(crate) scalar: Scalar,
}

/// One kind of body that an error of this API may have.
#[derive(Debug)]
pub(crate) struct ErrorBody {
    /// The first answer that carries it.
    pub(crate) at: SpecPath,
    pub(crate) ty: Type,
    /// The name of its variant; empty until the pass that assigns it.
    pub(crate) ident: String,
    /// What the variant is named after, where its type has no name.
    pub(crate) name: String,
    pub(crate) presence: Presence,
}
