//! When people were told of alerts, for the rules that ask whether anybody replied. It outlasts the alerts, so that a period is judged
//! anew by what stood when it was due.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::model::ObligationRef;

/// How many alerts of one obligation are kept: older ones lie before any period that is judged for the first time.
const MOST: usize = 200;

/// One alert, from when people were told of it until they were told of its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Telling {
    pub from: Timestamp,
    /// None while it lasts.
    pub until: Option<Timestamp>,
}

/// When people were told of the alerts of each obligation, in order.
#[derive(Default)]
pub(crate) struct Told(BTreeMap<ObligationRef, Vec<Telling>>);

impl Told {
    pub(crate) fn new(told: Vec<(ObligationRef, Vec<Telling>)>) -> Self {
        Self(told.into_iter().collect())
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (&ObligationRef, &[Telling])> {
        self.0.iter().map(|(obligation, tellings)| (obligation, tellings.as_slice()))
    }

    pub(crate) fn begin(&mut self, obligation: ObligationRef, at: Timestamp) {
        let tellings = self.0.entry(obligation).or_default();
        tellings.push(Telling { from: at, until: None });
        let old = tellings.len().saturating_sub(MOST);
        tellings.drain(..old);
    }

    pub(crate) fn end(&mut self, obligation: &ObligationRef, at: Timestamp) {
        if let Some(last) = self.0.get_mut(obligation).and_then(|tellings| tellings.last_mut()) {
            last.until.get_or_insert(at);
        }
    }

    /// When people were told of the alert that stood at a moment.
    pub(super) fn standing(&self, obligation: &ObligationRef, at: Timestamp) -> Option<Timestamp> {
        let stood = |telling: &&Telling| telling.from <= at && telling.until.is_none_or(|until| at < until);
        self.0.get(obligation)?.iter().rev().find(stood).map(|telling| telling.from)
    }
}
