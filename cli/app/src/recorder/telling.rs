//! What is said of an alert, made of what is known then and of nothing else: whoever works a ledger out again makes the same of it, letter by letter.

use engine::Engine;
use engine::alert::{Alert, AlertChange};
use engine::model::{MissionId, ObligationId, ObligationRef};
use engine::program::Program;
use jiff::Timestamp;
use language::visible::visible;
use ledger::entry::{Message, Position, ProposalFate};
use ledger::proposals::Proposals;
use rules::source::Sources;
use words::alert::{AgreedChange, EditedTexts};
use words::names::Names;
use words::notice::Notice;
use words::public_url::PublicUrl;
use words::response::forecast::made_earlier;

use crate::approvals::Approvals;
use crate::doubts::Doubts;
use crate::edited::edited_texts;
use crate::past_forecasts::beside_change;
use crate::wire::WireAlert;

/// What is known where something is said of an alert.
#[derive(Clone, Copy)]
pub(crate) struct Telling<'t> {
    pub(crate) engine: &'t Engine,
    /// The texts in force.
    pub(crate) in_force: Option<&'t Sources>,
    /// Those in whose place the step under way put them, and the entry by which those came into force.
    pub(crate) replaced: Option<(&'t Sources, Position)>,
    pub(crate) approvals: &'t Approvals,
    pub(crate) proposals: &'t Proposals,
    /// Where people find the pages that messages lead to.
    pub(crate) pages: Option<&'t PublicUrl>,
}

impl Telling<'_> {
    /// What is said of a change, before any hook has looked at it; `more` are sentences that stand beside it.
    pub(crate) fn message_of(
        &self,
        change: &AlertChange,
        before: Option<&Program>,
        more: &[String],
        place: Position,
    ) -> Message {
        let now = self.engine.program().expect("an alert is of a program in force");
        let texts = self.edited_texts(change);
        let doubts = Doubts::of_change(self.engine, change);
        let mut beside: Vec<String> = more.to_vec();
        beside.extend(doubts.in_words(Names { program: now }));
        let forecasts = beside_change(self.engine, change);
        beside.extend(forecasts.iter().filter_map(|made| made_earlier(made, now)));
        let text = words::alert::addressed(change, before.unwrap_or(now), now, &texts, &beside, self.pages);
        let mission = now.missions.get(&change.alert.id.mission);
        let title = mission.map_or("", |mission| &mission.title);
        let is_declared = now.obligation(&change.alert.id.obligation_ref()).is_some();
        let program = if is_declared { now } else { before.unwrap_or(now) };
        let wire =
            WireAlert::of_change(change, texts, program).with_doubts(&doubts).with_forecasts(&forecasts);
        message(change, title, (text, &wire), place)
    }

    /// The texts that a change of what is declared concerns; none where the change of an alert is of another kind.
    fn edited_texts(&self, change: &AlertChange) -> EditedTexts {
        let both = self.replaced.zip(self.in_force);
        let Some(((before, since), now)) = both.filter(|_| change.restatement.is_some()) else {
            return EditedTexts::default();
        };
        let amendments = change.restatement.as_ref().map_or(&[][..], |restatement| &restatement.amendments);
        let mission = &change.alert.id.mission;
        let agreed = self.agreed_since(since, mission);
        EditedTexts { agreed, ..edited_texts(before, now, (mission, amendments), self.approvals) }
    }

    /// The changes of a mission's text that second persons approved behind an entry.
    fn agreed_since(&self, entry: Position, mission: &MissionId) -> Vec<AgreedChange> {
        let decided = self.proposals.all().filter_map(|known| {
            let change = known.proposal.change().filter(|change| change.mission == mission.as_str())?;
            let decided = known.decided.as_ref().filter(|decided| decided.position > entry)?;
            (decided.decision.fate == ProposalFate::Approved).then(|| AgreedChange {
                by: change.by.clone(),
                approver: decided.decision.by.clone(),
                reason: change.reason.clone(),
            })
        });
        decided.collect()
    }
}

/// The open alert of this name.
pub(crate) fn open_alert(engine: &Engine, id: &str) -> Option<Alert> {
    let (mission, obligation) = id.split_once('/')?;
    // Behind the name of an obligation may stand what kind of alert it is.
    let names = std::iter::once(obligation).chain(obligation.rsplit_once('/').map(|(name, _)| name));
    let mut found = names.flat_map(|name| {
        let (mission, obligation) = (MissionId::new(mission), ObligationId::new(name));
        engine.alerts_of(&ObligationRef { mission, obligation })
    });
    found.find(|alert| alert.id.to_string() == id)
}

fn message(
    change: &AlertChange,
    mission_title: &str,
    (text, wire): (String, &WireAlert),
    place: Position,
) -> Message {
    let kind = format!("alert.{}", change.change.as_str());
    let json = serde_json::to_string(wire).expect("an alert has no keys that JSON lacks");
    Message {
        id: message_id(&kind, change.at, place, &json),
        at: change.at,
        subject: visible(&words::alert::subject(change, mission_title)).into_owned(),
        text,
        kind,
        json,
    }
}

/// What people are told that is no word of one alert, such as of the project itself.
pub(crate) fn announcement(
    kind: &str,
    at: Timestamp,
    notice: Notice,
    json: String,
    place: Position,
) -> Message {
    let Notice { subject, text } = notice;
    Message { id: message_id(kind, at, place, &json), at, kind: kind.to_owned(), subject, text, json }
}

/// An alert may end and come back in the same words, and while a clock is set back at the same moment: only its place on
/// the ledger is a change's own. The id is kept there with the message, so it is the same after a restart.
fn message_id(kind: &str, at: Timestamp, place: Position, json: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [kind, &at.to_string(), &place.to_string(), json] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    format!("msg_{}", hasher.finalize().to_hex().chars().take(32).collect::<String>())
}
