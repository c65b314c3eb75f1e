//! What a service elsewhere answers, told on a terminal.

use jiff::civil::Date;

use crate::english;

/// Where a question about a folder is asked of a service that does not answer it.
pub const NOT_OVER_HTTP: &str = "a service is asked by `--body`, `--board`, `--feed`, `--days` and `--as-of` alone, and answers as text, JSON or a table";

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
