//! What officials say to an alert, and what they must say with it. What follows from it is worked out elsewhere.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    BodyId, Enclosed, ObligationRef, Observation, Paper, Period, Report, ReportedPaper, ResponseId, Scope,
    Source, SourceFile, Status, Vintage, is_same_person,
};

/// What an official says to an alert.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Response {
    pub id: ResponseId,
    /// The obligation whose alert it answers.
    pub obligation: ObligationRef,
    /// How much of the obligation it is about.
    pub scope: Scope,
    /// Who owed the contribution when it was said: it stays with that body when another takes the part over. None where it is about the
    /// whole, and where an older ledger does not tell.
    pub owed_by: Option<BodyId>,
    /// The periods that it is about, in order.
    pub periods: Vec<Period>,
    /// What is said.
    pub submission: Submission,
    /// What came with it.
    pub enclosed: Enclosed,
    /// The earlier response that it takes back, where it withdraws one.
    pub takes_back: Option<ResponseId>,
    /// When it was recorded.
    pub at: Timestamp,
}

impl Response {
    /// What it reports; none where it says something of the alert alone.
    pub(crate) fn reported(&self) -> Option<Observation> {
        let Enclosed::Paper(ReportedPaper { cell, paper }) = &self.enclosed else { return None };
        let last = self.submission.until.unwrap_or(Paper::NO_END);
        Some(Observation {
            cell: cell.clone(),
            report: Report::Value(Paper::value_until(last)),
            status: Status::Final,
            vintage: Vintage::At(self.at),
            source: self.source(),
            paper: Some(Arc::clone(paper)),
        })
    }

    /// Where what it reports stands: a reply has no lines.
    pub(crate) fn source(&self) -> Source {
        Source { file: Arc::new(SourceFile::of_reply(&self.id, &self.submission.by)), line: 0 }
    }
}

/// The words of a response.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Submission {
    pub kind: ResponseKind,
    /// Who says it.
    pub by: String,
    /// Why; empty where no reason is given.
    pub reason: String,
    /// Who approved it.
    pub approver: Option<String>,
    /// The last day on which it holds, or the paper that it reports; none where it holds until it is withdrawn.
    pub until: Option<Date>,
}

/// What can be said to an alert.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum ResponseKind {
    /// The breach is acknowledged. It stops no clock.
    Accept,
    /// The breach is explained. It stops no clock.
    Explain,
    /// The breach is contested: while it is, nothing can be said of it.
    Dispute,
    /// There is more time to deliver.
    Extend,
    /// Delivery is excused for a time.
    Waive,
    /// A paper is reported that was owed. That it is in force counts as if a feed had said so.
    Document,
    /// A group is opened that is to bring something about by a day. It stops no clock.
    Group,
    /// A figure is expected of a period to come. It stops no clock.
    Forecast,
    /// An earlier response is taken back.
    Withdraw,
}

impl ResponseKind {
    /// Every kind, in the order of the list.
    pub const ALL: [Self; 9] = [
        Self::Accept,
        Self::Explain,
        Self::Dispute,
        Self::Extend,
        Self::Waive,
        Self::Document,
        Self::Group,
        Self::Forecast,
        Self::Withdraw,
    ];

    /// The word for it on the command line and in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Explain => "explain",
            Self::Dispute => "dispute",
            Self::Extend => "extend",
            Self::Waive => "waive",
            Self::Document => "document",
            Self::Group => "group",
            Self::Forecast => "forecast",
            Self::Withdraw => "withdraw",
        }
    }

    /// The kind of this name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether somebody else must approve it.
    pub fn needs_approval(self) -> bool {
        matches!(self, Self::Extend | Self::Waive)
    }

    /// Whether it changes what a breach counts as.
    pub(crate) fn bears_on_verdicts(self) -> bool {
        self.needs_approval() || self == Self::Dispute
    }

    /// Whether it may end on a day.
    fn may_expire(self) -> bool {
        self.bears_on_verdicts() || matches!(self, Self::Document | Self::Group)
    }
}

impl fmt::Display for ResponseKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

/// Why a submission cannot be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ImproperSubmission {
    /// Nobody says it.
    #[error("it does not say who responds")]
    Nobody,
    /// It gives no reason.
    #[error("`{0}` needs a reason")]
    NoReason(ResponseKind),
    /// Nobody approved it.
    #[error("`{0}` needs an approver")]
    NoApprover(ResponseKind),
    /// Whoever asks approved it too.
    #[error("`{0}` needs an approver other than the person who asks for it")]
    OwnApprover(ResponseKind),
    /// It would never end.
    #[error("`{0}` needs the day on which it ends")]
    NoExpiry(ResponseKind),
    /// It names a day on which it ends, and has no effect that could.
    #[error("`{0}` has no day on which it ends")]
    NeedlessExpiry(ResponseKind),
    /// It would be over before it began.
    #[error("{} has passed already", .0.strftime("%-d %B %Y"))]
    Expired(Date),
}

