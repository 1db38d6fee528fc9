//! What is meant by a tab in front of a line of YAML?
//!
//! YAML does not let tabs indent (YAML 1.2.2 §6.1). Where all indentation is tabs, each is read as one space: the text
//! has the same length then, so that every place in it stays what it is.

/// `text` with spaces for the tabs in front of its lines; `None` if it has none, or spaces among them.
pub(super) fn as_spaces(text: &str) -> Option<String> {
    let mut repaired = String::with_capacity(text.len());
    let mut any = false;
    for line in text.split_inclusive('\n') {
        let rest = line.trim_start_matches('\t');
        let tabs = line.len() - rest.len();
        let mixed = rest.starts_with(' ') || (tabs == 0 && line.starts_with(' '));
        if mixed && !rest.trim().is_empty() {
            return None;
        }
        any |= tabs > 0;
        repaired.extend(std::iter::repeat_n(' ', tabs));
        repaired.push_str(rest);
    }
    any.then_some(repaired)
}

#[cfg(test)]
mod tests {
    use super::as_spaces;

    #[test]
    fn only_indentation_by_tabs_alone_is_plain() {
        let table = [
            ("a:\n\tb:\n\t\tc: 1\t2\n", Some("a:\n b:\n  c: 1\t2\n")),
            ("a:\n  b: 1\n\tc: 1\n", None),
            ("a:\n\t b: 1\n", None),
            ("a: 1\n", None),
        ];
        for (text, expected) in table {
            assert_eq!(as_spaces(text).as_deref(), expected, "{text:?}");
        }
    }
}
