//! Which decisions need the whole API in view?
//!
//! Each pass answers one question about the IR. They are a list, in order; after the last, the IR is frozen.

mod admit_null;
mod box_large;
mod break_cycles;
mod break_endless;
mod check_defaults;
mod decide_unions;
mod fit_constants;
mod identifier;
mod keep_beside;
mod letters;
mod merge_inline;
mod name_members;
mod name_operations;
mod name_types;
mod paginate;
mod plain_tags;
mod plain_values;
mod repeat;
mod scope;
mod select;
mod split_input;
mod tell_webhooks;
mod try_out;

pub(crate) use identifier::{LONGEST, is_keyword, shortened};
pub(crate) use name_members::{BESIDE, NULLS};
pub(crate) use name_operations::{INCOMING, OPERATIONS};
pub(crate) use select::{CONTRACT_TESTS, SCHEMAS, Selection};

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::ir::Api;

/// What every pass may look at beside the API.
pub(crate) struct Context<'a> {
    pub(crate) config: &'a Config,
    pub(crate) selection: &'a Selection,
    pub(crate) diags: &'a mut Diagnostics,
}

type Pass = fn(&mut Api, &mut Context<'_>);

/// The passes, in order, each after those whose outcome it looks at. Everything is decided on the whole document, so
/// that what is selected never changes what something looks like: leaving out comes last.
const PASSES: &[(&str, Pass)] = &[
    ("fit_constants", fit_constants::fit_constants),
    ("decide_unions", decide_unions::decide_unions),
    ("plain_tags", plain_tags::plain_tags),
    ("plain_values", plain_values::plain_values),
    ("keep_beside", keep_beside::keep_beside),
    ("admit_null", admit_null::admit_null),
    ("break_endless", break_endless::break_endless),
    ("break_cycles", break_cycles::break_cycles),
    ("box_large", box_large::box_large),
    ("check_defaults", check_defaults::check_defaults),
    ("split_input", split_input::split_input),
    ("tell_webhooks", tell_webhooks::tell_webhooks),
    ("merge_inline", merge_inline::merge_inline),
    ("name_types", name_types::name_types),
    ("name_members", name_members::name_members),
    ("name_operations", name_operations::name_operations),
    ("paginate", paginate::paginate),
    ("repeat", repeat::repeat),
    ("try_out", try_out::try_out),
    ("select", select::select),
];

/// Runs all passes.
pub(crate) fn run(api: &mut Api, cx: &mut Context<'_>) {
    for (_, pass) in PASSES {
        pass(api, cx);
    }
}
