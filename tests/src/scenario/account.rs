//! What came out, in the words in which scenarios expect it.

use engine::Engine;
use engine::alert::{Alert, AlertChange};
use engine::evaluate::Evaluated;
use engine::expected::{Extent, ReportOutcome, Standing, Survey};
use engine::model::ContributionId;
use engine::program::Program;
use indexmap::IndexSet;
use jiff::Span;
use jiff::tz::TimeZone;
use words::english;

/// `2020-05-11 firing homelessness/refer`.
pub(super) fn told(change: &AlertChange, zone: &TimeZone) -> String {
    let day = change.at.to_zoned_datetime(zone.clone()).date();
    format!("{day} {} {}", change.change.as_str(), change.alert.id)
}

/// `homelessness/refer firing over 2020-Q1 2020-Q2, broken by prisons`.
pub(super) fn alert(alert: &Alert, program: &Program) -> String {
    let periods: Vec<String> = alert.periods.iter().map(ToString::to_string).collect();
    let mut line = format!("{} {} over {}", alert.id, alert.state, periods.join(" "));
    let broken_by: Vec<&str> = alert.broken_contributions().map(ContributionId::as_str).collect();
    if !broken_by.is_empty() {
        line = format!("{line}, broken by {}", english::list(&broken_by));
    }
    let disputed: Vec<&str> = alert.disputed_contributions().map(ContributionId::as_str).collect();
    if !disputed.is_empty() {
        line = format!("{line}, disputed by {}", english::list(&disputed));
    }
    if alert.is_at_risk() {
        let at_risk: Vec<&str> = alert.contributions_at_risk().map(ContributionId::as_str).collect();
        let by = if at_risk.is_empty() { String::new() } else { format!(" by {}", english::list(&at_risk)) };
        line = format!("{line}, at risk{by}");
    }
    let missing = alert.held_up.iter().flat_map(|part| part.missing.iter());
    let missing: IndexSet<String> = missing.map(|gap| english::cell(&gap.cell)).collect();
    if !missing.is_empty() {
        line = format!("{line}, missing {}", english::list(&missing.into_iter().collect::<Vec<_>>()));
    }
    if !alert.held_up_by.is_empty() {
        let held: Vec<String> =
            alert.held_up_by.iter().map(|held| words::alert::held_up_by(held, program)).collect();
        line = format!("{line}, held up by {}", english::list(&held));
    }
    line
}

/// `homelessness/refer/prisons 2020-Q1: missed` for each verdict that stands.
pub(super) fn verdicts(engine: &Engine) -> Vec<String> {
    let verdict = |standing: engine::standing::Standing| {
        format!("{} {}: {}", standing.node, standing.period, standing.verdict)
    };
    engine.verdicts().map(verdict).collect()
}

/// The same, each with its reason in brackets.
pub(super) fn reasoned_verdicts(engine: &Engine) -> Vec<String> {
    let reasons = engine.verdicts().map(|standing| words::finding::reason_of_standing(&standing, engine));
    verdicts(engine)
        .into_iter()
        .zip(reasons)
        .map(|(verdict, reason)| format!("{verdict} ({reason})"))
        .collect()
}

/// `late: referrals of prisons in 2020-Q1, due 2020-04-30` for each report that has not come; behind it whom or what it waits for, or the
/// file and line that could not be used.
pub(super) fn due(engine: &Engine) -> Vec<String> {
    let (Some(program), Some(survey)) = (engine.program(), Survey::of(engine)) else { return Vec::new() };
    let until = survey.today().saturating_add(Span::new().days(30));
    let open = survey.expected(Extent::Open, until).into_iter().map(|report| {
        let standing = report.standing(survey.today());
        let from = Some(&report.teller).filter(|teller| **teller != report.cell.body);
        let from = from.map(|teller| format!(", from {teller}")).unwrap_or_default();
        let (cell, due) = (english::cell(&report.cell), report.timing().due);
        let said = format!("{}: {cell}, due {due}{from}", standing.as_str());
        match (&standing, &report.outcome) {
            (Standing::Waits(waits_for), _) => {
                format!("{said}, after {}", words::due::waited_for(waits_for, program))
            }
            (_, ReportOutcome::Unusable(unused)) => {
                let line =
                    unused.place.as_ref().map(|place| format!(" line {}", place.line)).unwrap_or_default();
                format!("{said}, in {}{line}", unused.path)
            }
            _ => said,
        }
    });
    open.collect()
}

/// `homelessness/refer/prisons 2020-Q1`.
pub(super) fn run(run: &Evaluated) -> String {
    format!("{} {}", run.node, run.period)
}
