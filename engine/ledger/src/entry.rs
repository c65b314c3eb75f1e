//! What is written down, one thing after the other. All state is a fold over these entries.

use std::sync::Arc;

use engine::evidence::Receipt;
use engine::model::{BodyId, MeasureId, Observation, Period, Response, ResponseId, SourceFile, Unused};
use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::asked::{Asked, RuleExamples, TextChange};
use crate::lines::Lines;
use crate::source::Sources;
use crate::tree::TreeHash;

/// A place in the ledger; positions rise by one.
pub type Position = u64;

/// One thing that is recorded. All state is a fold over these.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    /// Reports that say something new.
    Observed(Vec<Observation>),
    /// A file was read: what became of its rows.
    Received(FileReceipt),
    /// Of these files something could not be used, or can be used now; it takes the place of what was known of each.
    SetAside(Vec<Unused>),
    /// A program came into force: its whole source.
    Activated(Arc<Sources>),
    /// A moment passed at which something was due.
    ClockAdvanced,
    /// The service came up.
    Resumed,
    /// A message is to be sent, at once or once its wait is over.
    Queued { notifier: String, message: Arc<Message>, hold: Option<Arc<Hold>> },
    /// An attempt to send it failed; it is tried again.
    Attempted {
        notifier: String,
        message_id: String,
        /// What came back.
        error: String,
        setback: Setback,
    },
    /// It was taken, and will not be sent again.
    Settled { notifier: String, message_id: String },
    /// It was not taken so far and will not be sent again, since a newer message makes it pointless.
    Superseded {
        notifier: String,
        message_id: String,
        /// The id of the newer message.
        by: String,
    },
    /// An official said something to an alert.
    Responded(Response),
    /// A person signed a change of a mission, and the signature was found to count.
    Approved {
        /// The statement, word for word, and the signature under it.
        signed: Signed,
        /// The person's name, as the revision in force has it.
        signer: String,
    },
    /// Somebody handed something in over the service, and was answered.
    HandedIn(HandedIn),
    /// An official asked for something that counts once a second person has approved it.
    Proposed(Proposal),
    /// Somebody decided about it.
    Decided(Decision),
    /// Somebody asked that nobody is told of some alerts for a time.
    Silenced(Silence),
    /// Somebody ended that before its time.
    SilenceEnded(SilenceEnd),
    /// Somebody had personal values erased.
    Erased(Erasure),
    /// Another version of Remit goes on with the ledger, although it works out otherwise what stands on it: whoever runs it accepted that.
    DifferenceAccepted(AcceptedDifference),
}

/// That personal values were erased: of which nothing is left but what stands for them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Erasure {
    /// Who asked for it.
    pub by: String,
    pub reason: String,
    /// What the values were found by, in order.
    pub erased: Vec<TreeHash>,
}

/// That what stands on the ledger may differ from what another version makes of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AcceptedDifference {
    /// The version that goes on.
    pub version: String,
    /// The version that wrote last, where that is known.
    pub before: Option<String>,
    /// The first entry that does not follow by the version that goes on.
    pub first: Position,
}

/// That nobody is told of some alerts for a time. It keeps back messages, and nothing else.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Silence {
    pub id: String,
    /// The id of the account that asked for it; none where somebody asked beside the ledger.
    pub account: Option<String>,
    /// Who asked for it.
    pub by: String,
    /// What a message must say of itself, as it was written. All of it must hold.
    pub matchers: Vec<String>,
    pub from: Timestamp,
    /// The first moment at which people are told again.
    pub until: Timestamp,
    pub reason: String,
}

/// That a silence ends before its time.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SilenceEnd {
    /// The id of the silence.
    pub id: String,
    /// The id of the account that ended it; none where somebody did beside the ledger.
    pub account: Option<String>,
    pub by: String,
    /// Why; empty where no reason is given.
    pub reason: String,
}

/// Something that an account asks for. It counts once somebody else has approved it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proposal {
    /// The id of the account that asks.
    pub account: String,
    pub asked: Asked,
}

impl Proposal {
    pub fn id(&self) -> &ResponseId {
        match &self.asked {
            Asked::Response { response, .. } => &response.id,
            Asked::Change(change) => &change.id,
            Asked::Examples(examples) => &examples.id,
        }
    }

    /// Who asks, as the account is named.
    pub fn by(&self) -> &str {
        match &self.asked {
            Asked::Response { response, .. } => &response.submission.by,
            Asked::Change(change) => &change.by,
            Asked::Examples(examples) => &examples.by,
        }
    }

    pub fn reason(&self) -> &str {
        match &self.asked {
            Asked::Response { response, .. } => &response.submission.reason,
            Asked::Change(change) => &change.reason,
            Asked::Examples(examples) => &examples.reason,
        }
    }

    /// The change of a mission's text that it asks for, where it asks for one.
    pub fn change(&self) -> Option<&TextChange> {
        match &self.asked {
            Asked::Change(change) => Some(change),
            Asked::Response { .. } | Asked::Examples(_) => None,
        }
    }

    /// The examples of what a rule should find, where it asks for tests of them.
    pub fn examples(&self) -> Option<&RuleExamples> {
        if let Asked::Examples(examples) = &self.asked { Some(examples) } else { None }
    }
}

/// What was decided about a proposal, and by whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// The id of the proposal.
    pub id: ResponseId,
    /// The id of the account that decided.
    pub account: String,
    /// Its name.
    pub by: String,
    pub fate: ProposalFate,
    /// Why; empty where no reason is given.
    pub reason: String,
}

