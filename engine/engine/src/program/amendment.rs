//! What an edit changed of what is declared for an obligation, as facts. What came of it for verdicts is not worked out here.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Obligation, Part, Program, Terms, benefits};
use crate::model::{Body, BodyId, MeasureId, ObligationRef, Params, Period, RuleId, Target};

/// Something on which the verdicts of an obligation hang and that is declared otherwise than before.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Amendment {
    Deadline,
    /// The periods for which it is owed.
    Periods,
    Cadence,
    /// How many of its parts are needed, or which rule joins them.
    Needs,
    /// What it waits for.
    Dependencies,
    Lead,
    /// Parts that were taken out or put in, or that others owe, for other periods or by another measure: by whom they are owed.
    Parts(Vec<BodyId>),
    /// Entries of the register; none where they are of bodies that owe nothing of it.
    Register(Vec<BodyId>),
    /// Relations that say whom it is about or when its benefit may be expected, or that its rule may ask for.
    Relations(Vec<BodyId>),
    Calendar,
    /// The parts that are judged by another rule or other parameters: by whom they are owed.
    Duties(Vec<BodyId>),
    Measure(MeasureId),
    /// The targets for a measure.
    Targets(MeasureId),
    /// Nothing else: its rules read otherwise, or what they import.
    Rules,
}

impl Amendment {
    /// Whether it says who owes what by when; anything else says by what that is judged.
    pub fn moves_the_duty(&self) -> bool {
        match self {
            Self::Deadline
            | Self::Periods
            | Self::Cadence
            | Self::Needs
            | Self::Dependencies
            | Self::Lead
            | Self::Parts(_)
            | Self::Register(_)
            | Self::Relations(_)
            | Self::Calendar => true,
            Self::Duties(_) | Self::Measure(_) | Self::Targets(_) | Self::Rules => false,
        }
    }

    /// What differs of all that an obligation hangs on; none where either program lacks it.
    pub fn between(before: &Program, now: &Program, reference: &ObligationRef) -> Vec<Self> {
        let (Some(old), Some(new)) = (before.obligation(reference), now.obligation(reference)) else {
            return Vec::new();
        };
        let mut amendments = terms(old, new);
        amendments.extend(parts(old, new));
        amendments.extend(register(old, before, now));
        amendments.extend(relations(reference, old, before, now));
        if before.calendar != now.calendar {
            amendments.push(Self::Calendar);
        }
        amendments.extend(duties(old, new));
        amendments.extend(measures(old, before, now));
        if amendments.is_empty() {
            amendments.extend(any_relations(before, now));
        }
        if amendments.is_empty() {
            amendments.push(Self::Rules);
        }
        amendments
    }
}

/// Which of the terms of the whole differ.
fn terms(old: &Obligation, new: &Obligation) -> Vec<Amendment> {
    let differ = [
        (differs(old, new, |terms| terms.due), Amendment::Deadline),
        ((old.from, old.last_owed()) != (new.from, new.last_owed()), Amendment::Periods),
        (old.every != new.every, Amendment::Cadence),
        (differs(old, new, |terms| (terms.needs, joined_by(terms))), Amendment::Needs),
        (differs(old, new, |terms| terms.depends_on.clone()), Amendment::Dependencies),
        (old.lead != new.lead, Amendment::Lead),
    ];
    differ.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect()
}

/// Which rule joins the parts, and what it is handed.
fn joined_by(terms: &Terms) -> Option<(RuleId, Arc<Params>)> {
    terms.join.as_ref().map(|join| (join.rule.id().clone(), Arc::clone(&join.params)))
}

/// Whether something of the terms differs in some period, whichever terms that is of.
fn differs<T: PartialEq>(old: &Obligation, new: &Obligation, of: impl Fn(&Terms) -> T) -> bool {
    let course = |obligation: &Obligation| {
        let first = (None, of(&obligation.terms));
        let later = obligation.later_terms.iter().map(|later| (Some(later.from), of(&later.terms)));
        let mut course: Vec<(Option<Period>, T)> = std::iter::once(first).chain(later).collect();
        course.dedup_by(|later, earlier| later.1 == earlier.1);
        course
    };
    course(old) != course(new)
}

/// Whose parts were taken out, put in, or passed to others or to other periods.
fn parts(old: &Obligation, new: &Obligation) -> Option<Amendment> {
    let is_kept = |part: &Part, other: &Obligation| {
        let mut others = other.parts().filter(|candidate| candidate.id == part.id);
        others.next().is_some_and(|other| is_owed_alike(part, other))
    };
    let gone = old.parts().filter(|part| !is_kept(part, new)).map(|part| part.by.clone());
    let came = new.parts().filter(|part| !is_kept(part, old)).map(|part| part.by.clone());
    let bodies = each_once(gone.chain(came));
    (!bodies.is_empty()).then_some(Amendment::Parts(bodies))
}

