//! What is measured, and what is Prism given for it?

use std::fs;
use std::path::{Path, PathBuf};

use openapi_build::inspect::calls::Calls;
use serde_json::Value;

use super::{Result, nullable};
use crate::places::name;

/// What is measured: a document, or several that are one API.
pub(super) struct Subject {
    pub(super) name: String,
    pub(super) documents: Vec<PathBuf>,
}

impl Subject {
    pub(super) fn of(document: PathBuf) -> Subject {
        Subject {
            name: name(&document),
            documents: vec![document],
        }
    }

    /// The document for Prism, which reads one file, and no Markdown, and does not compare what its validator refuses.
    pub(super) fn for_prism(&self, calls: &Calls, folder: &Path) -> Result<Served> {
        let mut whole = merged(&calls.documents)?;
        if nullable::spell_out(&mut whole) == 0 {
            if let [only] = &*self.documents {
                if only.is_file() && only.extension().is_some_and(|extension| extension != "md") {
                    return Ok(Served {
                        path: only.clone(),
                        text: None,
                        whole,
                    });
                }
            }
        }
        let path = folder.join(format!("{}.served.json", self.name));
        let text = whole.to_string();
        fs::write(&path, &text)?;
        Ok(Served {
            path,
            text: Some(text),
            whole,
        })
    }
}

/// The document that Prism is given.
pub(super) struct Served {
    pub(super) path: PathBuf,
    /// What it says, where it is not the one that was given.
    pub(super) text: Option<String>,
    pub(super) whole: Value,
}

/// Documents that are one API as one document: what they say of the same thing is the same.
fn merged(documents: &[String]) -> Result<Value> {
    fn merge(into: &mut Value, from: Value) {
        match (into, from) {
            (Value::Object(into), Value::Object(from)) => {
                for (key, value) in from {
                    merge(into.entry(key).or_insert(Value::Null), value);
                }
            }
            (into @ Value::Null, from) => *into = from,
            _ => {}
        }
    }
    let mut whole = Value::Null;
    for document in documents {
        merge(&mut whole, serde_json::from_str(document)?);
    }
    Ok(whole)
}