impl Submission {
    /// Whether everything is said that such a response needs; `today` is the day on which it is handed in.
    ///
    /// # Errors
    /// The first thing that is missing or out of place.
    pub fn check(&self, today: Date) -> Result<(), ImproperSubmission> {
        self.check_words()?;
        self.check_approver()?;
        self.check_end(today)
    }

    /// The same before a second person has approved it.
    ///
    /// # Errors
    /// The first thing that is missing or out of place.
    pub fn check_proposal(&self, today: Date) -> Result<(), ImproperSubmission> {
        self.check_words()?;
        self.check_end(today)
    }

    fn check_words(&self) -> Result<(), ImproperSubmission> {
        let Self { kind, by, reason, .. } = self;
        if is_blank(by) {
            return Err(ImproperSubmission::Nobody);
        }
        let needs_reason =
            kind.needs_approval() || matches!(kind, ResponseKind::Dispute | ResponseKind::Explain);
        if needs_reason && is_blank(reason) {
            return Err(ImproperSubmission::NoReason(*kind));
        }
        Ok(())
    }

    fn check_approver(&self) -> Result<(), ImproperSubmission> {
        let Self { kind, by, approver, .. } = self;
        match approver.as_deref().filter(|approver| !is_blank(approver)) {
            None if kind.needs_approval() => Err(ImproperSubmission::NoApprover(*kind)),
            Some(approver) if kind.needs_approval() && is_same_person(approver, by) => {
                Err(ImproperSubmission::OwnApprover(*kind))
            }
            _ => Ok(()),
        }
    }

    fn check_end(&self, today: Date) -> Result<(), ImproperSubmission> {
        let Self { kind, until, .. } = self;
        let kind = *kind;
        match *until {
            None if kind.needs_approval() || kind == ResponseKind::Group => {
                Err(ImproperSubmission::NoExpiry(kind))
            }
            Some(_) if !kind.may_expire() => Err(ImproperSubmission::NeedlessExpiry(kind)),
            // A paper may be reported that has ended: it was in force in its time.
            Some(until) if until < today && kind != ResponseKind::Document => {
                Err(ImproperSubmission::Expired(until))
            }
            _ => Ok(()),
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `waive by Ann for floods approved by Bob until 2024-03-31`, handed in on 1 March 2024.
    #[track_caller]
    fn check(text: &str, expect: &str) {
        let mut kind = ResponseKind::Accept;
        let mut submission =
            Submission { kind, by: String::new(), reason: String::new(), approver: None, until: None };
        for clause in text.split(", ") {
            match clause.split_once(' ') {
                Some(("by", name)) => name.clone_into(&mut submission.by),
                Some(("for", reason)) => reason.clone_into(&mut submission.reason),
                Some(("approved", name)) => submission.approver = Some(name.to_owned()),
                Some(("until", day)) => submission.until = Some(day.parse().unwrap()),
                _ => kind = ResponseKind::named(clause).unwrap(),
            }
        }
        submission.kind = kind;
        let said = submission.check(jiff::civil::date(2024, 3, 1));
        assert_eq!(said.map_or_else(|fault| fault.to_string(), |()| "proper".to_owned()), expect, "{text}");
    }

    #[test]
    fn an_acknowledgement_needs_a_name_alone() {
        check("accept, by Ann", "proper");
        check("accept, by  ", "it does not say who responds");
        check("withdraw, by Ann", "proper");
    }

    #[test]
    fn what_is_explained_or_disputed_has_a_reason() {
        check("explain, by Ann, for floods", "proper");
        check("explain, by Ann", "`explain` needs a reason");
        check("dispute, by Ann, for  ", "`dispute` needs a reason");
    }

    #[test]
    fn a_waiver_and_an_extension_need_somebody_else_and_an_end() {
        check("waive, by Ann, for floods, approved Bob, until 2024-03-01", "proper");
        check("waive, by Ann, for floods, until 2024-03-31", "`waive` needs an approver");
        check(
            "extend, by Ann Hay, for floods, approved ann  hay, until 2024-03-31",
            "`extend` needs an approver other than the person who asks for it",
        );
        check(
            "waive, by Ann Hay, for floods, approved \u{410}nn\u{200b} Hay., until 2024-03-31",
            "`waive` needs an approver other than the person who asks for it",
        );
        check("extend, by Ann, approved Bob, until 2024-03-31", "`extend` needs a reason");
        check("waive, by Ann, for floods, approved Bob", "`waive` needs the day on which it ends");
    }

    #[test]
    fn an_end_lies_ahead_and_ends_something() {
        check("dispute, by Ann, for errors, until 2024-03-31", "proper");
        check("dispute, by Ann, for errors, until 2024-02-29", "29 February 2024 has passed already");
        check("accept, by Ann, until 2024-03-31", "`accept` has no day on which it ends");
        check("document, by Ann, until 2024-02-29", "proper");
        check("group, by Ann, until 2024-03-31", "proper");
        check("group, by Ann", "`group` needs the day on which it ends");
        check("group, by Ann, until 2024-02-29", "29 February 2024 has passed already");
    }
}
