//! What can be said about a document, and what is the cure?
//!
//! The one list of codes. A code is a name, never a number; each has an example of what it is about
//! and a sentence on what to do.

macro_rules! codes {
    ($($(#[doc = $about:literal])+ $code:ident $name:literal, $example:literal, $cure:literal;)+) => {
        /// What a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $about])+ $code,)+
        }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Code] = &[$(Code::$code),+];

            /// The name by which it is printed: `dangling-ref`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$code => $name,)+
                }
            }

            /// What it means.
            pub fn about(self) -> &'static str {
                match self {
                    $(Code::$code => concat!($($about, "\n"),+).trim_ascii(),)+
                }
            }

            /// A piece of a document that has it.
            pub fn example(self) -> &'static str {
                match self {
                    $(Code::$code => $example,)+
                }
            }

            /// What to do about it.
            pub fn cure(self) -> &'static str {
                match self {
                    $(Code::$code => $cure,)+
                }
            }
        }
    };
}

codes! {
    // Reading.

    /// A file or a folder cannot be read.
    Unreadable "unreadable", "a path that does not exist",
        "correct the path, or the permissions of the file";
    /// A text is neither JSON nor YAML, or only nearly so.
    Syntax "syntax", "paths: [",
        "correct the text where the diagnostic points to";
    /// A key stands twice in one object, so one of its values would be lost.
    DuplicateKey "duplicate-key", "get: {…}\nget: {…}",
        "remove one of the two, or rename it";
    /// A file holds no OpenAPI document.
    NoDocument "no-document", "a Markdown page without a fenced block that begins with `openapi:`",
        "add the document, or take the file out of the folder";

    // The document as a whole.

    /// The document follows a version of the specification that is not read.
    UnsupportedVersion "unsupported-version", "swagger: \"1.2\"",
        "convert the document to Swagger 2.0, or OpenAPI 3.0 or later";
    /// Two documents describe the same thing differently.
    MergeConflict "merge-conflict", "two pages whose `Address` differ",
        "make the two equal, or remove the one that is out of date";

    /// An overlay is not what the specification of overlays says.
    InvalidOverlay "invalid-overlay", "actions: [{ target: info, remove: true }]",
        "write what the message asks for; a target is a JSONPath such as `$.info`";
    /// An action of an overlay changes nothing, since there is nothing where its target points.
    IdleOverlay "idle-overlay", "target: $.paths['/customer']",
        "correct the target, or remove the action";

    // The shape of the document.

    /// A value has another type than its place calls for.
    WrongType "wrong-type", "parameters: { name: limit }",
        "write what the message asks for";
    /// A field that its object must have is not there.
    MissingField "missing-field", "info: { title: Billing }",
        "add the field";
    /// A field that the specification does not know at this place.
    UnknownField "unknown-field", "operationID: listCustomers",
        "correct the spelling, or put `x-` in front of a field of your own";
    /// A value that is not one of those its place allows.
    InvalidValue "invalid-value", "in: body",
        "write one of the values that the message names";
    /// A path that does not begin with a slash.
    InvalidPath "invalid-path", "paths: { customers: {…} }",
        "begin the path with a slash";
    /// A key of `responses` that is no status.
    InvalidStatus "invalid-status", "responses: { ok: {…} }",
        "write a status such as 200, a range such as 4XX, or default";
    /// Something in an example, a link or other ornament is wrong; it is left out.
    IgnoredOrnament "ignored-ornament", "examples: [1, 2]",
        "correct it, or leave it, since nothing is generated from it";

    // References.

    /// A reference leads to nothing.
    DanglingRef "dangling-ref", "$ref: '#/components/schemas/Adress'",
        "correct the reference, or add what it names";
    /// A reference leads to another host, where a build does not go.
    RemoteRef "remote-ref", "$ref: 'https://example.com/common.yaml#/Address'",
        "download the file into the folder of the description, and refer to the copy";
    /// A reference leads to a file outside the folder of the description.
    OutsideRef "outside-ref", "$ref: '../../other/common.yaml#/Address'",
        "name the folder in `folders` under `[refs]` of sdk.toml, or move the file";
    /// References lead to each other and to nothing else.
    RefCycle "ref-cycle", "A: { $ref: '#/components/schemas/A' }",
        "let one of them say what it is";
    /// A keyword beside `$ref` that OpenAPI 3.0 tells readers to ignore.
    IgnoredSibling "ignored-sibling", "$ref: '#/components/schemas/Id'\nmaxLength: 3",
        "put the reference into an `allOf` and the keyword beside that";

    // What is read but not generated.

    /// What a webhook sends is not JSON, or not described.
    UnsupportedWebhooks "unsupported-webhooks", "webhooks: { paid: { post: {} } }",
        "describe the body as JSON, or read it by your own means";
    /// What a callback sends is not JSON, or not described.
    UnsupportedCallbacks "unsupported-callbacks", "callbacks: { onPaid: { '{$request.body#/url}': { post: {} } } }",
        "describe the body as JSON, or read it by your own means";
    /// A kind of security scheme that the client cannot apply by itself.
    UnsupportedSecurity "unsupported-security", "type: mutualTLS",
        "configure it on the HTTP client that you hand to the generated one";
    /// A header parameter asks for a credential that no security scheme speaks of.
    ImpliedSecurity "implied-security", "in: header\nname: Authorization",
        "describe a security scheme in its place, such as `type: http, scheme: bearer`; an overlay can do that";
    /// A kind of parameter that has no form here.
    UnsupportedParameter "unsupported-parameter", "in: querystring",
        "describe the parameter with `in: query`";
    /// A style that its place does not allow.
    UnsupportedStyle "unsupported-style", "in: header\nstyle: form",
        "remove the style, or write one that the specification allows there";
    /// A parameter is nested deeper than its style has room for, and OpenAPI leaves open how that is written.
    UnspelledParameter "unspelled-parameter", "in: query\nname: filters\nschema: { type: array, items: { type: object } }",
        "write `style: deepObject`, or `content: { application/json: … }` in place of the schema, as the server reads it; an overlay can do that";
    /// A key of `additionalOperations` is no method, or one that has a field of its own.
    InvalidMethod "invalid-method", "additionalOperations: { POST: {…} }",
        "write the method as it is sent, or move the operation to the field of its method";
    /// A part of the document that is read past.
    UnsupportedFeature "unsupported-feature", "openapi: 3.2.0",
        "see what the message says is done instead";
    /// A keyword of JSON Schema that the generated types do not follow.
    UnsupportedKeyword "unsupported-keyword", "$dynamicRef: '#node'",
        "see what the message says is done instead";
    /// The schemas follow another dialect than OpenAPI's or that of JSON Schema 2020-12.
    UnsupportedDialect "unsupported-dialect", "jsonSchemaDialect: http://json-schema.org/draft-04/schema#",
        "write the schemas in the dialect of OpenAPI 3.1";
    /// A schema that has no typed form yet; its values are JSON values.
    UnsupportedSchema "unsupported-schema", "prefixItems: [{ type: string }]",
        "nothing, or give the schema a simpler form";
    /// A pattern that no engine of ECMA-262 compiles; nothing is checked against it.
    UnsupportedPattern "unsupported-pattern", "pattern: '(?i)abc'",
        "write the pattern as JavaScript would, `[Aa][Bb][Cc]` for `(?i)abc`";
    /// A body of a media type that has no typed form; it is bytes.
    UnsupportedBody "unsupported-body", "content: { application/xml: {…} }",
        "nothing, or describe the body as JSON too";
    /// Several responses of success that differ in their bodies.
    UnsupportedResponse "unsupported-response", "responses: { '200': {…}, '201': {…} }",
        "nothing, or give both the same body";

    // What the document says and cannot mean.

    /// A property is required and not described.
    UndeclaredRequired "undeclared-required", "required: [id]\nproperties: {}",
        "describe the property, or take it out of `required`";
    /// The parts of a schema contradict each other.
    ConflictingParts "conflicting-parts", "allOf: [{ type: string }, { type: integer }]",
        "remove the part that is wrong";
    /// Every value of a schema would hold another one, without end.
    EndlessSchema "endless-schema", "Node: { required: [next], properties: { next: { $ref: '#/…/Node' } } }",
        "make one property of the circle optional or nullable";
    /// A default that its own schema refuses.
    DefaultMismatch "default-mismatch", "type: integer\ndefault: many",
        "correct the default, or the type";
    /// A reference to a schema inside another one, which has no name of its own.
    DeepReference "deep-reference", "$ref: '#/components/schemas/Order/properties/items'",
        "make a component of the schema that is referred to";

    // Names.

    /// Several things would have one name in Rust, so each gets a suffix.
    NameClash "name-clash", "schemas: { audit: {…}, Audit: {…} }",
        "name them in `[names]` of sdk.toml";
    /// A rule of sdk.toml gives one name to several types.
    RuleClash "rule-clash", "drop-suffixes = [\"Schema\"], with `Invoice` and `InvoiceSchema`",
        "name one of them in `[names.types]`";

    // Around the document.

    /// An entry of sdk.toml that chooses operations chooses none.
    IdleSelection "idle-selection", "[[operations.exclude]]\npaths = [\"/customer/**\"]",
        "correct the entry, or remove it";

    /// sdk.toml is not what it should be.
    InvalidConfig "invalid-config", "[names]\ndrop-sufixes = []",
        "correct the key or the value";
    /// The generator made something that is not Rust.
    Internal "internal", "none: no document should have it",
        "report it, with the document";
}

