//! What is said of a document, and of all?

use std::fmt::Write as _;

use openapi_build::inspect::calls::Call;

use super::expected::Expected;
use super::narrow::Narrowed;
use super::verdict::Verdict;

/// What came of the calls of an operation.
pub(super) struct Called {
    pub(super) name: String,
    /// Whether a value was found for all that it requires.
    pub(super) can_be_called: bool,
    pub(super) verdicts: Vec<(String, Verdict)>,
}

impl Called {
    /// An operation of which nothing has been called so far.
    pub(super) fn new(call: &Call) -> Called {
        Called {
            name: call.name.clone(),
            can_be_called: !call.requests.is_empty(),
            verdicts: Vec::new(),
        }
    }
}

pub(super) struct Report {
    name: String,
    operations: usize,
    calls: usize,
    /// What was left out of its answers for Prism to begin.
    narrowed: Narrowed,
    /// Those whose requests Prism misreads, with what it says of them.
    misread: Vec<(String, String)>,
    /// Those that Prism could not serve, with the reason.
    unserved: Vec<(String, String)>,
    /// Those that are not as they should be: what is said of each, and why it is no mistake, if that is known.
    faulty: Vec<(String, String, Option<String>)>,
    /// Why nothing was called at all.
    stopped: Option<String>,
}

impl Report {
    /// A report of a document of which nothing was called, through a fault of our own.
    pub(super) fn without(name: String, why: String) -> Report {
        Report {
            name,
            operations: 0,
            calls: 0,
            narrowed: Narrowed::default(),
            misread: Vec::new(),
            unserved: Vec::new(),
            faulty: Vec::new(),
            stopped: Some(why),
        }
    }

    /// A report of a document that Prism does not begin to serve.
    pub(super) fn unserved(name: String, operations: usize, said: String) -> Report {
        Report {
            name,
            operations,
            calls: 0,
            narrowed: Narrowed::default(),
            misread: Vec::new(),
            unserved: vec![("all".to_owned(), said); operations],
            faulty: Vec::new(),
            stopped: None,
        }
    }

    pub(super) fn new(name: String, called: Vec<Called>, narrowed: Narrowed, expected: &Expected) -> Report {
        let mut report = Report::without(name, String::new());
        report.narrowed = narrowed;
        report.stopped = None;
        report.operations = called.len();
        report.calls = called.iter().map(|call| call.verdicts.len()).sum();
        for call in called {
            if !call.can_be_called {
                let says = "no value was found for something that it requires".to_owned();
                report.add_fault(call.name, says, expected);
                continue;
            }
            let faults = call.verdicts.iter().filter_map(|(mode, verdict)| {
                let says = match verdict {
                    Verdict::Good | Verdict::NotServed(_) | Verdict::Misread(_) => return None,
                    Verdict::Refused(why) => format!("{mode}: refused: {why}"),
                    Verdict::NotDecoded(why) => format!("{mode}: not decoded: {why}"),
                    Verdict::Failed(why) => format!("{mode}: failed: {why}"),
                };
                Some(says)
            });
            let faults: Vec<String> = faults.collect();
            if let Some(says) = faults.into_iter().next() {
                report.add_fault(call.name, says, expected);
                continue;
            }
            let misread = call.verdicts.iter().find_map(|(_, verdict)| match verdict {
                Verdict::Misread(why) => Some(why.clone()),
                _ => None,
            });
            let not_served = call.verdicts.iter().find_map(|(_, verdict)| match verdict {
                Verdict::NotServed(why) => Some(why.clone()),
                _ => None,
            });
            let is_served = call.verdicts.iter().any(|(_, verdict)| *verdict == Verdict::Good);
            match (misread, not_served) {
                (Some(why), _) => report.misread.push((call.name, why)),
                (None, Some(why)) if !is_served => report.unserved.push((call.name, why)),
                (None, _) => {}
            }
        }
        report
    }

    fn add_fault(&mut self, operation: String, says: String, expected: &Expected) {
        let reason = expected.reason(&self.name, &operation, &says).map(str::to_owned);
        self.faulty.push((operation, says, reason));
    }

    /// Whether all faults are known.
    pub(super) fn is_good(&self) -> bool {
        self.stopped.is_none() && self.faulty.iter().all(|(_, _, reason)| reason.is_some())
    }

    fn unexplained(&self) -> usize {
        self.faulty.iter().filter(|(_, _, reason)| reason.is_none()).count()
    }

    /// What is to be said beside the row of the table.
    pub(super) fn text(&self) -> String {
        let mut text = format!("## {}\n", self.name);
        if let Some(why) = &self.stopped {
            let _ = writeln!(text, "{why}");
        }
        if self.narrowed != Narrowed::default() {
            let Narrowed { branches, properties } = self.narrowed;
            let _ = writeln!(
                text,
                "  (narrowed) Prism does not begin to serve it; {branches} branches and {properties} properties of its answers that \
                 lead back to where they are were left out for that"
            );
        }
        for (operation, says, reason) in &self.faulty {
            let reason = reason
                .as_ref()
                .map_or(String::new(), |reason| format!(" [known: {reason}]"));
            let _ = writeln!(text, "* {operation}: {says}{reason}");
        }
        for (operation, why) in &self.misread {
            let _ = writeln!(text, "  (misread) {operation}: {why}");
        }
        for (operation, why) in self.unserved.iter().take(3) {
            let _ = writeln!(text, "  (not served) {operation}: {why}");
        }
        text
    }
}

/// All of them, as Markdown.
pub(super) fn table(reports: &[Report]) -> String {
    let mut text = String::from(
        "| document | operations | calls | misread | not served | served | good | known | faulty |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    let mut sums = [0; 8];
    for report in reports {
        let served = report.operations - report.unserved.len() - report.misread.len();
        let known = report.faulty.len() - report.unexplained();
        let row = [
            report.operations,
            report.calls,
            report.misread.len(),
            report.unserved.len(),
            served,
            served - report.faulty.len(),
            known,
            report.unexplained(),
        ];
        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        let row = row.map(|value| value.to_string()).join(" | ");
        let _ = writeln!(
            text,
            "| {} | {row} |{}",
            report.name,
            report.stopped.as_deref().map_or("", |_| " stopped")
        );
    }
    let [operations, calls, misread, unserved, served, good, known, faulty] = sums;
    let share = 1000 * good / served.max(1);
    let _ = writeln!(
        text,
        "\n{} documents, {operations} operations, {calls} calls. Prism misreads the requests of {misread}, and cannot answer {unserved}. \
         Of the {served} that it serves, {good} ({}.{} %) are taken and understood in both modes, {known} are not for a known reason, and \
         {faulty} are not.",
        reports.len(),
        share / 10,
        share % 10,
    );
    text
}
