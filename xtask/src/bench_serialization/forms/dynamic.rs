//! What does our generator print, that leads each field through an object that is not generic?

use super::{DERIVE, Form, Program, SERDE_CODEC};
use crate::bench_serialization::model::{Presence, Struct};

pub(super) const FORM: Form = Form {
    name: "dyn",
    item,
    head: "use openapi_runtime::codegen::v1;\n",
    dependencies: "openapi-runtime = { path = \"RUNTIME\", default-features = false }\n",
    support: None,
    programs: &[
        Program {
            name: "dyn",
            codec: SERDE_CODEC,
        },
        Program {
            name: "dyn, direct",
            codec: DIRECT_CODEC,
        },
    ],
};

/// How the runtime itself reads answers and writes requests.
const DIRECT_CODEC: &str = "
use openapi_runtime::codegen::v1::{Value, json};

pub(crate) trait Codec: Value {}
impl<T: Value> Codec for T {}

pub(crate) fn decode<T: Codec>(text: &[u8]) -> T {
    let mut value = T::blank();
    json::decode(&mut value, text).unwrap();
    value
}

pub(crate) fn encode<T: Codec>(value: &T) -> Vec<u8> {
    json::encode(value).unwrap()
}
";

fn item(subject: &Struct) -> String {
    let name = &subject.name;
    let definition = subject.definition(DERIVE, |_| String::new(), "    nulls: v1::Nulls<1>,\n");
    let fields = subject.lines(|_, field| {
        let presence = match field.presence {
            Presence::Required => "Required",
            Presence::Nullable => "Nullable",
            Presence::Optional => "Optional",
            Presence::OptionalNullable => "OptionalNullable",
        };
        format!("    \"{}\" => {}: {presence},", field.wire, field.ident)
    });
    format!("{definition}\nv1::object!({name} nulls nulls {{\n{fields}}});\n")
}
