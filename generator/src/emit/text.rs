//! How is an item written whose shape is always the same?
//!
//! As text, laid out the way the printer lays out what fits its lines. That costs a tenth of tokens that are made, read
//! and printed; what does not fit, the printer is asked for (`file.rs`).

use std::fmt::Display;

use proc_macro2::Literal;

use super::docs::Docs;

/// How wide the printer lets a line become, in bytes.
pub(super) const WIDTH: usize = 89;

/// How wide the printer lets a struct become that it writes on one line.
const STRUCT_WIDTH: usize = 35;

/// An item, or a member of one.
#[derive(Debug, Default)]
pub(super) struct Text(String);

impl Text {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn line(&mut self, indent: usize, line: impl Display) {
        use std::fmt::Write as _;
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "{:indent$}{line}", "");
    }

    pub(super) fn lines<T: Display>(&mut self, indent: usize, lines: impl IntoIterator<Item = T>) {
        for line in lines {
            self.line(indent, line);
        }
    }

    /// The documentation of what follows, and its attribute if that is deprecated.
    pub(super) fn docs(&mut self, indent: usize, docs: &Docs) {
        for line in &docs.lines {
            let space = if line.is_empty() { "" } else { " " };
            self.line(indent, format_args!("///{space}{line}"));
        }
        self.lines(indent, docs.deprecated());
    }

    /// The head of a function, with `#[inline]` unless it is generic: both are compiled where they are called, so that a
    /// client costs its users what they call and not what it has.
    pub(super) fn function(&mut self, indent: usize, head: &str, arguments: &[String], tail: &str) {
        if !arguments.iter().any(|argument| argument.contains(": impl ")) {
            self.line(indent, "#[inline]");
        }
        self.list(indent, head, arguments, tail);
    }

    /// What stands between `head` and `tail`, divided by commas: on one line, or each on its own.
    pub(super) fn list(&mut self, indent: usize, head: &str, items: &[String], tail: &str) {
        self.list_within(WIDTH, indent, head, items, tail);
    }

    /// A list that is the last field of a struct, whose comma the printer does not count.
    pub(super) fn last_list(&mut self, indent: usize, head: &str, items: &[String], tail: &str) {
        self.list_within(WIDTH + ",".len(), indent, head, items, tail);
    }

    fn list_within(&mut self, most: usize, indent: usize, head: &str, items: &[String], tail: &str) {
        let joints = items.len().saturating_sub(1) * ", ".len();
        let width = items.iter().map(String::len).sum::<usize>() + joints;
        if items.is_empty() || indent + head.len() + width + tail.len() <= most {
            self.line(indent, format_args!("{head}{}{tail}", items.join(", ")));
            return;
        }
        self.line(indent, head);
        for item in items {
            self.line(indent + 4, format_args!("{item},"));
        }
        self.line(indent, tail);
    }

    /// A field of a struct, with what its type is made of on a line of its own where all does not fit on one.
    pub(super) fn field(&mut self, indent: usize, name: &str, ty: &str) {
        let one_argument = ty.strip_suffix('>').and_then(|ty| ty.split_once('<'));
        match one_argument.filter(|(_, argument)| !argument.contains(',')) {
            Some((of, argument)) => self.list(indent, &format!("{name}: {of}<"), &[argument.to_owned()], ">,"),
            None => self.line(indent, format_args!("{name}: {ty},")),
        }
    }

    /// How an `impl` block of a trait begins.
    pub(super) fn impl_for(&mut self, of: &str, ident: &str) {
        let whole = format!("impl {of} for {ident} {{");
        match whole.len() <= WIDTH {
            true => self.line(0, whole),
            false => self.lines(0, [format!("impl {of}"), format!("for {ident} {{")]),
        }
    }

    /// A value of a struct, whose last field may be `..rest`.
    pub(super) fn structure(&mut self, indent: usize, name: &str, fields: &[String]) {
        let joints = fields.len().saturating_sub(1) * ", ".len();
        let width = name.len() + " {  }".len() + fields.iter().map(String::len).sum::<usize>() + joints;
        if width <= STRUCT_WIDTH && indent + width <= WIDTH {
            self.line(indent, format_args!("{name} {{ {} }}", fields.join(", ")));
            return;
        }
        self.line(indent, format_args!("{name} {{"));
        for field in fields {
            let comma = if field.starts_with("..") { "" } else { "," };
            self.line(indent + 4, format_args!("{field}{comma}"));
        }
        self.line(indent, "}");
    }

    /// A value, `start` of the line before it, and the calls of methods that follow one another on it.
    pub(super) fn chain(&mut self, indent: usize, start: &str, value: &Call, calls: &[Call], tail: &str) {
        let width = start.len() + value.width() + calls.iter().map(Call::width).sum::<usize>() + counted(tail);
        if indent + width <= WIDTH {
            let calls = calls.iter().map(Call::to_string).collect::<String>();
            self.line(indent, format_args!("{start}{value}{calls}{tail}"));
            return;
        }
        let tail_of = |call: &[Call]| if call.is_empty() { tail } else { "" };
        // The arguments of the value stand further in than its methods, where it has some.
        let inner = if calls.is_empty() { indent } else { indent + 4 };
        self.call(indent, inner, start, value, tail_of(calls));
        for (index, call) in calls.iter().enumerate() {
            self.call(indent + 4, indent + 4, "", call, tail_of(&calls[index + 1..]));
        }
    }

    /// A call, whose arguments and end stand at `inner` where they do not fit.
    fn call(&mut self, indent: usize, inner: usize, start: &str, call: &Call, tail: &str) {
        let arguments = call.arguments.as_deref().unwrap_or_default();
        if arguments.is_empty() || indent + start.len() + call.width() + counted(tail) <= WIDTH {
            self.line(indent, format_args!("{start}{call}{tail}"));
            return;
        }
        self.line(indent, format_args!("{start}{}(", call.of));
        for argument in arguments {
            self.line(inner + 4, format_args!("{argument},"));
        }
        self.line(inner, format_args!("){tail}"));
    }

    /// Whether each line is one that the printer would not break: it is not too long, or has nothing to break it at.
    pub(super) fn fits(&self) -> bool {
        let is_whole = |line: &str| !line.contains(['(', '<', '[', '.']);
        let mut lines = self.0.lines();
        lines.all(|line| line.len() <= WIDTH || is_doc(line) || is_whole(line))
    }
}

