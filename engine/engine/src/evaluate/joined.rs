//! The finding of a whole, by how its parts stand: counted as `needs` says, or as a rule of the board joins them.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use jiff::Timestamp;

use super::InstanceIx;
use super::evaluator::Evaluator;
use super::finding::{Cause, Finding};
use super::join::join;
use super::join_rule::join_by_rule;
use super::others::{seen_part, seen_reply};
use super::period::PeriodState;
use super::state::ObligationState;
use super::tally::Tally;
use crate::evidence::Evidence;
use crate::model::{PartId, Stake, Verdict};
use crate::others::{Joining, OtherPart};
use crate::program::{Assessment, Join};
use crate::view::{Stop, Subject, View};

impl Evaluator {
    /// What the parts of a whole come to that stand so. Moments about which a rule asked are added to `wakes`.
    pub(super) fn joined_as(
        &self,
        owed: &ObligationState,
        opened: &PeriodState,
        (tally, stands): (&Tally, impl Fn(usize) -> Verdict),
        now: Timestamp,
        wakes: &mut Vec<Timestamp>,
    ) -> Finding {
        let Some(rule) = &opened.terms.join else {
            let verdict = join(opened.terms.needs, tally, stands);
            return Finding { verdict, cause: Cause::Parts };
        };
        let parts: Vec<OtherPart> =
            opened.places().map(|(place, _)| seen_part(&opened.terms.parts[place], stands(place))).collect();
        let verdicts: Vec<Verdict> = parts.iter().map(|part| part.verdict).collect();
        let said = self.responses.standing(owed.reference());
        let said = said.filter(|response| {
            response.periods.contains(&opened.period) && response.enclosed.accepted_for().is_none()
        });
        let joining = Joining { parts, replies: said.map(seen_reply).collect() };
        join_by_rule(&verdicts, |shown| {
            let mut joining = joining.clone();
            for (part, verdict) in joining.parts.iter_mut().zip(shown) {
                part.verdict = *verdict;
            }
            self.ask_to_join((owed, opened), (rule, joining), now, wakes)
        })
    }

    /// What a rule makes of parts. It sees the register and no figure.
    fn ask_to_join(
        &self,
        (owed, opened): (&ObligationState, &PeriodState),
        (join, joining): (&Join, Joining),
        now: Timestamp,
        wakes: &mut Vec<Timestamp>,
    ) -> Result<Assessment, Stop> {
        self.joins.fetch_add(1, Ordering::Relaxed);
        let program = self.in_force();
        let subject = Subject {
            mission: owed.reference().mission.clone(),
            obligation: owed.obligation().declared_id().clone(),
            part: PartId::Lead,
            body: opened.lead.clone(),
            by: opened.lead.clone(),
            measure: opened.terms.parts[0].duty.measure.clone(),
            period: opened.period,
            since: owed.obligation().from.first_day(),
            due: opened.terms.due,
            params: Arc::clone(&join.params),
            stake: Arc::<Stake>::default(),
        };
        let (catalogue, calendar) = (Arc::clone(&program.catalogue), Arc::clone(&program.calendar));
        let view = View::new(Arc::<Evidence>::default(), catalogue, calendar, subject, now);
        let view = Arc::new(view.joining(Arc::new(joining)));
        let said = join.rule.assess(&view);
        let view = Arc::into_inner(view);
        let view = view.unwrap_or_else(|| panic!("a rule keeps no view: {}", join.rule.id()));
        wakes.extend(view.into_trace().deadlines().filter(|moment| *moment > now));
        said
    }

    /// How often a rule was asked so far what the parts of a whole come to.
    pub(crate) fn joins(&self) -> u64 {
        self.joins.load(Ordering::Relaxed)
    }

    /// Has wholes looked at anew that rules join, since these may have asked the register.
    pub(super) fn mark_joined_by_rules(&mut self) {
        let owed = self.state.order().map(|ix| self.state.obligation(ix));
        let opened = owed.flat_map(|owed| &owed.periods).filter(|opened| opened.terms.join.is_some());
        let first: Vec<InstanceIx> = opened.filter_map(|opened| opened.instances().next()).collect();
        self.to_judge.extend(first);
    }
}
