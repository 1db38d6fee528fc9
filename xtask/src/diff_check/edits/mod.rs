//! What is edited?
//!
//! Each edit is a function on two equal trees. It changes the second one; where a document has no room for it, it makes
//! some in both first, or says that it has to be another document.

mod operations;
mod schemas;

use std::fs;
use std::path::Path;

use super::Result;
use super::document::Document;
use super::edited;
use super::text::{self, Turned};

/// A kind of edit.
pub(super) struct Edit {
    pub(super) name: &'static str,
    /// The kind of change that the diff has to find; `None` where it has to find none.
    pub(super) kind: Option<&'static str>,
    /// What else it has to find.
    pub(super) also: &'static [&'static str],
    /// Makes the edit; `None` where there is no room for it.
    make: fn(&mut Document, &mut Document) -> Option<()>,
    /// Which objects of the new document have their keys in another order.
    turned: Turned,
}

impl Edit {
    const fn new(name: &'static str, kind: &'static str, make: fn(&mut Document, &mut Document) -> Option<()>) -> Edit {
        Edit {
            name,
            kind: Some(kind),
            also: &[],
            make,
            turned: |_| false,
        }
    }

    /// The same, of which more is to be found.
    const fn and(self, also: &'static [&'static str]) -> Edit {
        Edit { also, ..self }
    }
}

/// A document before and after an edit.
pub(super) struct Pair {
    pub(super) old: String,
    pub(super) new: String,
    /// Where both differ, if in more than the order of keys.
    pub(super) edited: Vec<String>,
}

impl Pair {
    /// Makes an edit in a document; `None` where that has no room for it.
    pub(super) fn new(document: &Path, edit: &Edit) -> Result<Option<Pair>> {
        let text = fs::read_to_string(document).map_err(|error| format!("{}: {error}", document.display()))?;
        let mut old = Document(serde_json::from_str(&text)?);
        let mut new = old.clone();
        if (edit.make)(&mut old, &mut new).is_none() {
            return Ok(None);
        }
        Ok(Some(Pair {
            old: text::write(&old.0, |_| false),
            new: text::write(&new.0, edit.turned),
            edited: edited::pointers(&old.0, &new.0),
        }))
    }
}

/// Nothing but the order of keys.
fn nothing(_: &mut Document, _: &mut Document) -> Option<()> {
    Some(())
}

