//! What a service elsewhere answers, told on a terminal.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::english;

/// Where a question about a folder is asked of a service that does not answer it.
pub const NOT_OVER_HTTP: &str = "a service is asked by `--body`, `--board`, `--feed`, `--days` and `--as-of` alone, and answers as text, JSON or a table";

/// Where an explanation is asked of a service as it does not give it.
pub const BRIEFLY_OVER_HTTP: &str =
    "a service explains briefly, as text or JSON; `--all` and `--format svg` take a folder";

/// Where something is asked of a service that takes a folder.
pub const WHOLE_OVER_HTTP: &str = "a service says how its whole project stands; `--dry`, `--pull`, `--since`, `--mission`, `--obligation` and `--body` take a folder";

/// Where somebody is named before a service.
pub const NAMED_BY_ACCOUNT: &str =
    "a service knows by the account who responds and who approves; leave `--by` and `--approver` out";

/// How a second person approves what waits.
pub fn to_approve(service: &str, id: &str) -> String {
    format!("To approve it: remit approve {service} {id}")
}

/// Of which project and which moment is told how it stands.
pub fn as_at(title: &str, at: Timestamp, day: Option<Date>) -> String {
    match day {
        Some(day) => format!("{title}, as of {}", english::date(day)),
        None => format!("{title}, as at {}", at.strftime("%H:%M on %-d %B %Y UTC")),
    }
}

/// An obligation with its state, as a service names that for programs.
pub fn obligation(state: &str, title: &str) -> String {
    format!("{}  {title}", state.replace('-', " ").to_uppercase())
}

/// How to see why an alert is open.
pub fn evidence(service: &str, id: &str) -> String {
    format!("         Evidence: remit explain {service} {id}")
}

/// Where alerts stand that are not named; none where all are.
pub fn further_alerts(service: &str, number: usize) -> Option<String> {
    (number > 0)
        .then(|| format!("         And {}: remit alerts {service}", english::count(number, "further alert")))
}

/// What became of a report, in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Taken {
    pub accepted: usize,
    pub unchanged: usize,
    pub revised: usize,
    pub unreconciled: usize,
    pub skipped: usize,
    pub set_aside: usize,
}

/// Whether a report was taken in, or it was only asked what it would come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Became {
    TakenIn,
    Foreseen,
}

/// An open alert, in a line or two.
pub fn alert(id: &str, since: Date, sentence: &str) -> String {
    format!("{sentence}\n  {id}, open since {}", english::date(since))
}

/// A report that is due and of which nobody is asked.
pub fn due(body: &str, measure: &str, period: &str, standing: &str) -> String {
    format!("{body}: {measure} for {period} is due ({standing}), and nobody is asked for it.")
}

/// The heading over what became of a report.
pub fn report(file: &str, became: Became, taken: Taken) -> String {
    let said = [
        (taken.accepted, "new"),
        (taken.unchanged, "known already"),
        (taken.revised, "revised"),
        (taken.unreconciled, "unreconciled"),
        (taken.skipped, "left out as the feed says"),
        (taken.set_aside, "set aside"),
    ];
    let said: Vec<String> = said
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{} {what}", english::number(number.into())))
        .collect();
    let said = if said.is_empty() { "no rows".to_owned() } else { said.join(", ") };
    match became {
        Became::TakenIn => format!("Taken in as {file}: {said}."),
        Became::Foreseen => format!("Nothing was kept. Taken in, it would come to this: {said}."),
    }
}

/// A row that was set aside.
pub fn set_aside(line: u32, reason: &str) -> String {
    format!("  line {line}: {reason}")
}

/// Behind what became of a report: by what it is found again.
pub fn found_again(hash: &str) -> String {
    format!("It is found again as /reports/{hash}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_told_in_numbers() {
        let taken = Taken { accepted: 1, set_aside: 2, ..Taken::default() };
        assert_eq!(
            report("feeds/a.csv", Became::TakenIn, taken),
            "Taken in as feeds/a.csv: 1 new, 2 set aside."
        );
        assert_eq!(
            report("feeds/a.csv", Became::Foreseen, Taken::default()),
            "Nothing was kept. Taken in, it would come to this: no rows."
        );
    }
}
