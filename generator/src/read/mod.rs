//! What was given to read?
//!
//! Files, folders and Markdown pages become [`Sources`]: a tree of nodes for each OpenAPI document
//! in them, and the way back from any node to its line and column.

mod discover;
mod exact;
pub(crate) mod files;
mod lines;
mod locate;
mod markdown;
pub(crate) mod moved;
pub(crate) mod node;
mod number;
#[cfg(feature = "overlays")]
mod overlay;
mod source;
mod spec_path;
mod tabs;
mod tree;

use std::path::{Path, PathBuf};

pub(crate) use lines::Lines;
use locate::Format;
pub(crate) use locate::{Query, Target};
pub(crate) use node::{Node, Number};
use source::{Excerpt, without_bom};
pub(crate) use source::{File, FileId, Source, Sources, Spot, Standing};
pub(crate) use spec_path::{SourceId, SpecPath};
use tree::Tree;

use crate::config::Sources as Selected;
use crate::diagnostic::{Code, Diagnostics, Place};
use discover::{Found, discover, display, has_extension};

/// Reads every document in the files and folders `inputs`.
#[cfg(test)]
pub(crate) fn read(inputs: &[PathBuf], diags: &mut Diagnostics) -> Sources {
    let mut sources = Sources::default();
    read_into(&mut sources, inputs, &Selected::default(), diags);
    sources
}

/// Reads every document in the files and folders `inputs` that is selected.
pub(crate) fn read_into(sources: &mut Sources, inputs: &[PathBuf], selected: &Selected, diags: &mut Diagnostics) {
    let mut discovery = discover(inputs);
    discovery.keep(|path| selected.reads(path));
    sources.watched = discovery.watched;
    for (path, error) in discovery.unreadable {
        let path = display(&path);
        let message = format!("cannot read {path}: {error}");
        diags.error(Code::Unreadable, Place::Path(path), message);
    }
    // One that is to be there is read like those that are.
    if let Some((path, _)) = &sources.replaced {
        let is_there = |found: &Found| files::normal(&found.path) == files::normal(path);
        if !discovery.files.iter().any(is_there) {
            discovery.files.push(Found {
                name: display(path),
                path: path.clone(),
                folder: path.parent().unwrap_or(Path::new("")).to_owned(),
                by_name: true,
            });
            discovery.files.sort();
        }
    }
    for found in discovery.files {
        match sources.bytes(&found.path) {
            Ok(bytes) => read_file(sources, found, bytes, diags),
            Err(error) => {
                let message = format!("cannot read {}: {error}", found.name);
                diags.error(Code::Unreadable, Place::Path(found.name), message);
            }
        }
    }
    if sources.files.is_empty() && !diags.has_errors() {
        let path = inputs.first().map_or(".".to_owned(), |path| display(path));
        diags
            .error(Code::NoDocument, Place::Path(path), "no document was found")
            .help("put an OpenAPI document, or a Markdown page that holds one, into the folder");
    }
}

/// Reads one document or page from memory, as if it stood in a file called `name`.
pub(crate) fn read_text(name: &str, text: &str, diags: &mut Diagnostics) -> Sources {
    let mut sources = Sources::default();
    let found = Found {
        name: name.to_owned(),
        path: name.into(),
        folder: PathBuf::new(),
        by_name: true,
    };
    read_file(&mut sources, found, text.into(), diags);
    sources
}

fn read_file(sources: &mut Sources, found: Found, bytes: Vec<u8>, diags: &mut Diagnostics) {
    let id = FileId::from_index(sources.files.len());
    let (text, valid) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(valid))
        }
    };
    sources.files.push(File {
        name: found.name,
        text,
        path: found.path.clone(),
        folder: found.folder,
        referrer: None,
    });
    if let Some(offset) = valid {
        let text = &sources.file(id).text;
        let spot = sources.spots(id, None, text, &[offset])[0];
        let message = "the file is not text in UTF-8";
        diags.error(Code::Syntax, spot, message);
        return;
    }
    if has_extension(&found.path, "md") {
        read_page(sources, id, found.by_name, diags);
    } else {
        read_whole(sources, id, &found.path, found.by_name, diags);
    }
}

