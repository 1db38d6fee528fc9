//! A description with a bit of everything, and what may happen to it.

pub(super) const DOCUMENT: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: https://pets.test }]
security: [{ key: [] }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters:
        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }
        - { name: tags, in: query, schema: { type: array, items: { type: string } } }
      responses:
        '200': { description: All, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } }
        '404': { description: None, content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
    post:
      operationId: addPet
      tags: [pets]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }
      responses:
        '201': { description: It, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  /pets/{id}/notes/{note}:
    get:
      operationId: getNote
      tags: [notes]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: note, in: path, required: true, schema: { type: string } }
      responses:
        '200': { description: It, headers: { X-Count: { schema: { type: integer } } }, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
        '202': { description: Later, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
  /health:
    get:
      operationId: health
      security: []
      responses: { '204': { description: Well } }
webhooks:
  petBorn: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }, responses: { '200': { description: Well } } } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
  schemas:
    Kind: { type: string, enum: [cat, dog] }
    Name: { type: string }
    NewPet:
      type: object
      required: [name, owner]
      properties: { name: { type: string }, owner: { type: string }, nick: { type: string } }
    Pet:
      type: object
      required: [id, name]
      properties:
        id: { type: integer, format: int32, description: Its number }
        name: { $ref: '#/components/schemas/Name' }
        kind: { $ref: '#/components/schemas/Kind' }
        born: { type: string, format: date }
        weight: { type: [number, 'null'] }
        best: { $ref: '#/components/schemas/Treat' }
        legs: { type: integer, default: 4, maximum: 8 }
    Treat: { oneOf: [{ $ref: '#/components/schemas/Fish' }, { $ref: '#/components/schemas/Bone' }, { type: string }] }
    Wish: { oneOf: [{ type: string, enum: [none, all] }, { $ref: '#/components/schemas/Fish' }] }
    Fish: { type: object, required: [fins], properties: { fins: { type: integer } } }
    Bone: { type: object, required: [length], properties: { length: { type: number } } }
    Note: { type: object, properties: { text: { type: string } }, additionalProperties: false }
    Problem: { type: object, properties: { message: { type: string }, code: { type: string } } }
";

/// What is edited, how, and what is said of it: `kind subject` of each change.
pub(super) type Row = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

