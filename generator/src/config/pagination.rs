//! What does `sdk.toml` say about lists that come in pages?

use super::setting::{Setting, Value, Wrong, settings, word, wrong};
use crate::ir::{Location, Parameter};

/// One table of `[[pagination]]`: a rule that every operation follows which has its parameter and the answer that it
/// describes.
///
/// ```toml
/// [[pagination]]
/// style = "cursor"        # or next-url, link-header, offset, page
/// parameter = "cursor"    # the parameter that asks for a page
/// in = "query"            # where it is: query, header, or body, of which `parameter` is the path to a property then
/// next = "meta.next"      # where an answer says how to go on; `data.-1.id` is the id of the last item
/// next-header = "x-next"  # the header of an answer that says it, for cursor, in place of `next`
/// items = "results"       # where its items are; without it, the answer is the list
/// more = "has_more"       # a boolean that is false on the last page
/// total = "total_count"   # the number of all items, for offset and page
/// first = 0               # the number of the first page, for page; 1 by default
/// except = ["listEvents"] # the ids of operations that do not follow the rule
/// ```
#[derive(Debug, Clone)]
pub(crate) struct Pagination {
    pub(crate) next: NextPage,
    /// The path to the items in an answer.
    pub(crate) items: Vec<String>,
    /// The path to a boolean that is false on the last page; empty where there is none.
    pub(crate) more: Vec<String>,
    /// The path to the number of all items; empty where there is none.
    pub(crate) total: Vec<String>,
    /// The ids of the operations that do not follow it.
    pub(crate) except: Vec<String>,
}

/// How a page leads to the next.
#[derive(Debug, Clone)]
pub(crate) enum NextPage {
    Cursor { parameter: PageParameter, from: PageMark },
    NextUrl { next: Vec<String> },
    LinkHeader { parameter: PageParameter },
    Offset { parameter: PageParameter },
    Page { parameter: PageParameter, first: u64 },
}

/// What asks for a page.
#[derive(Debug, Clone)]
pub(crate) enum PageParameter {
    Query(String),
    Header(String),
    /// The path to a property of the body.
    Body(Vec<String>),
}

impl PageParameter {
    /// Whether it is this one of an operation's.
    pub(crate) fn is(&self, parameter: &Parameter) -> bool {
        match self {
            PageParameter::Query(name) => parameter.location == Location::Query && parameter.wire_name == *name,
            PageParameter::Header(name) => {
                parameter.location == Location::Header && parameter.wire_name.eq_ignore_ascii_case(name)
            }
            PageParameter::Body(_) => false,
        }
    }
}

/// What of an answer leads to the page after it.
#[derive(Debug, Clone)]
pub(crate) enum PageMark {
    /// The path to it in the body.
    Body(Vec<String>),
    Header(String),
}

impl NextPage {
    /// The parameter by which an operation is known to follow the rule.
    pub(crate) fn parameter(&self) -> Option<&PageParameter> {
        match self {
            NextPage::Cursor { parameter, .. }
            | NextPage::LinkHeader { parameter }
            | NextPage::Offset { parameter }
            | NextPage::Page { parameter, .. } => Some(parameter),
            NextPage::NextUrl { .. } => None,
        }
    }
}

#[derive(Debug, Default)]
struct Table {
    style: Option<Style>,
    parameter: Option<String>,
    place: Option<Place>,
    next: Option<String>,
    next_header: Option<String>,
    items: Option<String>,
    more: Option<String>,
    total: Option<String>,
    first: Option<u64>,
    except: Vec<String>,
}

settings!(Table {
    "style": style,
    "parameter": parameter,
    "in": place,
    "next": next,
    "next-header": next_header,
    "items": items,
    "more": more,
    "total": total,
    "first": first,
    "except": except,
});

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Cursor,
    NextUrl,
    LinkHeader,
    Offset,
    Page,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Query,
    Header,
    Body,
}

impl Setting for Style {
    fn read(value: &Value<'_>) -> Result<Style, Wrong> {
        let words = [
            ("cursor", Style::Cursor),
            ("next-url", Style::NextUrl),
            ("link-header", Style::LinkHeader),
            ("offset", Style::Offset),
            ("page", Style::Page),
        ];
        word(value, &words)
    }
}

impl Setting for Place {
    fn read(value: &Value<'_>) -> Result<Place, Wrong> {
        let words = [
            ("query", Place::Query),
            ("header", Place::Header),
            ("body", Place::Body),
        ];
        word(value, &words)
    }
}

impl Setting for Pagination {
    fn read(value: &Value<'_>) -> Result<Pagination, Wrong> {
        Pagination::of(Table::read(value)?).map_err(|message| wrong(value, message))
    }
}

