//! Which texts an edit changed, as far as it concerns one mission, and who signed it.

use engine::model::MissionId;
use jiff::Timestamp;
use rules::compile::revision_of_mission;
use rules::source::{SourceText, Sources};
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

/// The shared texts that differ: the register and the bank holidays.
fn shared(before: &Sources, now: &Sources) -> Vec<String> {
    let path = |text: &SourceText| text.path.to_string();
    let bodies = (before.bodies != now.bodies).then(|| path(&now.bodies));
    let differ = before.bank_holidays != now.bank_holidays;
    let holidays = now.bank_holidays.as_ref().or(before.bank_holidays.as_ref());
    bodies.into_iter().chain(holidays.filter(|_| differ).map(path)).collect()
}
