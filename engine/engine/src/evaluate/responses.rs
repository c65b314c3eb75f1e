//! What officials have said, and what that makes of a finding. Whether they may say it is decided before.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use jiff::Timestamp;
use rust_decimal::Decimal;
use rustc_hash::FxBuildHasher;

use super::finding::{AnsweredBreach, Cause, Finding};
use crate::model::{
    Calendar, Cell, ObligationRef, Period, Response, ResponseId, ResponseKind, Verdict, Vintage,
};
use crate::program::Part;

/// Every response so far, in order. They hang on ids, so that no reload takes one away.
#[derive(Default)]
pub(crate) struct Responses {
    heard: IndexMap<ResponseId, Heard, FxBuildHasher>,
    /// Places in `heard`.
    by_obligation: BTreeMap<ObligationRef, Vec<usize>>,
    /// The places of those that open a group.
    groups: Vec<usize>,
}

struct Heard {
    response: Response,
    withdrawn_at: Option<Timestamp>,
    /// The figures that a waiver is about, as they were known when it was given.
    saw: BTreeMap<Cell, Decimal>,
}

/// A figure that was known when something was waived.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SeenFigure {
    /// The waiver.
    pub response: ResponseId,
    pub cell: Cell,
    pub value: Decimal,
}

/// One response as it bears on one finding.
pub(crate) struct Answer<'a> {
    response: &'a Response,
    saw: &'a BTreeMap<Cell, Decimal>,
    /// The moment from which it has no effect any more; the end of time where it has none.
    ends: Timestamp,
}

impl Responses {
    /// Takes one response in, with the figures that it saw; one that is known already changes nothing.
    pub(crate) fn hear(&mut self, response: Response, saw: BTreeMap<Cell, Decimal>) {
        if self.has(&response.id) {
            return;
        }
        if let Some(earlier) = response.takes_back.as_ref().and_then(|id| self.heard.get_mut(id)) {
            earlier.withdrawn_at.get_or_insert(response.at);
        }
        let place = self.heard.len();
        self.by_obligation.entry(response.obligation.clone()).or_default().push(place);
        if response.enclosed.group().is_some() {
            self.groups.push(place);
        }
        self.heard.insert(response.id.clone(), Heard { response, withdrawn_at: None, saw });
    }

    /// Whether nobody has said anything yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.heard.is_empty()
    }

    /// Whether a response is known.
    pub(crate) fn has(&self, id: &ResponseId) -> bool {
        self.heard.contains_key(id)
    }

    /// A response that is known.
    pub(crate) fn get(&self, id: &ResponseId) -> Option<&Response> {
        self.heard.get(id).map(|heard| &heard.response)
    }

    /// What took a response back; none where nothing did.
    pub(crate) fn withdrawal_of(&self, id: &ResponseId) -> Option<&Response> {
        self.heard.get(id)?.withdrawn_at?;
        self.all().find(|response| response.takes_back.as_ref() == Some(id))
    }

    /// Whether anything was ever waived.
    pub(super) fn has_waivers(&self) -> bool {
        self.heard.values().any(|heard| heard.response.submission.kind == ResponseKind::Waive)
    }

    /// The figures that waivers saw.
    pub(crate) fn seen(&self) -> impl Iterator<Item = SeenFigure> {
        self.heard.values().flat_map(|Heard { response, saw, .. }| {
            let seen = |(cell, value): (&Cell, &Decimal)| SeenFigure {
                response: response.id.clone(),
                cell: cell.clone(),
                value: *value,
            };
            saw.iter().map(seen)
        })
    }

    /// Every response, withdrawn or not, in the order in which they came.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Response> {
        self.heard.values().map(|heard| &heard.response)
    }

    /// The responses to one obligation that nobody has withdrawn, in order, the newest last.
    pub(crate) fn standing(&self, obligation: &ObligationRef) -> impl DoubleEndedIterator<Item = &Response> {
        let stands = |heard: &&Heard| {
            heard.withdrawn_at.is_none() && heard.response.submission.kind != ResponseKind::Withdraw
        };
        self.of(obligation).filter(stands).map(|heard| &heard.response)
    }

    /// The forecasts that nobody took back, in order.
    pub(crate) fn forecasts(&self) -> impl Iterator<Item = &Response> {
        let standing = self.heard.values().filter(|heard| heard.withdrawn_at.is_none());
        standing.map(|heard| &heard.response).filter(|response| response.enclosed.forecast().is_some())
    }

    /// The groups that were opened and neither closed nor withdrawn, in order.
    pub(crate) fn open_groups(&self) -> impl Iterator<Item = &Response> {
        let is_open =
            |response: &&Response| response.enclosed.group().is_some_and(|group| group.closed_at.is_none());
        let standing = self.groups.iter().map(|place| &self.heard[*place]);
        standing.filter(|heard| heard.withdrawn_at.is_none()).map(|heard| &heard.response).filter(is_open)
    }

    /// The group that is open for an obligation.
    pub(crate) fn open_group(&self, obligation: &ObligationRef) -> Option<&Response> {
        self.open_groups().find(|response| response.obligation == *obligation)
    }

    /// Notes that the exit test of a group held.
    pub(super) fn close(&mut self, id: &ResponseId, at: Timestamp) {
        let group = self.heard.get_mut(id).and_then(|heard| heard.response.enclosed.group_mut());
        if let Some(group) = group {
            group.closed_at = Some(at);
        }
    }

    /// What bears on one part of an obligation for one period, in order.
    pub(crate) fn answers(
        &self,
        obligation: &ObligationRef,
        part: &Part,
        period: Period,
        calendar: &Calendar,
    ) -> Vec<Answer<'_>> {
        let is_about = |heard: &&Heard| {
            let Response { scope, owed_by, periods, submission, .. } = &heard.response;
            let is_of_body = owed_by.as_ref().is_none_or(|body| *body == part.by);
            submission.kind.bears_on_verdicts()
                && scope.includes(&part.id)
                && is_of_body
                && periods.contains(&period)
        };
        self.of(obligation).filter(is_about).map(|heard| Answer::of(heard, calendar)).collect()
    }

    fn of(&self, obligation: &ObligationRef) -> impl DoubleEndedIterator<Item = &Heard> {
        let places = self.by_obligation.get(obligation).into_iter().flatten();
        places.map(|place| &self.heard[*place])
    }
}

