//! What does a generator print that leaves the work to serde's derive?

use super::{Form, Program, SERDE_CODEC};
use crate::bench_serialization::model::{Field, Struct};

pub(super) const FORM: Form = Form {
    name: "serde_derive",
    item,
    head: "use serde::{Deserialize, Serialize};\n",
    dependencies: "serde = { version = \"1\", features = [\"derive\"] }\n",
    support: None,
    programs: &[Program {
        name: "serde_derive",
        codec: SERDE_CODEC,
    }],
};

fn item(subject: &Struct) -> String {
    subject.definition("Debug, Clone, PartialEq, Serialize, Deserialize", attribute, "")
}

fn attribute(field: &Field) -> String {
    let skip = if field.is_skipped() {
        ", default, skip_serializing_if = \"Option::is_none\""
    } else {
        ""
    };
    format!("    #[serde(rename = \"{}\"{skip})]\n", field.wire)
}
