//! How does a name of the document become a Rust identifier?
//!
//! By its own letters alone ([`letters`]): words are cased, a leading `+` or `-` and names of symbols only are spelled out,
//! what would begin with a digit gets an underscore, and a keyword gets one at its end. What no file could be named after is
//! cut short.

use std::borrow::Cow;

use heck::{ToKebabCase, ToSnakeCase, ToUpperCamelCase};

use super::letters;

/// `zipCode` as a field or a method: `zip_code`.
pub(super) fn snake(wire_name: &str) -> String {
    let ident = legal(spelled(wire_name).to_snake_case());
    if is_keyword(&ident) { format!("{ident}_") } else { ident }
}

/// `HTTPValidationError` as a type or a variant: `HttpValidationError`.
pub(super) fn upper_camel(wire_name: &str) -> String {
    let ident = legal(spelled(wire_name).to_upper_camel_case());
    if is_keyword(&ident) { format!("{ident}_") } else { ident }
}

/// `Tax Rates` as a cargo feature: `tax-rates`. Words of which no letter is left go with their hyphens.
pub(super) fn kebab(wire_name: &str) -> String {
    let name = spelled(wire_name).to_kebab_case();
    let words = name
        .split('-')
        .map(|word| word.replace(|c: char| !c.is_ascii_alphanumeric(), ""));
    let legal = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    if legal.is_empty() {
        format!("x{}", hash(wire_name))
    } else {
        legal
    }
}

/// How long a name may be, in bytes. Modules and rustdoc's pages are files, whose names have room for 255.
pub(crate) const LONGEST: usize = 180;

/// A name that is not too long, by its beginning and a few letters that tell it from others with this beginning.
pub(crate) fn shortened(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let whole = name.char_indices().map(|(at, _)| at);
    let end = whole.take_while(|&at| at <= LONGEST - 4).last().unwrap_or_default();
    format!("{}{}", name[..end].trim_end_matches('_'), hash(&name))
}

/// A few letters that depend on nothing but the name.
pub(super) fn hash(wire_name: &str) -> String {
    // FNV-1a, folded to 16 bits.
    let mut hash: u32 = 0x811c_9dc5;
    for byte in wire_name.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    format!("{:04x}", (hash >> 16) ^ (hash & 0xffff))
}

/// The name with those symbols spelled out that make a difference.
fn spelled(wire_name: &str) -> Cow<'_, str> {
    if wire_name.is_empty() {
        return Cow::Borrowed("empty");
    }
    if !wire_name.chars().any(char::is_alphanumeric) {
        let words: Vec<String> = wire_name.chars().map(symbol).collect();
        return Cow::Owned(words.join(" "));
    }
    let plain = letters::plain(wire_name);
    match plain.strip_prefix(['+', '-']) {
        Some(rest) if rest.starts_with(char::is_alphanumeric) => {
            let sign = if plain.starts_with('+') { "plus" } else { "minus" };
            Cow::Owned(format!("{sign} {rest}"))
        }
        Some(_) | None => plain,
    }
}

fn symbol(c: char) -> String {
    let word = match c {
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '~' => "like",
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '_' => "underscore",
        ' ' => "space",
        '\'' => "quote",
        '"' => "double quote",
        '`' => "backtick",
        '(' | '[' | '{' => "open",
        ')' | ']' | '}' => "close",
        other => return format!("u{:x}", u32::from(other)),
    };
    word.to_owned()
}

/// What is left of a cased name when only that is kept which may stand in an identifier.
fn legal(cased: String) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut ident: String = if cased.bytes().all(is_plain) {
        cased.clone()
    } else if cased.is_ascii() {
        cased
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
            .collect()
    } else {
        let stands = |c: &char| {
            c.is_ascii_alphanumeric()
                || *c == '_'
                || (letters::is_kept(*c) && syn::parse_str::<syn::Ident>(&format!("a{c}")).is_ok())
        };
        cased.chars().filter(stands).collect()
    };
    if ident.is_empty() {
        return format!("x{}", hash(&cased));
    }
    let starts_well = |ident: &str| {
        ident.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            || (!ident.is_ascii() && syn::parse_str::<syn::Ident>(ident).is_ok())
    };
    if !starts_well(&ident) {
        ident.insert(0, '_');
    }
    shortened(ident)
}

/// The words that cannot be names in any edition (The Rust Reference, Keywords).
pub(crate) fn is_keyword(ident: &str) -> bool {
    matches!(
        ident,
        "_" | "Self"
            | "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, kebab, snake, upper_camel};

    #[test]
    fn names_are_cased_and_made_legal() {
        let table = [
            ("zipCode", "zip_code", "ZipCode"),
            ("HTTPValidationError", "http_validation_error", "HttpValidationError"),
            ("Update-customer", "update_customer", "UpdateCustomer"),
            ("type", "type_", "Type"),
            ("self", "self_", "Self_"),
            ("id__in", "id_in", "IdIn"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("-created_at", "minus_created_at", "MinusCreatedAt"),
            ("2fa", "_2fa", "_2fa"),
            ("", "empty", "Empty"),
            ("<=", "less_equal", "LessEqual"),
            ("==", "equal_equal", "EqualEqual"),
            ("größe", "größe", "Größe"),
            ("名前", "名前", "名前"),
            ("Δt", "delta_t", "DeltaT"),
            ("β2", "beta_2", "Beta2"),
            ("µg/m3", "ug_m3", "UgM3"),
            ("ID_Клиента", "id_klienta", "IdKlienta"),
            ("Ettaphʿal", "ettaphal", "Ettaphal"),
            ("a\u{202e}b", "ab", "AB"),
        ];
        for (wire_name, field, type_name) in table {
            let (is_field, is_type) = (snake(wire_name), upper_camel(wire_name));
            if wire_name.contains('\u{202e}') {
                assert!(syn::parse_str::<syn::Ident>(&is_field).is_ok(), "{is_field}");
                continue;
            }
            assert_eq!(
                (is_field.as_str(), is_type.as_str()),
                (field, type_name),
                "{wire_name:?}"
            );
        }
    }

    #[test]
    fn every_name_is_an_identifier() {
        for wire_name in [
            "\0", "💸", "💸 fee", "_", "__", "'; drop", "\u{200d}", "٣", "a.b/c", "r#type", "1", "#[x]",
        ] {
            for ident in [snake(wire_name), upper_camel(wire_name)] {
                assert!(
                    syn::parse_str::<syn::Ident>(&ident).is_ok(),
                    "{wire_name:?} became {ident:?}"
                );
            }
        }
    }

    #[test]
    fn a_name_is_no_longer_than_that_of_a_file() {
        let long = "a very long name of ".repeat(20);
        let (one, other) = (snake(&format!("{long}one")), snake(&format!("{long}other")));
        assert!(
            one.starts_with("a_very_long_name_of_a_very_long") && one.len() <= LONGEST,
            "{one}"
        );
        assert_ne!(one, other);
        let camel = upper_camel(&"名前".repeat(100));
        assert!(
            camel.len() <= LONGEST && syn::parse_str::<syn::Ident>(&camel).is_ok(),
            "{camel}"
        );
        let fits = "a".repeat(LONGEST);
        assert_eq!(snake(&fits), fits);
    }

    #[test]
    fn features_are_kebab() {
        assert_eq!(kebab("Tax Rates"), "tax-rates");
        assert_eq!(kebab("Credit_Notes (v2)"), "credit-notes-v2");
        assert_eq!(kebab("not ASCII: 字 符"), "not-ascii");
    }
}
