//! Is a crate that was written earlier what would be written now?
//!
//! It is for crates that are checked in: a build server asks, and a person reads the answer. So it names the files and shows
//! where each begins to differ, and no more of it than fits a screen.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use super::SOURCES;
use crate::emit::Files;
use crate::output;

/// How many files are shown with their lines; the others are named.
const FILES: usize = 5;
/// How many lines are shown of each.
const LINES: usize = 12;
/// How many lines that agree are shown between two that do not.
const BETWEEN: usize = 3;
/// How many lines from the first difference on are compared, to find where both agree again.
const WINDOW: usize = 200;

/// What is out of date in `dir`, in words; `None` if nothing is.
///
/// # Errors
/// When a file is there and cannot be read.
pub(super) fn compare(dir: &Path, files: &Files) -> io::Result<Option<String>> {
    let mut found = Vec::new();
    for (path, text) in files {
        let file = dir.join(path);
        match std::fs::read(&file) {
            Ok(old) if old == text.as_bytes() => {}
            Ok(old) => found.push((path.clone(), "differs", hunk(&String::from_utf8_lossy(&old), text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                found.push((path.clone(), "is missing", String::new()));
            }
            Err(error) => return Err(output::at(&file, &error)),
        }
    }
    let folder = dir.join(SOURCES);
    if folder.is_dir() {
        let left = output::left_over(&folder, |name| files.contains_key(&Path::new(SOURCES).join(name)))?;
        found.extend(left.into_iter().map(|name| {
            let path = Path::new(SOURCES).join(name);
            (path, "is no longer generated", String::new())
        }));
    }
    Ok((!found.is_empty()).then(|| words(dir, &found)))
}

fn words(dir: &Path, found: &[(PathBuf, &str, String)]) -> String {
    let mut text = format!("error: {} is not what would be generated now\n", dir.display());
    let mut shown = 0;
    for (path, what, hunk) in found {
        let _ = writeln!(text, "  {}: {what}", path.display());
        if !hunk.is_empty() && shown < FILES {
            text.push_str(hunk);
            shown += 1;
        }
    }
    text.push_str("  help: run the same command without `--check`, and commit what it writes\n");
    text
}

/// The first lines in which two texts differ, as a diff shows them.
fn hunk(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let mut text = format!("    @@ line {} @@\n", same + 1);
    if let Some(before) = same.checked_sub(1).map(|index| old[index]) {
        let _ = writeln!(text, "      {before}");
    }
    let rest = |lines: &[&'_ str]| lines.len().min(same + WINDOW);
    let is_cut = rest(&old) < old.len() || rest(&new) < new.len();
    let lines = edits(&old[same..rest(&old)], &new[same..rest(&new)], is_cut);
    // Where only the last line's end differs, there is no line to show.
    if lines.is_empty() {
        text.push_str("      (the line ends differ)\n");
    }
    let together = lines
        .windows(BETWEEN + 1)
        .position(|lines| lines.iter().all(|(sign, _)| *sign == ' '));
    let shown = together.unwrap_or(lines.len()).min(LINES);
    for (sign, line) in &lines[..shown] {
        let _ = writeln!(text, "    {sign} {line}");
    }
    let more = lines[shown..].iter().filter(|(sign, _)| *sign != ' ').count();
    if more > 0 {
        let _ = writeln!(text, "    … and {more} lines more that differ");
    }
    text
}

/// The lines that go and those that come, with those that stay between them; nothing behind the last of them. `is_cut` says that
/// both texts go on.
fn edits<'t>(old: &[&'t str], new: &[&'t str], is_cut: bool) -> Vec<(char, &'t str)> {
    // How many lines the rests have in common from each pair of places on.
    let width = new.len() + 1;
    let mut common = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = match old[i] == new[j] {
                true => common[(i + 1) * width + j + 1] + 1,
                false => common[(i + 1) * width + j].max(common[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push((' ', old[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            lines.push(('-', old[i]));
            i += 1;
        } else {
            lines.push(('+', new[j]));
            j += 1;
        }
    }
    let last = |is_wanted: &dyn Fn(char) -> bool, lines: &[(char, &str)]| {
        let last = lines.iter().rposition(|(sign, _)| is_wanted(*sign));
        last.map(|last| last + 1)
    };
    if is_cut {
        // What is left over at the end may have its like behind it.
        lines.truncate(last(&|sign| sign == ' ', &lines).unwrap_or(lines.len()));
    }
    lines.truncate(last(&|sign| sign != ' ', &lines).unwrap_or(0));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_lines_that_differ_are_shown() {
        let cases = [
            (
                "a\nb\nc\n",
                "a\nx\nc\n",
                "    @@ line 2 @@\n      a\n    - b\n    + x\n",
            ),
            ("a\nc\n", "a\nb\nc\n", "    @@ line 2 @@\n      a\n    + b\n"),
            (
                "a\nb\nc\nd\n",
                "a\nc\ne\n",
                "    @@ line 2 @@\n      a\n    - b\n      c\n    - d\n    + e\n",
            ),
            ("a\n", "a", "    @@ line 2 @@\n      a\n      (the line ends differ)\n"),
            ("", "a\n", "    @@ line 1 @@\n    + a\n"),
        ];
        for (old, new, expected) in cases {
            assert_eq!(hunk(old, new), expected, "{old:?} {new:?}");
        }
    }

    #[test]
    fn what_agrees_again_is_not_shown() {
        let lines = |first: &str, fifth: &str| {
            let rest: String = (0..500).map(|number| format!("{number}\n")).collect();
            format!("{first}b\nc\nd\ne\n{fifth}{rest}")
        };
        let text = hunk(&lines("", "x\n"), &lines("a\n", "y\n"));
        assert_eq!(text, "    @@ line 1 @@\n    + a\n    … and 2 lines more that differ\n");
        // A window that ends before the text does.
        assert_eq!(hunk(&lines("", ""), &lines("a\n", "")), "    @@ line 1 @@\n    + a\n");
    }

    #[test]
    fn a_long_difference_is_cut() {
        let new = "x\n".repeat(5_000);
        let text = hunk("a\n", &new);
        assert!(text.lines().count() <= LINES + 2, "{text}");
        assert!(text.contains("lines more"), "{text}");
    }
}
