//! What a rule asks of other obligations. Age is asked about by a moment and never given as a number, which would be another each
//! day. Whatever is asked, the answer is that of the moment at which the rule's own period is due, so that what is said of a period
//! stays as it was once that moment has passed.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Failure, OtherRead, Stop, View, failed};
use crate::model::{BodyId, Class, ObligationRef, Period, Verdict, Wait};
use crate::others::{Among, Joining, NotAmong, OtherPart, OtherReply, Others};
use crate::reads::Asked;

impl View {
    /// The obligations that are asked for, in the order of the program.
    ///
    /// # Errors
    /// Nothing has that name, or what has it is judged by verdicts itself.
    pub fn obligations(&self, among: &Among) -> Result<Vec<ObligationRef>, Stop> {
        let name: Arc<str> = match among {
            Among::Named(name) => Arc::clone(name),
            Among::Own => self.subject.mission.as_str().into(),
            Among::All => "".into(),
        };
        if self.joining.is_some() {
            return Err(failed(Failure::OnlyParts));
        }
        let Some(others) = &self.others else { return Err(failed(Failure::NoObligation(name))) };
        let among = among.asked_from(&self.subject.mission);
        let found = others.among(&among).map_err(|why| match why {
            NotAmong::Unknown => failed(Failure::NoObligation(name)),
            NotAmong::ReadsVerdicts => failed(Failure::ReadsVerdicts(name)),
        });
        self.note_other(&OtherRead::Obligations(among));
        found
    }

    /// The title of an obligation; looking it up is no read of a verdict, and neither are the next four.
    pub fn title_of(&self, of: &ObligationRef) -> Arc<str> {
        self.others.as_ref().map_or_else(Arc::default, |others| others.title(of))
    }

    /// The body that leads it.
    pub fn lead_of(&self, of: &ObligationRef) -> Option<BodyId> {
        self.others.as_ref()?.lead(of)
    }

    /// Whether it is judged by a measure of this class.
    pub fn has_class(&self, of: &ObligationRef, class: Class) -> bool {
        self.others.as_ref().is_some_and(|others| others.has_class(of, class))
    }

    /// The value of one of its labels.
    pub fn label_of(&self, of: &ObligationRef, label: &str) -> Option<String> {
        self.others.as_ref()?.label(of, label)
    }

    /// Whether a body leads it or owes a part of it.
    pub fn involves(&self, of: &ObligationRef, body: &str) -> bool {
        self.others.as_ref().is_some_and(|others| others.involves(of, body))
    }

    /// The verdict of an obligation for a period, or for the newest of its periods that ends no later than the one that is judged; none
    /// where nobody owes it then.
    pub fn verdict_of(&self, of: &ObligationRef, period: Option<Period>) -> Option<Verdict> {
        let others = self.others.as_ref()?;
        let period = self.period_of(&**others, of, period);
        self.note_other(&OtherRead::Verdict(of.clone(), period));
        others.verdict(of, period)
    }

    /// The parts of an obligation that are owed for a period, as for [`verdict_of`](Self::verdict_of).
    pub fn parts_of(&self, of: &ObligationRef, period: Option<Period>) -> Vec<OtherPart> {
        let Some(others) = &self.others else { return Vec::new() };
        let period = self.period_of(&**others, of, period);
        self.note_other(&OtherRead::Parts(of.clone(), period));
        others.parts(of, period)
    }

    /// The parts that the rule joins, with what was said of them.
    ///
    /// # Errors
    /// It judges a part, and joins none.
    pub fn joined(&self) -> Result<&Arc<Joining>, Stop> {
        self.joining.as_ref().ok_or_else(|| failed(Failure::NoParts))
    }

    /// Whether an obligation had been broken for so many days without a break, counted from the deadline of the first period.
    pub fn is_broken_for(&self, of: &ObligationRef, days: u32) -> bool {
        let Some(others) = &self.others else { return false };
        self.note_other(&OtherRead::Breach(of.clone()));
        others.broken_since(of, self.judged_at()).is_some_and(|since| self.had_lasted(since, days))
    }

    /// Whether people had been told of an obligation's alert so many days before, and nobody had replied since.
    pub fn is_unanswered_for(&self, of: &ObligationRef, days: u32) -> bool {
        let Some(others) = &self.others else { return false };
        self.note_other(&OtherRead::Told(of.clone()));
        let Some(told) = others.told(of, self.judged_at()) else { return false };
        let is_answered = self.replies_to(of).iter().any(|reply| reply.at >= told);
        !is_answered && self.had_lasted(told, days)
    }

    /// What officials had said of an obligation and did not take back, in order.
    pub fn replies_to(&self, of: &ObligationRef) -> Vec<OtherReply> {
        let Some(others) = &self.others else { return Vec::new() };
        self.note_other(&OtherRead::Replies(of.clone()));
        others.replies(of, self.judged_at())
    }

    /// The day on which a moment falls.
    pub fn day(&self, moment: Timestamp) -> Date {
        self.calendar.day(moment)
    }

    /// The moment at which the period that is judged is due.
    fn judged_at(&self) -> Timestamp {
        self.subject.due.overdue_from(self.subject.period, self.own_calendar())
    }

    fn had_lasted(&self, since: Timestamp, days: u32) -> bool {
        let moment = Wait::Days(days).after_moment(since, &self.calendar);
        moment <= self.judged_at() && self.has_passed(moment)
    }

    fn period_of(&self, others: &dyn Others, of: &ObligationRef, period: Option<Period>) -> Period {
        period.unwrap_or_else(|| others.period(of, self.subject.period))
    }

    fn note_other(&self, read: &OtherRead) {
        let is_meant = |asked: &Asked| matches!(asked, Asked::Other(asked) if **asked == *read);
        self.log.note_once(is_meant, || Asked::Other(Box::new(read.clone())));
    }
}
