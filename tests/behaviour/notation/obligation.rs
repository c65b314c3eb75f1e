//! Obligations: `visits : dept quarter from 2020-Q1, calls >= 10`, then a line for each contribution.

use std::sync::Arc;

use engine::model::{
    BodyId, Cadence, ContributionId, Dependency, Due, MeasureId, MissionId, Needs, ObligationId,
    ObligationRef, PartId, Patience, Period, Wait,
};
use engine::program::{Duty, Obligation, Part, Terms};
use rust_decimal::Decimal;

use super::declare::{cadence, wait};
use super::judge::Probe;

/// An obligation whose terms are still being read.
struct Draft<'l> {
    id: &'l str,
    title: String,
    lead: BodyId,
    every: Cadence,
    from: Period,
    until: Option<Period>,
    due: Due,
    needs: Needs,
    parts: Vec<Part>,
    depends_on: Vec<Dependency>,
    patience: Patience,
}

/// Reads the obligations of one mission.
pub(crate) fn read_all(mission: &MissionId, lines: &[String]) -> Vec<Obligation> {
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for line in lines {
        match line.strip_prefix("- ") {
            None => drafts.push(Draft::read(mission, line)),
            Some(text) => {
                let last = drafts.last_mut().expect("an obligation comes first");
                let is_alone = last.parts.iter().any(|part| part.id == PartId::Lead);
                assert!(!is_alone, "`{}` is judged alone and has no contributions", last.id);
                last.parts.push(contribution(text));
            }
        }
    }
    drafts.into_iter().map(Draft::finish).collect()
}

impl<'l> Draft<'l> {
    fn read(mission: &MissionId, line: &'l str) -> Self {
        let (id, text) = line.split_once(" : ").expect("`obligation : lead cadence from period, ..`");
        let mut terms = text.split(", ");
        let owed: Vec<&str> = terms.next().expect("what is owed").split(' ').collect();
        let [lead, every, "from", from] = owed[..] else {
            panic!("`lead cadence from period`, not `{text}`")
        };
        let every = cadence(every);
        let mut draft = Self {
            id,
            title: words::english::capitalised(id),
            lead: BodyId::new(lead),
            every,
            from: every.parse(from).expect("a period"),
            until: None,
            due: Due::new(Wait::Days(30), Wait::Days(10)),
            needs: Needs::All,
            parts: Vec::new(),
            depends_on: Vec::new(),
            patience: Patience::NONE,
        };
        terms.for_each(|term| draft.agree(mission, term));
        draft
    }

    fn agree(&mut self, mission: &MissionId, term: &str) {
        let (word, rest) = term.split_once(' ').unwrap_or((term, ""));
        match word {
            "until" => self.until = Some(self.every.parse(rest).expect("a period")),
            "due" => self.due.timely = wait(rest),
            "grace" => self.due.grace = wait(rest),
            "for" => self.patience.pending_for = wait(rest),
            "keep" => self.patience.keep_firing_for = wait(rest),
            "titled" => rest.clone_into(&mut self.title),
            "needs" => self.needs = needs(rest),
            "waits" => self.depends_on.push(dependency(mission, rest)),
            _ => self.parts.push(Part::of_lead(self.lead.clone(), duty(term))),
        }
    }

    fn finish(self) -> Obligation {
        Obligation {
            id: ObligationId::new(self.id),
            title: self.title,
            lead: self.lead,
            owner: None,
            every: self.every,
            from: self.from,
            until: self.until,
            terms: Arc::new(Terms::new(self.due, self.needs, self.parts, self.depends_on)),
            later_terms: Vec::new(),
            patience: self.patience,
            next_step: None,
            consequence: None,
            not_pursued: None,
            class: None,
            ladder: None,
            one_of: None,
            labels: engine::model::Labels::default(),
        }
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

fn contribution(line: &str) -> Part {
    let (by, terms) = line.split_once(" : ").expect("`- body : rule`");
    let (rule, weight) = match terms.split_once(", weight ") {
        Some((rule, weight)) => (rule, weight.parse().expect("a weight")),
        None => (terms, Decimal::ONE),
    };
    let id = PartId::Contribution(ContributionId::new(by));
    Part {
        id,
        by: BodyId::new(by),
        of: None,
        owner: None,
        weight,
        from: None,
        until: None,
        exceptions: std::sync::Arc::default(),
        stake: std::sync::Arc::default(),
        duty: duty(rule),
    }
}

fn duty(text: &str) -> Duty {
    let (measure, rule) = text.split_once(' ').expect("`measure rule`");
    Duty { measure: MeasureId::new(measure), rule: Arc::new(Probe::new(rule)), params: Arc::default() }
}
