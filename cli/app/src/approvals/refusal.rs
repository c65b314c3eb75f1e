//! Why a signature is not taken in.

use engine::model::MissionId;
use jiff::Timestamp;
use thiserror::Error;

use ledger::signature::{SignatureError, StatementError};

/// Why a signature is not taken in.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ApprovalError {
    /// The text is no statement.
    #[error("this is not a statement of Remit: {0}")]
    Statement(#[from] StatementError),
    /// The signature proves nothing.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// The mission has no change that waits.
    #[error("no change of the mission `{mission}` waits for approval")]
    NothingWaits { mission: MissionId },
    /// Another change waits.
    #[error(
        "the statement is about revision {signed} of `{mission}`, and {waiting} waits; look at it and sign again"
    )]
    AnotherRevision {
        mission: MissionId,
        /// The short revision that was signed.
        signed: String,
        /// The short revision that waits.
        waiting: String,
    },
    /// What is in force has changed.
    #[error(
        "the statement replaces revision {signed} of `{mission}`, and {in_force} is in force; look at it and sign again"
    )]
    AnotherBase {
        mission: MissionId,
        /// The short revision that was to be replaced.
        signed: String,
        /// The short revision in force.
        in_force: String,
    },
    /// Nobody who may sign has this key.
    #[error(
        "the key {fingerprint} is not that of an approver of `{mission}` as it is in force; these may sign: {approvers}"
    )]
    UnknownKey {
        mission: MissionId,
        /// The key's fingerprint.
        fingerprint: String,
        /// Who may sign.
        approvers: String,
    },
    /// The key is named only in the text that waits.
    #[error(
        "the key {fingerprint} is named only in the text that waits; the approvers in force decide about it: {approvers}"
    )]
    KeyOfNewText {
        /// The key's fingerprint.
        fingerprint: String,
        /// Who may sign.
        approvers: String,
    },
    /// The person may not sign on this day.
    #[error("{name} may not sign on {day}, says the revision in force")]
    NotThen {
        name: String,
        /// The day, for people.
        day: String,
    },
    /// The statement names someone else.
    #[error("the statement says that {stated} signs, and the key is that of {actual}")]
    SomeoneElse {
        /// Who signs, as the statement has it.
        stated: String,
        /// Whose key it is.
        actual: String,
    },
    /// The same person has signed the same change.
    #[error("{name} has signed this change already; a second person must")]
    SignedAlready { name: String },
    /// Its time is over.
    #[error("the approval could be used until {day}, and that is over; sign again")]
    Expired {
        /// The last day, for people.
        day: String,
    },
    /// It would be over before the change takes effect.
    #[error(
        "the change is to take effect on {starts}, after the approval ends on {expires}; sign again with a later end"
    )]
    ExpiresTooSoon {
        /// The day of effect, for people.
        starts: String,
        /// The last day, for people.
        expires: String,
    },
    /// It was signed in the future.
    #[error(
        "the statement says that it is signed at {signed_at}, and it is {now}; set the clocks and sign again"
    )]
    NotYetSigned {
        /// When it is said to be signed.
        signed_at: Timestamp,
        /// When it came.
        now: Timestamp,
    },
}
