//! What does `sdk.toml` say?

mod contract;
mod incoming;
mod operations;
mod pagination;
mod pattern;
mod retries;
mod setting;
mod sources;
mod types;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(crate) use contract::Contract;
pub(crate) use incoming::{Incoming, Signature};
pub(crate) use operations::{Candidate, Fit, Operations};
pub(crate) use pagination::{NextPage, PageMark, PageParameter, Pagination};
pub(crate) use retries::Retries;
pub(crate) use sources::Sources;
pub(crate) use types::{Choice, Types, Untyped, Word};

use crate::diagnostic::{Code, Diagnostics, Place};
use crate::read::{self, Lines, Spot};
use setting::settings;

/// The settings of one SDK. Every table and every key may be left out.
#[derive(Debug, Default)]
pub(crate) struct Config {
    /// Whether what is wrong with the document is an error even where it could be repaired. Default: false, so that it is
    /// a warning.
    pub(crate) strict: bool,
    /// Whether the documentation of each operation has an example, which `cargo test --doc` compiles. Default: true, unless
    /// there are more than 1,500 paths.
    pub(crate) doc_examples: Option<bool>,
    pub(crate) client: Client,
    pub(crate) names: Names,
    pub(crate) types: Types,
    pub(crate) operations: Operations,
    pub(crate) retries: Retries,
    /// `[[pagination]]`: how lists come in pages, the rule that is tried first being the first.
    pub(crate) pagination: Vec<Pagination>,
    pub(crate) incoming: Incoming,
    pub(crate) contract: Contract,
    pub(crate) refs: Refs,
    pub(crate) sources: Sources,
}

settings!(Config {
    "strict": strict,
    "doc-examples": doc_examples,
    "client": client,
    "names": names,
    "types": types,
    "operations": operations,
    "retries": retries,
    "pagination": pagination,
    "incoming": incoming,
    "contract": contract,
    "refs": refs,
    "sources": sources,
});

/// How many paths a document may have whose operations are documented with examples although `sdk.toml` does not ask for
/// them.
const PATHS_WITH_EXAMPLES: usize = 1500;

impl Config {
    /// The first word that stands where it cannot, and why.
    fn not_fit(&self) -> Option<(&str, String)> {
        let name = self.names.not_a_name().map(|word| {
            let message = "is no name that Rust has room for; expected an identifier that is not a keyword";
            (word, format!("`{word}` {message}"))
        });
        name.or_else(|| {
            let word = self.retries.not_a_header()?;
            Some((word, format!("`{word}` is no name of a header")))
        })
    }

    /// Whether the documentation of operations has examples.
    pub(crate) fn wants_examples(&self, document: &openapiv3::OpenAPI) -> bool {
        self.doc_examples
            .unwrap_or(document.paths.paths.len() <= PATHS_WITH_EXAMPLES)
    }
}

/// `[refs]`: where references may lead.
#[derive(Debug, Default)]
pub(crate) struct Refs {
    /// Folders whose files the description may refer to, beside its own; relative to sdk.toml. Default: none.
    pub(crate) folders: Vec<PathBuf>,
}

settings!(Refs { "folders": folders });

/// `[client]`: the client as a whole.
#[derive(Debug, Default)]
pub(crate) struct Client {
    /// What the names of environment variables begin with; by default the document's title in capitals.
    pub(crate) env_prefix: Option<String>,
    /// Header and query parameters that many operations have: each is a setting of the client, which a call overrides.
    /// A name that no operation has does nothing, so that pages may come later.
    pub(crate) parameters: Vec<String>,
}

settings!(Client { "env-prefix": env_prefix, "parameters": parameters });

/// `[names]`: rules of this SDK's own.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// Words that are dropped from the end of the names of schemas.
    pub(crate) drop_suffixes: Vec<String>,
    /// The Rust name of a type, by the key of its schema or by its JSON pointer.
    pub(crate) types: BTreeMap<String, String>,
    /// The Rust name of an operation's method, by its `operationId`.
    pub(crate) operations: BTreeMap<String, String>,
}

settings!(Names { "drop-suffixes": drop_suffixes, "types": types, "operations": operations });

/// Reads `sdk.toml`.
pub(crate) fn load(path: &Path, sources: &mut read::Sources, diags: &mut Diagnostics) -> Config {
    let name = path.display().to_string().replace('\\', "/");
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            let message = format!("cannot read the configuration: {error}");
            diags.error(Code::Unreadable, Place::Path(name), message);
            return Config::default();
        }
    };
    let wrong = match setting::read::<Config>(&text) {
        Ok(mut config) => match config.not_fit() {
            None => {
                let beside = path.parent().unwrap_or(Path::new(""));
                config
                    .refs
                    .folders
                    .iter_mut()
                    .for_each(|folder| *folder = beside.join(&*folder));
                config.sources.place(beside);
                return config;
            }
            Some((word, message)) => (text.find(&format!("\"{word}\"")).unwrap_or(0), message),
        },
        Err(wrong) => (wrong.offset, wrong.message),
    };
    let (offset, message) = wrong;
    let (line, column) = Lines::new(&text).position(offset);
    let spot = Spot {
        file: sources.add_file(name, text),
        line: line + 1,
        column: column + 1,
    };
    diags.error(Code::InvalidConfig, spot, message);
    Config::default()
}

impl Names {
    /// The first name that is none.
    fn not_a_name(&self) -> Option<&str> {
        let names = self.types.values().chain(self.operations.values());
        names
            .map(String::as_str)
            .find(|name| syn::parse_str::<syn::Ident>(name).is_err())
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, setting};

    #[test]
    fn a_key_that_is_not_known_is_refused_with_its_place() {
        let wrong = setting::read::<Config>("[names]\ndrop-sufixes = []").unwrap_err();
        assert_eq!(wrong.offset, 8);
        assert!(wrong.message.contains("drop-suffixes"), "{}", wrong.message);
    }

    #[test]
    fn a_name_has_to_be_one() {
        let names = |name: &str| {
            setting::read::<Config>(&format!("[names.types]\nA = \"{name}\""))
                .unwrap()
                .names
        };
        assert_eq!(names("Invoice").not_a_name(), None);
        for wrong in ["type", "a b", "", "1a"] {
            assert_eq!(names(wrong).not_a_name(), Some(wrong));
        }
    }
}
