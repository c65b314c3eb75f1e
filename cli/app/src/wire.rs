//! The JSON that programs read. The engine's own types are not serialisable, so that they can change without breaking
//! anyone's program.

mod approvals;
mod full_receipt;
mod ladder;
mod problem;
mod proposal;
mod reacceptance;
mod receipt;
mod recipient;
mod response;
mod restatement;
mod silence;
mod since;
mod unjudged;

use engine::Engine;
use engine::alert::{Alert, AlertChange, Severity};
use engine::model::{Class, Response};
use engine::program::Program;
use engine::standing::Standing;
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use words::alert::{EditedTexts, authority_of, consequences, message, told_to};
use words::class::WireSubstitute;
use words::explanation::WireAuthority;
use words::finding::reason_of_standing;
use words::judged_by::JudgedBy;
use words::notice::Undelivered;

pub use approvals::{ApprovalsReport, WireSignature, WireSigned, WireWaiting};
pub use full_receipt::{ReceiptsReport, WireFullReceipt, WireSaid};
use ladder::WireLadder;
pub use problem::WireProblem;
pub use proposal::{
    WireDecided, WireDecision, WireExamples, WireProposal, WireProposed, WireTextChange, WireValueChange,
};
use reacceptance::WireReacceptance;
pub use receipt::{WireGone, WireReceipt, WireRefused, WireWaitingFile};
use recipient::WireRecipient;
pub use response::{WireMadeForecast, WireOpenGroup, WireRecorded, WireResponse};
use restatement::WireRestatement;
pub use silence::{WireSilence, WireSilenceEnd, WireSilenced};
pub use since::WireSince;
pub use unjudged::{WireCommitment, WireExcepted, WireNotPursued};

use crate::doubts::{Doubts, WireQuestionable, questionable_in};
use crate::due::{Outlook, WireDue, WireRate};
use crate::past_forecasts::beside_alert;
use crate::receipts::Receipts;
use crate::standing::{ProjectStanding, Scope};
use crate::unreconciled::{Disagreements, WireContested, WireUnreconciled};

/// The answer of `remit run --format json`.
#[derive(Serialize, Debug)]
pub struct RunReport {
    /// The day about which it was asked.
    pub as_of: Date,
    /// The program's revision.
    pub revision: String,
    /// By which texts another day is answered; left out where those that are written are meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judged_by: Option<WireJudgedBy>,
    /// Every verdict of every period of every obligation.
    pub verdicts: Vec<WireVerdict>,
    /// Every alert that is pending or firing.
    pub alerts: Vec<WireAlert>,
    /// Groups that are open, be the alert open or not for which they were opened; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<WireOpenGroup>,
    /// What officials expected, and how it came out, in the order in which they said it; left out while there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forecasts: Vec<WireMadeForecast>,
    /// What was promised and cannot be measured yet; left out while there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_measurable: Vec<WireCommitment>,
    /// What is not pursued any more, or will not be; left out while there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_pursued: Vec<WireNotPursued>,
    /// Who does not owe what many owe, and why; left out while nobody is excepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub excepted: Vec<WireExcepted>,
    /// What became of every file.
    pub receipts: Vec<WireReceipt>,
    /// Files that are there and could not be read; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<WireRefused>,
    /// Files that are no longer there, whose figures stay in force; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<WireGone>,
    /// Figures that were reported in two ways, with nothing to decide between them; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreconciled: Vec<WireUnreconciled>,
    /// Figures that people say otherwise than those who answer for them; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contested: Vec<WireContested>,
    /// Figures far from all before them, on which obligations rest as they stand; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questionable: Vec<WireQuestionable>,
    /// What an edit of the texts restated or withdrew in this run, alert by alert; left out while there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub restated: Vec<String>,
    /// How many of the reports that were due came, and in time; left out where none was due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporting: Option<WireRate>,
    /// Reports that are due within thirty days or late, and have not come, the most urgent first; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub due: Vec<WireDue>,
    /// Messages that are not delivered yet; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undelivered: Vec<WireUndelivered>,
    /// Where the ledger ends; left out where nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u64>,
    /// What changed since somebody last looked; left out where that is not asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<WireSince>,
}

/// By which texts another day is answered.
#[derive(Serialize, Debug)]
pub struct WireJudgedBy {
    /// `in-force` or `first-of-ledger`.
    texts: &'static str,
    /// Since when they were in force.
    since: Timestamp,
}

impl WireJudgedBy {
    /// None where those that are written are meant.
    pub fn of(judged_by: JudgedBy) -> Option<Self> {
        judged_by.named().map(|(texts, since)| Self { texts, since })
    }
}