impl Pagination {
    fn of(table: Table) -> Result<Self, String> {
        let style = table.style.ok_or("missing field `style`")?;
        let has = |key: &str, is_there: bool, is_known: bool| match (is_there, is_known) {
            (true, false) => Err(format!("`{key}` says nothing about pagination of this style")),
            _ => Ok(()),
        };
        let counts = matches!(style, Style::Offset | Style::Page);
        let reads_next = matches!(style, Style::Cursor | Style::NextUrl);
        has("next", table.next.is_some(), reads_next)?;
        has("next-header", table.next_header.is_some(), style == Style::Cursor)?;
        has("in", table.place.is_some(), style == Style::Cursor || counts)?;
        has("parameter", table.parameter.is_some(), style != Style::NextUrl)?;
        has("total", table.total.is_some(), counts)?;
        has("first", table.first.is_some(), style == Style::Page)?;
        let missing = |key: &str| format!("pagination of this style needs `{key}`");
        let parameter = || {
            let name = table.parameter.clone().ok_or_else(|| missing("parameter"))?;
            Ok::<_, String>(match table.place.unwrap_or(Place::Query) {
                Place::Query => PageParameter::Query(name),
                Place::Header => PageParameter::Header(name),
                Place::Body => PageParameter::Body(path(Some(&name)).ok_or_else(|| missing("parameter"))?),
            })
        };
        let next = || path(table.next.as_deref()).filter(|path| !path.is_empty());
        let next = || next().ok_or_else(|| missing("next"));
        let next = match style {
            Style::Cursor => NextPage::Cursor {
                parameter: parameter()?,
                from: match (&table.next, &table.next_header) {
                    (Some(_), Some(_)) => {
                        return Err("`next` and `next-header` are two places for one thing".to_owned());
                    }
                    (None, Some(name)) => PageMark::Header(name.clone()),
                    (_, None) => PageMark::Body(next()?),
                },
            },
            Style::NextUrl => NextPage::NextUrl { next: next()? },
            Style::LinkHeader => NextPage::LinkHeader {
                parameter: parameter()?,
            },
            Style::Offset => NextPage::Offset {
                parameter: parameter()?,
            },
            Style::Page => NextPage::Page {
                parameter: parameter()?,
                first: table.first.unwrap_or(1),
            },
        };
        if table
            .items
            .as_ref()
            .is_some_and(|items| items.split('.').any(|step| step == "-1"))
        {
            return Err("`items` leads to a list, and not to one of its elements".to_owned());
        }
        let path = |text: &Option<String>| path(text.as_deref()).unwrap_or_default();
        Ok(Pagination {
            next,
            items: path(&table.items),
            more: path(&table.more),
            total: path(&table.total),
            except: table.except,
        })
    }
}

fn path(text: Option<&str>) -> Option<Vec<String>> {
    let text = text.filter(|text| !text.is_empty())?;
    Some(text.split('.').map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::super::setting;
    use super::Pagination;

    #[test]
    fn a_rule_has_what_its_style_needs_and_nothing_else() {
        let table = [
            ("style = 'cursor'\nparameter = 'c'\nnext = 'n'", Ok(())),
            ("style = 'cursor'\nparameter = 'c'", Err("needs `next`")),
            (
                "style = 'cursor'\nparameter = 'page.c'\nin = 'body'\nnext = 'n'",
                Ok(()),
            ),
            (
                "style = 'cursor'\nparameter = 'x-c'\nin = 'header'\nnext-header = 'x-c'",
                Ok(()),
            ),
            (
                "style = 'cursor'\nparameter = 'c'\nnext = 'n'\nnext-header = 'x-c'",
                Err("two places"),
            ),
            (
                "style = 'link-header'\nparameter = 'c'\nin = 'body'",
                Err("`in` says nothing"),
            ),
            ("style = 'cursor'\nnext = 'n'", Err("needs `parameter`")),
            ("style = 'next-url'\nnext = 'links.next'\nitems = 'data'", Ok(())),
            (
                "style = 'next-url'\nnext = 'n'\nparameter = 'c'",
                Err("`parameter` says nothing"),
            ),
            ("style = 'link-header'\nparameter = 'page'", Ok(())),
            ("style = 'offset'\nparameter = 'offset'\ntotal = 'total'", Ok(())),
            ("style = 'page'\nparameter = 'page'\nfirst = 0\nexcept = ['a']", Ok(())),
            (
                "style = 'offset'\nparameter = 'offset'\nfirst = 0",
                Err("`first` says nothing"),
            ),
            (
                "style = 'link-header'\nparameter = 'page'\nitems = 'a.-1'",
                Err("`items` leads to a list"),
            ),
            ("style = 'pages'", Err("unknown variant `pages`")),
            ("parameter = 'page'", Err("missing field `style`")),
            ("style = 'page'\nparam = 'page'", Err("unknown field `param`")),
        ];
        for (text, expected) in table {
            let result = setting::read::<Pagination>(text);
            match (result, expected) {
                (Ok(_), Ok(())) => {}
                (Err(wrong), Err(words)) => assert!(wrong.message.contains(words), "{text}: {wrong:?}"),
                (result, _) => panic!("{text}: {result:?}"),
            }
        }
    }
}
