//! What was changed of what is declared, where that ended an alert, in words. What the change did to verdicts is told elsewhere.

use engine::alert::Alert;
use engine::model::{BodyId, MeasureId, Target};
use engine::program::{Obligation, Part, Program};

use crate::english;

/// What differs of all that an alert hangs on, as a clause: `its deadline changed`.
pub(super) fn redeclared(alert: &Alert, before: &Program, now: &Program) -> String {
    let reference = alert.id.obligation_ref();
    let (Some(old), Some(new)) = (before.obligation(&reference), now.obligation(&reference)) else {
        return "it is no longer declared".to_owned();
    };
    let mut changed = terms(old, new);
    changed.extend(parts(old, new, before));
    changed.extend(register(old, before, now));
    if before.calendar != now.calendar {
        changed.push("the calendar".to_owned());
    }
    changed.extend(measures(old, before, now));
    if changed.is_empty() {
        changed.push("its rule, or what the rule reads,".to_owned());
    }
    format!("{} changed", english::list(&changed))
}

/// Which of the terms of the whole differ.
fn terms(old: &Obligation, new: &Obligation) -> Vec<String> {
    let differ = [
        (old.terms.due != new.terms.due, "its deadline"),
        ((old.from, old.until) != (new.from, new.until), "the periods for which it is owed"),
        (old.every != new.every, "how often it is owed"),
        (old.terms.needs != new.terms.needs, "how many of its parts are needed"),
        (old.terms.depends_on != new.terms.depends_on, "what it waits for"),
        (old.lead != new.lead, "its lead"),
    ];
    differ.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what.to_owned()).collect()
}

/// Whose parts were taken out, put in or given other terms.
fn parts(old: &Obligation, new: &Obligation, before: &Program) -> Vec<String> {
    let differs = |part: &&Part| {
        let place = new.terms.place_of(&part.id);
        place.is_none_or(|place| !is_alike(part, &new.terms.parts[place]))
    };
    let changed: Vec<&BodyId> = old.parts().filter(differs).map(|part| &part.by).collect();
    match changed.as_slice() {
        [] if old.parts().count() < new.parts().count() => vec!["the list of its parts".to_owned()],
        [] => Vec::new(),
        [one] => vec![format!("the part of {}", before.catalogue.body_name(one))],
        several => vec![format!("the parts of {}", english::count(several.len(), "body"))],
    }
}

fn is_alike(old: &Part, new: &Part) -> bool {
    (&old.by, &old.of, old.weight, old.from, old.until) == (&new.by, &new.of, new.weight, new.from, new.until)
        && (&old.duty.measure, old.duty.rule.id(), &old.duty.params)
            == (&new.duty.measure, new.duty.rule.id(), &new.duty.params)
}

/// The bodies that owe it and of which the register says something else, or what else differs there.
fn register(old: &Obligation, before: &Program, now: &Program) -> Vec<String> {
    let owing = old.parts().flat_map(|part| std::iter::once(&part.by).chain(&part.of));
    let mut changed: Vec<String> = Vec::new();
    for body in owing.filter(|body| before.catalogue.bodies.get(*body) != now.catalogue.bodies.get(*body)) {
        let entry = format!("the entry of {} in the register", before.catalogue.body_name(body));
        if !changed.contains(&entry) {
            changed.push(entry);
        }
    }
    match changed.len() {
        0 if before.catalogue.bodies != now.catalogue.bodies => vec!["the register".to_owned()],
        0..=3 => changed,
        many => vec![format!("the entries of {} in the register", english::count(many, "body"))],
    }
}

/// The measures that differ, or the targets for them.
fn measures(old: &Obligation, before: &Program, now: &Program) -> Vec<String> {
    let mut measures: Vec<&MeasureId> = old.parts().map(|part| &part.duty.measure).collect();
    measures.sort_unstable();
    measures.dedup();
    let title = |id: &MeasureId| {
        before.catalogue.measures.get(id).map_or(id.to_string(), |measure| measure.title.clone())
    };
    let targets = |program: &Program, id: &MeasureId| -> Vec<Target> {
        program.catalogue.targets.iter().filter(|target| target.measure == *id).cloned().collect()
    };
    let declared =
        measures.iter().filter(|id| before.catalogue.measures.get(**id) != now.catalogue.measures.get(**id));
    let aimed = measures.iter().filter(|id| targets(before, id) != targets(now, id));
    let declared = declared.map(|id| format!("the measure {}", title(id)));
    declared.chain(aimed.map(|id| format!("the target for {}", title(id)))).collect()
}