/// A message that is not delivered yet.
#[derive(Serialize, Debug)]
pub struct WireUndelivered {
    notifier: String,
    subject: String,
    /// Why it was not taken; none where it was not tried.
    error: Option<String>,
    /// Until when it waits by the project's own word; left out where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    waits_until: Option<Timestamp>,
}

impl From<&Undelivered<'_>> for WireUndelivered {
    fn from(waiting: &Undelivered<'_>) -> Self {
        Self {
            notifier: waiting.notifier.to_owned(),
            subject: waiting.subject.to_owned(),
            error: waiting.why.map(str::to_owned),
            waits_until: waiting.hold.map(|hold| hold.until),
        }
    }
}

impl RunReport {
    /// How an engine's project stands, and what became of its files.
    pub fn new(as_of: Date, engine: &Engine, standing: &ProjectStanding, receipts: &Receipts) -> Self {
        let alert = |alert: &Alert| {
            let program = engine.program()?;
            let told = WireAlert::new(alert, program).with_doubts(&Doubts::of_alert(engine, alert));
            Some(told.with_forecasts(&beside_alert(engine, alert)))
        };
        let is_told = |response: &&Response| {
            standing.verdicts.iter().any(|verdict| *verdict.node.obligation() == response.obligation)
        };
        let disagreements = Disagreements::of(engine);
        Self {
            as_of,
            revision: standing.revision.as_ref().map(ToString::to_string).unwrap_or_default(),
            judged_by: None,
            verdicts: standing.verdicts.iter().map(|standing| WireVerdict::new(standing, engine)).collect(),
            alerts: standing.alerts.iter().filter_map(alert).collect(),
            groups: engine.open_groups().filter(is_told).map(Into::into).collect(),
            forecasts: engine
                .forecasts()
                .filter(|made| is_told(&made))
                .map(|made| WireMadeForecast::beside(&standing.alerts, &made))
                .collect(),
            not_measurable: Vec::new(),
            not_pursued: Vec::new(),
            excepted: Vec::new(),
            receipts: receipts.files.iter().map(Into::into).collect(),
            refused: Vec::new(),
            gone: receipts.gone.iter().map(Into::into).collect(),
            unreconciled: disagreements.unreconciled.iter().map(Into::into).collect(),
            contested: disagreements.contested.iter().map(Into::into).collect(),
            questionable: questionable_in(engine, standing).iter().map(Into::into).collect(),
            restated: Vec::new(),
            reporting: None,
            due: Vec::new(),
            undelivered: Vec::new(),
            position: None,
            since: None,
        }
    }
}

impl RunReport {
    /// The same with what nobody is judged by: commitments that cannot be measured yet, and what is not pursued.
    #[must_use]
    pub fn with_unjudged(self, scope: &Scope, program: &Program) -> Self {
        let not_measurable = scope.commitments(program).into_iter().map(WireCommitment::of).collect();
        let excepted = WireExcepted::all(scope, program);
        Self { not_measurable, not_pursued: WireNotPursued::all(scope, program), excepted, ..self }
    }

    /// The same with what is due.
    #[must_use]
    pub fn with_due(self, outlook: &Outlook) -> Self {
        let rate = outlook.rates.together();
        Self {
            reporting: (rate.expected > 0).then(|| rate.into()),
            due: outlook.matters.iter().map(WireDue::in_short).collect(),
            ..self
        }
    }
}

#[derive(Serialize, Debug)]
pub struct WireVerdict {
    mission: String,
    obligation: String,
    /// The body that it is about, of an obligation about each of many; left out of any other.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    contribution: Option<String>,
    body: String,
    period: String,
    verdict: &'static str,
    reason: String,
}

impl WireVerdict {
    /// A verdict of this engine.
    pub fn new(standing: &Standing, engine: &Engine) -> Self {
        let reason = reason_of_standing(standing, engine);
        Self {
            mission: standing.node.obligation().mission.to_string(),
            obligation: standing.node.obligation().obligation.to_string(),
            about: standing.node.obligation().obligation.about().map(str::to_owned),
            contribution: standing.node.contribution().map(ToString::to_string),
            body: standing.body.to_string(),
            period: standing.period.to_string(),
            verdict: standing.verdict.as_str(),
            reason,
        }
    }
}