/// The blocks of a Markdown page that hold an OpenAPI document.
fn read_page(sources: &mut Sources, id: FileId, by_name: bool, diags: &mut Diagnostics) {
    let fences = markdown::fences(&sources.file(id).text);
    let mut any = false;
    for fence in fences {
        if !says_openapi(&fence.content) {
            continue;
        }
        let excerpt = Excerpt {
            content: fence.content,
            first_line: fence.first_line,
            indent: fence.indent,
            is_whole: false,
        };
        let only_json = fence.info.split_whitespace().next() == Some("json");
        match parse(&excerpt.content, only_json, false) {
            Ok((format, tree)) if is_document(&tree.node) => {
                any = true;
                add(sources, id, format, Some(excerpt), tree, diags);
            }
            Ok(_) => {}
            Err(wrong) => {
                any = true;
                wrong.report(sources, id, Some(&excerpt), &excerpt.content, diags);
            }
        }
    }
    if !any {
        nothing(
            id,
            by_name,
            "the page has no fenced block that holds an OpenAPI document",
            diags,
        );
    }
}

fn read_whole(sources: &mut Sources, id: FileId, path: &Path, by_name: bool, diags: &mut Diagnostics) {
    let only_json = has_extension(path, "json");
    let only_yaml = has_extension(path, "yaml") || has_extension(path, "yml");
    let text = without_bom(&sources.file(id).text);
    match parse(text, only_json, only_yaml) {
        Ok((format, tree)) => {
            let standing = standing(&tree.node);
            add(sources, id, format, None, tree, diags);
            let added = sources.sources.len() - 1;
            sources.sources[added].standing = standing;
            sources.sources[added].by_name = by_name;
            if by_name {
                unused(sources, added, diags);
            }
        }
        Err(wrong) => {
            // What would be a document, but for its indentation.
            if let Some(repaired) = tabs::as_spaces(text).filter(|_| !only_json) {
                if let Ok((format, tree)) = parse(&repaired, false, true) {
                    if is_document(&tree.node) {
                        let message = "tabs do not indent in YAML; each is read as a space";
                        let spot = sources.spots(id, None, text, &[text.find('\t').unwrap_or(0)])[0];
                        diags.warn(Code::Syntax, spot, message).help("indent with spaces");
                        add(sources, id, format, Some(Excerpt::whole(repaired)), tree, diags);
                        return;
                    }
                }
            }
            wrong.report(sources, id, None, text, diags);
        }
    }
}

/// Applies an overlay from memory to all documents.
#[cfg(fuzzing)]
pub(crate) fn apply_overlay_text(sources: &mut Sources, text: &str, diags: &mut Diagnostics) {
    let documents: Vec<SourceId> = sources.iter().map(|(id, _)| id).collect();
    let name = "overlay.yaml";
    if let Some(overlay) = sources.keep(name.into(), name.to_owned(), text.to_owned(), None, diags) {
        overlay::apply(sources, overlay, &documents, diags);
    }
}

/// Applies overlays to the documents, in their order.
#[cfg(feature = "overlays")]
pub(crate) fn apply_overlays(sources: &mut Sources, overlays: &[PathBuf], diags: &mut Diagnostics) {
    for path in overlays {
        let path = files::normal(path);
        let overlay = match sources.open(path.clone(), None, diags) {
            Ok(overlay) => overlay,
            Err(files::Refusal::Wrong) => continue,
            Err(files::Refusal::Unreadable(name, error)) => {
                let message = format!("cannot read the overlay {name}: {error}");
                diags.error(Code::Unreadable, Place::Path(name), message);
                continue;
            }
            Err(files::Refusal::Outside(_)) => continue,
        };
        let beside = path.parent().unwrap_or(Path::new(""));
        let extended = sources.get(overlay).root.get("extends").and_then(Node::as_str);
        let extended = extended.map(|extended| files::normal(&beside.join(extended)));
        let all: Vec<SourceId> = sources.iter().map(|(id, _)| id).collect();
        let is_extended = |id: &SourceId| Some(files::normal(&sources.file_of(*id).path)) == extended;
        let only: Vec<SourceId> = all.iter().copied().filter(is_extended).collect();
        overlay::apply(sources, overlay, if only.is_empty() { &all } else { &only }, diags);
    }
}

