//! The ends of relations: parties that nobody declares, and those of missions that are left out.

use engine::listing::party_named;
use engine::model::{ObligationRef, Party};
use toml::Spanned;

use super::declared_relations::{Declared, declared};
use super::findings::{Findings, MissionIx};
use super::parsed::ParsedMission;
use super::project_names::ProjectNames;
use crate::diagnostic::{Code, Diagnostic, nearest};

/// Reports ends that lead nowhere.
pub(super) fn check(one: &Declared<'_>, names: &ProjectNames<'_>, faults: &mut Vec<Diagnostic>) {
    faults.extend(ends(one).filter_map(|(end, written)| unknown(one, end, written, names)));
    faults.extend(unknown_size(one, names));
}

/// The measure that is to say how large it is, where nobody declares that.
fn unknown_size(one: &Declared<'_>, names: &ProjectNames<'_>) -> Option<Diagnostic> {
    let size = one.declaration.size.as_ref()?;
    let text = size.get_ref().as_str();
    if names.measures.contains_key(text) {
        return None;
    }
    let near = names.nearest(Code::UnknownMeasure, text);
    let fault = one.error(Code::UnknownMeasure, format!("there is no measure `{size}`"), size);
    Some(fault.with_help("add a [[measure]] with that id").with_near(text, near.as_deref()))
}

/// What stands at each end, with its key.
fn ends<'d>(one: &Declared<'d>) -> impl Iterator<Item = (&'static str, &'d Spanned<String>)> {
    let ends = [("from", &one.declaration.from), ("to", &one.declaration.to)];
    ends.into_iter().filter_map(|(key, written)| Some((key, written.as_ref()?)))
}

fn unknown(
    one: &Declared<'_>,
    end: &str,
    written: &Spanned<String>,
    names: &ProjectNames<'_>,
) -> Option<Diagnostic> {
    let text = written.get_ref().as_str();
    match party_named(text) {
        Party::Body(body) if body == one.relation.id => {
            let message = format!("`{end}` names the relation itself");
            let fault = one.error(Code::Relation, message, written);
            Some(fault.with_help("name the party that it ties"))
        }
        Party::Body(body) if !names.register.contains_key(&body) => {
            let near = names.nearest(Code::UnknownBody, text);
            let fault = one.error(Code::UnknownBody, format!("there is no body `{written}`"), written);
            let help = "add it to the register of bodies, or name a measure as `measure:id`, an obligation as \
                        `mission/obligation` or a mission as `mission:id`";
            Some(fault.with_help(help).with_near(text, near.as_deref()))
        }
        Party::Measure(measure) if !names.measures.contains_key(measure.as_str()) => {
            let near = names.nearest(Code::UnknownMeasure, measure.as_str());
            let near = near.map(|near| format!("measure:{near}"));
            let message = format!("there is no measure `{measure}`");
            let fault = one.error(Code::UnknownMeasure, message, written);
            Some(fault.with_help("add a [[measure]] with that id").with_near(text, near.as_deref()))
        }
        Party::Mission(mission) if !names.missions.contains_key(mission.as_str()) => {
            let near = nearest(mission.as_str(), names.missions.keys().copied());
            let near = near.map(|near| format!("mission:{near}"));
            let fault = one.error(Code::UnknownMission, format!("there is no mission `{mission}`"), written);
            Some(fault.with_near(text, near.as_deref()))
        }
        Party::Obligation(owed) if !is_owed(&owed, names) => {
            let missions = names.missions.iter();
            let known = missions.flat_map(|(id, ix)| {
                let owed = names.obligations.keys().filter(move |(mission, _)| mission == ix);
                owed.map(move |(_, obligation)| format!("{id}/{obligation}"))
            });
            let known: Vec<String> = known.collect();
            let message = format!("there is no obligation `{written}`");
            let fault = one.error(Code::UnknownObligation, message, written);
            let fault = fault.with_help("name it `mission/obligation`");
            Some(fault.with_nearest(text, known.iter().map(String::as_str)))
        }
        Party::Obligation(_) | Party::Body(_) | Party::Measure(_) | Party::Mission(_) => None,
    }
}

fn is_owed(owed: &ObligationRef, names: &ProjectNames<'_>) -> bool {
    let mission = names.missions.get(owed.mission.as_str());
    mission.is_some_and(|mission| names.obligations.contains_key(&(*mission, owed.obligation.as_str())))
}

/// Refuses relations that lead to what a mission declares that is left out: there it would lead nowhere. Says whether there was
/// one that had not been refused.
pub(super) fn refuse_left_out(
    drafts: &[ParsedMission<'_>],
    names: &ProjectNames<'_>,
    findings: &mut Findings,
) -> bool {
    let mut is_new = false;
    for one in declared(names.listed, drafts).collect::<Vec<_>>() {
        if findings.is_refused_of(one.owner) {
            continue;
        }
        let left_out = ends(&one).filter_map(|(_, written)| {
            let mission = home(&party_named(written.get_ref()), names)?;
            findings.is_refused(mission).then_some((written, drafts[mission.0].path))
        });
        let faults = left_out.map(|(written, path)| {
            let message = format!("`{written}` is declared in `{path}`, which has errors");
            one.error(Code::Relation, message, written).with_help(format!("put `{path}` right first"))
        });
        let faults: Vec<Diagnostic> = faults.collect();
        is_new |= !faults.is_empty();
        findings.note_of(one.owner, faults);
    }
    is_new
}

/// The mission that declares a party.
fn home(party: &Party, names: &ProjectNames<'_>) -> Option<MissionIx> {
    match party {
        Party::Body(_) => None,
        Party::Measure(measure) => names.measures.get(measure.as_str()).map(|(mission, _)| *mission),
        Party::Mission(mission) => names.missions.get(mission.as_str()).copied(),
        Party::Obligation(owed) => names.missions.get(owed.mission.as_str()).copied(),
    }
}