/// All edits.
pub(super) const EDITS: &[Edit] = &[
    Edit {
        name: "reorder-keys",
        kind: None,
        also: &[],
        make: nothing,
        // The order of required properties is that of arguments, and parameters stand in lists.
        turned: |at| !at.ends_with("/properties"),
    },
    Edit {
        name: "reorder-required-properties",
        kind: Some("arguments-reordered"),
        also: &[],
        make: schemas::require_two,
        turned: |at| at.ends_with("/OneMore/properties"),
    },
    Edit::new("add-optional-property", "field-added", schemas::add_optional_property),
    Edit::new(
        "add-required-property",
        "required-field-added",
        schemas::add_required_property,
    ),
    Edit::new(
        "remove-optional-property",
        "field-removed",
        schemas::remove_optional_property,
    ),
    Edit::new(
        "remove-required-property",
        "field-removed",
        schemas::remove_required_property,
    ),
    Edit::new("rename-property", "field-renamed", schemas::rename_property),
    Edit::new("make-property-required", "field-required", schemas::make_required),
    Edit::new("make-property-optional", "field-optional", schemas::make_optional),
    Edit::new(
        "make-optional-property-nullable",
        "field-nullable",
        schemas::make_optional_nullable,
    ),
    Edit::new(
        "make-optional-property-not-null",
        "field-not-null",
        schemas::make_optional_not_null,
    ),
    Edit::new(
        "make-required-property-nullable",
        "required-field-nullable",
        schemas::make_required_nullable,
    ),
    Edit::new("widen-int32", "field-widened", schemas::widen_int32),
    Edit::new("narrow-integer", "field-narrowed", schemas::narrow_integer),
    Edit::new("string-to-date", "field-narrowed", schemas::string_to_date),
    Edit::new("string-to-integer", "field-type-changed", schemas::string_to_integer),
    Edit::new("outgrow-place", "field-type-changed", schemas::outgrow).and(&["field-added"]),
    Edit::new("change-default", "default-changed", schemas::change_default),
    Edit::new("add-bound", "bounds-changed", schemas::add_bound),
    Edit::new("make-read-only", "access-changed", schemas::make_read_only),
    Edit::new("deprecate-property", "deprecated", schemas::deprecate_property),
    Edit::new("describe-property", "words", schemas::describe_property),
    Edit::new(
        "allow-further-properties",
        "additional-properties-added",
        schemas::allow_further,
    ),
    Edit::new(
        "forbid-further-properties",
        "additional-properties-removed",
        schemas::forbid_further,
    ),
    Edit::new("add-schema", "type-added", schemas::add_schema),
    Edit::new("remove-schema", "type-removed", schemas::remove_schema),
    Edit::new("rename-schema", "type-renamed", schemas::rename_schema),
    Edit::new("change-alias", "alias-changed", schemas::change_alias),
    Edit::new("add-enum-value", "value-added", schemas::add_value),
    Edit::new("remove-enum-value", "value-removed", schemas::remove_value),
    Edit {
        name: "reorder-enum-values",
        kind: None,
        also: &[],
        make: schemas::reorder_values,
        turned: |_| false,
    },
    Edit::new("add-branch", "branch-added", schemas::add_branch),
    Edit::new("remove-branch", "branch-removed", schemas::remove_branch),
    Edit::new("enum-to-object", "type-kind-changed", schemas::enum_to_object),
    Edit::new("add-operation", "operation-added", operations::add_operation),
    Edit::new("remove-operation", "operation-removed", operations::remove_operation),
    Edit::new("rename-operation", "operation-renamed", operations::rename_operation),
    Edit::new("move-operation", "operation-moved", operations::move_operation),
    Edit::new("deprecate-operation", "deprecated", operations::deprecate_operation),
    Edit::new("change-path", "request-line-changed", operations::change_path),
    Edit::new(
        "add-optional-parameter",
        "parameter-added",
        operations::add_optional_parameter,
    ),
    Edit::new(
        "add-required-parameter",
        "required-parameter-added",
        operations::add_required_parameter,
    ),
    Edit::new("remove-parameter", "parameter-removed", operations::remove_parameter),
    Edit::new(
        "make-parameter-required",
        "parameter-required",
        operations::make_parameter_required,
    ),
    Edit::new(
        "change-parameter-type",
        "parameter-type-changed",
        operations::change_parameter_type,
    ),
    Edit::new(
        "change-parameter-style",
        "parameter-style-changed",
        operations::change_parameter_style,
    ),
    Edit::new("move-parameter", "parameter-place-changed", operations::move_parameter),
    Edit::new("add-body", "body-added", operations::add_body),
    Edit::new("remove-body", "body-removed", operations::remove_body),
    Edit::new("make-body-optional", "body-optional", operations::make_body_optional),
    Edit::new(
        "change-response-type",
        "answer-type-changed",
        operations::change_response,
    ),
    Edit::new("add-second-success", "answer-type-changed", operations::add_success),
    Edit::new("add-error-status", "error-status-added", operations::add_error),
    Edit::new("add-error-body", "error-body-added", operations::add_error_body)
        .and(&["error-status-added", "type-added"]),
    Edit::new("add-response-header", "header-added", operations::add_header),
    Edit::new(
        "need-other-credentials",
        "security-changed",
        operations::change_security,
    ),
    Edit::new("add-credential", "credential-added", operations::add_scheme).and(&["security-changed"]),
    Edit::new("change-server", "server-changed", operations::change_server),
];
