//! What does a generator print that leads each field, read or written, through one generic match?

use super::{DERIVE, Form, Program, SERDE_CODEC};
use crate::bench_serialization::model::Struct;

pub(super) const FORM: Form = Form {
    name: "slot",
    item,
    head: "use support::*;\n",
    dependencies: "support = { package = \"support-slot\", path = \"../support\" }\n",
    support: Some(include_str!("../support/slot.rs")),
    programs: &[Program {
        name: "slot",
        codec: SERDE_CODEC,
    }],
};

fn item(subject: &Struct) -> String {
    let name = &subject.name;
    let definition = subject.definition(DERIVE, |_| String::new(), "");
    let names: String = subject
        .fields
        .iter()
        .map(|field| {
            format!(
                "{}(\"{}\"), ",
                if field.is_skipped() { "skipped" } else { "written" },
                field.wire
            )
        })
        .collect();
    let blank = subject.lines(|_, field| format!("            {}: Blank::blank(),", field.ident));
    let read = subject.lines(|index, field| format!("            {index} => slot.read(&mut self.{}),", field.ident));
    let write = subject.lines(|index, field| format!("            {index} => slot.write(&self.{}),", field.ident));
    format!(
        "{definition}
impl Object for {name} {{
    const NAMES: &'static [Name] = &[{names}];

    fn blank() -> Self {{
        {name} {{
{blank}        }}
    }}

    fn read<'de, S: Read<'de>>(&mut self, field: usize, slot: S) -> Result<(), S::Error> {{
        match field {{
{read}            _ => slot.skip(),
        }}
    }}

    fn write<S: Write>(&self, field: usize, slot: S) -> Result<(), S::Error> {{
        match field {{
{write}            _ => slot.skip(),
        }}
    }}
}}

support::object!({name});
"
    )
}
