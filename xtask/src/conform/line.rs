//! What came of one call, and which are still to be made?

use serde_json::Value;

use super::verdict::{self, Verdict};

/// What came of one call.
pub(super) struct Line {
    pub(super) index: usize,
    /// How it was called.
    pub(super) way: String,
    pub(super) verdict: Verdict,
    /// What the program says of it.
    pub(super) told: Value,
}

impl Line {
    pub(super) fn of(told: Value) -> Line {
        let index = told["index"].as_u64().and_then(|index| usize::try_from(index).ok());
        let mode = told["mode"].as_str().unwrap_or_default();
        Line {
            index: index.unwrap_or_default(),
            way: match &told["variant"] {
                Value::Number(variant) if variant.as_u64() != Some(0) => format!("{mode}, variant {variant}"),
                _ => mode.to_owned(),
            },
            verdict: verdict::judge(&told),
            told,
        }
    }

    /// Whether nothing came within the time: Prism is at work on an answer without an end, and answers nobody meanwhile.
    pub(super) fn is_unanswered(&self) -> bool {
        verdict::is_unanswered(&self.told)
    }

    /// Whether Prism may have misread the request, or invented an answer that breaks the document without a word.
    pub(super) fn is_doubtful(&self) -> bool {
        matches!(self.verdict, Verdict::Refused(_) | Verdict::NotDecoded(_))
    }

    /// Prism has the last word where it is mended.
    pub(super) fn reconsider(&mut self, again: &[Line]) {
        let again = again
            .iter()
            .find(|line| line.index == self.index && line.way == self.way);
        let Some(again) = again else { return };
        self.verdict = match (&self.verdict, &again.verdict) {
            (Verdict::Refused(why), Verdict::Good | Verdict::NotServed(_)) => Verdict::Misread(why.clone()),
            (Verdict::Refused(_), other) => other.clone(),
            (Verdict::NotDecoded(_), Verdict::NotServed(why)) => Verdict::NotServed(why.clone()),
            (Verdict::NotDecoded(why), Verdict::Good) if why.contains("expected an integer from") => {
                Verdict::NotServed(format!("it invents a number out of range: {why}"))
            }
            _ => return,
        };
    }
}

/// Keeps what was said before Prism ended or stopped answering, if it has, and says which operations are still to be called.
pub(super) fn keep(lines: &mut Vec<Line>, more: Vec<Line>, has_ended: bool, called: &[usize]) -> Vec<usize> {
    let is_end = |line: &Line| line.is_unanswered() || (has_ended && matches!(line.verdict, Verdict::Failed(_)));
    let end = more.iter().position(is_end);
    let Some(end) = end else {
        lines.extend(more);
        return Vec::new();
    };
    let last = more[end].index;
    lines.extend(more.into_iter().take(end + 1));
    if let Some(line) = lines.last_mut().filter(|line| !line.is_unanswered()) {
        line.told["ended"] = Value::Bool(true);
    }
    called.iter().copied().filter(|&index| index > last).collect()
}
