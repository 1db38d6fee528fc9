//! What is said of a document, and of all?

use std::fmt::Write as _;

use super::expected::Expected;
use super::verdict::Verdict;

/// What came of the calls of an operation.
pub(super) struct Called {
    pub(super) name: String,
    /// Whether a value was found for all that it requires.
    pub(super) can_be_called: bool,
    pub(super) verdicts: Vec<(String, Verdict)>,
}

pub(super) struct Report {
    name: String,
    operations: usize,
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
            unserved: vec![("all".to_owned(), said); operations],
            faulty: Vec::new(),
            stopped: None,
        }
    }

    pub(super) fn new(name: String, called: Vec<Called>, expected: &Expected) -> Report {
        let mut report = Report::without(name, String::new());
        report.stopped = None;
        report.operations = called.len();
        for call in called {
            if !call.can_be_called {
                let says = "no value was found for something that it requires".to_owned();
                report.add_fault(call.name, says, expected);
                continue;
            }
            let faults = call.verdicts.iter().filter_map(|(mode, verdict)| {
                let says = match verdict {
                    Verdict::Good | Verdict::NotServed(_) => return None,
                    Verdict::Refused(why) => format!("{mode}: refused: {why}"),
                    Verdict::NotDecoded(why) => format!("{mode}: not decoded: {why}"),
                    Verdict::Failed(why) => format!("{mode}: failed: {why}"),
                };
                Some(says)
            });
            let faults: Vec<String> = faults.collect();
            let not_served = call.verdicts.iter().find_map(|(_, verdict)| match verdict {
                Verdict::NotServed(why) => Some(why.clone()),
                _ => None,
            });
            let is_served = call.verdicts.iter().any(|(_, verdict)| *verdict == Verdict::Good);
            match (faults.into_iter().next(), not_served) {
                (Some(says), _) => report.add_fault(call.name, says, expected),
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
        for (operation, says, reason) in &self.faulty {
            let reason = reason
                .as_ref()
                .map_or(String::new(), |reason| format!(" [known: {reason}]"));
            let _ = writeln!(text, "* {operation}: {says}{reason}");
        }
        for (operation, why) in self.unserved.iter().take(3) {
            let _ = writeln!(text, "  (not served) {operation}: {why}");
        }
        text
    }
}

/// All of them, as Markdown.
pub(super) fn table(reports: &[Report]) -> String {
    let mut text =
        String::from("| document | operations | served | good | known | faulty |\n|---|---|---|---|---|---|\n");
    let mut sums = [0; 5];
    for report in reports {
        let served = report.operations - report.unserved.len();
        let known = report.faulty.len() - report.unexplained();
        let row = [
            report.operations,
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
    let [operations, served, good, known, faulty] = sums;
    let _ = writeln!(
        text,
        "\n{} documents, {operations} operations; of the {served} that Prism serves, {good} are taken and understood in both modes, \
         {known} are not for a known reason, and {faulty} are not.",
        reports.len()
    );
    text
}
