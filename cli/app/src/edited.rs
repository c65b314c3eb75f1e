//! Which texts an edit changed, as far as it concerns one mission, and who signed it.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::MissionId;
use engine::program::Amendment;
use jiff::Timestamp;
use rules::compile::{MissionTexts, SharedDeclaration, read_mission_texts, revision_of_mission};
use rules::source::{MissionSources, Sources};
use words::alert::EditedTexts;
use words::explanation::TextRevision;

use crate::approvals::{Approvals, Past};

/// What an edit changed of a mission's own texts, of those that all missions share, and of those of others that declare what was amended.
/// `approvals` are those before it was put in force, or those since.
pub fn edited_texts(
    before: &Sources,
    now: &Sources,
    (mission, amendments): (&MissionId, &[Amendment]),
    approvals: &Approvals,
) -> EditedTexts {
    let stages = std::iter::once((Timestamp::UNIX_EPOCH, before));
    let revised = TextRevision::all(stages, now, mission.as_str());
    let mut files: Vec<String> =
        revised.into_iter().flat_map(|revised| revised.texts).map(|text| text.file).collect();
    files.extend(shared(before, now));
    for file in of_others(before, now, amendments) {
        if !files.contains(&file) {
            files.push(file);
        }
    }
    if files.is_empty() && before.project != now.project {
        files.push(now.project.path.to_string());
    }
    let revision = revision_of_mission(now, mission);
    let is_under_it = |past: &&Past| {
        past.statement.mission == *mission && Some(&past.statement.revision) == revision.as_ref()
    };
    let was_edited = revision_of_mission(before, mission) != revision;
    let signed = approvals.record().iter().filter(|past| was_edited && is_under_it(past));
    let signed_by =
        signed.map(|past| (past.statement.signer.clone(), past.statement.reason.clone())).collect();
    EditedTexts { files, signed_by, agreed: Vec::new() }
}

/// The declarations that differ and say what was amended, whichever mission's they are.
fn of_others(before: &Sources, now: &Sources, amendments: &[Amendment]) -> Vec<String> {
    let amended: Vec<SharedDeclaration<'_>> = amendments.iter().flat_map(shared_declarations).collect();
    if amended.is_empty() {
        return Vec::new();
    }
    let declares = |texts: Option<&MissionSources>| {
        texts.is_some_and(|texts| amended.iter().any(|one| one.is_of(texts)))
    };
    let paths: BTreeSet<&Arc<str>> = before.missions.keys().chain(now.missions.keys()).collect();
    let differing = paths.into_iter().filter(|path| {
        let (old, new) = (before.missions.get(*path), now.missions.get(*path));
        let text = |texts: Option<&MissionSources>| texts.map(|texts| texts.declaration.text.clone());
        text(old) != text(new) && (declares(old) || declares(new))
    });
    differing.map(ToString::to_string).collect()
}

fn shared_declarations(amendment: &Amendment) -> Vec<SharedDeclaration<'_>> {
    match amendment {
        Amendment::Relations(relations) => relations.iter().map(SharedDeclaration::Relation).collect(),
        Amendment::Measure(id) => vec![SharedDeclaration::Measure(id)],
        Amendment::Targets(id) => vec![SharedDeclaration::Targets(id)],
        _ => Vec::new(),
    }
}

/// The texts of a mission by its id, with their path.
pub fn texts_of<'s>(
    sources: &'s Sources,
    mission: &str,
) -> Option<(&'s Arc<str>, &'s MissionSources, MissionTexts)> {
    let read =
        sources.missions.iter().filter_map(|(path, texts)| Some((path, texts, read_mission_texts(texts)?)));
    read.into_iter().find(|(.., own)| own.mission.as_str() == mission)
}

/// The shared texts that differ, apart from `remit.toml`.
pub(crate) fn shared(before: &Sources, now: &Sources) -> Vec<String> {
    let pairs = before.shared().into_iter().zip(now.shared()).skip(1);
    let differing = pairs.filter(|(before, now)| before != now);
    differing.filter_map(|(before, now)| Some(now.or(before)?.path.to_string())).collect()
}
