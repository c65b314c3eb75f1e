//! How well each measure was reported by each body that was expected to, of all that was due before today.

use std::collections::{BTreeMap, BTreeSet};

use engine::Engine;
use engine::expected::Survey;
use engine::model::{BodyId, Cell, FeedId, MeasureId, Period, Rate};

use crate::standing::Scope;

/// How many reports were expected, came, and came in time, by measure and body.
#[derive(Clone, Default, Debug)]
pub struct Rates(BTreeMap<(MeasureId, BodyId), Rate>);

impl Rates {
    /// Of what is asked about, as an engine knows it; none before a program is in force. What is due is not gathered for it.
    pub fn of_engine(engine: &Engine, scope: &Scope) -> Option<Self> {
        let (program, survey) = (engine.program()?, Survey::of(engine)?);
        let rates = survey.rates(&|obligation| scope.holds(obligation, Some(program)));
        Some(Self::of(rates))
    }

    pub(super) fn of(rates: impl IntoIterator<Item = ((MeasureId, BodyId), Rate)>) -> Self {
        Self(rates.into_iter().collect())
    }

    /// Each measure of each body.
    pub fn each(&self) -> impl Iterator<Item = (&MeasureId, &BodyId, &Rate)> {
        self.0.iter().map(|((measure, body), rate)| (measure, body, rate))
    }

    /// How many bodies sent fewer reports of some measure than were expected.
    pub fn bodies_below(&self) -> usize {
        let below = self.each().filter(|(_, _, rate)| !rate.is_whole());
        below.map(|(_, body, _)| body).collect::<BTreeSet<_>>().len()
    }

    /// All of them together.
    pub fn together(&self) -> Rate {
        self.0.values().fold(Rate::default(), |all, rate| all.and(*rate))
    }
}

/// The same one by one: feed by feed, measure by measure, body by body and period by period.
#[derive(Clone, Default, Debug)]
pub struct RatesOfEach {
    /// By the feed through which reports came or may come; none where several may bring them, or no feed does.
    pub feeds: BTreeMap<Option<FeedId>, Rate>,
    pub measures: BTreeMap<MeasureId, Rate>,
    pub bodies: BTreeMap<BodyId, Rate>,
    pub periods: BTreeMap<Period, Rate>,
}

impl RatesOfEach {
    pub(super) fn note(&mut self, cell: &Cell, teller: &BodyId, feed: Option<FeedId>, rate: Rate) {
        let add = |known: &mut Rate| *known = known.and(rate);
        add(self.feeds.entry(feed).or_default());
        add(self.measures.entry(cell.measure.clone()).or_default());
        add(self.bodies.entry(teller.clone()).or_default());
        add(self.periods.entry(cell.period).or_default());
    }
}
