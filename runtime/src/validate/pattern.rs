//! Does a string match a pattern?

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use regress::Regex;

thread_local! {
    /// The patterns that have been asked for; `None` for those that are none.
    static KNOWN: RefCell<HashMap<String, Option<Rc<Regex>>>> = RefCell::default();
}

/// Whether a pattern of ECMA-262 is found anywhere in a text (JSON Schema, Core §6.4); `None` if it is no pattern.
pub(super) fn is_found(pattern: &str, text: &str) -> Option<bool> {
    let regex = KNOWN.with_borrow_mut(|known| match known.get(pattern) {
        Some(regex) => regex.clone(),
        None => {
            let regex = compile(pattern).map(Rc::new);
            known.insert(pattern.to_owned(), regex.clone());
            regex
        }
    });
    regex.map(|regex| regex.find(text).is_some())
}

/// Patterns are of Unicode; those that have escapes which these do not allow are of the older kind.
pub(super) fn compile(pattern: &str) -> Option<Regex> {
    let unicode = Regex::with_flags(pattern, "u");
    unicode.or_else(|_| Regex::new(pattern)).ok()
}

#[cfg(test)]
mod tests {
    use super::is_found;

    #[test]
    fn patterns_are_those_of_ecma_262() {
        for (pattern, text, expected) in [
            ("^[a-z]+$", "abc", Some(true)),
            ("b", "abc", Some(true)),
            ("^b", "abc", Some(false)),
            (r"^\p{Letter}{2}$", "äö", Some(true)),
            ("^.$", "😀", Some(true)),
            (r"^\d+$", "١", Some(false)),
            (r"^(?!x)(?<a>.)\k<a>$", "zz", Some(true)),
            (r"^a\_b\@c$", "a_b@c", Some(true)),
            ("(", "", None),
        ] {
            assert_eq!(is_found(pattern, text), expected, "{pattern}");
        }
    }
}
