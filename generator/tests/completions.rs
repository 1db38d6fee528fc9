//! Does a shell complete what there is to complete?

use std::process::{Command, Stdio};

fn script(shell: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_openapi-build"))
        .args(["completions", shell])
        .output()
        .expect("the command can be run");
    assert!(output.status.success(), "{shell}");
    String::from_utf8(output.stdout).expect("it is text")
}

/// What bash completes the last of `words` to.
fn in_bash(words: &[&str]) -> Option<Vec<String>> {
    let list = words
        .iter()
        .map(|word| format!("'{word}'"))
        .collect::<Vec<_>>()
        .join(" ");
    let last = words.len() - 1;
    let program = format!(
        "{}\nCOMP_WORDS=({list}); COMP_CWORD={last}; _openapi_build; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        script("bash")
    );
    let output = Command::new("bash")
        .args(["-c", &program])
        .stderr(Stdio::inherit())
        .output();
    let output = output.ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).expect("it is text");
    Some(text.lines().map(str::to_owned).collect())
}

#[test]
#[allow(clippy::print_stdout, reason = "it says that it is skipped")]
fn bash_completes_commands_options_and_words() {
    if Command::new("bash")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        println!("skipped: there is no bash");
        return;
    }
    let table: [(&[&str], &[&str]); 5] = [
        (&["openapi-build", "ge"], &["generate"]),
        (&["openapi-build", "check", "--c"], &["--config"]),
        (&["openapi-build", "diff", "a", "--format", "m"], &["markdown"]),
        (&["openapi-build", "diff", "--fail-on", ""], &["major", "minor"]),
        (&["openapi-build", "completions", "f"], &["fish"]),
    ];
    for (words, expected) in table {
        assert_eq!(in_bash(words).expect("bash runs it"), expected, "{words:?}");
    }
}

#[test]
fn each_shell_knows_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let script = script(shell);
        for word in ["generate", "new", "check", "inspect", "diff", "update", "runtime-path"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn another_shell_is_wrong_usage() {
    let output = Command::new(env!("CARGO_BIN_EXE_openapi-build"))
        .args(["completions", "tcsh"])
        .output()
        .expect("the command can be run");
    assert_eq!(output.status.code(), Some(2));
}
