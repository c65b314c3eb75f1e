//! What bodies are asked for, and what rests with nobody, in words.

use engine::model::{MeasureId, ObligationRef};
use engine::program::Program;
use jiff::civil::Date;

use crate::english;
use crate::matrix::obligation;
use crate::names::Names;

/// Over what all bodies are asked for.
pub fn heading(bodies: usize, reports: usize, until: Date) -> String {
    if reports == 0 {
        return format!("No report was due in the year to {}.", english::date(until));
    }
    format!(
        "{} {} asked for {} in the year to {}.",
        english::capitalised(&english::count(bodies, "body")),
        were(bodies),
        english::count(reports, "report"),
        english::date(until)
    )
}

/// Over what one body is asked for.
pub fn of_body(name: &str, reports: usize, until: Date) -> String {
    let reports = if reports == 0 { "no report".to_owned() } else { english::count(reports, "report") };
    format!("{name} was asked for {reports} in the year to {}.", english::date(until))
}

/// How many things are asked for twice; none where nothing is.
pub fn twice(matters: usize) -> Option<String> {
    let verb = if matters == 1 { "is" } else { "are" };
    let matters = (matters > 0).then(|| english::capitalised(&english::count(matters, "thing")));
    matters.map(|matters| format!("{matters} {verb} asked for twice."))
}

/// Reports of one measure that a body was asked for: how often, and by whom.
pub fn asked(measure: &MeasureId, reports: usize, by: &[ObligationRef], program: &Program) -> String {
    let every = program.catalogue.measures.get(measure).map(|measure| english::cadence(measure.every));
    let every = every.map(|every| format!(", every {every}")).unwrap_or_default();
    let by: Vec<String> = by.iter().map(|one| obligation(one, program)).collect();
    format!(
        "{}{every}: {}, for {}",
        english::capitalised(Names { program }.measure(measure)),
        english::count(reports, "report"),
        english::list(&by)
    )
}

/// Over what rests with nobody.
pub fn coverage(outcomes: usize, unjudged: usize, untouched: usize, open: usize) -> String {
    if outcomes + unjudged + untouched == 0 {
        return "Every outcome is owed, every measure judges somebody, and every body has a part.".to_owned();
    }
    let said = [
        (outcomes, format!("{} by no obligation", owed(outcomes))),
        (unjudged, format!("nobody is judged by {}", english::count(unjudged, "other measure"))),
        (
            untouched,
            format!(
                "no obligation touches {} of {}",
                english::figure(untouched),
                english::count(open, "body")
            ),
        ),
    ];
    let said: Vec<String> =
        said.into_iter().filter(|(number, _)| *number > 0).map(|(_, said)| said).collect();
    format!("{}.", english::capitalised(&english::list(&said)))
}

fn owed(outcomes: usize) -> String {
    format!("{} {} owed", english::count(outcomes, "outcome"), if outcomes == 1 { "is" } else { "are" })
}

fn were(number: usize) -> &'static str {
    if number == 1 { "was" } else { "were" }
}

/// Over the lists of what rests with nobody.
pub const OUTCOMES: &str = "Outcomes that nobody owes";
pub const UNJUDGED: &str = "Other measures by which nobody is judged";
pub const UNTOUCHED: &str = "Bodies that no obligation touches";

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_asked_is_counted_in_one_sentence() {
        let day = date(2026, 11, 29);
        assert_eq!(heading(1, 1, day), "One body was asked for one report in the year to 29 November 2026.");
        assert_eq!(
            heading(2, 31, day),
            "Two bodies were asked for 31 reports in the year to 29 November 2026."
        );
        assert_eq!(heading(0, 0, day), "No report was due in the year to 29 November 2026.");
        assert_eq!(twice(1).as_deref(), Some("One thing is asked for twice."));
        assert_eq!(twice(0), None);
    }

    #[test]
    fn what_rests_with_nobody_is_counted_in_one_sentence() {
        assert_eq!(
            coverage(1, 2, 3, 40),
            "One outcome is owed by no obligation, nobody is judged by two other measures and no obligation touches three of 40 bodies."
        );
        assert_eq!(coverage(0, 1, 0, 2), "Nobody is judged by one other measure.");
        assert_eq!(
            coverage(0, 0, 0, 2),
            "Every outcome is owed, every measure judges somebody, and every body has a part."
        );
    }
}