fn is_doc(line: &str) -> bool {
    line.trim_start().starts_with("///")
}

/// The lines of documentation that an item begins with, and the rest.
pub(super) fn docs_and_code(item: &str) -> (&str, &str) {
    let docs = item.split_inclusive('\n').take_while(|line| is_doc(line));
    item.split_at(docs.map(str::len).sum())
}

/// The width of what ends a chain: a comma is that of a struct's last field, which the printer does not count.
fn counted(tail: &str) -> usize {
    tail.trim_end_matches(',').len()
}

/// A call of a function or, with its dot, of a method.
pub(super) struct Call {
    of: String,
    /// `None` where it is no call, but a name or a field.
    arguments: Option<Vec<String>>,
}

impl Call {
    pub(super) fn new<const N: usize>(of: impl Into<String>, arguments: [String; N]) -> Call {
        Call {
            of: of.into(),
            arguments: Some(arguments.into()),
        }
    }

    /// Only what there is, without a call.
    pub(super) fn none(name: impl Into<String>) -> Call {
        Call {
            of: name.into(),
            arguments: None,
        }
    }

    fn width(&self) -> usize {
        let Some(arguments) = &self.arguments else {
            return self.of.len();
        };
        let joints = arguments.len().saturating_sub(1) * ", ".len();
        self.of.len() + "()".len() + arguments.iter().map(String::len).sum::<usize>() + joints
    }
}

impl Display for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.arguments {
            Some(arguments) => write!(f, "{}({})", self.of, arguments.join(", ")),
            None => f.write_str(&self.of),
        }
    }
}

/// A text as a literal of Rust.
pub(super) fn literal(text: &str) -> String {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    if text.bytes().all(is_plain) {
        return format!("\"{text}\"");
    }
    Literal::string(text).to_string()
}