impl Code {
    /// Whether the document is at fault, so that `strict = true` in sdk.toml makes an error of it. The others are limits
    /// of what is generated, and choices that were made.
    pub fn is_fault(self) -> bool {
        match self {
            Code::Unreadable
            | Code::Syntax
            | Code::DuplicateKey
            | Code::UnsupportedVersion
            | Code::MergeConflict
            | Code::InvalidOverlay
            | Code::WrongType
            | Code::MissingField
            | Code::UnknownField
            | Code::InvalidValue
            | Code::InvalidPath
            | Code::InvalidStatus
            | Code::IgnoredOrnament
            | Code::DanglingRef
            | Code::RemoteRef
            | Code::OutsideRef
            | Code::RefCycle
            | Code::IgnoredSibling
            | Code::UnsupportedStyle
            | Code::ImpliedSecurity
            | Code::UndeclaredRequired
            | Code::ConflictingParts
            | Code::EndlessSchema
            | Code::DefaultMismatch
            | Code::RuleClash
            | Code::InvalidConfig
            | Code::Internal => true,
            Code::NoDocument
            | Code::IdleOverlay
            | Code::IdleSelection
            | Code::UnsupportedWebhooks
            | Code::UnsupportedCallbacks
            | Code::UnsupportedSecurity
            | Code::UnsupportedParameter
            | Code::UnspelledParameter
            | Code::InvalidMethod
            | Code::UnsupportedFeature
            | Code::UnsupportedKeyword
            | Code::UnsupportedDialect
            | Code::UnsupportedSchema
            | Code::UnsupportedPattern
            | Code::UnsupportedBody
            | Code::UnsupportedResponse
            | Code::DeepReference
            | Code::NameClash => false,
        }
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_named_and_explained() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        for code in Code::ALL {
            let name = code.name();
            let kebab = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            assert!(kebab, "{name} is not in kebab case");
            // `DanglingRef` is `dangling-ref`.
            let variant = format!("{code:?}").to_lowercase();
            assert_eq!(name.replace('-', ""), variant);
            assert!(code.about().ends_with('.'), "{name}");
            assert!(!code.example().is_empty() && !code.cure().is_empty(), "{name}");
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
