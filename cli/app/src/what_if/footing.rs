//! What rests on what is supposed to be taken away, by the declarations alone.

use engine::model::{BodyId, MeasureId, ObligationRef, Party, Relation};
use engine::program::{Mission, Obligation, Program};
use jiff::civil::Date;

use super::supposition::Supposed;

/// An obligation that loses something on which it rests.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Footing {
    /// As it is declared, also where it is one about each of many.
    pub obligation: ObligationRef,
    pub loss: Loss,
}

/// What an obligation loses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Loss {
    /// A relation leads to it, to its mission or to what it is judged by.
    Tie(BodyId),
    /// It is about this body or relation, or a part of it is.
    About(BodyId),
    /// Its lead, with the one that answers for it then, where there is one.
    Lead { body: BodyId, successor: Option<BodyId> },
    /// Whoever owes a part of it.
    Party(BodyId),
    /// The report that it rests on.
    Report(Option<String>),
    /// It is judged by a measure whose target is another.
    Target(MeasureId),
}

/// What loses its footing, in the order of the program, of all that is owed after that.
pub(super) fn footing(program: &Program, supposed: &[Supposed]) -> Vec<Footing> {
    let mut found: Vec<Footing> = Vec::new();
    for one in supposed {
        for mission in program.missions.values() {
            for owed in mission.obligations.iter().filter(|owed| is_owed_after(owed, one)) {
                for loss in losses(program, (mission, owed), one) {
                    let obligation =
                        ObligationRef { mission: mission.id.clone(), obligation: owed.declared_id().clone() };
                    let footing = Footing { obligation, loss };
                    if !found.contains(&footing) {
                        found.push(footing);
                    }
                }
            }
        }
    }
    found
}

fn is_owed_after(owed: &Obligation, supposed: &Supposed) -> bool {
    let day: Option<Date> = match supposed {
        Supposed::End { on, .. } | Supposed::Close { on, .. } => Some(*on),
        Supposed::Target { from, .. } => Some(*from),
        Supposed::Miss { .. } => None,
    };
    let last = owed.last_owed().map(engine::model::Period::last_day);
    day.zip(last).is_none_or(|(day, last)| last >= day)
}

fn losses(program: &Program, (mission, owed): (&Mission, &Obligation), supposed: &Supposed) -> Vec<Loss> {
    match supposed {
        Supposed::End { relation: id, .. } => {
            let relation = program.catalogue.relations.get(id.as_str());
            let tie = relation.filter(|relation| is_tied(relation, mission, owed));
            let tie = tie.map(|_| Loss::Tie(id.clone()));
            tie.into_iter().chain(is_about(owed, id).then(|| Loss::About(id.clone()))).collect()
        }
        Supposed::Close { body, on } => {
            let after = on.tomorrow().unwrap_or(*on);
            let answers = program.catalogue.answers_on(&owed.lead, *on);
            let lead = (answers == body)
                .then(|| Loss::Lead { body: body.clone(), successor: successor(program, body, after) });
            // What a lead owes alone is told of the lead.
            let contributes = owed.parts().any(|part| part.id.contribution().is_some() && part.by == *body);
            let party = contributes.then(|| Loss::Party(body.clone()));
            let about = is_about(owed, body).then(|| Loss::About(body.clone()));
            lead.into_iter().chain(party).chain(about).collect()
        }
        Supposed::Miss { obligation, whose, .. } => {
            let is_meant = *obligation == owed.reference(&mission.id);
            is_meant.then(|| Loss::Report(whose.clone())).into_iter().collect()
        }
        Supposed::Target { measure, .. } => {
            owed.is_judged_by(measure).then(|| Loss::Target(measure.clone())).into_iter().collect()
        }
    }
}

/// The one body that follows, where the register names one that lives on a day.
fn successor(program: &Program, body: &BodyId, day: Date) -> Option<BodyId> {
    let named = program.catalogue.bodies.get(body)?;
    match &named.successors[..] {
        [only] => Some(program.catalogue.answers_on(only, day).clone()),
        _ => None,
    }
}

fn is_about(owed: &Obligation, body: &BodyId) -> bool {
    let is_one = owed.one_of.as_ref().is_some_and(|one| one.body == *body);
    is_one || owed.parts().any(|part| part.of.as_ref() == Some(body))
}

/// Whether a relation leads to an obligation, where it applies: to what it is judged by, to itself, or to its mission.
fn is_tied(relation: &Relation, mission: &Mission, owed: &Obligation) -> bool {
    let is_there = |body: &BodyId| relation.at.as_ref().is_none_or(|at| at == body);
    match &relation.to {
        Party::Obligation(to) => owed.is_declared_as(&mission.id, to),
        Party::Measure(measure) => {
            let one = owed.one_of.as_ref().map(|one| &one.body);
            owed.parts().any(|part| {
                part.duty.measure == *measure && (is_there(part.about()) || one.is_some_and(is_there))
            })
        }
        Party::Mission(to) => *to == mission.id,
        Party::Body(_) => false,
    }
}
