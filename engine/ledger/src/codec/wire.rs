//! The shape of a batch on disk. The engine's types are not serialisable, so that they may change while these stay.
//!
//! Postcard writes fields in order and variants by number: within one format both may only be added to at an enum's end.

use serde::{Deserialize, Serialize};

use super::column::Column;
pub(super) use super::wire_embargo::{RowsHeld, RowsHeldOfFile, UnderEmbargo};
pub use super::wire_numbers::TextHash;
pub(super) use super::wire_numbers::{Moment, PersonalPart, Str, TextIx};
pub(super) use super::wire_service::{
    Asked, Fate, HandedIn, Hold, HoldReason, Outcome, OutcomePart, Silence, TextChange,
};

/// Everything that one commit appended.
#[derive(Serialize, Deserialize)]
pub(super) struct Batch<'a> {
    #[serde(borrow)]
    pub(super) strings: Vec<&'a str>,
    pub(super) files: Vec<File>,
    pub(super) texts: Vec<TextHash>,
    pub(super) entries: Vec<Entry>,
}

#[derive(Serialize, Deserialize, PartialEq, Eq, Hash)]
pub(super) struct File {
    pub(super) feed: Str,
    pub(super) path: Str,
    pub(super) hash: Str,
}

#[derive(Serialize, Deserialize)]
pub(super) enum Entry {
    Observed(Box<Observations>),
    Received(FileReceipt),
    Activated(Sources),
    ClockAdvanced,
    Resumed,
    Queued {
        notifier: Str,
        message: Message,
    },
    Attempted {
        notifier: Str,
        message_id: Str,
        error: Str,
    },
    /// With the reason where it was refused, which was for good once and is worth another try now.
    Settled {
        notifier: Str,
        message_id: Str,
        refused: Option<Str>,
    },
    Responded(Box<Response>),
    Approved {
        statement: Str,
        signature: Str,
        signer: Str,
    },
    ActivatedWithLibraries(Sources, Libraries),
    /// With the lines of further rows that cannot be used, as runs: the distance from the run before, and how many more
    /// lines follow the first.
    ReceivedInPart(FileReceipt, Vec<(u32, u32)>),
    AttemptedWhileBusy {
        notifier: Str,
        message_id: Str,
        error: Str,
        until: Moment,
    },
    Superseded {
        notifier: Str,
        message_id: Str,
        by: Str,
    },
    /// No entry of its own: the places of the batch's files with which their feeds began.
    Begun(Vec<u32>),
    /// With who owed the contribution.
    RespondedOf(Box<Response>, Str),
    /// No entry of its own: of the batch's files by their places, the revision that the name tells, and the reading in which they were
    /// first seen.
    Editions(Vec<(u32, u8, u32)>),
    /// As received in part, with what few receipts have.
    ReceivedWithMore(FileReceipt, Vec<(u32, u32)>, MoreOfReceipt),
    SetAside(Vec<Unused>),
    /// No entry of its own: for whom the batch's files speak, by their places.
    Voices(Vec<(u32, Str)>),
    /// No entry of its own: the sheets of the batch's files, by their places.
    Sheets(Vec<(u32, Vec<Str>)>),
    /// With what is known of each file.
    SetAsideOfFiles(Vec<UnusedOfFile>),
    /// As received with more, with what the file says against itself or without explanation.
    ReceivedWithChecks(FileReceipt, Vec<(u32, u32)>, MoreOfReceipt, Checks),
    /// With the papers that rows are about.
    ObservedPapers(Box<Observations>, Vec<PaperRow>),
    /// With who owed the contribution, where that is known, and what came with it.
    RespondedWith(Box<Response>, Option<Str>, Enclosed),
    /// With what few projects have.
    ActivatedWithMore(Sources, MoreOfSources),
    HandedIn(HandedIn),
    /// With what is known of those files that wait for the end of an embargo, by their places among them.
    SetAsideWithEmbargoes(Vec<UnusedOfFile>, Vec<(u32, UnderEmbargo)>),
    /// No entry of its own: when those of the batch's files came in that waited for the end of an embargo, by their places.
    Held(Vec<(u32, Moment)>),
    /// The account and the alert, what it would be, and who owes the contribution.
    Proposed([Str; 2], Box<Response>, Option<Str>),
    /// The proposal, the account, its name and the reason.
    Decided([Str; 4], Fate),
    QueuedToWait {
        notifier: Str,
        message: Message,
        hold: Hold,
    },
    /// With the lines of rows that wait for the end of an embargo, by the places of their files.
    SetAsideWithRowsHeld(Vec<UnusedOfFile>, Vec<(u32, UnderEmbargo)>, RowsHeld),
    Silenced(Silence),
    /// The silence, who ended it and why; the account.
    SilenceEnded([Str; 3], Option<Str>),
    ChangeProposed(Box<TextChange>),
    /// No entry of its own: what the step led to that the batch is about.
    Led(Outcome),
    Asked(Box<Asked>),
    /// No entry of its own: stand-ins are in the places of personal values.
    StandIns,
    /// Who asked for it and why, and what they were found by.
    Erased([Str; 2], Vec<[u8; 32]>),
    /// The version that goes on, the one that wrote last, and the first entry that does not follow.
    DifferenceAccepted(Str, Option<Str>, u64),
    /// No entry of its own: the personal parts of those of the batch's texts that were looked through for them, by their places.
    PersonalParts(Vec<(TextIx, Vec<PersonalPart>)>),
    /// No entry of its own: stand-ins are in the places of all personal values, and of what messages say of texts, files, notifiers and plugins.
    StandInsInAll,
    /// No entry of its own: rows stand by their measures and what followed by its mission. With the version that worked that out, where
    /// anything followed.
    Parted(Option<(Str, Vec<OutcomePart>)>),
}

