//! Which operations does the SDK have?

use super::pattern;
use super::setting::settings;

/// `[operations]`: which operations the SDK has. What only operations reach that are left out is left out too. All names stay
/// what they are, since everything is decided on the whole description first.
///
/// ```toml
/// # An operation has to fit one of these, if there are any,
/// [[operations.include]]
/// tags = ["Customers", "Invoices"]
///
/// [[operations.include]]
/// ids = ["getStatus"]                    # the `operationId`, or "get /status" where there is none
///
/// # and none of these. Where one has several keys, an operation fits if each of them has a value that fits.
/// [[operations.exclude]]
/// paths = ["/internal/**", "/v1/*/raw"]  # `*` stands for any characters but `/`, `**` for any at all
/// methods = ["DELETE", "PATCH"]
/// ```
#[derive(Debug, Default)]
pub(crate) struct Operations {
    pub(crate) include: Vec<Fit>,
    pub(crate) exclude: Vec<Fit>,
}

settings!(Operations { "include": include, "exclude": exclude });

/// What an operation has to be: of each key that is there, one value has to fit.
#[derive(Debug, Default)]
pub(crate) struct Fit {
    pub(crate) paths: Option<Vec<String>>,
    pub(crate) tags: Option<Vec<String>>,
    pub(crate) methods: Option<Vec<String>>,
    pub(crate) ids: Option<Vec<String>>,
}

settings!(Fit { "paths": paths, "tags": tags, "methods": methods, "ids": ids });

/// What can be said of an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub(crate) path: &'a str,
    pub(crate) tags: &'a [String],
    pub(crate) method: &'a str,
    pub(crate) id: &'a str,
}

impl Operations {
    /// Whether the SDK has an operation.
    pub(crate) fn has(&self, operation: Candidate<'_>) -> bool {
        let any = |of: &[Fit]| of.iter().any(|fit| fit.takes(operation));
        (self.include.is_empty() || any(&self.include)) && !any(&self.exclude)
    }

    /// The entries, each as its place in the configuration.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (String, &Fit)> {
        numbered("operations.include", &self.include).chain(numbered("operations.exclude", &self.exclude))
    }
}

/// The entries of a list of tables, each as its place in the configuration.
pub(super) fn numbered<'a>(table: &'static str, entries: &'a [Fit]) -> impl Iterator<Item = (String, &'a Fit)> {
    let entries = entries.iter().enumerate();
    entries.map(move |(index, fit)| (format!("entry {} of `[[{table}]]`", index + 1), fit))
}

impl Fit {
    /// Whether an operation fits.
    pub(crate) fn takes(&self, operation: Candidate<'_>) -> bool {
        let one = |of: &Option<Vec<String>>, fits: &dyn Fn(&str) -> bool| {
            of.as_ref().is_none_or(|values| values.iter().any(|value| fits(value)))
        };
        one(&self.paths, &|path| pattern::matches(path, operation.path))
            && one(&self.tags, &|tag| operation.tags.iter().any(|of| of == tag))
            && one(&self.methods, &|method| operation.method.eq_ignore_ascii_case(method))
            && one(&self.ids, &|id| id == operation.id)
    }
}

#[cfg(test)]
mod tests {
    use super::super::setting;
    use super::*;

    #[test]
    fn what_is_included_and_not_excluded() {
        let tags = ["Customers".to_owned(), "Admin".to_owned()];
        let candidate = Candidate {
            path: "/v1/customers/{id}",
            tags: &tags,
            method: "GET",
            id: "getCustomer",
        };
        let table = [
            ("", true),
            ("[[include]]\ntags = ['Customers']", true),
            ("[[include]]\ntags = ['Admin']", true),
            ("[[include]]\ntags = ['customers']", false),
            ("[[include]]\ntags = []", false),
            ("[[include]]\npaths = ['/v1/*/{id}']", true),
            ("[[include]]\npaths = ['/v1/*']", false),
            ("[[include]]\npaths = ['/v1/**']", true),
            ("[[include]]\nmethods = ['get']\nids = ['getCustomer', 'other']", true),
            ("[[include]]\nmethods = ['POST']\nids = ['getCustomer']", false),
            (
                "[[include]]\nmethods = ['POST']\n[[include]]\nids = ['getCustomer']",
                true,
            ),
            ("[[exclude]]\ntags = ['Admin']", false),
            ("[[exclude]]\ntags = ['Admin']\nmethods = ['DELETE']", true),
            (
                "[[include]]\nids = ['getCustomer']\n[[exclude]]\nmethods = ['GET']",
                false,
            ),
            ("[[exclude]]", false),
        ];
        for (text, expected) in table {
            let operations: Operations = setting::read(text).unwrap();
            assert_eq!(operations.has(candidate), expected, "{text}");
        }
        assert!(setting::read::<Operations>("[[include]]\nid = ['x']").is_err());
    }
}