fn is_owed_alike(old: &Part, new: &Part) -> bool {
    (&old.by, &old.of, old.weight, old.from, old.until, &old.exceptions, &old.duty.measure)
        == (&new.by, &new.of, new.weight, new.from, new.until, &new.exceptions, &new.duty.measure)
}

/// Whose parts are judged by another rule or other parameters.
fn duties(old: &Obligation, new: &Obligation) -> Option<Amendment> {
    let is_judged_otherwise = |part: &&Part| {
        let mut others = new.parts().filter(|other| other.id == part.id && is_owed_alike(part, other));
        let by = |part: &Part| (part.duty.rule.id().clone(), part.duty.params.clone());
        others.next().is_some_and(|other| by(part) != by(other))
    };
    let bodies = each_once(old.parts().filter(is_judged_otherwise).map(|part| part.by.clone()));
    (!bodies.is_empty()).then_some(Amendment::Duties(bodies))
}

/// The bodies that owe it and of which the register says something else, or what else differs there.
fn register(old: &Obligation, before: &Program, now: &Program) -> Option<Amendment> {
    let is_other = |body: &BodyId| before.catalogue.bodies.get(body) != now.catalogue.bodies.get(body);
    let is_registered = |body: &BodyId| !is_relation(body, before) && !is_relation(body, now);
    let concerned = old.parts().flat_map(whom).filter(|body| is_registered(body));
    let owing = each_once(concerned.filter(|body| is_other(body)).cloned());
    let differs = !owing.is_empty() || !registered(before).eq(registered(now));
    differs.then_some(Amendment::Register(owing))
}

/// The bodies of the register itself: a relation stands among them, since figures can be about it.
fn registered(program: &Program) -> impl Iterator<Item = &Body> {
    program.catalogue.bodies.values().filter(|body| !is_relation(&body.id, program))
}

fn is_relation(body: &BodyId, program: &Program) -> bool {
    program.catalogue.relations.get(body.as_str()).is_some()
}

/// Who owes a part, and whom it is about.
fn whom(part: &Part) -> impl Iterator<Item = &BodyId> {
    std::iter::once(&part.by).chain(&part.of)
}

/// The relations that differ and that a part is about, or by which its benefit may be expected.
fn relations(
    reference: &ObligationRef,
    old: &Obligation,
    before: &Program,
    now: &Program,
) -> Option<Amendment> {
    let changed = changed_relations(before, now);
    if changed.is_empty() {
        return None;
    }
    let declared =
        ObligationRef { mission: reference.mission.clone(), obligation: old.declared_id().clone() };
    let bears_on = |part: &Part| -> BTreeSet<BodyId> {
        let promised = [before, now].into_iter().flat_map(|program| {
            benefits(&program.catalogue, &declared, part).map(|relation| relation.id.clone())
        });
        promised.chain(whom(part).cloned()).collect()
    };
    let concerned: BTreeSet<BodyId> = old.parts().flat_map(bears_on).collect();
    let told: Vec<BodyId> = changed.into_iter().filter(|one| concerned.contains(one)).collect();
    (!told.is_empty()).then_some(Amendment::Relations(told))
}

/// Every relation that differs, where nothing else does: a rule may ask for any.
fn any_relations(before: &Program, now: &Program) -> Option<Amendment> {
    let changed = changed_relations(before, now);
    (!changed.is_empty()).then_some(Amendment::Relations(changed))
}

/// Relations that one program has otherwise than the other.
fn changed_relations(before: &Program, now: &Program) -> Vec<BodyId> {
    let other_than = |one: &Program, other: &Program| -> Vec<BodyId> {
        let relations = &other.catalogue.relations;
        let changed =
            one.catalogue.relations.iter().filter(|one| relations.get(one.id.as_str()) != Some(*one));
        changed.map(|relation| relation.id.clone()).collect()
    };
    each_once(other_than(before, now).into_iter().chain(other_than(now, before)))
}

/// The measures that differ, and those for which the targets do.
fn measures(old: &Obligation, before: &Program, now: &Program) -> Vec<Amendment> {
    let mut measures: Vec<&MeasureId> = old.parts().map(|part| &part.duty.measure).collect();
    measures.sort_unstable();
    measures.dedup();
    let targets = |program: &Program, id: &MeasureId| -> Vec<Target> {
        program.catalogue.targets.iter().filter(|target| target.measure == *id).cloned().collect()
    };
    let declared =
        measures.iter().filter(|id| before.catalogue.measures.get(**id) != now.catalogue.measures.get(**id));
    let aimed = measures.iter().filter(|id| targets(before, id) != targets(now, id));
    let declared = declared.map(|id| Amendment::Measure((*id).clone()));
    declared.chain(aimed.map(|id| Amendment::Targets((*id).clone()))).collect()
}

fn each_once(bodies: impl Iterator<Item = BodyId>) -> Vec<BodyId> {
    let mut once: Vec<BodyId> = Vec::new();
    for body in bodies {
        if !once.contains(&body) {
            once.push(body);
        }
    }
    once
}
