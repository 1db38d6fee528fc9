//! How is the command explained?

/// What is said of a call that is wrong.
pub(super) fn usage() -> String {
    format!("Usage: {CALLS}")
}

/// What `--help` says.
pub(super) fn help() -> String {
    format!("Compiles OpenAPI descriptions to Rust client crates.\n\nUsage: {CALLS}\n{REST}")
}

/// A command or an option, and what it is for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: &'static str,
    /// What an option takes.
    pub(super) value: Option<&'static str>,
    pub(super) words: &'static str,
}

/// The commands.
pub(super) fn commands() -> Vec<Entry> {
    entries("Commands:")
}

/// The options that `command` takes.
pub(super) fn options_of(command: &str) -> Vec<Entry> {
    let mut all = entries("Options:");
    let calls = CALLS.split("openapi-build ");
    let call = calls
        .filter(|call| call.split_whitespace().next() == Some(command))
        .collect::<String>();
    all.retain(|option| {
        let mut words = call.split(['[', ']', ' ', '\n']);
        words.any(|word| word.strip_prefix("--") == Some(option.name))
    });
    all
}

/// The entries below a heading; a long name stands on a line of its own.
fn entries(heading: &str) -> Vec<Entry> {
    let below = REST.split_once(heading).map_or("", |(_, below)| below);
    let mut lines = below
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .peekable();
    let mut entries = Vec::new();
    while let Some(line) = lines.next() {
        let (term, words) = line[2..].split_once("  ").unwrap_or((&line[2..], ""));
        let words = match words.trim() {
            "" => lines.next().unwrap_or_default().trim(),
            words => words,
        };
        let term = term.rsplit(", ").next().unwrap_or(term);
        let (name, value) = match term.split_once(' ') {
            Some((name, value)) => (name, Some(value)),
            None => (term, None),
        };
        entries.push(Entry {
            name: name.trim_start_matches("--"),
            value,
            words,
        });
    }
    entries
}

const CALLS: &str = "\
openapi-build generate INPUT… --out DIR [--name CRATE] [--config FILE] [--runtime-path PATH]
                              [--contract-tests] [--check]
       openapi-build new      CRATE INPUT… [--out DIR] [--config FILE] [--runtime-path PATH] [--generator-path PATH]
       openapi-build check    INPUT… [--config FILE] [--format human|json]
       openapi-build inspect  INPUT… [--config FILE] [--format human|json]
       openapi-build diff     OLD NEW [--config FILE] [--format human|markdown|json] [--explain] [--fail-on major|minor]
       openapi-build update   [INPUT|-] [--spec DIR] [--file NAME] [--config FILE] [--format human|markdown|json] [--explain]
                              [--yes]
       openapi-build completions bash|zsh|fish
";

const REST: &str = "\
Commands:
  generate   Write a crate that stands alone: Cargo.toml and sources, no build script
  new        Write a crate that compiles the description when it is built, with an example and a test
  check      Say what is wrong with the description, and nothing else
  inspect    List the types and operations that would be generated
  diff       Say what changes for users of the SDK, and which version it calls for
  update     Take a newer description, say what changes, and write it if that is confirmed
  completions
             Write the script by which a shell completes this command

Each INPUT is a Markdown page, a YAML or JSON file, or a folder of these; together they are one API.
OLD and NEW are such files or folders, or those of a revision of git: `HEAD~1:spec`.

Options:
  --out DIR            The folder of the crate; of a new one, by default, the name
  --name CRATE         The name of the crate (default: the name of the folder)
  --config FILE        The configuration (default: sdk.toml in the first folder among the inputs that has one)
  --runtime-path PATH  Take openapi-runtime from this folder, not from the registry
  --generator-path PATH
                       The same for openapi-build, which a new crate's build script calls
  --contract-tests     Write tests too, ignored unless asked for, that compare a server's answers with the description
  --check              Write nothing; say what is out of date in the crate, and end with 1 if anything is
  --format FORMAT      human (default) or json; of a diff also markdown, for a changelog
  --explain            Say of each change why it has its level, and what becomes of a caller's code
  --fail-on LEVEL      End with 1 when a change is major, or when one is minor or major
  --spec DIR           The folder of the description that is updated (default: spec)
  --file NAME          The file in it that is replaced or added (default: that of the same name, title or paths)
  --yes                Write it without a question
  -h, --help           Print this
  -V, --version        Print the version

Exit codes: 0 done, 1 the description is at fault or the crate out of date, 2 wrong usage. On failure nothing is written.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_explained_can_be_listed() {
        let names: Vec<&str> = commands().iter().map(|command| command.name).collect();
        assert_eq!(
            names,
            ["generate", "new", "check", "inspect", "diff", "update", "completions"]
        );
        for command in commands() {
            assert!(!command.words.is_empty(), "{command:?}");
            assert!(
                usage().contains(&format!("openapi-build {}", command.name)),
                "{command:?}"
            );
        }
        let of_check: Vec<_> = options_of("check")
            .iter()
            .map(|option| (option.name, option.value))
            .collect();
        assert_eq!(of_check, [("config", Some("FILE")), ("format", Some("FORMAT"))]);
        let of_new: Vec<_> = options_of("new").iter().map(|option| option.name).collect();
        assert_eq!(of_new, ["out", "config", "runtime-path", "generator-path"]);
        assert!(options_of("update").iter().any(|option| option.name == "yes"));
    }

    #[test]
    fn every_option_of_a_call_is_explained() {
        for word in CALLS
            .split(['[', ']', ' ', '\n'])
            .filter_map(|word| word.strip_prefix("--"))
        {
            let is_explained = entries("Options:").iter().any(|option| option.name == word);
            assert!(is_explained, "--{word}");
        }
    }
}
