//! Why what an official says is not taken in.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{
    BodyId, ContributionId, ImproperSubmission, MeasureId, MissionId, ObligationRef, Period, ResponseKind,
};

/// Why a response is not taken in.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refusal {
    /// Something is missing from the submission, or is out of place in it.
    #[error(transparent)]
    Improper(#[from] ImproperSubmission),
    /// Whoever approved it is nobody whom the project names.
    #[error("`{approver}` is nobody whom the project names, and cannot approve it")]
    UnknownApprover {
        approver: String,
        /// Those whom it names.
        known: Vec<String>,
    },
    /// No such alert is open.
    #[error("no alert `{alert}` is open")]
    NotOpen {
        /// The alert that was named.
        alert: String,
    },
    /// It is about a rule that failed, which is no breach.
    #[error(
        "`{alert}` says that a rule failed; it ends when the rule works again, and nobody can respond to it"
    )]
    RuleFailed {
        /// The alert that was named.
        alert: String,
    },
    /// The obligation has no such contribution.
    #[error("`{obligation}` has no contribution `{contribution}`")]
    NoSuchContribution {
        obligation: ObligationRef,
        /// The contribution that was named.
        contribution: String,
        /// Those that there are.
        known: Vec<ContributionId>,
    },
    /// The obligation is not owed for such a period, or not yet.
    #[error("`{obligation}` is not owed for `{period}` so far")]
    NoSuchPeriod {
        obligation: ObligationRef,
        /// The period that was named.
        period: String,
        /// The periods of the alert.
        known: Vec<Period>,
    },
    /// It brings something that its kind has no use for.
    #[error("`{0}` takes no title, link or first day of a document")]
    NeedlessPaper(ResponseKind),
    /// No part that is meant is owed as a document.
    #[error("nothing that `{alert}` is about is owed as a document")]
    NoDocument {
        /// The alert that was named.
        alert: String,
    },
    /// It could be the document of several.
    #[error("`{alert}` is about several documents")]
    SeveralDocuments {
        /// The alert that was named.
        alert: String,
        /// The contributions of which one has to be named.
        known: Vec<ContributionId>,
    },
    /// Somebody reports a document that is not theirs to report.
    #[error("`{by}` holds no post at `{body}`, which reports this document")]
    NotTheReporter {
        /// Who would report it.
        by: String,
        body: BodyId,
        /// Who holds a post there.
        known: Vec<String>,
    },
    /// It would be over before it began.
    #[error("the document ends on {until}, before it begins on {from}")]
    EndsBeforeItBegins { from: Date, until: Date },
    /// It brings a group, and its kind opens none.
    #[error("`{0}` opens no group, and takes no members and no exit test")]
    NeedlessGroup(ResponseKind),
    /// Nobody is in the group.
    #[error("a group needs members")]
    NoMembers,
    /// Somebody in it is nobody whom the project knows.
    #[error("`{member}` is no body of the register, and nobody who holds a post")]
    UnknownMember {
        member: String,
        /// Those who could be meant.
        known: Vec<String>,
    },
    /// Somebody is in it twice.
    #[error("`{member}` is in the group twice")]
    MemberTwice { member: String },
    /// The group would be in itself.
    #[error("`{alert}` is what the group is opened for, and cannot be in it")]
    OwnMember { alert: String },
    /// What must hold for it to close is nothing that can be looked up.
    #[error("`{exit_test}` is no exit test")]
    UnknownExitTest {
        exit_test: String,
        /// Those that there are, without documents.
        known: Vec<String>,
    },
    /// There would be nothing for the group to do.
    #[error("the exit test `{exit_test}` holds already")]
    HoldsAlready { exit_test: String },
    /// There is a group.
    #[error("a group is open for `{alert}` already")]
    GroupOpen { alert: String },
    /// Nobody is there to whom a group would answer.
    #[error("the mission `{mission}` names no board, and a group answers to one")]
    NoBoard { mission: MissionId },
    /// The mission is guarded, and somebody else may speak for its board.
    #[error("`{by}` cannot open a group for `{mission}`, whose texts have approvers")]
    NotOfTheBoard {
        by: String,
        mission: MissionId,
        /// Who can.
        known: Vec<String>,
    },
    /// It brings a forecast, and its kind makes none.
    #[error("`{0}` makes no forecast, and takes no value and no period of one")]
    NeedlessForecast(ResponseKind),
    /// It forecasts nothing.
    #[error("a forecast needs a value and the period of which it is expected")]
    NoForecast,
    /// It could be the figure of several.
    #[error("`{alert}` is about several figures")]
    SeveralFigures {
        /// The alert that was named.
        alert: String,
        /// The contributions of which one has to be named.
        known: Vec<ContributionId>,
    },
    /// Of that period nothing is owed, or of another cadence.
    #[error("`{obligation}` owes no figure of `{period}`")]
    NoFigureOwed {
        obligation: ObligationRef,
        /// The period that was named.
        period: String,
    },
    /// The figure is known, so that nothing is to be expected of it.
    #[error("the figure of `{period}` is there already")]
    FigureKnown { period: Period },
    /// It is no figure that the measure can have.
    #[error("{value} is no figure that `{measure}` can have")]
    OutOfBounds { value: Decimal, measure: MeasureId },
    /// It is about a cut, after which there is nothing to do but accept.
    #[error("`{alert}` is about a cut in what funds the obligation: it can be accepted, and nothing else")]
    AcceptsOnly {
        /// The alert that was named.
        alert: String,
    },
    /// Somebody accepts for whom nobody asked.
    #[error("`{alert}` does not ask {by} to accept anything")]
    NotAsked {
        by: String,
        /// The alert that was named.
        alert: String,
        /// Who is asked, as far as posts are held by anybody.
        known: Vec<String>,
    },
    /// Nobody of that name has anything to withdraw.
    #[error("nothing that {by} said to `{alert}` or approved is still in force")]
    NothingToWithdraw {
        /// Who would withdraw it.
        by: String,
        /// The alert that was named.
        alert: String,
    },
}