/// Says that overlays are not applied.
#[cfg(not(feature = "overlays"))]
pub(crate) fn apply_overlays(_: &mut Sources, overlays: &[PathBuf], diags: &mut Diagnostics) {
    if let Some(first) = overlays.first() {
        let message = "overlays are applied by openapi-build with its feature `overlays`, which is off";
        diags
            .error(Code::InvalidConfig, Place::Path(display(first)), message)
            .help("depend on it with `features = [\"overlays\"]`, or install it with `--features overlays`");
    }
}

/// Says which files of the folders that were given nothing has come of. References have to have been followed.
pub(crate) fn report_unused(sources: &Sources, diags: &mut Diagnostics) {
    for index in 0..sources.sources.len() {
        unused(sources, index, diags);
    }
}

fn unused(sources: &Sources, index: usize, diags: &mut Diagnostics) {
    let source = &sources.sources[index];
    match source.standing {
        Standing::Document | Standing::Part => {}
        Standing::Unversioned => {
            let at = SpecPath::new(SourceId::from_index(index), "");
            let message = "the document does not say which version of OpenAPI it follows";
            diags
                .error(Code::MissingField, at, message)
                .help("begin it with `openapi: 3.1.0`, or the version that it was written for");
        }
        Standing::Other => {
            let by_name = source.by_name;
            nothing(source.file, by_name, "the file holds no OpenAPI document", diags);
        }
    }
}

fn standing(node: &Node) -> Standing {
    let has = |key: &&str| node.get(key).is_some();
    if is_document(node) {
        Standing::Document
    } else if ["paths", "info", "components"].iter().any(has) {
        Standing::Unversioned
    } else {
        Standing::Other
    }
}

/// Says that a file gave nothing, which is no harm in a folder.
fn nothing(file: FileId, by_name: bool, message: &str, diags: &mut Diagnostics) {
    let spot = Spot {
        file,
        line: 1,
        column: 1,
    };
    let help = "an OpenAPI document is an object with a field `openapi`";
    if by_name {
        diags.error(Code::NoDocument, spot, message).help(help);
    } else {
        let message = format!("{message}; it is passed over");
        diags.warn(Code::NoDocument, spot, message).help(help);
    }
}

/// Whether a block may be meant as a document: one that is not even mentions the word nowhere.
fn says_openapi(text: &str) -> bool {
    let says = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '{', '"', '\'']);
        line.starts_with("openapi") || line.starts_with("swagger")
    };
    text.lines().any(says) || (text.trim_start().starts_with('{') && text.contains("\"openapi\""))
}

fn is_document(node: &Node) -> bool {
    node.get("openapi").is_some() || node.get("swagger").is_some()
}

/// A text that could not be read: what is wrong, and the offset at which it is.
struct Wrong {
    message: String,
    offset: usize,
}

impl Wrong {
    fn report(self, sources: &Sources, id: FileId, fence: Option<&Excerpt>, text: &str, diags: &mut Diagnostics) {
        let spot = sources.spots(id, fence, text, &[self.offset])[0];
        diags.error(Code::Syntax, spot, self.message);
    }
}