pub(super) const EDITS: &[Row] = &[
    ("nothing", &[], &[]),
    // Types.
    (
        "a value that is a variant of its union",
        &[("[none, all]", "[none, all, some]")],
        &["value-added types::Wish::Some"],
    ),
    (
        "a value that was a variant of its union",
        &[("[none, all]", "[none]")],
        &["value-removed types::Wish::All"],
    ),
    (
        "an optional property",
        &[("nick: {", "age: { type: integer }, nick: {")],
        &["field-added types::NewPet::age"],
    ),
    (
        "a required property",
        &[
            ("[name, owner]", "[name, owner, age]"),
            ("nick: {", "age: { type: integer }, nick: {"),
        ],
        &["required-field-added types::NewPet::age"],
    ),
    (
        "a property that is gone",
        &[(", nick: { type: string }", "")],
        &["field-removed types::NewPet::nick"],
    ),
    (
        "a property of another name",
        &[("nick: {", "pet_name: {")],
        &["field-renamed types::NewPet::nick"],
    ),
    (
        "a property that is spelled otherwise",
        &[("nick: {", "Nick: {")],
        &["wire-name-changed types::NewPet::nick"],
    ),
    (
        "a property becomes required",
        &[("[name, owner]", "[name, owner, nick]")],
        &["field-required types::NewPet::nick"],
    ),
    (
        "a property becomes optional",
        &[("[name, owner]", "[name]")],
        &["field-optional types::NewPet::owner"],
    ),
    (
        "an optional property may be null",
        &[("nick: { type: string }", "nick: { type: [string, 'null'] }")],
        &["field-nullable types::NewPet::nick"],
    ),
    (
        "an optional property may not be null",
        &[("[number, 'null']", "number")],
        &["field-not-null types::Pet::weight"],
    ),
    (
        "a required property may be null",
        &[("owner: { type: string }", "owner: { type: [string, 'null'] }")],
        &["required-field-nullable types::NewPet::owner"],
    ),
    (
        "int32 to int64",
        &[("int32", "int64")],
        &["field-widened types::Pet::id"],
    ),
    (
        "string to date",
        &[("nick: { type: string }", "nick: { type: string, format: date }")],
        &["field-narrowed types::NewPet::nick"],
    ),
    (
        "string to boolean",
        &[("nick: { type: string }", "nick: { type: boolean }")],
        &["field-type-changed types::NewPet::nick"],
    ),
    (
        "another default",
        &[("default: 4", "default: 2")],
        &["default-changed types::Pet::legs"],
    ),
    (
        "another bound",
        &[("maximum: 8", "maximum: 9")],
        &["bounds-changed types::Pet::legs"],
    ),
    (
        "a bound of properties as a whole",
        &[(
            "required: [name, owner]",
            "minProperties: 3\n      required: [name, owner]",
        )],
        &["bounds-changed types::NewPet"],
    ),
    (
        "a new property with rules",
        &[(
            "nick: {",
            "marks: { type: array, uniqueItems: true, items: { type: string, maxLength: 5 } }, nick: {",
        )],
        &["field-added types::NewPet::marks"],
    ),
    (
        "only received",
        &[("nick: { type: string }", "nick: { type: string, readOnly: true }")],
        &["access-changed types::NewPet::nick"],
    ),
    (
        "required properties in another order",
        &[(
            "name: { type: string }, owner: { type: string }",
            "owner: { type: string }, name: { type: string }",
        )],
        &["arguments-reordered types::NewPet::new"],
    ),
    (
        "optional properties in another order",
        &[(
            "owner: { type: string }, nick: { type: string }",
            "nick: { type: string }, owner: { type: string }",
        )],
        &[],
    ),
    (
        "further properties",
        &[("additionalProperties: false", "additionalProperties: { type: string }")],
        &["additional-properties-added types::Note::additional_properties"],
    ),
    (
        "an alias of another type",
        &[("Name: { type: string }", "Name: { type: integer }")],
        &["alias-changed types::Name"],
    ),
    (
        "an alias becomes an enum",
        &[("Name: { type: string }", "Name: { type: string, enum: [a] }")],
        &["type-kind-changed types::Name"],
    ),
    (
        "an enum value",
        &[("[cat, dog]", "[cat, dog, cow]")],
        &["value-added types::Kind::Cow"],
    ),
    (
        "an enum value that is gone",
        &[("[cat, dog]", "[cat]")],
        &["value-removed types::Kind::Dog"],
    ),
    (
        "an enum value that is spelled otherwise",
        &[("[cat, dog]", "[cat, Dog]")],
        &["value-respelled types::Kind::Dog"],
    ),
    ("enum values in another order", &[("[cat, dog]", "[dog, cat]")], &[]),
    (
        "a branch",
        &[(
            "{ $ref: '#/components/schemas/Bone' }, {",
            "{ $ref: '#/components/schemas/Bone' }, { type: boolean }, {",
        )],
        &["branch-added types::Treat::Boolean"],
    ),
    (
        "a branch that is gone",
        &[("{ $ref: '#/components/schemas/Bone' }, {", "{")],
        &["branch-removed types::Treat::Bone"],
    ),
    (
        "a schema",
        &[(
            "    Note:",
            "    More: { type: object, properties: { a: { type: string } } }\n    Note:",
        )],
        &["type-added types::More"],
    ),
    (
        "a schema that is gone",
        &[
            ("    Note: {", "    Text: {"),
            ("schemas/Note' } } } }", "schemas/Pet' } } } }"),
            ("{ text: {", "{ word: {"),
        ],
        &[
            "type-removed types::Note",
            "answer-type-changed notes().get_note",
            "type-added types::Text",
        ],
    ),
    (
        "a schema of another name",
        &[("    Note: {", "    Text: {"), ("schemas/Note'", "schemas/Text'")],
        &["type-renamed types::Note"],
    ),
    (
        "a deprecated property",
        &[("nick: { type: string }", "nick: { type: string, deprecated: true }")],
        &["deprecated types::NewPet::nick"],
    ),
    // Operations.
    (
        "an operation",
        &[(
            "  /health:",
            "  /new:\n    get:\n      operationId: getNew\n      security: []\n      responses: { '204': { description: Well } }\n  /health:",
        )],
        &["operation-added get_new"],
    ),
    (
        "an operation that is gone",
        &[(
            "    post:\n      operationId: addPet",
            "    x-post:\n      operationId: addPet",
        )],
        &["operation-removed pets().add_pet"],
    ),
    (
        "an operation of another name",
        &[("operationId: getNote", "operationId: readNote")],
        &["operation-renamed notes().get_note"],
    ),
    (
        "an operation of another tag",
        &[(
            "operationId: addPet\n      tags: [pets]",
            "operationId: addPet\n      tags: [notes]",
        )],
        &["operation-moved pets().add_pet"],
    ),
    (
        "a tag of another name",
        &[("tags: [notes]", "tags: [papers]")],
        &["group-renamed Client::notes"],
    ),
    (
        "a tag that is gone",
        &[("      tags: [notes]\n", "")],
        &["group-removed Client::notes", "operation-moved notes().get_note"],
    ),
    (
        "another path",
        &[("  /health:", "  /v2/health:")],
        &["request-line-changed health"],
    ),
    (
        "a deprecated operation",
        &[("operationId: health", "operationId: health\n      deprecated: true")],
        &["deprecated health"],
    ),
    (
        "an optional parameter",
        &[(
            "        - { name: tags",
            "        - { name: page, in: query, schema: { type: integer } }\n        - { name: tags",
        )],
        &["parameter-added pets().list_pets::page"],
    ),
    (
        "a required parameter",
        &[(
            "        - { name: tags",
            "        - { name: page, in: query, required: true, schema: { type: integer } }\n        - { name: tags",
        )],
        &["required-parameter-added pets().list_pets::page"],
    ),
    (
        "a parameter that is gone",
        &[(
            "        - { name: kind, in: query, schema: { $ref: '#/components/schemas/Kind' } }\n",
            "",
        )],
        &["parameter-removed pets().list_pets::kind"],
    ),
    (
        "a parameter becomes required",
        &[("{ name: tags, in: query,", "{ name: tags, in: query, required: true,")],
        &["parameter-required pets().list_pets::tags"],
    ),
    (
        "a parameter in another style",
        &[("{ name: tags, in: query,", "{ name: tags, in: query, explode: false,")],
        &["parameter-style-changed pets().list_pets::tags"],
    ),
    (
        "a parameter in another place",
        &[("{ name: tags, in: query,", "{ name: tags, in: header,")],
        &["parameter-place-changed pets().list_pets::tags"],
    ),
    (
        "a parameter of another type",
        &[(
            "type: array, items: { type: string } } }\n      resp",
            "type: array, items: { type: boolean } } }\n      resp",
        )],
        &["parameter-type-changed pets().list_pets::tags"],
    ),
    (
        "a parameter that holds more",
        &[(
            "schema: { $ref: '#/components/schemas/Kind' } }\n        - { name: tags",
            "schema: { type: string } }\n        - { name: tags",
        )],
        &["parameter-widened pets().list_pets::kind"],
    ),
    (
        "path parameters in another order",
        &[
            ("name: id, in: path", "name: x, in: path"),
            ("name: note, in: path", "name: id, in: path"),
            ("name: x, in: path", "name: note, in: path"),
        ],
        &["parameters-reordered notes().get_note"],
    ),
    (
        "a path parameter of another name",
        &[
            ("/{id}/notes", "/{pet}/notes"),
            ("name: id, in: path", "name: pet, in: path"),
        ],
        &[
            "request-line-changed notes().get_note",
            "wire-name-changed notes().get_note::pet",
        ],
    ),
    (
        "a body that is gone",
        &[(
            "      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } } }\n",
            "",
        )],
        &["body-removed pets().add_pet::body"],
    ),
    (
        "a body becomes optional",
        &[("requestBody: { required: true,", "requestBody: {")],
        &["body-optional pets().add_pet::body"],
    ),
    (
        "a body of another type",
        &[(
            "application/json: { schema: { $ref: '#/components/schemas/NewPet' }",
            "application/json: { schema: { $ref: '#/components/schemas/Note' }",
        )],
        &["body-type-changed pets().add_pet::body"],
    ),
    (
        "a body of another media type",
        &[(
            "requestBody: { required: true, content: { application/json",
            "requestBody: { required: true, content: { application/vnd.pets+json",
        )],
        &["body-media-type-changed pets().add_pet::body"],
    ),
    (
        "an answer of another type",
        &[(
            "'201': { description: It, content: { application/json: { schema: { $ref: '#/components/schemas/Pet'",
            "'201': { description: It, content: { application/json: { schema: { $ref: '#/components/schemas/Note'",
        )],
        &["answer-type-changed pets().add_pet"],
    ),
    (
        "a second success",
        &[(
            "'201': { description: It",
            "'202': { description: Later, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }\n        '201': { description: It",
        )],
        &["answer-type-changed pets().add_pet"],
    ),
    (
        "a third success",
        &[(
            "'202': {",
            "'203': { description: Other, content: { application/json: { schema: { type: string } } } }\n        '202': {",
        )],
        &["answer-added GetNoteResponse::NonAuthoritative"],
    ),
    (
        "an error status",
        &[(
            "        '404'",
            "        '409': { description: Both, content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }\n        '404'",
        )],
        &["error-status-added pets().list_pets"],
    ),
    (
        "an error status that is gone",
        &[("        '404'", "        x-404")],
        &[
            "error-body-removed ErrorBody::Problem",
            "error-status-removed pets().list_pets",
        ],
    ),
    (
        "an error of another body",
        &[(
            "content: { application/json: { schema: { $ref: '#/components/schemas/Problem'",
            "content: { application/json: { schema: { $ref: '#/components/schemas/Note'",
        )],
        &[
            "error-body-removed ErrorBody::Problem",
            "error-body-added ErrorBody::Note",
            "error-status-changed pets().list_pets",
        ],
    ),
    (
        "a header that is gone",
        &[("X-Count", "X-Total")],
        &[
            "header-removed ResponseHeaders::x_count",
            "header-added ResponseHeaders::x_total",
        ],
    ),
    // What the API sends.
    (
        "a webhook",
        &[(
            "  petBorn: {",
            "  petSold: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }, responses: { '200': { description: Well } } } }\n  petBorn: {",
        )],
        &["incoming-added incoming::pet_sold"],
    ),
    (
        "a webhook of another name",
        &[("petBorn", "petArrived")],
        &["incoming-renamed incoming::pet_born"],
    ),
    (
        "a webhook of another type",
        &[(
            "petBorn: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet'",
            "petBorn: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note'",
        )],
        &["incoming-type-changed incoming::pet_born"],
    ),
    // The client.
    (
        "a credential that is needed",
        &[("      security: []\n", "")],
        &["security-changed health"],
    ),
    (
        "a credential of another kind",
        &[(
            "{ type: apiKey, in: header, name: X-Key }",
            "{ type: http, scheme: basic }",
        )],
        &["credential-kind-changed ClientBuilder::key"],
    ),
    (
        "a credential in another place",
        &[("in: header, name: X-Key", "in: query, name: key")],
        &["credential-changed ClientBuilder::key"],
    ),
    (
        "a further credential",
        &[(
            "    key: {",
            "    org: { type: apiKey, in: header, name: X-Org }\n    key: {",
        )],
        &["credential-added ClientBuilder::org"],
    ),
    (
        "another server",
        &[("https://pets.test", "https://v2.pets.test")],
        &["server-changed Client"],
    ),
    (
        "another title",
        &[("title: Pets", "title: Animals")],
        &["environment-changed Client::from_env"],
    ),
    // Words.
    (
        "another description",
        &[("description: Its number", "description: The number of the pet")],
        &[],
    ),
    (
        "another key for the same",
        &[(
            "{ type: integer, format: int32, description: Its number }",
            "{ description: Its number, format: int32, type: integer }",
        )],
        &[],
    ),
];

/// What is said when the edit is taken back.
pub(super) const BACK: &[Row] = &[
    (
        "a property that is gone",
        &[("nick: {", "age: { type: integer }, nick: {")],
        &["field-removed types::NewPet::age"],
    ),
    (
        "int64 to int32",
        &[("int32", "int64")],
        &["field-narrowed types::Pet::id"],
    ),
    (
        "no further properties",
        &[("additionalProperties: false", "additionalProperties: true")],
        &["additional-properties-removed types::Note::additional_properties"],
    ),
    (
        "a required property may not be null",
        &[("owner: { type: string }", "owner: { type: [string, 'null'] }")],
        &["required-field-not-null types::NewPet::owner"],
    ),
    (
        "a body becomes required",
        &[("requestBody: { required: true,", "requestBody: {")],
        &["body-required pets().add_pet::body"],
    ),
    (
        "a property is deprecated no more",
        &[("nick: { type: string }", "nick: { type: string, deprecated: true }")],
        &["not-deprecated types::NewPet::nick"],
    ),
];
