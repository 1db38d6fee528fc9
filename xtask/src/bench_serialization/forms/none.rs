//! What do structs cost that cannot be read or written at all?

use super::{DERIVE, Form};
use crate::bench_serialization::model::Struct;

pub(super) const FORM: Form = Form {
    name: "none",
    item,
    head: "",
    dependencies: "",
    support: None,
    programs: &[],
};

fn item(subject: &Struct) -> String {
    subject.definition(DERIVE, |_| String::new(), "")
}