impl<'a> Answer<'a> {
    fn of(heard: &'a Heard, calendar: &Calendar) -> Self {
        let expiry = heard.response.submission.until.map(|day| calendar.end_of_day(day));
        let ends = [expiry, heard.withdrawn_at].into_iter().flatten().min().unwrap_or(Timestamp::MAX);
        Self { response: &heard.response, saw: &heard.saw, ends }
    }

    /// The moment from which it has no effect any more, where there is one.
    pub(crate) fn ends(&self) -> Option<Timestamp> {
        (self.ends < Timestamp::MAX).then_some(self.ends)
    }

    /// The response itself.
    pub(crate) fn response(&self) -> &'a Response {
        self.response
    }

    /// The value of a figure that was known when it was said.
    pub(super) fn saw(&self, cell: &Cell) -> Option<Decimal> {
        self.saw.get(cell).copied()
    }

    pub(crate) fn kind(&self) -> ResponseKind {
        self.response.submission.kind
    }
}

impl Finding {
    /// What the responses make of it at `now`. Only a breach is answered, and of several answers the one that excuses most
    /// counts, of one kind the newest. `first_known` is when its own evidence first came in.
    pub(super) fn answered(
        self,
        answers: &[Answer<'_>],
        first_known: Option<Vintage>,
        now: Timestamp,
    ) -> Self {
        const EXCUSING: [(ResponseKind, Verdict); 3] = [
            (ResponseKind::Waive, Verdict::Waived),
            (ResponseKind::Extend, Verdict::Awaiting),
            (ResponseKind::Dispute, Verdict::Disputed),
        ];
        let came_in_time = |answer: &Answer<'_>| {
            answer.kind() == ResponseKind::Extend
                && matches!(first_known, Some(Vintage::At(known)) if known < answer.ends)
        };
        if self.verdict == Verdict::MetLate && answers.iter().any(came_in_time) {
            return Self { verdict: Verdict::Met, ..self };
        }
        if !self.verdict.is_breach() {
            return self;
        }
        let newest = |kind| answers.iter().rev().find(|answer| answer.kind() == kind && now < answer.ends);
        let answered = EXCUSING.into_iter().find_map(|(kind, verdict)| Some((verdict, newest(kind)?)));
        match answered {
            Some((verdict, answer)) => {
                let submission = answer.response.submission.clone();
                Self {
                    verdict,
                    cause: Cause::Answered(Box::new(AnsweredBreach { submission, breach: self })),
                }
            }
            None => self.unless_extended(answers),
        }
    }

    /// What came in before the end of an extension and waits for the end of its embargo is not missing when the extension ends.
    fn unless_extended(self, answers: &[Answer<'_>]) -> Self {
        let received = self.cause.unused().and_then(|report| report.waits_since);
        let came_in_time = |answer: &Answer<'_>| {
            answer.kind() == ResponseKind::Extend && received.is_some_and(|received| received < answer.ends)
        };
        match self.verdict {
            Verdict::NoData | Verdict::HeldUp if answers.iter().any(came_in_time) => {
                Self { verdict: Verdict::Awaiting, ..self }
            }
            _ => self,
        }
    }
}
