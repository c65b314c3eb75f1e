//! The JSON that programs read. The engine's own types are not serialisable, so that they can change without breaking
//! anyone's program.

mod restatement;

use crate::approvals::Past;
use engine::Engine;
use engine::alert::{Alert, AlertChange, Severity};
use engine::model::Response;
use engine::standing::Standing;
use jiff::{Timestamp, civil::Date};
use ledger::entry::{FileReceipt, Quarantined, UnequalTotal, UnexplainedMark};
use plugins::feeds::FeedError;
use rules::compile::Waiting;
use serde::{Deserialize, Serialize};
use words::agreement::WaitingChange;
use words::alert::{EditedTexts, message};
use words::finding::reason_of_standing;
use words::judged_by::JudgedBy;
use words::notice::Undelivered;

use restatement::WireRestatement;

use crate::receipts::Receipts;
use crate::standing::ProjectStanding;
use crate::unreconciled::{WireUnreconciled, unreconciled};

/// The answer of `remit run --format json`.
#[derive(Serialize, Debug)]
pub struct Report {
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
    /// What became of every file.
    pub receipts: Vec<WireReceipt>,
    /// Files that are there and could not be read; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<WireRefused>,
    /// Figures that were reported in two ways, with nothing to decide between them; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unreconciled: Vec<WireUnreconciled>,
    /// Messages that are not delivered yet; left out while there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undelivered: Vec<WireUndelivered>,
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
}

impl From<&Undelivered<'_>> for WireUndelivered {
    fn from(waiting: &Undelivered<'_>) -> Self {
        Self {
            notifier: waiting.notifier.to_owned(),
            subject: waiting.subject.to_owned(),
            error: waiting.why.map(str::to_owned),
        }
    }
}

impl Report {
    /// How an engine's project stands, and what became of its files.
    pub fn new(as_of: Date, engine: &Engine, standing: &ProjectStanding, receipts: &Receipts) -> Self {
        let message = |alert| engine.program().map(|program| message(alert, program)).unwrap_or_default();
        Self {
            as_of,
            revision: standing.revision.as_ref().map(ToString::to_string).unwrap_or_default(),
            judged_by: None,
            verdicts: standing.verdicts.iter().map(|standing| WireVerdict::new(standing, engine)).collect(),
            alerts: standing.alerts.iter().map(|alert| WireAlert::new(alert, message(alert))).collect(),
            receipts: receipts.files.iter().map(Into::into).collect(),
            refused: Vec::new(),
            unreconciled: unreconciled(engine).iter().map(Into::into).collect(),
            undelivered: Vec::new(),
        }
    }
}

#[derive(Serialize, Debug)]
pub struct WireVerdict {
    mission: String,
    obligation: String,
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
    body: String,
    state: String,
    /// `at-risk` or `breach`; none where a rule failed.
    severity: Option<&'static str>,
    since: Timestamp,
    periods: Vec<String>,
    broken_by: Vec<String>,
    /// The contributions that put it at risk, while nothing is broken.
    at_risk: Vec<String>,
    /// The newest last.
    responses: Vec<WireResponse>,
    /// What an edit changed; left out of all that no edit changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    restatement: Option<WireRestatement>,
    /// None where it goes out in a message, whose text says it already.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

/// What an official said to an alert.
#[derive(Serialize, Debug)]
pub struct WireResponse {
    id: String,
    kind: &'static str,
    at: Timestamp,
    by: String,
    contribution: Option<String>,
    periods: Vec<String>,
    reason: String,
    approver: Option<String>,
    until: Option<Date>,
}

impl From<&Response> for WireResponse {
    fn from(response: &Response) -> Self {
        let statement = &response.submission;
        Self {
            id: response.id.to_string(),
            kind: statement.kind.as_str(),
            at: response.at,
            by: statement.by.clone(),
            contribution: response.scope.contribution().map(ToString::to_string),
            periods: response.periods.iter().map(ToString::to_string).collect(),
            reason: statement.reason.clone(),
            approver: statement.approver.clone(),
            until: statement.until,
        }
    }
}

impl WireAlert {
    /// An alert with what people are told of it.
    pub fn new(alert: &Alert, message: String) -> Self {
        Self { message: Some(message), ..Self::in_message(alert) }
    }

