//! How does a shell complete the command?
//!
//! By a script, which is made of what `--help` explains: `openapi-build completions bash > ~/.local/share/bash-completion/completions/openapi-build`.

use std::fmt::Write as _;

use super::help::{self, Entry};

/// A shell that asks for a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shell {
    Bash,
    Zsh,
    Fish,
}

impl Shell {
    pub(super) fn of(word: &str) -> Result<Self, String> {
        match word {
            "bash" => Ok(Shell::Bash),
            "zsh" => Ok(Shell::Zsh),
            "fish" => Ok(Shell::Fish),
            other => Err(format!(
                "there are no completions for `{other}`: it is `bash`, `zsh` or `fish`"
            )),
        }
    }
}

/// The script for `shell`.
pub(super) fn script(shell: Shell) -> String {
    match shell {
        Shell::Bash => bash(),
        Shell::Zsh => zsh(),
        Shell::Fish => fish(),
    }
}

/// The words that may stand for a value; none where it is a path or a name.
fn words_of(option: &Entry) -> &'static [&'static str] {
    match option.name {
        "format" => &["human", "markdown", "json"],
        "fail-on" => &["major", "minor"],
        _ => &[],
    }
}

fn bash() -> String {
    let names: Vec<&str> = help::commands().iter().map(|command| command.name).collect();
    let mut cases = String::new();
    let mut values = String::new();
    let mut seen = Vec::new();
    for command in help::commands() {
        let options = help::options_of(command.name);
        let flags: Vec<String> = options.iter().map(|option| format!("--{}", option.name)).collect();
        let _ = writeln!(cases, "        {}) words=\"{}\" ;;", command.name, flags.join(" "));
        for option in options.into_iter().filter(|option| option.value.is_some()) {
            if seen.contains(&option.name) {
                continue;
            }
            seen.push(option.name);
            let how = match words_of(&option) {
                [] => "-f".to_owned(),
                words => format!("-W \"{}\"", words.join(" ")),
            };
            let _ = writeln!(
                values,
                "        --{}) COMPREPLY=($(compgen {how} -- \"$word\")); return ;;",
                option.name
            );
        }
    }
    let names = names.join(" ");
    format!(
        "_openapi_build() {{
    local word=\"${{COMP_WORDS[COMP_CWORD]}}\" words=\"\"
    if [ \"$COMP_CWORD\" -eq 1 ]; then
        COMPREPLY=($(compgen -W \"{names} --help --version\" -- \"$word\"))
        return
    fi
    case \"${{COMP_WORDS[COMP_CWORD-1]}}\" in
        completions) COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$word\")); return ;;
{values}    esac
    case \"${{COMP_WORDS[1]}}\" in
{cases}    esac
    case \"$word\" in
        -*) COMPREPLY=($(compgen -W \"$words --help\" -- \"$word\")) ;;
        *) COMPREPLY=($(compgen -f -- \"$word\")) ;;
    esac
}}
complete -o filenames -F _openapi_build openapi-build
"
    )
}

/// Text within single quotes, without what zsh's lists of options are made of.
fn quoted(words: &str) -> String {
    words
        .replace('\'', "'\\''")
        .replace('[', "(")
        .replace(']', ")")
        .replace(':', "\\:")
}

fn zsh() -> String {
    let mut commands = String::new();
    let mut cases = String::new();
    for command in help::commands() {
        let _ = writeln!(commands, "        '{}:{}'", command.name, quoted(command.words));
        let mut arguments = String::new();
        for option in help::options_of(command.name) {
            let value = match (option.value, words_of(&option)) {
                (None, _) => String::new(),
                (Some(value), []) => format!(":{value}:_files"),
                (Some(value), words) => format!(":{value}:({})", words.join(" ")),
            };
            let _ = write!(arguments, " '--{}[{}]{value}'", option.name, quoted(option.words));
        }
        let rest = match command.name {
            "completions" => "'1:shell:(bash zsh fish)'",
            _ => "'*:input:_files'",
        };
        let _ = writeln!(cases, "        {}) _arguments{arguments} {rest} ;;", command.name);
    }
    format!(
        "#compdef openapi-build
_openapi_build() {{
    local -a commands=(
{commands}    )
    if (( CURRENT == 2 )); then
        _describe command commands
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{cases}    esac
}}
compdef _openapi_build openapi-build
"
    )
}

fn fish() -> String {
    let mut script = String::new();
    for command in help::commands() {
        let (name, words) = (command.name, command.words.replace('\'', "\\'"));
        let _ = writeln!(
            script,
            "complete -c openapi-build -f -n __fish_use_subcommand -a {name} -d '{words}'"
        );
        for option in help::options_of(name) {
            let takes = match (option.value, words_of(&option)) {
                (None, _) => String::new(),
                (Some(_), []) => " -r -F".to_owned(),
                (Some(_), words) => format!(" -x -a '{}'", words.join(" ")),
            };
            let words = option.words.replace('\'', "\\'");
            let _ = writeln!(
                script,
                "complete -c openapi-build -n '__fish_seen_subcommand_from {name}' -l {}{takes} -d '{words}'",
                option.name
            );
        }
    }
    script.push_str("complete -c openapi-build -f -n '__fish_seen_subcommand_from completions' -a 'bash zsh fish'\n");
    script
}
