//! Where do two trees differ?

use serde_json::Value;

use super::document::{escape, is_below};

/// The pointers of what is only in one of them, and of what is another value; a list as a whole.
pub(super) fn pointers(old: &Value, new: &Value) -> Vec<String> {
    let mut found = Vec::new();
    below(old, new, String::new(), &mut found);
    found
}

fn below(old: &Value, new: &Value, at: String, found: &mut Vec<String>) {
    match (old, new) {
        (Value::Object(was), Value::Object(is)) => {
            let keys = was.keys().chain(is.keys().filter(|key| !was.contains_key(*key)));
            for key in keys {
                let (was, is) = (was.get(key), is.get(key));
                let none = &Value::Null;
                below(
                    was.unwrap_or(none),
                    is.unwrap_or(none),
                    format!("{at}/{}", escape(key)),
                    found,
                );
            }
        }
        _ if old == new => {}
        // Which properties are required is said of them by their object.
        _ => found.push(at.strip_suffix("/required").map_or(at.clone(), str::to_owned)),
    }
}

/// Whether a place is one of these, within one of them, or has one of them in it.
pub(super) fn touches(edited: &[String], place: &str) -> bool {
    edited
        .iter()
        .any(|edited| is_below(edited, place) || is_below(place, edited))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{pointers, touches};

    #[test]
    fn what_differs_is_found_and_nothing_else() {
        let old = json!({ "a": { "b/c": 1, "d": [1, 2], "e": 5 }, "f": {} });
        let new = json!({ "a": { "b/c": 1, "d": [2, 1], "g": 5 }, "f": {} });
        let found = pointers(&old, &new);
        assert_eq!(found, ["/a/d", "/a/e", "/a/g"]);
        let of_required = pointers(
            &json!({ "a": { "required": [] } }),
            &json!({ "a": { "required": ["b"] } }),
        );
        assert_eq!(of_required, ["/a"]);
        for (place, is_touched) in [
            ("/a", true),
            ("/a/d/0", true),
            ("/a/d", true),
            ("/a/dd", false),
            ("/f", false),
        ] {
            assert_eq!(touches(&found, place), is_touched, "{place}");
        }
        assert!(pointers(&old, &old).is_empty());
    }
}
