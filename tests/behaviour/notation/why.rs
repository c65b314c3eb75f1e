//! An explanation, in lines.

use engine::Engine;
use engine::counterfactual::{Choice, Counterfactual, Operand, Remedy, Search, Turn};
use engine::explain::{ExplainedFinding, Explanation, Question, Tie};
use engine::model::{ContributionId, MissionId, ObligationId, ObligationRef, PartId, WholeId};
use words::english;

/// The answer to `why? ..`.
pub(crate) fn answer(engine: &Engine, line: &str) -> Vec<String> {
    let asked = line.strip_prefix("why? ").expect("`why? ..`");
    let mut told = vec![format!("? {asked}")];
    let (subject, period) = asked.split_once(" in ").map_or((asked, None), |(it, at)| (it, Some(at)));
    let alert = engine.explain(subject).filter(|_| period.is_none());
    match alert.or_else(|| engine.explain_standing(&question(engine, subject, period))) {
        Some(explanation) => told.extend(explained(&explanation)),
        None => told.push("  nothing to explain".to_owned()),
    }
    told
}

fn question(engine: &Engine, subject: &str, period: Option<&str>) -> Question {
    let words: Vec<&str> = subject.split('/').collect();
    let [mission, obligation, ..] = words[..] else { panic!("`mission/obligation`, not `{subject}`") };
    let (mission, obligation) = (MissionId::new(mission), ObligationId::new(obligation));
    let declared = &engine.program().expect("a program").missions[&mission].obligations;
    let every = declared.iter().find(|declared| declared.id == obligation).expect("declared").every;
    let whole = WholeId::from(ObligationRef { mission, obligation });
    Question {
        node: match words.get(2) {
            Some(id) => whole.part(&PartId::Contribution(ContributionId::new(*id))),
            None => whole.into(),
        },
        period: period.map(|period| every.parse(period).expect("a period")),
    }
}

fn explained(explanation: &Explanation) -> Vec<String> {
    let Explanation { obligation, period, whole, .. } = explanation;
    let mut lines = vec![format!("  {obligation} {period}: {}", whole.verdict)];
    for part in explanation.in_question.iter().map(|place| &explanation.parts[*place]) {
        lines.extend(part_lines(part));
    }
    lines.extend(explanation.earlier.iter().flat_map(part_lines));
    lines.extend(explanation.remedy.as_ref().map(remedy));
    lines.extend(explanation.waits_for.iter().flat_map(|tie| tie_lines("waits for", tie, 2)));
    lines.extend(explanation.waited_for_by.iter().flat_map(|tie| tie_lines("waited for by", tie, 2)));
    lines
}

fn part_lines(part: &ExplainedFinding) -> Vec<String> {
    let mut lines = vec![format!("  {} {}: {}", part.body, part.period, part.finding.verdict)];
    for figure in part.figures().filter(|figure| figure.value.is_err()) {
        let missing: Vec<String> = figure.missing().into_iter().map(english::cell).collect();
        lines.push(format!("    missing {}", missing.join(", ")));
    }
    lines.extend(part.counterfactuals.iter().map(counterfactual));
    lines
}

fn counterfactual(counterfactual: &Counterfactual) -> String {
    let Counterfactual { of, value, turns, considered: (lowest, highest), search } = counterfactual;
    let of = match of {
        Operand::Figure(cell) => english::cell(cell),
        Operand::Target(cell) => format!("target for {}", english::cell(cell)),
    };
    let value = value.map_or_else(|| "unknown".to_owned(), |value| value.round_dp(4).to_string());
    let turns: Vec<String> = turns.iter().map(turn).collect();
    let turns =
        if turns.is_empty() { format!("no turn from {lowest} to {highest}") } else { turns.join(", ") };
    let cut = if *search == Search::CutShort { ", cut short" } else { "" };
    format!("    {of} is {value}: {turns}{cut}")
}

fn turn(turn: &Turn) -> String {
    let stretch = match (turn.stretch.from, turn.stretch.to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("at {from} or more"),
        (None, Some(to)) => format!("at {to} or less"),
        (None, None) => "at any".to_owned(),
    };
    format!("{} {stretch}", turn.verdict)
}

fn remedy(remedy: &Remedy) -> String {
    let sets: Vec<String> = remedy
        .sets
        .iter()
        .map(|set| set.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and "))
        .collect();
    let choice = if remedy.choice == Choice::Any { "any" } else { "some" };
    format!("  ended by {choice} {} of {}: {}", remedy.fewest, remedy.broken, sets.join(" or "))
}

fn tie_lines(intro: &str, tie: &Tie, indent: usize) -> Vec<String> {
    let blanks = " ".repeat(indent);
    match tie {
        Tie::Reports { measure, verdict } => vec![format!("{blanks}{intro} reports of {measure}: {verdict}")],
        Tie::Obligation { reference, stands, further, .. } => {
            let stands = stands.map_or_else(String::new, |(period, verdict)| format!(" {period}: {verdict}"));
            let mut lines = vec![format!("{blanks}{intro} {reference}{stands}")];
            lines.extend(further.iter().flat_map(|tie| tie_lines(intro, tie, indent + 2)));
            lines
        }
    }
}