#[derive(Serialize, Debug)]
pub struct WireAlert {
    id: String,
    mission: String,
    obligation: String,
    /// The body that it is about, of an obligation about each of many; left out of any other.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    body: String,
    state: String,
    /// `at-risk` or `breach`; none where a rule failed.
    severity: Option<&'static str>,
    since: Timestamp,
    periods: Vec<String>,
    broken_by: Vec<String>,
    /// The contributions of which nothing is decided, since reports or people contradict each other; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    disputed: Vec<String>,
    /// The contributions that put it at risk, while nothing is broken.
    at_risk: Vec<String>,
    /// Everybody who is told, the lead first.
    recipients: Vec<WireRecipient>,
    /// What it is for; left out where nothing is said of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<&'static str>,
    /// The measures of another class by which its newest period is judged; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    substitutes: Vec<WireSubstitute>,
    /// What says that it is owed; left out where nothing does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authority: Vec<WireAuthority>,
    /// What follows, of the whole and of the parts that it names; left out where nothing is said of that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    consequences: Vec<String>,
    /// The newest last.
    responses: Vec<WireResponse>,
    /// How far it went up its ladder; left out where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    ladder: Option<WireLadder>,
    /// What was cut, and who is asked to accept the obligation anew; left out of all that is about anything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    reacceptance: Option<WireReacceptance>,
    /// What an edit changed; left out of all that no edit changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    restatement: Option<WireRestatement>,
    /// Figures far from all before them, on which it rests; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    questionable: Vec<WireQuestionable>,
    /// Figures that people say otherwise, on which it rests; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contested: Vec<WireContested>,
    /// Forecasts to earlier alerts about the same obligation, the newest last, with how each came out; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier_forecasts: Vec<WireResponse>,
    /// None where it goes out in a message, whose text says it already.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl WireAlert {
    /// An alert with what people are told of it.
    pub fn new(alert: &Alert, program: &Program) -> Self {
        Self { message: Some(message(alert, program)), ..Self::in_message(alert, program) }
    }

    /// An alert that goes out in a message, with the texts that were changed where that is what happened to it.
    pub fn of_change(change: &AlertChange, texts: EditedTexts, program: &Program) -> Self {
        let restatement = change.restatement.as_ref();
        let restatement = restatement.map(|restatement| WireRestatement::new(restatement, texts));
        Self { restatement, ..Self::in_message(&change.alert, program) }
    }

    /// The same with what is in doubt of the figures on which it rests.
    #[must_use]
    pub fn with_doubts(self, doubts: &Doubts) -> Self {
        let questionable = doubts.questionable.iter().map(Into::into).collect();
        let contested = doubts.contested.iter().map(Into::into).collect();
        Self { questionable, contested, ..self }
    }

    /// The same with what was forecast to earlier alerts.
    #[must_use]
    pub fn with_forecasts(self, forecasts: &[Response]) -> Self {
        Self { earlier_forecasts: forecasts.iter().map(Into::into).collect(), ..self }
    }

    /// An alert that goes out in a message.
    fn in_message(alert: &Alert, program: &Program) -> Self {
        let owed = program.obligation(&alert.id.obligation_ref());
        let newest = owed.zip(alert.periods.last().copied());
        let substitutes =
            newest.map(|(owed, period)| WireSubstitute::all(&alert.id.mission, owed, period, program));
        Self {
            id: alert.id.to_string(),
            mission: alert.id.mission.to_string(),
            obligation: alert.id.obligation.to_string(),
            about: alert.id.obligation.about().map(str::to_owned),
            body: alert.lead.to_string(),
            state: alert.state.to_string(),
            severity: alert.severity.map(Severity::as_str),
            since: alert.since,
            periods: alert.periods.iter().map(ToString::to_string).collect(),
            broken_by: alert.broken_contributions().map(ToString::to_string).collect(),
            disputed: alert.disputed_contributions().map(ToString::to_string).collect(),
            at_risk: alert.contributions_at_risk().map(ToString::to_string).collect(),
            recipients: told_to(alert).iter().map(|one| WireRecipient::of(one, program)).collect(),
            class: owed.and_then(|owed| owed.class).map(Class::as_str),
            substitutes: substitutes.unwrap_or_default(),
            authority: authority_of(alert, program).iter().map(Into::into).collect(),
            consequences: consequences(alert, program),
            responses: alert.responses.iter().map(Into::into).collect(),
            ladder: WireLadder::of(alert, program),
            reacceptance: alert.reacceptance.as_ref().map(Into::into),
            restatement: None,
            questionable: Vec::new(),
            contested: Vec::new(),
            earlier_forecasts: Vec::new(),
            message: None,
        }
    }
}
