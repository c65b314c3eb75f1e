//! Holds the engine to the oracle, verdict by verdict and message by message.

use std::collections::{BTreeMap, BTreeSet};

use engine::Engine;
use engine::alert::{AlertChange, Change, Ending};
use engine::evaluate::Cause;
use engine::evidence::WhyAbsent;
use engine::expected::{Extent, Survey};
use engine::model::{Cell, Verdict};
use jiff::Span;

use super::edit::{Edit, Verdicts};
use super::going_up::GoingUp;
use super::heard::{CellName, Heard};
use super::life::Life;
use super::oracle::Oracle;
use super::world::{Happening, World};

/// Once in so many happenings it is looked at who is asked for what.
const CHASED_EACH: usize = 4;

/// Lives through worlds, and remembers which verdicts came up.
#[derive(Default)]
pub(super) struct Witness {
    seen: BTreeSet<&'static str>,
    told: BTreeSet<&'static str>,
}

impl Witness {
    /// # Errors
    /// Something was unfair: what, and when.
    pub(super) fn live_through(&mut self, world: &World) -> Result<(), String> {
        let mut life = Life::begin(world);
        let mut going_up = GoingUp::default();
        for (place, (now, happening)) in world.happenings.iter().enumerate() {
            let told = |unfair: String| format!("at {now}, after {happening:?}: {unfair}");
            let stood = if matches!(happening, Happening::Edit(_)) {
                // What falls due by now is no effect of the edit, and is told all the same.
                let due = life.wait(*now);
                let oracle = life.oracle(*now);
                let stood = oracle.verdicts();
                self.hear(&due, &mut going_up, (&oracle, &stood)).map_err(told)?;
                Some(stood)
            } else {
                None
            };
            let news = life.take(happening, *now);
            let oracle = life.oracle(*now);
            let right = oracle.verdicts();
            self.compare(&life.engine, &right).map_err(told)?;
            received(&life.engine, &life.heard).map_err(told)?;
            // It looks through everything that is owed, which takes longer than all else here.
            if place % CHASED_EACH == 0 {
                chased(&life.engine, &oracle).map_err(told)?;
            }
            self.hear(&news, &mut going_up, (&oracle, &right)).map_err(told)?;
            if let Some(stood) = stood {
                let edit = Edit { stood, stands: right, today: oracle.calendar.day(*now) };
                edit.is_told_by(&news).map_err(told)?;
            }
        }
        Ok(())
    }

