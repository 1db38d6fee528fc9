//! How is the way to a value spelled as a JSON pointer?

/// Goes one step on, to a property or an element (RFC 6901, §3).
pub(crate) fn push(pointer: &mut String, step: &str) {
    pointer.push('/');
    pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
}

#[cfg(test)]
mod tests {
    use super::push;

    #[test]
    fn what_has_a_meaning_is_escaped() {
        let mut pointer = String::new();
        for step in ["a", "b/c", "~1", "", "0"] {
            push(&mut pointer, step);
        }
        assert_eq!(pointer, "/a/b~1c/~01//0");
    }
}
