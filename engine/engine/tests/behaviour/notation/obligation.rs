//! Obligations: `visits : dept quarter from 2020-Q1, calls >= 10`, then a line for each contribution.

use std::sync::Arc;

use engine::model::{
    BodyId, ContributionId, Dependency, Due, MeasureId, MissionId, Needs, ObligationId, ObligationRef,
    Patience, Wait,
};
use engine::program::{Contribution, Duty, Judged, Obligation};
use rust_decimal::Decimal;

use super::declare::{cadence, wait};
use super::judge::Probe;

/// Reads the obligations of one mission.
pub(crate) fn read_all(mission: &MissionId, lines: &[String]) -> Vec<Obligation> {
    let mut obligations: Vec<Obligation> = Vec::new();
    for line in lines {
        match line.strip_prefix("- ") {
            None => obligations.push(obligation(mission, line)),
            Some(text) => {
                let last = obligations.last_mut().expect("an obligation comes first");
                let Judged::Joint { contributions, .. } = &mut last.judged else {
                    panic!("`{}` is judged alone and has no contributions", last.id)
                };
                contributions.push(contribution(text));
            }
        }
    }
    obligations
}

fn obligation(mission: &MissionId, line: &str) -> Obligation {
    let (id, text) = line.split_once(" : ").expect("`obligation : lead cadence from period, ..`");
    let mut terms = text.split(", ");
    let owed: Vec<&str> = terms.next().expect("what is owed").split(' ').collect();
    let [lead, every, "from", from] = owed[..] else { panic!("`lead cadence from period`, not `{text}`") };
    let every = cadence(every);
    let mut obligation = Obligation {
        id: ObligationId::new(id),
        title: engine::plain::capitalised(id),
        lead: BodyId::new(lead),
        owner: None,
        every,
        from: every.parse(from).expect("a period"),
        until: None,
        due: Due { timely: Wait::Days(30), grace: Wait::Days(10) },
        judged: Judged::Joint { needs: Needs::All, contributions: Vec::new() },
        depends_on: Vec::new(),
        patience: Patience::NONE,
        next_step: None,
    };
    terms.for_each(|term| agree(&mut obligation, mission, term));
    obligation
}

fn agree(obligation: &mut Obligation, mission: &MissionId, term: &str) {
    let (word, rest) = term.split_once(' ').unwrap_or((term, ""));
    match word {
        "until" => obligation.until = Some(obligation.every.parse(rest).expect("a period")),
        "due" => obligation.due.timely = wait(rest),
        "grace" => obligation.due.grace = wait(rest),
        "for" => obligation.patience.pending_for = wait(rest),
        "keep" => obligation.patience.keep_firing_for = wait(rest),
        "titled" => rest.clone_into(&mut obligation.title),
        "needs" => obligation.judged = Judged::Joint { needs: needs(rest), contributions: Vec::new() },
        "waits" => obligation.depends_on.push(dependency(mission, rest)),
        _ => obligation.judged = Judged::Alone(duty(term)),
    }
}

fn needs(text: &str) -> Needs {
    match text.split_once(' ') {
        Some(("weight", weight)) => Needs::Weight(weight.parse().expect("a weight")),
        Some(("at-least", count)) => Needs::AtLeast(count.parse().expect("a count")),
        _ => match text {
            "all" => Needs::All,
            "any" => Needs::Any,
            "in-order" => Needs::InOrder,
            _ => panic!("no needs `{text}`"),
        },
    }
}

/// `on measure calls`, `on health/beds`, or `on beds` within the same mission.
fn dependency(mission: &MissionId, text: &str) -> Dependency {
    let text = text.strip_prefix("on ").expect("`waits on ..`");
    if let Some(measure) = text.strip_prefix("measure ") {
        return Dependency::Measure(MeasureId::new(measure));
    }
    let (mission, obligation) = match text.split_once('/') {
        Some((mission, obligation)) => (MissionId::new(mission), obligation),
        None => (mission.clone(), text),
    };
    Dependency::Obligation(ObligationRef { mission, obligation: ObligationId::new(obligation) })
}

fn contribution(line: &str) -> Contribution {
    let (by, terms) = line.split_once(" : ").expect("`- body : rule`");
    let (rule, weight) = match terms.split_once(", weight ") {
        Some((rule, weight)) => (rule, weight.parse().expect("a weight")),
        None => (terms, Decimal::ONE),
    };
    Contribution { id: ContributionId::new(by), by: BodyId::new(by), owner: None, weight, duty: duty(rule) }
}

fn duty(text: &str) -> Duty {
    let (measure, rule) = text.split_once(' ').expect("`measure rule`");
    Duty { measure: MeasureId::new(measure), rule: Arc::new(Probe::new(rule)), params: Arc::default() }
}