/// What became of a proposal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProposalFate {
    /// A second person approved it, and it is a response now.
    Approved,
    /// A second person refused it.
    Refused,
    /// Whoever asked for it took it back.
    Withdrawn,
}

impl ProposalFate {
    pub const ALL: [Self; 3] = [Self::Approved, Self::Refused, Self::Withdrawn];

    /// The word for it in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// That a message is not sent at once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hold {
    /// It is sent then.
    pub until: Timestamp,
    pub reason: HoldReason,
    /// What says so: a route by its name, or whoever asked for silence. Of what goes out for a group, the group.
    pub by: String,
    /// The messages that it goes out together with; none where it goes out by itself.
    pub group: Option<String>,
}

impl Hold {
    /// Whether it was over when the message was queued: the message takes the place of others that waited.
    pub fn is_over(&self, queued: Timestamp) -> bool {
        self.group.is_none() && self.until <= queued
    }
}

/// Why a message is not sent at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum HoldReason {
    /// Nobody is told at this time.
    Hours,
    /// Others may join it.
    Group,
    /// It is told in a digest.
    Digest,
    /// It is told in a digest of each person whom it is for.
    PersonalDigest,
    /// Somebody asked for silence.
    Silence,
}

/// What an attempt to send a message came to, where it was not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Setback {
    /// It may well be taken next time.
    Passing,
    /// The receiver asked to be left alone until then.
    Busy { until: Timestamp },
    /// The receiver refused it: somebody has to put something right.
    Refused,
}

/// An entry with its place and moment.
#[derive(Clone, PartialEq, Debug)]
pub struct Recorded {
    pub position: Position,
    pub at: Timestamp,
    pub entry: Entry,
}

/// What became of one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileReceipt {
    pub file: Arc<SourceFile>,
    /// Rows taken in, by what they added.
    pub counts: Receipt,
    /// Rows outside the feed's filter.
    pub skipped: u32,
    /// Rows that cannot be used, up to a number for which the reasons are kept.
    pub quarantined: Vec<Quarantined>,
    /// The lines of the others that cannot be used.
    pub more_quarantined: Lines,
    /// Totals in the file that its own rows do not bear out.
    pub unequal_totals: Vec<UnequalTotal>,
    /// Another file of the feed that has the same content, where this one has it only now.
    pub same_as: Option<String>,
    /// How many figures are in force that earlier contents of the file reported, and this one does not.
    pub left_out: u32,
    /// Marks in place of figures that the feed does not explain.
    pub unexplained: Vec<UnexplainedMark>,
}

/// A mark in place of figures whose meaning nobody has declared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnexplainedMark {
    pub mark: String,
    /// The first line that has it.
    pub line: u32,
    /// How many figures it stands for.
    pub figures: u32,
}

/// A total that a file states, and that differs from the sum of the rows taken from it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnequalTotal {
    /// The line of the total, counted from 1.
    pub line: u32,
    pub measure: MeasureId,
    /// Whose figure it is, where it is the total of a breakdown and not of all bodies.
    pub body: Option<BodyId>,
    pub period: Period,
    /// What the file says.
    pub stated: Decimal,
    /// What the rows add up to.
    pub sum: Decimal,
    /// How many rows with a figure there are.
    pub rows: u32,
}

impl UnequalTotal {
    /// So many of one file are told at the most: where there are so many, there may be more.
    pub const MOST_TOLD: usize = 100;
}

impl FileReceipt {
    /// For so many rows of one file it is written down why they cannot be used, and of the others which they are: nothing that is
    /// sent may fill the ledger.
    pub const MOST_REASONS: usize = 100;

    /// A file of which nothing is said yet.
    pub fn of(file: Arc<SourceFile>) -> Self {
        Self {
            file,
            counts: Receipt::default(),
            skipped: 0,
            quarantined: Vec::new(),
            more_quarantined: Lines::default(),
            unequal_totals: Vec::new(),
            same_as: None,
            left_out: 0,
            unexplained: Vec::new(),
        }
    }

    /// How many rows cannot be used.
    pub fn set_aside(&self) -> usize {
        self.quarantined.len() + self.more_quarantined.len()
    }

    /// The lines of the rows that cannot be used.
    pub fn unusable_lines(&self) -> Lines {
        let with_reason = self.quarantined.iter().map(|row| row.line).collect();
        [with_reason, self.more_quarantined.clone()].into_iter().sum()
    }
}

/// A row that cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quarantined {
    /// The line, counted from 1.
    pub line: u32,
    /// Why, in a sentence without a full stop.
    pub reason: String,
}

/// A message about an alert, the same through every notifier.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Message {
    /// The idempotency key: the same for every attempt, and for the same change after a restart.
    pub id: String,
    /// When the change happened.
    pub at: Timestamp,
    /// What kind of change, such as `alert.firing`, `alert.updated`, `alert.resolved`.
    pub kind: String,
    pub subject: String,
    /// The message in plain English.
    pub text: String,
    /// The alert as a JSON object, for programs.
    pub json: String,
}

/// What somebody handed in over the service, and the answer: whoever hands the same in again has the same answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandedIn {
    /// The id of the account that handed it in. Nothing else of an account is on the ledger.
    pub account: String,
    /// What the account calls it, so that it can be told from all else that it hands in.
    pub key: String,
    /// The hash of what was handed in, and to which address.
    pub content: String,
    /// The status of the answer, as HTTP numbers it.
    pub status: u16,
    /// The answer, as JSON.
    pub answer: String,
}

/// A statement with the signature under it, as people hand it in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signed {
    /// The statement, word for word.
    pub statement: String,
    /// The signature, armoured as OpenSSH does it.
    pub signature: String,
}