    /// An alert that goes out in a message, with the texts that were changed where that is what happened to it.
    pub fn of_change(change: &AlertChange, texts: EditedTexts) -> Self {
        let restatement = change.restatement.as_ref();
        let restatement = restatement.map(|restatement| WireRestatement::new(restatement, texts));
        Self { restatement, ..Self::in_message(&change.alert) }
    }

    /// An alert that goes out in a message.
    pub fn in_message(alert: &Alert) -> Self {
        Self {
            id: alert.id.to_string(),
            mission: alert.id.mission.to_string(),
            obligation: alert.id.obligation.to_string(),
            body: alert.lead.to_string(),
            state: alert.state.to_string(),
            severity: alert.severity.map(Severity::as_str),
            since: alert.since,
            periods: alert.periods.iter().map(ToString::to_string).collect(),
            broken_by: alert.broken_contributions().map(ToString::to_string).collect(),
            at_risk: alert.contributions_at_risk().map(ToString::to_string).collect(),
            responses: alert.responses.iter().map(Into::into).collect(),
            restatement: None,
            message: None,
        }
    }
}

/// What became of one file.
#[derive(Serialize, Debug)]
pub struct WireReceipt {
    feed: String,
    file: String,
    accepted: u32,
    unchanged: u32,
    revised: u32,
    /// Rows that say something else than others that came with them; left out where there are none.
    #[serde(skip_serializing_if = "is_nought")]
    unreconciled: u32,
    /// Another file that has the same content, where this one has it only now.
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
    /// Figures in force that earlier contents of the file reported, and this one does not; left out where there are none.
    #[serde(skip_serializing_if = "is_nought")]
    left_out: u32,
    skipped: u32,
    quarantined: usize,
    /// The first of the rows that were set aside, each with its reason; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    set_aside: Vec<WireRow>,
    /// Totals that the rows of the file do not bear out; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unequal_totals: Vec<WireTotal>,
    /// Marks in place of figures that the feed does not explain; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unexplained_marks: Vec<WireMark>,
}

/// A mark that the feed does not explain.
#[derive(Serialize, Debug)]
struct WireMark {
    mark: String,
    line: u32,
    figures: u32,
}

/// A total beside the sum of the rows that were taken.
#[derive(Serialize, Debug)]
struct WireTotal {
    line: u32,
    measure: String,
    period: String,
    stated: String,
    sum: String,
    rows: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_nought(number: &u32) -> bool {
    *number == 0
}

/// A row that was set aside.
#[derive(Serialize, Debug)]
struct WireRow {
    line: u32,
    reason: String,
}

/// A file that is there and could not be read.
#[derive(Serialize, Debug)]
pub struct WireRefused {
    file: String,
    reason: String,
}

impl WireRefused {
    /// What is refused, where a fault is about a file and not about a folder.
    pub fn of(fault: &FeedError) -> Option<Self> {
        let file = fault.file()?.to_owned();
        Some(Self { file, reason: fault.to_string() })
    }
}

impl From<&Quarantined> for WireRow {
    fn from(row: &Quarantined) -> Self {
        Self { line: row.line, reason: row.reason.clone() }
    }
}

impl From<&UnexplainedMark> for WireMark {
    fn from(mark: &UnexplainedMark) -> Self {
        Self { mark: mark.mark.clone(), line: mark.line, figures: mark.figures }
    }
}

impl From<&UnequalTotal> for WireTotal {
    fn from(total: &UnequalTotal) -> Self {
        Self {
            line: total.line,
            measure: total.measure.to_string(),
            period: total.period.to_string(),
            stated: total.stated.to_string(),
            sum: total.sum.to_string(),
            rows: total.rows,
        }
    }
}

impl From<&FileReceipt> for WireReceipt {
    fn from(receipt: &FileReceipt) -> Self {
        Self {
            feed: receipt.file.feed.to_string(),
            file: receipt.file.path.clone(),
            accepted: receipt.counts.accepted,
            unchanged: receipt.counts.unchanged,
            revised: receipt.counts.revised,
            unreconciled: receipt.counts.unreconciled,
            same_as: receipt.same_as.clone(),
            left_out: receipt.left_out,
            skipped: receipt.skipped,
            quarantined: receipt.set_aside(),
            set_aside: receipt.quarantined.iter().map(WireRow::from).collect(),
            unequal_totals: receipt.unequal_totals.iter().map(WireTotal::from).collect(),
            unexplained_marks: receipt.unexplained.iter().map(WireMark::from).collect(),
        }
    }
}

/// The answer of `remit approvals --format json`.
#[derive(Serialize, Debug)]
pub struct ApprovalsReport {
    /// Changes that wait.
    pub waiting: Vec<WireWaiting>,
    /// Every signature that was ever taken in, in order.
    pub signatures: Vec<WireSignature>,
}

/// A change that waits for signatures, or for its day.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub struct WireWaiting {
    pub mission: String,
    /// The title in force.
    pub title: String,
    /// The path of the declaration.
    pub path: String,
    /// The revision of the mission's own texts in force.
    pub in_force: String,
    /// The revision that waits; `removed` for a removal.
    pub revision: String,
    /// Who has signed, in order.
    pub signed_by: Vec<WireSigned>,
    /// Who else may.
    pub may_sign: Vec<String>,
    /// The day on which it takes effect, where it has its signatures.
    pub starts: Option<Date>,
}

/// Someone who has signed a change.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub struct WireSigned {
    /// The person's name.
    pub name: String,
    /// From which day it is to be in force; none where at once.
    pub starts: Option<Date>,
}

