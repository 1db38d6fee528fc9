//! When is a thing of the API in the generated crate?

use std::collections::BTreeSet;

/// Decided by the last pass.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Presence {
    #[default]
    Always,
    /// When one of these features of the crate is on.
    With(BTreeSet<String>),
    Never,
}

impl Presence {
    /// When this one feature is on.
    pub(crate) fn with(feature: &str) -> Presence {
        Presence::With(BTreeSet::from([feature.to_owned()]))
    }

    /// When any of some others are.
    pub(crate) fn any<'a>(of: impl IntoIterator<Item = &'a Presence>) -> Presence {
        of.into_iter().fold(Presence::Never, |all, one| all.or(one))
    }

    /// When the one or the other is.
    pub(crate) fn or(self, other: &Presence) -> Presence {
        match (self, other) {
            (Presence::Always, _) | (_, Presence::Always) => Presence::Always,
            (Presence::Never, other) => other.clone(),
            (this, Presence::Never) => this,
            (Presence::With(mut features), Presence::With(others)) => {
                features.extend(others.iter().cloned());
                Presence::With(features)
            }
        }
    }

    /// Whether there is a crate that it is in.
    pub(crate) fn is_in(&self) -> bool {
        *self != Presence::Never
    }
}

#[cfg(test)]
mod tests {
    use super::Presence;

    #[test]
    fn either_of_two() {
        let (a, b) = (Presence::with("a"), Presence::with("b"));
        let both = Presence::With(["a".to_owned(), "b".to_owned()].into());
        let (always, never) = (Presence::Always, Presence::Never);
        let table = [
            (&a, &b, &both),
            (&a, &a, &a),
            (&a, &never, &a),
            (&never, &b, &b),
            (&a, &always, &always),
            (&always, &never, &always),
            (&never, &never, &never),
        ];
        for (one, other, expected) in table {
            assert_eq!(&one.clone().or(other), expected, "{one:?} or {other:?}");
            assert_eq!(&Presence::any([one, other]), expected);
        }
        assert_eq!(Presence::any([]), never);
    }
}
