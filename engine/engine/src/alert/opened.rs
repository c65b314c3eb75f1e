//! What people are told of an alert.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{AlertId, AlertState, Climb, OwnFigure, Post, ReportPlace, Severity};
use crate::by_place::ByPlace;
use crate::evaluate::{Cause, Finding, Reacceptance, TurnedVerdict};
use crate::evidence::Gap;
use crate::model::{
    BodyId, Cell, ContributionId, Exception, MeasureId, NotPursued, ObligationRef, PartId, Period, Response,
    Statement, Verdict, Vintage,
};
use crate::program::Amendment;

/// An alert as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Alert {
    pub id: AlertId,
    /// The body that answers for the last of its periods; it may be another later.
    pub lead: BodyId,
    /// Where it stands.
    pub state: AlertState,
    /// How grave it is; none where a rule failed, since nothing is known then, and where it is about a cut, which is no blame.
    pub severity: Option<Severity>,
    /// Since when the matter has been open: the deadline of its first period, or the report that showed the breach
    /// while that deadline is still to come.
    pub since: Timestamp,
    /// The periods it is about, in order.
    pub periods: Arc<[Period]>,
    /// How many parts are owed for the last of the periods.
    pub owed: u32,
    /// The parts that it names: those that break the obligation now, or put it at risk; the lead's own where it owes it alone.
    pub named: ByPlace<Arc<Breaker>>,
    /// Parts of the last of the periods of which nothing is decided, since reports or people contradict each other.
    pub disputed: Vec<PartId>,
    /// What the rule said of the last of the periods that joins the parts, where a rule does.
    pub joined: Option<Statement>,
    /// Parts that wait for figures of others in the last of the periods; their own parties are not to blame.
    pub held_up: Vec<HeldUpPart>,
    /// Bodies that have delivered for the last of the periods.
    pub delivered_by: ByPlace<BodyId>,
    /// Bodies whose report for the last of the periods is still awaited.
    pub awaited_from: ByPlace<BodyId>,
    /// What it waits for; while there is anything, its own party is not to blame.
    pub held_up_by: Vec<HeldUpBy>,
    /// Obligations that wait for this one.
    pub holds_up: Vec<ObligationRef>,
    /// The person at the body to be told.
    pub owner: Option<String>,
    /// Who holds the posts that answer for it, where the project says so.
    pub posts: Vec<Post>,
    /// How far it went up its ladder; none where it has none.
    pub climb: Option<Climb>,
    /// What officials say to it and have not withdrawn, the newest last.
    pub responses: Vec<Response>,
    /// What was cut, and who is asked to accept the obligation anew; none where it is about anything else.
    pub reacceptance: Option<Reacceptance>,
}

/// Something overdue that an obligation waits for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HeldUpBy {
    Obligation(ObligationRef),
    Reports(MeasureId),
}

/// A part that waits for figures of others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HeldUpPart {
    pub part: PartId,
    /// Who owes it, and waits.
    pub body: BodyId,
    /// The figures that are missing, each with why.
    pub missing: Arc<[Gap]>,
}

/// A party that breaks an obligation, puts it at risk, or could not be judged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Breaker {
    pub part: PartId,
    /// Who owes it.
    pub body: BodyId,
    /// The person to be told.
    pub owner: Option<String>,
    /// For how long it has stood so without a break, up to the alert's last period.
    pub periods: Arc<[Period]>,
    /// Those of the periods for which there is no usable figure.
    pub silent: Arc<[Period]>,
    /// Its verdict for the last of them.
    pub verdict: Verdict,
    /// What that verdict comes of.
    pub cause: Cause,
    /// Its own figure for the last of them.
    pub figure: OwnFigure,
}

impl Breaker {
    /// Who owes it, with the person to be told as declared.
    pub(super) fn owner(&self) -> (&BodyId, Option<&str>) {
        (&self.body, self.owner.as_deref())
    }

    /// Whether there was no usable figure for the last of the periods, also where that is disputed since.
    pub fn is_silent(&self) -> bool {
        self.verdict == Verdict::NoData || (self.is_disputed() && self.silent.last() == self.periods.last())
    }

    /// Whether what is held against it is disputed, and not decided.
    pub fn is_disputed(&self) -> bool {
        self.verdict == Verdict::Disputed
    }

    /// Whether it was missed by the figures, also where that is disputed since.
    pub(super) fn is_missed(&self) -> bool {
        self.verdict == Verdict::Missed || (self.is_disputed() && !self.is_silent())
    }
}

impl Alert {
    /// Whether it waits for something overdue, so that its own parties are not to blame: for an obligation or reports that it depends on, or
    /// with all that is wrong for figures that others are to bring.
    pub fn is_held_up(&self) -> bool {
        !self.held_up_by.is_empty() || (self.named.is_empty() && !self.held_up.is_empty())
    }

    /// Whether nothing is broken yet.
    pub fn is_at_risk(&self) -> bool {
        self.severity == Some(Severity::AtRisk)
    }

    /// Whether all that is held against anybody is disputed, so that nothing is decided.
    pub fn is_disputed(&self) -> bool {
        !self.disputed.is_empty() && !self.is_held_up() && self.named().all(Breaker::is_disputed)
    }

    /// The parts that it names, in order.
    pub fn named(&self) -> impl Iterator<Item = &Breaker> {
        self.named.iter().map(Arc::as_ref)
    }

    /// Who breaks the obligation now, in the order of its parts; nobody does while it is only at risk.
    pub fn breakers(&self) -> impl Iterator<Item = &Breaker> {
        self.named().filter(|_| !self.is_at_risk())
    }