/// Reads JSON as JSON and YAML as YAML; a text of neither name is JSON if it begins with a brace
/// and YAML if it turns out not to be JSON.
fn parse(text: &str, only_json: bool, only_yaml: bool) -> Result<(Format, Tree), Wrong> {
    let braced = text.trim_start().starts_with('{');
    let mut wrong_json = None;
    if only_json || braced {
        match tree::json(text) {
            Ok(tree) => return Ok((Format::Json, tree)),
            Err(error) => wrong_json = Some(of_json(text, &error)),
        }
    }
    if !only_json {
        if let Some(offset) = tree::too_many_brackets(text) {
            let message = "the YAML cannot be read: more than a thousand brackets are open here".to_owned();
            return Err(Wrong { message, offset });
        }
        match tree::yaml(text) {
            Ok(tree) => return Ok((Format::Yaml, tree)),
            Err(error) if wrong_json.is_none() || only_yaml => return Err(of_yaml(&error)),
            Err(_) => {}
        }
    }
    Err(wrong_json.expect("only what is not JSON either gets here"))
}

fn of_json(text: &str, error: &serde_json::Error) -> Wrong {
    let message = error.to_string();
    // The place is shown in its own way.
    let message = message.rsplit_once(" at line ").map_or(&*message, |(what, _)| what);
    Wrong {
        message: format!("the JSON cannot be read: {}", plain(message)),
        offset: Lines::new(text).offset_of_byte(error.line(), error.column()),
    }
}

fn of_yaml(error: &serde_yaml::Error) -> Wrong {
    let message = error.to_string();
    let place = [" at line ", " at position "];
    let what = place.iter().find_map(|place| message.rsplit_once(place));
    let (what, place) = what.unwrap_or((&message, ""));
    // A character that YAML does not allow is found before lines are counted.
    let position = place.parse().ok();
    let marked = error.location().map(|location| location.index());
    Wrong {
        message: format!("the YAML cannot be read: {}", plain(&without_places(what))),
        offset: position.or(marked).unwrap_or(0),
    }
}

/// The reader's words without the lines it counts, which are those of a block and not those of its page.
fn without_places(message: &str) -> String {
    let mut parts = message.split(" at line ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let counted = |c: char| c.is_ascii_digit();
        let rest = part
            .trim_start_matches(counted)
            .trim_start_matches(" column ")
            .trim_start_matches(counted);
        text.push_str(rest);
    }
    text
}

/// The reader's words, where they are short of what happened.
fn plain(message: &str) -> String {
    if message.contains("recursion limit exceeded") {
        "it is nested more than 128 deep, or an alias contains itself".to_owned()
    } else if message.contains("repetition limit exceeded") {
        "its aliases unfold into too much".to_owned()
    } else if message.contains("more than one document") {
        "the file holds more than one document; put each into a file of its own".to_owned()
    } else if message == "expected ident" {
        "expected `true`, `false`, `null`, a number, or a text in quotes".to_owned()
    } else if message == "did not find expected node content" {
        "expected a value here, or the bracket that ends what is open".to_owned()
    } else {
        message.to_owned()
    }
}

/// Keeps a document, and says which keys stand twice in it.
fn add(
    sources: &mut Sources,
    file: FileId,
    format: Format,
    fence: Option<Excerpt>,
    tree: Tree,
    diags: &mut Diagnostics,
) -> SpecPath {
    let id = SourceId::from_index(sources.sources.len());
    let root = SpecPath::new(id, "");
    for duplicate in &tree.duplicates {
        let segments = &duplicate.segments;
        let at = segments.iter().fold(root.clone(), |at, segment| at.child(segment));
        let key = segments.last().map_or("", String::as_str);
        let message = format!("the key `{key}` stands twice in one object");
        let draft = if duplicate.is_same {
            diags.warn(Code::DuplicateKey, &at, format!("{message}, with the same value"))
        } else {
            diags.error(Code::DuplicateKey, &at, message)
        };
        draft.note(&at, "it stands here first").on_key().occurrence(1);
    }
    if fence.as_ref().is_none_or(|fence| fence.is_whole) {
        let path = files::normal(&sources.file(file).path);
        sources.by_path.insert(path, Some(id));
    }
    sources.sources.push(Source {
        root: tree.node,
        moved: Default::default(),
        standing: Standing::Document,
        by_name: false,
        file,
        format,
        fence,
    });
    root
}

#[cfg(test)]
mod tests;
