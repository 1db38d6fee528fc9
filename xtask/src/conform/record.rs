//! What came of the calls of a document, so that a run that was stopped goes on where it was?

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;

use openapi_build::inspect::calls::Calls;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::narrow::Narrowed;
use crate::places::sources;

#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    /// What all else depends on.
    pub(super) fingerprint: u64,
    /// What was left out of the document, for Prism to begin.
    pub(super) narrowed: Narrowed,
    /// What the program said of each call.
    pub(super) told: Vec<Value>,
    /// The same of those that were made again, to a Prism whose reading is mended.
    pub(super) again: Vec<Value>,
}

impl Record {
    /// The record that was kept, if it is there and whole.
    pub(super) fn read(path: &Path) -> Option<Record> {
        serde_json::from_str(&fs::read_to_string(path).ok()?).ok()
    }

    /// Keeps it; what is stopped meanwhile leaves no part of one.
    pub(super) fn write(&self, path: &Path) -> io::Result<()> {
        let partial = path.with_extension("partial");
        fs::write(&partial, serde_json::to_vec(self)?)?;
        fs::rename(partial, path)
    }
}

/// What an outcome depends on beside the document and its client: the runtime, the program, and what Prism is made of.
pub(super) fn basis(root: &Path) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    let programs = [
        include_str!("support/program.rs"),
        include_str!("support/mended.js"),
        include_str!("program.rs"),
        include_str!("prism.rs"),
        include_str!("narrow.rs"),
    ];
    programs.hash(&mut hasher);
    for path in sources(&root.join("runtime/src"))? {
        fs::read(path)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// What stands for a document, its client, all calls of it, and what Prism is given in its place, if that is another text.
pub(super) fn fingerprint(basis: u64, calls: &Calls, served: Option<&str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    let requests: Vec<_> = calls.calls.iter().map(|call| (&call.name, &call.requests)).collect();
    (basis, &calls.modules, &calls.credentials, &calls.documents, requests).hash(&mut hasher);
    if let Some(served) = served {
        served.hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use openapi_build::inspect::calls::Call;
    use serde_json::json;

    use super::*;

    fn calls(request: &str) -> Calls {
        let call = Call {
            name: "list (GET /)".to_owned(),
            pointer: "#/paths/~1/get".to_owned(),
            requests: vec![request.to_owned()],
        };
        Calls {
            modules: BTreeMap::new(),
            credentials: String::new(),
            calls: vec![call],
            documents: vec!["{}".to_owned()],
        }
    }

    #[test]
    fn what_was_kept_is_for_the_same_calls_only() {
        let first = fingerprint(1, &calls("client.list()"), None);
        assert_eq!(first, fingerprint(1, &calls("client.list()"), None));
        for other in [
            fingerprint(2, &calls("client.list()"), None),
            fingerprint(1, &calls("client.list().limit(1)"), None),
            fingerprint(1, &calls("client.list()"), Some("{}")),
        ] {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn what_was_kept_comes_back_and_a_part_does_not() {
        let folder = std::env::temp_dir().join(format!("conform-record-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("api.json");
        assert!(Record::read(&path).is_none());
        let record = Record {
            fingerprint: u64::MAX,
            narrowed: Narrowed::default(),
            told: vec![json!({ "index": 0, "what": "accepted" })],
            again: Vec::new(),
        };
        record.write(&path).unwrap();
        let back = Record::read(&path).unwrap();
        assert_eq!((back.fingerprint, back.told), (u64::MAX, record.told));
        fs::write(&path, "{\"fingerprint\":").unwrap();
        assert!(Record::read(&path).is_none());
        fs::remove_dir_all(&folder).unwrap();
    }
}
