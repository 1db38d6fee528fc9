//! Which paths does a pattern stand for?
//!
//! `*` stands for any characters but `/`, `?` for one of them, `**` for any characters at all.

/// Whether `path` is one that `pattern` stands for.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    fits(pattern.as_bytes(), path.as_bytes())
}

fn fits(pattern: &[u8], path: &[u8]) -> bool {
    match (pattern, path) {
        ([b'*', b'*', b'/', rest @ ..], _) if fits(rest, path) => true,
        ([b'*', b'*', rest @ ..], _) => (0..=path.len()).any(|skipped| fits(rest, &path[skipped..])),
        ([b'*', rest @ ..], _) => {
            let segment = path.iter().position(|byte| *byte == b'/').unwrap_or(path.len());
            (0..=segment).any(|skipped| fits(rest, &path[skipped..]))
        }
        ([b'?', pattern @ ..], [byte, path @ ..]) if *byte != b'/' => fits(pattern, path),
        ([a, pattern @ ..], [b, path @ ..]) if a == b => fits(pattern, path),
        ([], []) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns() {
        let table = [
            ("*.yaml", "a.yaml", true),
            ("*.yaml", "b/a.yaml", false),
            ("**/*.yaml", "b/c/a.yaml", true),
            ("**/*.yaml", "a.yaml", true),
            ("v2/**", "v2/a/b.json", true),
            ("v2/**", "v20/a", false),
            ("v?/a", "v2/a", true),
            ("v?/a", "v//a", false),
            ("", "a", false),
        ];
        for (pattern, path, expected) in table {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
