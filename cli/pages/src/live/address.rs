//! Where each page is. Ids are written so that none leads anywhere else.

use app::published::SilencePicture;
use engine::alert::AlertId;
use engine::model::{
    BodyId, ContributionId, FeedId, MeasureId, MissionId, ObligationRef, Period, RuleId, VoiceId,
};
use words::public_url::{path, segment};

pub const FRONT: &str = "/";
pub const DUE: &str = "/due";
pub const MATRIX: &str = "/matrix";
pub const BODIES: &str = "/bodies";
pub const ALERTS: &str = "/alerts";
pub const CHANGES: &str = "/changes";
pub const APPROVALS: &str = "/approvals";
pub const FEEDS: &str = "/feeds";
pub const SINCE: &str = "/since";
pub const SILENCES: &str = "/silences";
pub const RETURNS: &str = "/returns";
pub const BURDEN: &str = "/burden";
pub const PANELS: &str = "/panels";

pub fn body(id: &BodyId) -> String {
    format!("{BODIES}/{}", segment(id.as_str()))
}

pub fn feed(id: &FeedId) -> String {
    format!("{FEEDS}/{}", segment(id.as_str()))
}

pub fn silence(silence: &SilencePicture) -> String {
    format!("{SILENCES}/{}", segment(&silence.id))
}

/// The form by which one is ended.
pub fn end_silence(silence: &SilencePicture) -> String {
    format!("/end-silence/{}", segment(&silence.id))
}

pub fn rule(id: &RuleId) -> String {
    format!("/rules/{}", segment(id.as_str()))
}

/// What a body is asked to report for a period.
pub fn return_of(body: &BodyId, period: &str) -> String {
    format!("{RETURNS}/{}/{}", segment(body.as_str()), segment(period))
}

/// Where that is filled in.
pub fn fill_in(body: &BodyId, period: &str) -> String {
    format!("/fill-in/{}/{}", segment(body.as_str()), segment(period))
}

/// What one body is asked for.
pub fn burden_of(body: &BodyId) -> String {
    format!("{BURDEN}?body={}", segment(body.as_str()))
}

/// The returns of one body.
pub fn returns_of(body: &BodyId) -> String {
    format!("{RETURNS}?body={}", segment(body.as_str()))
}

/// The returns of one body, or of all, as a table.
pub fn returns_table(body: Option<&BodyId>) -> String {
    match body {
        Some(body) => format!("{}&format=csv", returns_of(body)),
        None => format!("{RETURNS}?format=csv"),
    }
}

/// One content of a file, by its hash.
pub fn report(hash: &str) -> String {
    format!("/reports/{}", segment(hash))
}

/// What a file holds, word for word.
pub fn content(hash: &str) -> String {
    format!("{}/content", report(hash))
}

pub fn measure(id: &MeasureId) -> String {
    format!("/measures/{}", segment(id.as_str()))
}

/// The figures of one measure of one body.
pub fn series(measure: &MeasureId, body: &BodyId) -> String {
    format!("{}/{}", self::measure(measure), segment(body.as_str()))
}

/// What changed behind an entry of the ledger.
pub fn since_entry(position: u64) -> String {
    format!("{SINCE}?entry={position}")
}

/// Why an alert or an obligation stands as it does.
pub fn explanation(of: &str) -> String {
    format!("/explanations/{}", path(of))
}

/// The same with what turned each verdict.
pub fn turned(of: &str, period: Option<&str>) -> String {
    let period = period.map(|period| format!("&period={}", segment(period))).unwrap_or_default();
    format!("{}?turned=true{period}", explanation(of))
}

pub fn mission(id: &MissionId) -> String {
    format!("/missions/{}", segment(id.as_str()))
}

/// The page about a mission that its board prints.
pub fn pack(id: &MissionId) -> String {
    format!("/packs/{}", segment(id.as_str()))
}

/// Of one declaration, by the name that its obligations share.
pub fn obligation(reference: &ObligationRef) -> String {
    format!("{}/{}", mission(&reference.mission), segment(reference.obligation.as_str()))
}

pub fn alert(id: &AlertId) -> String {
    format!("/alerts/{}", path(&id.to_string()))
}

/// Where a reply to an alert is written.
pub fn reply(id: &AlertId) -> String {
    format!("/reply/{}", path(&id.to_string()))
}

/// What one panel says.
pub fn panel(voice: &VoiceId) -> String {
    format!("{PANELS}/{}", segment(voice.as_str()))
}

/// Where an answer to what people contest is written, for one part of an obligation in one period.
pub fn answer(obligation: &ObligationRef, part: Option<&ContributionId>, period: Period) -> String {
    let part = part.map(|part| format!("contribution={}&", segment(part.as_str()))).unwrap_or_default();
    format!("/reply/{}?{part}period={}", path(&obligation.to_string()), segment(&period.to_string()))
}

/// Where what is said to an obligation is sent.
pub fn responses(obligation: &ObligationRef) -> String {
    format!("{ALERTS}/{}/responses", path(&obligation.to_string()))
}

/// What waits for a second person, by its id.
pub fn approval(id: &str) -> String {
    format!("{APPROVALS}/{}", segment(id))
}

/// A change of a mission's texts that waits.
pub fn change(mission: &str) -> String {
    format!("{CHANGES}/{}", segment(mission))
}

/// What is declared in the text of a mission, value by value.
pub fn values(mission: &str) -> String {
    format!("/values/{}", segment(mission))
}

/// The same from the table of an obligation or a measure on.
pub fn values_of(mission: &str, list: &str, name: &str) -> String {
    format!("{}#{list}-{}", values(mission), segment(name))
}

/// Where a change of one of them is written.
pub fn propose(mission: &str, place: &str) -> String {
    format!("/propose/{}/{}", segment(mission), path(place))
}

/// Where a change of several of them is written, which are said in the question.
pub fn propose_together(mission: &str) -> String {
    format!("/propose/{}", segment(mission))
}

/// Where somebody says by examples what the rule of an obligation should find.
pub fn examples(reference: &ObligationRef) -> String {
    let (mission, obligation) = (reference.mission.as_str(), reference.obligation.as_str());
    format!("/examples/{}/{}", segment(mission), path(obligation))
}

/// The same of one contribution to it.
pub fn examples_of(reference: &ObligationRef, contribution: &ContributionId) -> String {
    format!("{}?contribution={}", examples(reference), segment(contribution.as_str()))
}

/// Where somebody decides about it.
pub fn decide(id: &str) -> String {
    format!("/decide/{}", segment(id))
}

#[cfg(test)]
mod tests {
    use engine::model::ObligationId;

    use super::*;

    #[test]
    fn no_id_leads_elsewhere() {
        let reference =
            ObligationRef { mission: MissionId::new("a/../b"), obligation: ObligationId::new("ü?x=1#y") };
        assert_eq!(obligation(&reference), "/missions/a%2F..%2Fb/%C3%BC%3Fx%3D1%23y");
    }
}