/// What few projects have beside their texts.
#[derive(Serialize, Deserialize)]
pub(super) struct MoreOfSources {
    pub(super) libraries: Option<Libraries>,
    pub(super) people: Option<SourceText>,
    pub(super) relations: Option<SourceText>,
}

/// The number of a row among those beside it, the title of its paper, and where that can be read.
pub(super) type PaperRow = (u32, Str, Option<Str>);

/// What of a file could not be used, with what is known of the file.
#[derive(Serialize, Deserialize)]
pub(super) struct UnusedOfFile {
    pub(super) unused: Unused,
    /// The hash of what it held.
    pub(super) content: Option<Str>,
    pub(super) sheets: Vec<Str>,
}

/// What of a file could not be used.
#[derive(Serialize, Deserialize)]
pub(super) struct Unused {
    pub(super) path: Str,
    pub(super) rows: Vec<UnusedRow>,
    /// What the file was about, where that is known, and why it was refused.
    pub(super) refused: Option<(Option<Vec<Str>>, Str)>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct UnusedRow {
    pub(super) measure: Str,
    pub(super) body: Str,
    pub(super) period: Period,
    pub(super) line: u32,
    pub(super) reason: Option<Str>,
}

/// Where something came in that gives no figure.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
pub(super) struct UnusedReport {
    pub(super) path: Str,
    /// With the sheet, where it is a row of one.
    pub(super) place: Option<(Option<Str>, u32)>,
    pub(super) reason: Option<Str>,
    /// Since when its file waits for the end of an embargo.
    pub(super) waits_since: Option<Moment>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Response {
    pub(super) id: Str,
    pub(super) mission: Str,
    pub(super) obligation: Str,
    pub(super) contribution: Option<Str>,
    pub(super) periods: Vec<Period>,
    pub(super) kind: ResponseKind,
    pub(super) by: Str,
    pub(super) reason: Str,
    pub(super) approver: Option<Str>,
    /// Year, month and day.
    pub(super) until: Option<(i16, i8, i8)>,
    pub(super) takes_back: Option<Str>,
    pub(super) at: Moment,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Hash)]
pub(super) enum ResponseKind {
    Accept,
    Explain,
    Dispute,
    Extend,
    Waive,
    Withdraw,
    Document,
    Group,
    Forecast,
}

/// What came with a response.
#[derive(Serialize, Deserialize)]
pub(super) enum Enclosed {
    /// A paper: its document, its body, the day from which it is in force, its title and its link.
    Paper { measure: Str, body: Str, from: (i16, i8, i8), title: Str, link: Option<Str> },
    /// A group: its members, each a body or a person there, what must hold for it to close, and when that held.
    Group { members: Vec<(Str, Option<Str>)>, exit_test: ExitTest, closed_at: Option<Moment> },
    /// That an obligation is accepted anew after a cut: for which bodies.
    Acceptance(Vec<Str>),
    /// A forecast: the measure, the body, the period, the figure and how it came out.
    Forecast { measure: Str, body: Str, period: Period, value: [u8; 16], outcome: ForecastOutcome },
}

/// How a forecast came out, with the figure that came.
#[derive(Serialize, Deserialize)]
pub(super) enum ForecastOutcome {
    Open,
    CameTrue([u8; 16]),
    FellShort([u8; 16]),
    NotReported,
}

/// What must hold for a group to close.
#[derive(Serialize, Deserialize)]
pub(super) enum ExitTest {
    /// The mission, the obligation, and how many periods.
    Met(Str, Str, u32),
    /// The document and its body.
    InForce(Str, Str),
}

/// Observations field by field; every column has one number for each of them.
#[derive(Serialize, Deserialize)]
pub(super) struct Observations {
    pub(super) measures: Vec<Str>,
    pub(super) bodies: Vec<Str>,
    pub(super) periods: Vec<Period>,
    /// None is backfill.
    pub(super) vintages: Vec<Option<Moment>>,
    pub(super) measure: Column,
    pub(super) body: Column,
    pub(super) period: Column,
    /// What kind of report it is; see `figures`.
    pub(super) form: Column,
    /// One for each report that is a value.
    pub(super) mantissas: Vec<u128>,
    pub(super) status: Column,
    pub(super) vintage: Column,
    pub(super) file: Column,
    /// The distance from the line before, wrapping around.
    pub(super) line: Column,
}

#[derive(Serialize, Deserialize, PartialEq, Eq, Hash)]
pub(super) struct Period {
    pub(super) cadence: Cadence,
    pub(super) index: i32,
}

#[derive(Serialize, Deserialize, PartialEq, Eq, Hash)]
pub(super) enum Cadence {
    Day,
    Week,
    Month,
    Quarter,
    FinancialYear,
    AcademicYear,
    Year,
    Rolling {
        months: u16,
        step: u16,
    },
    /// Days after Monday.
    WeekFrom(i8),
    /// The days on which parts begin, packed.
    PartOfYear(u64),
}

#[derive(Serialize, Deserialize)]
pub(super) struct FileReceipt {
    pub(super) file: u32,
    pub(super) accepted: u32,
    pub(super) unchanged: u32,
    pub(super) revised: u32,
    pub(super) skipped: u32,
    pub(super) quarantined: Vec<Quarantined>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct MoreOfReceipt {
    pub(super) unreconciled: u32,
    pub(super) same_as: Option<Str>,
    pub(super) left_out: u32,
}

/// What a file says against itself or without explanation.
#[derive(Serialize, Deserialize)]
pub(super) struct Checks {
    pub(super) totals: Vec<UnequalTotal>,
    pub(super) marks: Vec<UnexplainedMark>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct UnequalTotal {
    pub(super) line: u32,
    pub(super) measure: Str,
    pub(super) body: Option<Str>,
    pub(super) period: Period,
    pub(super) stated: Value,
    pub(super) sum: Value,
    pub(super) rows: u32,
}

/// A value; see `figures`.
#[derive(Serialize, Deserialize)]
pub(super) struct Value {
    pub(super) form: u32,
    pub(super) digits: u128,
}

#[derive(Serialize, Deserialize)]
pub(super) struct UnexplainedMark {
    pub(super) mark: Str,
    pub(super) line: u32,
    pub(super) figures: u32,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Quarantined {
    pub(super) line: u32,
    pub(super) reason: Str,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Sources {
    pub(super) project: SourceText,
    pub(super) bodies: SourceText,
    pub(super) bank_holidays: Option<SourceText>,
    /// Missions share their rules, so each set of rules is written once.
    pub(super) rule_sets: Vec<Vec<(Str, SourceText)>>,
    pub(super) missions: Vec<Mission>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Mission {
    pub(super) key: Str,
    pub(super) declaration: SourceText,
    pub(super) rule_set: u32,
}

/// The libraries that the rules of each mission may import.
#[derive(Serialize, Deserialize)]
pub(super) struct Libraries {
    /// Missions share their libraries, so each set is written once.
    pub(super) sets: Vec<Vec<Library>>,
    /// The set of each mission, in their order.
    pub(super) of_missions: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Library {
    pub(super) name: Str,
    pub(super) version: Str,
    pub(super) script: SourceText,
}

#[derive(Serialize, Deserialize)]
pub(super) struct SourceText {
    pub(super) path: Str,
    pub(super) text: TextIx,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Message {
    pub(super) id: Str,
    pub(super) at: Moment,
    pub(super) kind: Str,
    pub(super) subject: Str,
    pub(super) text: Str,
    pub(super) json: Str,
}
