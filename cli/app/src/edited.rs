//! Which texts an edit changed, as far as it concerns one mission, and who signed it.

use engine::model::MissionId;
use jiff::Timestamp;
use rules::compile::revision_of_mission;
use rules::source::Sources;
use words::alert::EditedTexts;
use words::explanation::TextRevision;

use crate::approvals::{Approvals, Past};

/// What an edit changed of a mission's own texts and of those that all missions share. `approvals` are those before it was put in
/// force, or those since.
pub fn edited_texts(
    before: &Sources,
    now: &Sources,
    mission: &MissionId,
    approvals: &Approvals,
) -> EditedTexts {
    let stages = std::iter::once((Timestamp::UNIX_EPOCH, before));
    let revised = TextRevision::all(stages, now, mission.as_str());
    let mut files: Vec<String> =
        revised.into_iter().flat_map(|revised| revised.texts).map(|text| text.file).collect();
    files.extend(shared(before, now));
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
    EditedTexts { files, signed_by }
}

/// The shared texts that differ, apart from `remit.toml`.
fn shared(before: &Sources, now: &Sources) -> Vec<String> {
    let pairs = before.shared().into_iter().zip(now.shared()).skip(1);
    let differing = pairs.filter(|(before, now)| before != now);
    differing.filter_map(|(before, now)| Some(now.or(before)?.path.to_string())).collect()
}