    /// The contributions that break the obligation now. What is disputed is not broken.
    pub fn broken_contributions(&self) -> impl Iterator<Item = &ContributionId> {
        self.breakers()
            .filter(|breaker| !breaker.is_disputed())
            .filter_map(|breaker| breaker.part.contribution())
    }

    /// The contributions of which nothing is decided.
    pub fn disputed_contributions(&self) -> impl Iterator<Item = &ContributionId> {
        self.disputed.iter().filter_map(PartId::contribution)
    }

    /// The contributions that put the obligation at risk, while nothing is broken.
    pub fn contributions_at_risk(&self) -> impl Iterator<Item = &ContributionId> {
        self.named().filter(|_| self.is_at_risk()).filter_map(|named| named.part.contribution())
    }

    /// Whoever answers for it beside the lead, each with the person as declared: who owes what it names, or is asked to accept it anew.
    pub(super) fn owners(&self) -> impl Iterator<Item = (&BodyId, Option<&str>)> {
        let asked = self.reacceptance.iter().flat_map(|reacceptance| &reacceptance.asked);
        let asked = asked.map(|asked| (&asked.body, asked.owner.as_deref()));
        self.named().map(Breaker::owner).chain(asked)
    }
}

/// Something about an alert that people are to be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertChange {
    pub change: Change,
    pub at: Timestamp,
    /// The alert after it; one that is withdrawn is as people were last told of it.
    pub alert: Arc<Alert>,
    /// Figures that were revised and turned parts of it between delivered and missed, while it goes on.
    pub corrections: Vec<Correction>,
    /// What was said to it, and taken back since people were last told of it, while it goes on.
    pub taken_back: Vec<TakenBack>,
    /// Why it ended; none while it goes on.
    pub ended: Option<Ending>,
    /// What an edit changed, where that is what happened to it.
    pub restatement: Option<Restatement>,
}

impl AlertChange {
    /// One of an alert of which nothing else is to be told.
    pub fn new(change: Change, alert: Arc<Alert>, at: Timestamp) -> Self {
        let (corrections, taken_back) = (Vec::new(), Vec::new());
        Self { change, at, alert, corrections, taken_back, ended: None, restatement: None }
    }
}

/// Something that an official said, with what took it back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TakenBack {
    pub response: Response,
    pub withdrawal: Response,
}

/// An edit of what is declared, with the verdicts of ended periods that it turned.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restatement {
    pub amendments: Vec<Amendment>,
    pub turned: Vec<TurnedVerdict>,
}

/// Why an alert ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
    /// The obligation was met again in this period.
    MetAgain(Period),
    /// It was only at risk, and is so no longer.
    OffRisk,
    /// Figures by which this period was missed were revised, and by the new ones it was not.
    Corrected(Period, Vec<Correction>),
    /// The files of these figures are read otherwise than before, and say by that something else of this period: nothing was reported.
    ReadOtherwise(Period, Vec<Correction>),
    /// The rule works again.
    RuleWorks,
    /// What a group was to bring about has come about.
    ExitTestHeld,
    /// Whoever opened a group took it back.
    GroupWithdrawn,
    /// Everybody accepted the obligation anew who was asked to after a cut.
    AcceptedAnew,
    /// What was cut is no longer cut.
    CutMadeGood,
    /// In this period the obligation is no breach only because a part of it, of this finding, is waived or awaited.
    Excused(Period, Finding),
    /// It is broken no longer.
    NotBroken,
    /// No obligation of the program in force answers for it.
    NotDeclared,
    /// What is declared of it was changed, and nothing was reported.
    Redeclared,
    /// The one body that it was about closed on this day: nobody owes it any more.
    NotOwed(BodyId, Date),
    /// Somebody decided that it is not pursued any more.
    NotPursued(NotPursued),
    /// This body does not owe it any more, by an exception without an end.
    Excepted(BodyId, Exception),
}

/// Whether a figure is another because something was published, or because the same file is read otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Rereading {
    Published,
    ReadOtherwise,
}

/// A figure that was revised, or is read where none was read before.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Correction {
    pub cell: Cell,
    /// None where no figure was read before.
    pub from: Option<Decimal>,
    pub to: Decimal,
    /// When the new one became known.
    pub known: Vintage,
    /// Where the new one stands.
    pub place: ReportPlace,
    /// Whether the old one stands in the same file as well, unchanged: then it is only read otherwise.
    pub occasion: Rereading,
}

/// What happened to an alert.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Change {
    /// It began to fire.
    Fired,
    /// It goes on, but its severity, its periods, the parts that it names or what holds it up changed.
    Updated,
    /// The evidence ended it.
    Resolved,
    /// A revision of the figures by which it was broken ended it; what was missed by the old ones stays on record.
    Corrected,
    /// An edit turned verdicts of ended periods. It may go on or end by that, or there may have been none.
    Restated,
    /// A change of what is declared ended it.
    Withdrawn,
    /// It goes on, and went up a step of its ladder.
    Escalated,
    /// It goes on, and nothing was told of it for some time.
    Reminded,
}

impl Change {
    /// Every kind, in the order of the list.
    pub const ALL: [Self; 8] = [
        Self::Fired,
        Self::Updated,
        Self::Resolved,
        Self::Corrected,
        Self::Restated,
        Self::Withdrawn,
        Self::Escalated,
        Self::Reminded,
    ];

    /// The word for it, as programs read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fired => "firing",
            Self::Updated => "updated",
            Self::Resolved => "resolved",
            Self::Corrected => "corrected",
            Self::Restated => "restated",
            Self::Withdrawn => "withdrawn",
            Self::Escalated => "escalated",
            Self::Reminded => "reminder",
        }
    }
}