    /// Takes in what people are told.
    fn hear(
        &mut self,
        changes: &[AlertChange],
        going_up: &mut GoingUp,
        (oracle, verdicts): (&Oracle<'_>, &Verdicts),
    ) -> Result<(), String> {
        for change in changes {
            self.told.insert(change.change.as_str());
            going_up.hear(change, oracle)?;
            fair(change, oracle, verdicts)?;
        }
        Ok(())
    }

    fn compare(&mut self, engine: &Engine, right: &Verdicts) -> Result<(), String> {
        let found: BTreeMap<String, &'static str> = engine
            .verdicts()
            .map(|standing| (format!("{} {}", standing.node, standing.period), standing.verdict.as_str()))
            .collect();
        self.seen.extend(found.values());
        let names: BTreeSet<&String> = found.keys().chain(right.keys()).collect();
        let differs = |name: &&&String| found.get(**name) != right.get(**name);
        let word = |verdict: Option<&&'static str>| verdict.copied().unwrap_or("none").to_owned();
        match names.iter().find(differs) {
            None => Ok(()),
            Some(name) => {
                Err(format!("{name} is {}, and should be {}", word(found.get(*name)), word(right.get(*name))))
            }
        }
    }

    /// Verdicts that never came up, of those that need no faulty rule, and what people were never told of an alert.
    pub(super) fn unseen(&self) -> String {
        let wanted = Verdict::ALL.into_iter().map(Verdict::as_str);
        let needs_fault = ["failed"];
        let unseen = wanted.filter(|word| !self.seen.contains(word) && !needs_fault.contains(word));
        let untold = Change::ALL.into_iter().map(Change::as_str).filter(|word| !self.told.contains(word));
        unseen.chain(untold).collect::<Vec<_>>().join(", ")
    }
}

/// A figure of which a row came in and was set aside is told as that, and any other that is missing is not.
fn received(engine: &Engine, heard: &Heard) -> Result<(), String> {
    for standing in engine.verdicts() {
        let Cause::Missing(gap) = &standing.cause else { continue };
        let was_aside = gap.why == WhyAbsent::NeverReported && heard.is_unusable(&name(&gap.cell));
        if gap.unused.is_some() != was_aside {
            return Err(format!(
                "{} {}: that a row was set aside is {was_aside}",
                standing.node, standing.period
            ));
        }
    }
    Ok(())
}

/// Whoever is asked for a report owes it and has not sent it; and whoever is judged silent is among those who are asked, or of whom it is
/// told why not.
fn chased(engine: &Engine, oracle: &Oracle<'_>) -> Result<(), String> {
    let survey = Survey::of(engine).expect("a program is in force");
    let until = survey.today().saturating_add(Span::new().days(30));
    let reports = survey.expected(Extent::Open, until);
    for report in reports.iter().filter(|report| report.standing(survey.today()).is_chased()) {
        let name = name(&report.cell);
        if oracle.figure(&name).is_some() || !oracle.is_owed(&name) {
            return Err(format!("{name:?} is asked for, and is there or owed by nobody"));
        }
    }
    for standing in engine.verdicts().filter(|standing| standing.verdict == Verdict::NoData) {
        let Cause::Missing(gap) = &standing.cause else { continue };
        let is_own = gap.cell.body == standing.body && gap.cell.period == standing.period;
        let is_silent = gap.why == WhyAbsent::NeverReported && is_own;
        if is_silent && !reports.iter().any(|report| report.cell == gap.cell) {
            return Err(format!("{} {}: silent, and not asked", standing.node, standing.period));
        }
    }
    Ok(())
}

fn name(cell: &Cell) -> CellName {
    (cell.measure.to_string(), cell.body.to_string(), cell.period)
}

/// What people are told names nobody for what was not theirs, and calls nothing missing that is there.
fn fair(change: &AlertChange, oracle: &Oracle<'_>, verdicts: &Verdicts) -> Result<(), String> {
    let alert = &change.alert;
    let last = alert.periods.last();
    if matches!(change.change, Change::Fired | Change::Updated | Change::Escalated | Change::Reminded) {
        let about = alert.id.obligation.as_str().split_once('/').map(|(_, about)| about);
        if let Some(council) = about.filter(|council| oracle.has_closed(council)) {
            return Err(format!("{council} has closed, and {} is told", alert.id));
        }
        let last_period = *last.expect("a matter has periods");
        if !oracle.exists(alert.lead.as_str(), last_period) {
            return Err(format!("{} is to answer for {} in {last_period}", alert.lead, alert.id));
        }
        for breaker in alert.breakers() {
            let node = breaker.part.contribution().map_or_else(String::new, |id| format!("/{id}"));
            let name = format!("{}{node} {}", alert.id.obligation_ref(), last.expect("a matter has periods"));
            let stands = verdicts.get(&name).copied();
            if stands != Some(breaker.verdict.as_str()) || !breaker.verdict.is_breach() {
                return Err(format!("{name} is named as {}, and is {stands:?}", breaker.verdict));
            }
        }
        let missing = alert.held_up.iter().flat_map(|part| part.missing.iter());
        for gap in missing {
            let name = name(&gap.cell);
            if oracle.figure(&name).is_some() || !oracle.is_owed(&name) {
                return Err(format!("{name:?} is told to be missing, and is there or owed by nobody"));
            }
        }
    }
    if let Some(Ending::MetAgain(period)) = &change.ended {
        let name = format!("{} {period}", alert.id.obligation_ref());
        if !matches!(verdicts.get(&name), Some(&("met" | "met-late"))) {
            return Err(format!("{name} is told to be met again, and is {:?}", verdicts.get(&name)));
        }
    }
    Ok(())
}