impl WireWaiting {
    /// The same as facts, to be put into words.
    pub fn facts(&self) -> WaitingChange<'_> {
        WaitingChange {
            mission: &self.mission,
            title: &self.title,
            path: &self.path,
            in_force: &self.in_force,
            revision: &self.revision,
            signed_by: self.signed_by.iter().map(|signed| (&*signed.name, signed.starts)).collect(),
            may_sign: self.may_sign.iter().map(String::as_str).collect(),
            starts: self.starts,
        }
    }

    /// A change as it stands on `today`.
    pub fn new(waiting: &Waiting, today: Date) -> Self {
        let signed = waiting.signed.iter().filter_map(|approval| {
            let name = waiting.approver(&approval.key)?.name.to_string();
            Some(WireSigned { name, starts: approval.starts })
        });
        let signed_by: Vec<WireSigned> = signed.collect();
        let has_signed = |name: &String| signed_by.iter().any(|signed| signed.name == *name);
        let others = waiting.approvers.iter().filter(|approver| approver.may_sign_on(today));
        let others = others.map(|approver| approver.name.to_string());
        Self {
            mission: waiting.mission.to_string(),
            title: waiting.title.clone(),
            path: waiting.path.to_string(),
            in_force: waiting.in_force.to_string(),
            revision: waiting.revision.to_string(),
            may_sign: others.filter(|name| !has_signed(name)).collect(),
            signed_by,
            starts: waiting.starts,
        }
    }
}

/// A signature under a change.
#[derive(Serialize, Debug)]
pub struct WireSignature {
    at: Timestamp,
    signer: String,
    mission: String,
    revision: String,
    replaces: String,
    starts: Option<Date>,
    reason: String,
    effect: String,
    expires: Date,
    in_force_at: Option<Timestamp>,
}

impl From<&Past> for WireSignature {
    fn from(past: &Past) -> Self {
        let statement = &past.statement;
        Self {
            at: past.at,
            signer: statement.signer.clone(),
            mission: statement.mission.to_string(),
            revision: statement.revision.to_string(),
            replaces: statement.replaces.to_string(),
            starts: statement.starts,
            reason: statement.reason.clone(),
            effect: statement.effect.clone(),
            expires: statement.expires,
            in_force_at: past.in_force_at,
        }
    }
}
