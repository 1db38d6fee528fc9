//! What does a generator print that collects the fields in a tuple of options?

use super::{DERIVE, Form, Program, SERDE_CODEC};
use crate::bench_serialization::model::{Presence, Struct};

pub(super) const FORM: Form = Form {
    name: "tuple",
    item,
    head: "use support::*;\n",
    dependencies: "support = { package = \"support-tuple\", path = \"../support\" }\n",
    support: Some(include_str!("../support/tuple.rs")),
    programs: &[Program {
        name: "tuple",
        codec: SERDE_CODEC,
    }],
};

fn item(subject: &Struct) -> String {
    let name = &subject.name;
    let definition = subject.definition(DERIVE, |_| String::new(), "");
    let names = subject.wire_names();
    let parts: String = subject
        .fields
        .iter()
        .map(|field| format!("Option<{}>, ", field.full_type()))
        .collect();
    let read = subject.lines(|index, _| format!("            {index} => value(&mut parts.{index}, map),"));
    let finish = subject.lines(|index, field| {
        let ident = &field.ident;
        match field.presence {
            Presence::Required => format!("            {ident}: required(parts.{index}, \"{}\")?,", field.wire),
            Presence::Nullable | Presence::Optional | Presence::OptionalNullable => {
                format!("            {ident}: parts.{index}.flatten(),")
            }
        }
    });
    let write = subject.lines(|_, field| {
        let call = if field.is_skipped() { "optional" } else { "entry" };
        format!("        {call}(map, \"{}\", &self.{})?;", field.wire, field.ident)
    });
    format!(
        "{definition}
impl Object for {name} {{
    const NAMES: &'static [&'static str] = &[{names}];
    type Parts = ({parts});

    fn read<'de, A: MapAccess<'de>>(parts: &mut Self::Parts, field: usize, map: &mut A) -> Result<(), A::Error> {{
        match field {{
{read}            _ => skip(map),
        }}
    }}

    fn finish<E: Error>(parts: Self::Parts) -> Result<Self, E> {{
        Ok({name} {{
{finish}        }})
    }}

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {{
{write}        Ok(())
    }}
}}

support::object!({name});
"
    )
}
