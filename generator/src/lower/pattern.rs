//! Is a pattern a regular expression of ECMA-262?
//!
//! Patterns are taken as JSON Schema has them (Core §6.4), and in the dialects of other languages are written nearly
//! alike. What no engine of ECMA-262 compiles is never checked by validation, and reported once, where it stands. Only what is
//! wrong in the most lenient reading (ECMA-262, Annex B.1.2) is, so that nothing is reported without a reason.

use std::iter::Peekable;
use std::str::Chars;

use super::Lower;
use crate::diagnostic::Code;

/// Reports every pattern that is none.
pub(super) fn report(cx: &mut Lower<'_>) {
    for (_, schema) in cx.document.schemas.iter() {
        if schema.is_made {
            continue;
        }
        let own = schema
            .pattern
            .iter()
            .map(|pattern| (pattern, schema.at.child("pattern")));
        let of_names = schema.pattern_properties.keys();
        let of_names = of_names.chain(schema.patterns.iter().flat_map(|patterns| patterns.by_pattern.keys()));
        let of_names = of_names.map(|pattern| (pattern, schema.at.child("patternProperties").child(pattern)));
        for (pattern, at) in own.chain(of_names) {
            if let Some(fault) = fault(pattern) {
                let message = format!(
                    "this pattern is no regular expression of ECMA-262: {fault}; nothing is checked against it"
                );
                cx.diags.warn(Code::UnsupportedPattern, &at, message);
            }
        }
    }
}

/// What is wrong with a pattern, if anything is.
pub(super) fn fault(pattern: &str) -> Option<String> {
    let mut reader = Reader {
        rest: pattern.chars().peekable(),
        depth: 0,
    };
    reader.pattern().err()
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    /// How many groups are open.
    depth: usize,
}

