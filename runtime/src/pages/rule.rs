//! By which rule does one page lead to the next?

/// How an API gives its lists in pages. Paths lead into the body of an answer: one word for each object on the way, `-1`
/// for the last element of a list. An empty path is the body itself, or nothing, as each says.
#[derive(Debug)]
pub struct Pagination {
    /// Where the next page is.
    pub next: NextPage,
    /// The path to the list in a page; empty for a page that is a list.
    pub items: &'static [&'static str],
    /// The path to a boolean that is false on the last page; empty where there is none.
    pub more: &'static [&'static str],
    /// The path to the number of all items; empty where there is none.
    pub total: &'static [&'static str],
}

/// Where the page after a page is.
#[derive(Debug)]
pub enum NextPage {
    /// Asked for with a word from the page before.
    Cursor {
        /// What takes the word.
        parameter: PageParameter,
        /// Where the word is.
        from: PageMark,
    },
    /// At an address that is in the page before.
    Url {
        /// The path to it; absent, `null` or empty on the last page.
        path: &'static [&'static str],
    },
    /// At the address that the header `Link` gives for `rel="next"` (RFC 8288).
    Link,
    /// Asked for with the number of items before it.
    Offset {
        /// What takes the number.
        parameter: PageParameter,
    },
    /// Asked for by its number.
    Page {
        /// What takes the number.
        parameter: PageParameter,
        /// The number of the first page.
        first: u64,
    },
}

/// What of a request says which page is asked for.
#[derive(Debug, Clone, Copy)]
pub enum PageParameter {
    /// A query parameter.
    Query(&'static str),
    /// A header.
    Header(&'static str),
    /// The property at the end of a path into the JSON of the body.
    Body(&'static [&'static str]),
}

/// What of an answer leads to the page after it.
#[derive(Debug, Clone, Copy)]
pub enum PageMark {
    /// What is at the end of a path into its body; absent, `null` or empty on the last page.
    Body(&'static [&'static str]),
    /// A header; absent or empty on the last page.
    Header(&'static str),
}
