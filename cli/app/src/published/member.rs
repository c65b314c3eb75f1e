//! One obligation: alone, or that about one of many.

use std::collections::BTreeSet;

use engine::Engine;
use engine::alert::{Alert, AlertKind};
use engine::model::{BodyId, ForecastOutcome, MeasureId, ObligationRef, PartId, Period, Verdict};
use engine::program::{Obligation, Part, Program};
use engine::standing::Standing;
use jiff::civil::Date;
use words::board_state::BoardState;
use words::finding::reason_of_standing;
use words::names::{Names, heading};
use words::response::forecast;
use words::summary::StandingKind;
use words::verdict;

use super::alert::OpenAlert;
use crate::past_forecasts::past_forecasts;
use crate::standing::ObligationStanding;

/// So many of the newest periods are shown.
const MOST_PERIODS: usize = 8;

/// How one obligation stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    pub reference: ObligationRef,
    /// The body that it is about, with its name, of an obligation about each of many.
    pub about: Option<(BodyId, String)>,
    /// Everybody who leads it, owes a part of it, or whom it is about.
    pub concerns: BTreeSet<BodyId>,
    pub kind: StandingKind,
    /// Whether anybody owes it still.
    pub is_owed: bool,
    /// How its newest period stands that is due; none while none is.
    pub newest: Option<PeriodStanding>,
    /// Its newest periods, the oldest first.
    pub periods: Vec<PeriodStanding>,
    /// Its parts in the newest period that is due, in the order of their declaration.
    pub parts: Vec<PartStanding>,
    pub alerts: Vec<OpenAlert>,
    /// What was forecast to alerts that are over.
    pub past_forecasts: Vec<PastForecast>,
    /// Whether part of an alert waits for figures of others. Why those are missing may change although nothing is judged anew.
    pub(super) waits: bool,
}

/// What was forecast to an alert that is over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastForecast {
    /// Who expected what, and how it came out.
    pub said: String,
    pub outcome: ForecastOutcome,
}

/// How one period stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PeriodStanding {
    pub period: Period,
    /// As people write it, in front: `Q2 2024`.
    pub heading: String,
    pub verdict: Verdict,
}

/// How one part stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PartStanding {
    /// Who owes it.
    pub body: String,
    /// By what it is judged.
    pub measure: String,
    /// By the figures of which measure and body.
    pub series: (MeasureId, BodyId),
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
}

impl PeriodStanding {
    fn of(standing: &Standing) -> Self {
        Self { period: standing.period, heading: heading(standing.period), verdict: standing.verdict }
    }

    pub fn state(&self) -> BoardState {
        BoardState::of_verdict(self.verdict)
    }
}

impl PartStanding {
    pub fn state(&self) -> BoardState {
        BoardState::of_verdict(self.verdict)
    }

    pub fn word(&self) -> &'static str {
        verdict::word(self.verdict)
    }
}

impl Member {
    pub(super) fn of(
        reference: ObligationRef,
        obligation: &Obligation,
        engine: &Engine,
        program: &Program,
        day: Date,
    ) -> Self {
        let standing = ObligationStanding {
            verdicts: engine.verdicts_of(&reference).collect(),
            alerts: engine.alerts_of(&reference),
        };
        let wholes: Vec<&Standing> =
            standing.verdicts.iter().filter(|standing| standing.node.is_whole()).collect();
        let newest = wholes.iter().rfind(|standing| standing.verdict != Verdict::NotDue);
        let parts = newest.map(|newest| parts(newest, obligation, &standing.verdicts, engine, program));
        let shown = wholes.len().saturating_sub(MOST_PERIODS);
        let about = obligation.one_of.as_ref();
        Self {
            about: about.map(|one| (one.body.clone(), program.catalogue.body_name(&one.body).to_owned())),
            concerns: concerns(obligation),
            kind: standing.kind_on(obligation, day),
            is_owed: standing.is_owed(obligation, program, day),
            newest: newest.map(|newest| PeriodStanding::of(newest)),
            periods: wholes.iter().skip(shown).map(|whole| PeriodStanding::of(whole)).collect(),
            parts: parts.unwrap_or_default(),
            alerts: standing.alerts.iter().map(|alert| OpenAlert::of(alert, engine, program)).collect(),
            past_forecasts: past_forecasts_told(&reference, &standing.alerts, engine, program),
            waits: standing.alerts.iter().any(|alert| !alert.held_up.is_empty()),
            reference,
        }
    }

    pub fn state(&self) -> BoardState {
        BoardState::of(self.kind)
    }

    /// Whether an alert is open beside which the newest of its past forecasts are told.
    pub fn tells_past_forecasts(&self) -> bool {
        self.alerts.iter().any(|alert| alert.id.kind == AlertKind::Breach)
    }
}

/// Everybody who leads an obligation, owes a part of it under any of its terms, or whom it is about.
fn concerns(obligation: &Obligation) -> BTreeSet<BodyId> {
    let parts = obligation.all_terms().flat_map(|(_, terms)| &terms.parts);
    let bodies = parts.flat_map(|part| [&part.by, part.about()]);
    let about = obligation.one_of.as_ref().map(|one| &one.body);
    bodies.chain(about).chain([&obligation.lead]).cloned().collect()
}

/// What was forecast to alerts that are over, with how it came out, in the order in which it was forecast.
fn past_forecasts_told(
    reference: &ObligationRef,
    alerts: &[Alert],
    engine: &Engine,
    program: &Program,
) -> Vec<PastForecast> {
    let past = past_forecasts(engine, reference, alerts);
    let told = past.iter().filter_map(|made| {
        let said = format!("{}.", forecast::made(made, program)?);
        Some(PastForecast { said, outcome: made.enclosed.forecast()?.outcome })
    });
    told.collect()
}

/// The parts of the period of a whole; what one body owes alone is the only part.
fn parts(
    whole: &Standing,
    obligation: &Obligation,
    verdicts: &[Standing],
    engine: &Engine,
    program: &Program,
) -> Vec<PartStanding> {
    let names = Names { program };
    let terms = obligation.terms_of(whole.period);
    let told = |standing: &Standing, part: &Part| PartStanding {
        body: names.body(&standing.body).to_owned(),
        measure: names.measure(&part.duty.measure).to_owned(),
        series: (part.duty.measure.clone(), part.about().clone()),
        verdict: standing.verdict,
        reason: reason_of_standing(standing, engine),
    };
    if !terms.is_joint() {
        return vec![told(whole, &terms.parts[0])];
    }
    let of_period = verdicts.iter().filter(|standing| standing.period == whole.period);
    let parts = of_period.filter_map(|standing| {
        let id = PartId::Contribution(standing.node.contribution()?.clone());
        Some(told(standing, terms.part(&id)?))
    });
    parts.collect()
}
