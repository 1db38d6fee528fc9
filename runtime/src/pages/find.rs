//! What stands at a path in a body?

use std::collections::HashMap;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;

/// The value that a path leads to; `None` if it leads nowhere.
pub(super) fn find<'b>(body: &'b [u8], path: &[&str]) -> Option<&'b RawValue> {
    let body = crate::value::json::without_bom(body);
    let mut found: &RawValue = serde_json::from_slice(body).ok()?;
    for step in path {
        found = match found.get().as_bytes().first()? {
            b'{' => serde_json::from_str::<HashMap<String, &RawValue>>(found.get())
                .ok()?
                .remove(*step)?,
            b'[' if *step == "-1" => serde_json::from_str::<Vec<&RawValue>>(found.get()).ok()?.pop()?,
            _ => return None,
        };
    }
    Some(found)
}

/// A text, or a number as it is written; `None` for `null`, for an empty text and for anything else.
pub(crate) fn text(body: &[u8], path: &[&str]) -> Option<String> {
    text_of(find(body, path)?)
}

/// As [`text`], of a value.
pub(super) fn text_of(found: &RawValue) -> Option<String> {
    let found = found.get();
    match found.as_bytes().first()? {
        b'"' => serde_json::from_str(found)
            .ok()
            .filter(|text: &String| !text.is_empty()),
        b'-' | b'0'..=b'9' => Some(found.to_owned()),
        _ => None,
    }
}

pub(super) fn is_false(body: &[u8], path: &[&str]) -> bool {
    find(body, path).is_some_and(|found| found.get() == "false")
}

pub(super) fn number(body: &[u8], path: &[&str]) -> Option<u64> {
    find(body, path)?.get().parse().ok()
}

/// The length of a list; 0 if there is none.
pub(super) fn length(body: &[u8], path: &[&str]) -> u64 {
    let list = find(body, path).and_then(|found| serde_json::from_str::<Vec<IgnoredAny>>(found.get()).ok());
    list.map_or(0, |list| list.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::{find, is_false, length, number, text};

    const BODY: &[u8] = br#"{"next": "a\u002fb", "empty": "", "none": null, "more": false, "n": 12,
        "data": {"items": [{"id": 1}, {"id": 22}]}}"#;

    #[test]
    fn paths_lead_into_a_body() {
        let table: [(&[&str], Option<&str>); 8] = [
            (&["next"], Some("a/b")),
            (&["empty"], None),
            (&["none"], None),
            (&["more"], None),
            (&["n"], Some("12")),
            (&["data", "items", "-1", "id"], Some("22")),
            (&["data", "items", "id"], None),
            (&["next", "of", "that"], None),
        ];
        for (path, expected) in table {
            assert_eq!(text(BODY, path).as_deref(), expected, "{path:?}");
        }
        assert!(is_false(BODY, &["more"]) && !is_false(BODY, &["none"]) && !is_false(BODY, &["absent"]));
        assert_eq!((number(BODY, &["n"]), number(BODY, &["next"])), (Some(12), None));
        assert_eq!((length(BODY, &["data", "items"]), length(BODY, &["n"])), (2, 0));
        assert_eq!(length(b"\xef\xbb\xbf[1, [2], 3]", &[]), 3);
        assert!(find(b"[]", &["-1"]).is_none() && find(b"{", &[]).is_none() && find(b"", &[]).is_none());
    }
}