impl Reader<'_> {
    fn pattern(&mut self) -> Result<(), String> {
        // Whether there is something that a quantifier can follow.
        let mut is_atom = false;
        while let Some(c) = self.rest.next() {
            is_atom = match c {
                '\\' => {
                    self.rest.next().ok_or("it ends in a backslash")?;
                    true
                }
                '[' => self.class().map(|()| true)?,
                '(' => {
                    self.group()?;
                    self.depth += 1;
                    false
                }
                ')' => {
                    self.depth = self.depth.checked_sub(1).ok_or("a `)` closes nothing")?;
                    true
                }
                '*' | '+' | '?' => self.quantifier(is_atom, &c.to_string())?,
                '{' => match self.bounds()? {
                    Some(bounds) => self.quantifier(is_atom, &bounds)?,
                    // A brace that begins no quantifier is itself.
                    None => true,
                },
                '|' | '^' => false,
                // An assertion, which Annex B lets nothing follow either.
                '$' => false,
                _ => true,
            };
        }
        match self.depth {
            0 => Ok(()),
            _ => Err("a `(` is not closed".to_owned()),
        }
    }

    /// What follows a quantifier cannot be quantified.
    fn quantifier(&mut self, is_atom: bool, text: &str) -> Result<bool, String> {
        if !is_atom {
            return Err(format!("there is nothing that `{text}` could repeat"));
        }
        self.rest.next_if_eq(&'?');
        Ok(false)
    }

    /// The inside of `{2,3}`, if this is one.
    fn bounds(&mut self) -> Result<Option<String>, String> {
        let mut ahead = self.rest.clone();
        let mut inside = String::new();
        loop {
            match ahead.next() {
                Some('}') => break,
                Some(c) if c.is_ascii_digit() || c == ',' => inside.push(c),
                Some(_) | None => return Ok(None),
            }
        }
        let (least, most) = inside.split_once(',').unwrap_or((&inside, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if least.is_empty() || !is_number(most) {
            return Ok(None);
        }
        self.rest = ahead;
        match (least.parse::<u64>(), most.parse::<u64>()) {
            (Ok(least), Ok(most)) if most < least => Err(format!("`{{{inside}}}` asks for more than it allows")),
            _ => Ok(Some(format!("{{{inside}}}"))),
        }
    }

    fn group(&mut self) -> Result<(), String> {
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        match self.rest.next() {
            Some(':' | '=' | '!') => Ok(()),
            Some('<') => match self.rest.peek() {
                Some('=' | '!') => {
                    self.rest.next();
                    Ok(())
                }
                Some(c) if c.is_alphabetic() || matches!(c, '_' | '$' | '\\') => {
                    // The name is an atom's beginning and no atom.
                    for c in self.rest.by_ref() {
                        if c == '>' {
                            return Ok(());
                        }
                    }
                    Err("the name of a group does not end".to_owned())
                }
                Some(_) | None => Err("a group has no name".to_owned()),
            },
            // Flags for a group are of ECMA-262 since 2025; those for the rest of a pattern are of other languages.
            Some(c @ ('i' | 'm' | 's' | '-')) => {
                let flags: String = std::iter::from_fn(|| self.rest.next_if(|c| "ims-".contains(*c))).collect();
                match self.rest.next() {
                    Some(':') => Ok(()),
                    _ => Err(format!("`(?{c}{flags})` is of other languages")),
                }
            }
            Some(c) => Err(format!("`(?{c}` is of other languages")),
            None => Err("a `(` is not closed".to_owned()),
        }
    }

    fn class(&mut self) -> Result<(), String> {
        self.rest.next_if_eq(&'^');
        // The character before, if a range could begin with it.
        let mut before: Option<char> = None;
        while let Some(c) = self.rest.next() {
            let (c, is_plain) = match c {
                ']' => return Ok(()),
                '\\' => (self.rest.next().ok_or("it ends in a backslash")?, false),
                c => (c, true),
            };
            let is_range = is_plain && c == '-' && before.is_some();
            if !is_range || matches!(self.rest.peek(), Some(']') | None) {
                before = is_plain.then_some(c);
                continue;
            }
            let first = before.take();
            match self.rest.next() {
                Some('\\') => {
                    self.rest.next().ok_or("it ends in a backslash")?;
                }
                Some(last) => {
                    if first.is_some_and(|first| last < first) {
                        let first = first.map(String::from).unwrap_or_default();
                        return Err(format!("the range `{first}-{last}` is the wrong way round"));
                    }
                }
                None => break,
            }
        }
        Err("a `[` is not closed".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_no_engine_compiles_is_found() {
        for (pattern, said) in [
            ("(a", "a `(` is not closed"),
            ("a)", "a `)` closes nothing"),
            ("[a", "a `[` is not closed"),
            (r"[a\]", "a `[` is not closed"),
            (r"a\", "it ends in a backslash"),
            ("*a", "there is nothing that `*` could repeat"),
            ("a|+", "there is nothing that `+` could repeat"),
            ("a++", "there is nothing that `+` could repeat"),
            ("a{2}{3}", "there is nothing that `{3}` could repeat"),
            ("(?i)abc", "`(?i)` is of other languages"),
            ("(?P<name>a)", "`(?P` is of other languages"),
            ("(?>a)", "`(?>` is of other languages"),
            ("a{3,2}", "`{3,2}` asks for more than it allows"),
            ("[z-a]", "the range `z-a` is the wrong way round"),
        ] {
            assert_eq!(fault(pattern).as_deref(), Some(said), "{pattern}");
        }
    }

    #[test]
    fn what_engines_compile_is_let_be() {
        for pattern in [
            "",
            "^[a-z0-9_-]+$",
            r"^\d{3}-\d{2,}?$",
            "[]",
            "[^]",
            r"[\w-]+",
            r"[\w-.]+",
            "[a-]",
            "[--/]",
            "[!--]",
            r"[+\--9]",
            "{",
            "a{,3}",
            "a{b}",
            "}",
            "]",
            "(?:a|b)*",
            "(?=a)b",
            "(?!a)b",
            "(?<=a)b",
            "(?<!a)b",
            r"(?<year>\d+)-\k<year>",
            "(?i:abc)",
            r"\p{L}+",
            "(?=a)*",
            "a+?b*?c??",
            "(a)+",
            "|",
            r"^\/.*\/$",
        ] {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
    }
}
