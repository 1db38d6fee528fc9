//! Which structs are compared, and what does one of them look like in JSON?

/// How many fields each struct has.
pub(super) const FIELDS: usize = 10;

/// One struct, to be spelt by each form in its own way.
pub(super) struct Struct {
    pub(super) name: String,
    pub(super) fields: Vec<Field>,
}

/// One field. Its Rust name is in snake case, its name on the wire in camel case, as most APIs have it.
pub(super) struct Field {
    pub(super) ident: String,
    pub(super) wire: String,
    /// Without the `Option`, if it has one.
    pub(super) type_: String,
    pub(super) presence: Presence,
    sample: Option<String>,
}

/// Required and nullable are two facts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Required,
    Nullable,
    Optional,
    OptionalNullable,
}

impl Field {
    /// The type as it stands in the struct.
    pub(super) fn full_type(&self) -> String {
        match self.presence {
            Presence::Required => self.type_.clone(),
            Presence::Nullable | Presence::Optional | Presence::OptionalNullable => format!("Option<{}>", self.type_),
        }
    }

    /// Whether it may be missing from what is written.
    pub(super) fn is_skipped(&self) -> bool {
        matches!(self.presence, Presence::Optional | Presence::OptionalNullable)
    }
}

impl Struct {
    pub(super) fn all(count: usize) -> Vec<Struct> {
        (0..count).map(Struct::new).collect()
    }

    /// The struct of this number. Four of five hold another struct, the fifth holds a map.
    fn new(number: usize) -> Struct {
        use Presence::{Nullable, Optional, OptionalNullable, Required};
        // Now and then there is something to escape.
        let name = if number % 10 == 0 {
            "Acme \\\"Rocket\\\" Corporation"
        } else {
            "Acme Corporation"
        };
        let text = |words: &str| format!("\"{words} {number}\"");
        let (held, held_sample) = match number % 5 {
            0 => (
                "BTreeMap<String, String>".to_owned(),
                r#"{"cost centre":"4711","region":"emea"}"#.to_owned(),
            ),
            _ => {
                let held = Struct::new(number - number % 5);
                (held.name.clone(), held.sample())
            }
        };
        let rows: [(&str, &str, &str, Presence, Option<String>); FIELDS] = [
            (
                "id",
                "id",
                "Uuid",
                Required,
                Some("\"b9b0f9b2-3b0e-4b7e-9c55-3f9f0b1f8d11\"".into()),
            ),
            ("display_name", "displayName", "String", Required, Some(text(name))),
            (
                "description",
                "description",
                "String",
                Optional,
                (number % 3 != 0).then(|| text("Everything for the road")),
            ),
            (
                "external_id",
                "externalId",
                "String",
                Nullable,
                Some(if number % 2 == 0 { "null".into() } else { text("ext") }),
            ),
            (
                "retry_count",
                "retryCount",
                "i64",
                OptionalNullable,
                (number % 4 != 0).then(|| (number * 37).to_string()),
            ),
            (
                "amount_cents",
                "amountCents",
                "i64",
                Required,
                Some((number * 1999).to_string()),
            ),
            ("tax_rate", "taxRate", "f64", Required, Some("0.19".into())),
            (
                "is_active",
                "isActive",
                "bool",
                Required,
                Some((number % 2 == 0).to_string()),
            ),
            (
                "tags",
                "tags",
                "Vec<String>",
                Optional,
                Some(r#"["new","wholesale","net 30"]"#.into()),
            ),
            ("owner", "owner", &held, OptionalNullable, Some(held_sample)),
        ];
        let fields = rows.map(|(ident, wire, type_, presence, sample)| Field {
            ident: ident.to_owned(),
            wire: wire.to_owned(),
            type_: type_.to_owned(),
            presence,
            sample,
        });
        Struct {
            name: format!("Schema{number}"),
            fields: fields.into(),
        }
    }

    /// A value of this struct, on one line, in the order of its fields. No property that may be left out is `null`,
    /// since not every form can keep that.
    pub(super) fn sample(&self) -> String {
        let entry = |field: &Field| Some(format!("\"{}\":{}", field.wire, field.sample.as_ref()?));
        let entries: Vec<String> = self.fields.iter().filter_map(entry).collect();
        format!("{{{}}}", entries.join(","))
    }

    /// `pub struct` with its fields, each preceded by what `attribute` says, and followed by `more`.
    pub(super) fn definition(&self, derive: &str, attribute: impl Fn(&Field) -> String, more: &str) -> String {
        let fields: String = self
            .fields
            .iter()
            .map(|field| format!("{}    pub {}: {},\n", attribute(field), field.ident, field.full_type()))
            .collect();
        format!("#[derive({derive})]\npub struct {} {{\n{fields}{more}}}\n", self.name)
    }

    /// One line a field.
    pub(super) fn lines(&self, line: impl Fn(usize, &Field) -> String) -> String {
        self.fields
            .iter()
            .enumerate()
            .map(|(index, field)| line(index, field) + "\n")
            .collect()
    }

    /// The names on the wire, as elements of an array.
    pub(super) fn wire_names(&self) -> String {
        self.fields
            .iter()
            .map(|field| format!("\"{}\", ", field.wire))
            .collect()
    }
}
