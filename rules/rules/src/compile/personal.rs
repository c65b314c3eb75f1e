//! Which parts of a project's texts say who somebody is, as they are told to whoever writes the texts down.
//!
//! The text of a mission that approvers sign has none, nor has the one that takes its place: a signature is over every letter of both, and nobody could
//! check it once some of them are gone.

use std::sync::Arc;

use language::grammar::{MISSIONS, PEOPLE, REMIT_TOML};
use language::personal::{personal_cells, personal_parts};
use ledger::parts::PersonalPart;

use super::mission_texts::{may_hold, read_mission_texts};
use crate::source::{MissionSources, SourceText, Sources};

/// Texts that are to come into force, each looked through for its personal parts. Those that are as in `in_force` were looked through before.
pub fn looked_through(new: &Arc<Sources>, in_force: Option<&Sources>) -> Arc<Sources> {
    if new.declaring().all(|text| text.personal().is_some()) {
        return Arc::clone(new);
    }
    let mut sources = Sources::clone(new);
    let Sources { project, bodies, bank_holidays, people, relations, missions } = &mut sources;
    let of_shared = |before: fn(&Sources) -> Option<&SourceText>| in_force.and_then(before);
    look_through(project, of_shared(|all| Some(&all.project)), |text| personal_parts(text, &REMIT_TOML));
    if let Some(people) = people {
        look_through(people, of_shared(|all| all.people.as_ref()), |text| personal_cells(text, &PEOPLE));
    }
    // What a register, a calendar and a list of relations say is said of organisations.
    for text in [Some(bodies), bank_holidays.as_mut(), relations.as_mut()].into_iter().flatten() {
        look_through(text, None, |_| Vec::new());
    }
    for (path, mission) in missions {
        let before = in_force.and_then(|all| all.missions.get(path)).map(|before| &before.declaration);
        let own = mission.clone();
        look_through(&mut mission.declaration, before, |text| {
            if is_signed(&own, in_force) { Vec::new() } else { personal_parts(text, &MISSIONS) }
        });
    }
    Arc::new(sources)
}

/// Takes up what is known of a text, and looks it through where nothing is.
fn look_through(
    text: &mut SourceText,
    before: Option<&SourceText>,
    find: impl FnOnce(&SourceText) -> Vec<PersonalPart>,
) {
    if text.personal().is_some() {
        return;
    }
    if let Some(before) = before.filter(|before| before.personal().is_some() && *before == text) {
        *text = before.clone();
        return;
    }
    let parts = find(text);
    *text = text.clone().with_personal(parts).expect("they were found in this text, in order");
}

/// Whether somebody signs a mission's text: it names approvers, or takes the place of one that does. Most projects name none, so that nothing is read.
fn is_signed(mission: &MissionSources, in_force: Option<&Sources>) -> bool {
    let names_approvers = |texts: &&MissionSources| may_hold(&texts.declaration, "approvers");
    let guarded = in_force.into_iter().flat_map(|all| all.missions.values()).filter(names_approvers);
    let guarded: Vec<&MissionSources> = guarded.collect();
    if guarded.is_empty() && !names_approvers(&mission) {
        return false;
    }
    let Some(own) = read_mission_texts(mission) else { return false };
    let same = guarded.into_iter().filter(|before| may_hold(&before.declaration, own.mission.as_str()));
    let mut same = same.filter_map(read_mission_texts).filter(|before| before.mission == own.mission);
    !own.approvers.is_empty() || same.any(|before| !before.approvers.is_empty())
}
