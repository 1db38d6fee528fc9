//! Do the same arguments stand in another order?

/// An argument that is there before and after; those of a call are listed in their old order.
pub(super) struct Argument<'a> {
    /// Where it stands now.
    pub(super) position: usize,
    pub(super) name: &'a str,
    pub(super) ty: String,
}

/// What is to be said, if their order is another one.
pub(super) fn changed(arguments: &[Argument<'_>]) -> Option<String> {
    if arguments.is_sorted_by_key(|argument| argument.position) {
        return None;
    }
    let mut now: Vec<&Argument<'_>> = arguments.iter().collect();
    now.sort_by_key(|argument| argument.position);
    let names: Vec<&str> = now.iter().map(|argument| argument.name).collect();
    // Where one type stands for another of its kind, the compiler does not notice.
    let is_silent = arguments.iter().zip(&now).all(|(before, now)| before.ty == now.ty);
    let silent = if is_silent {
        "; they are of the same types, so that old calls compile and mix them up"
    } else {
        ""
    };
    Some(format!(
        "takes its arguments in another order: `{}`{silent}",
        names.join("`, `")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_that_the_compiler_does_not_see_is_told() {
        let argument = |position, name, ty: &str| Argument {
            position,
            name,
            ty: ty.to_owned(),
        };
        assert_eq!(changed(&[argument(0, "a", "String"), argument(4, "b", "i64")]), None);
        let mixed = changed(&[argument(1, "a", "String"), argument(0, "b", "String")]).unwrap();
        assert!(mixed.contains("`b`, `a`; they are of the same types"), "{mixed}");
        let told = changed(&[argument(1, "a", "String"), argument(0, "b", "i64")]).unwrap();
        assert!(!told.contains("mix"), "{told}");
    }
}
