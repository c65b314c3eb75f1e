//! By when the figure was known on which a part rests. Whether that was late is judged in `finding`.

use jiff::Timestamp;
use jiff::civil::Date;

use super::evaluator::Evaluator;
use super::instance::{InstanceIx, Work};
use super::period::PeriodState;
use crate::evidence::{CellIx, DocumentOnDay};
use crate::model::Vintage;
use crate::view::Supposition;

impl Evaluator {
    /// When a value of an instance's own cell was first known; where that never held one, when those were that its rule read.
    pub(super) fn first_known(&self, ix: InstanceIx) -> Option<Vintage> {
        let instance = self.state.instance(ix);
        if let Some(latest) = self.latest_document(ix) {
            return self.document_known(ix, latest);
        }
        let own = match instance.own {
            Some(own) => self.evidence.first_known_at(own),
            None => self.evidence.first_known(&self.own_cell(ix)),
        };
        match instance.work {
            Work::Part(_) => own.or_else(|| self.read_first_known(&instance.reads)),
            Work::Gate(_) => own,
        }
    }

    /// Since when figures show what an instance is judged to be, also where they were revised since; none where it is judged by anything else, such
    /// as a figure that is missing, or one without a date.
    pub(crate) fn shown_since(&self, ix: InstanceIx, now: Timestamp) -> Option<Timestamp> {
        let instance = self.state.instance(ix);
        if !instance.others.is_empty() || !matches!(instance.said, Some(Ok(_))) {
            return None;
        }
        let judged = self.state.obligation(instance.obligation).periods[instance.opened].period;
        let mut dated = Vec::new();
        for cell in &instance.reads {
            match self.evidence.says_since(*cell)? {
                Vintage::At(published) => dated.push((published, *cell)),
                // History without a date is known when its report was due.
                Vintage::Backfill if self.evidence.period(*cell).last_day() >= judged.last_day() => {
                    return None;
                }
                Vintage::Backfill => {}
            }
        }
        dated.sort_unstable();
        let (mut since, newest) = dated.pop()?;
        let others = dated.last().map_or(Timestamp::MIN, |(published, _)| *published);
        let mut earlier = self.evidence.said_before(newest).into_iter();
        while let Some((published, value)) = earlier.next().filter(|_| others < since) {
            let supposed = Supposition::Figure(self.evidence.cell(newest), value);
            if self.suppose(ix, now, supposed) != instance.finding.verdict {
                break;
            }
            since = published.max(others);
        }
        // A rule that asks whether a deadline has passed may have said something else then.
        let newest = Supposition::Figure(self.evidence.cell(newest), self.evidence.value_at(newest).ok()?);
        (self.suppose(ix, since, newest) == instance.finding.verdict).then_some(since)
    }

    /// The last day on which a document that comes late still stands for what an instance judges; none where that is judged by figures.
    fn latest_document(&self, ix: InstanceIx) -> Option<Date> {
        let instance = self.state.instance(ix);
        let Work::Part(place) = instance.work else { return None };
        let opened = &self.state.obligation(instance.obligation).periods[instance.opened];
        let PeriodState { period, terms, .. } = opened;
        let is_document = self.in_force().catalogue.is_document(&terms.parts[place].duty.measure);
        let calendar = self.in_force().calendar_of(&terms.parts[place].by);
        is_document.then(|| terms.due.latest_document_day(*period, calendar))
    }

    /// When the document was there by which an instance is judged: once it was known and in force.
    fn document_known(&self, ix: InstanceIx, latest: Date) -> Option<Vintage> {
        match self.evidence.document_on(&self.own_cell(ix), latest) {
            DocumentOnDay::InForce(paper) => paper.first_known,
            DocumentOnDay::Late(paper) => Some(paper.there_from(&self.in_force().calendar)),
            DocumentOnDay::Missing { .. } | DocumentOnDay::Unreconciled(_) => None,
        }
    }

    /// When the last of the newest figures among these was first known. What a rule compares them with is of older periods, and may have
    /// been loaded long after.
    fn read_first_known(&self, read: &[CellIx]) -> Option<Vintage> {
        let known = read.iter().filter_map(|cell| {
            let known = self.evidence.first_known_at(*cell)?;
            Some((self.evidence.period(*cell).last_day(), known))
        });
        known.max().map(|(_, known)| known)
    }
}
