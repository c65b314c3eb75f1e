//! Holds the engine to the oracle, verdict by verdict and message by message.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::alert::{AlertChange, Change, Ending};
use engine::evaluate::Cause;
use engine::evidence::WhyAbsent;
use engine::expected::{Extent, Survey};
use engine::model::{Cell, Verdict};
use engine::program::Program;
use engine::{Engine, Event};
use jiff::{Span, Timestamp};

use super::declared::Declared;
use super::edit::{Edit, Verdicts};
use super::heard::{CellName, Heard};
use super::oracle::Oracle;
use super::sent::{observation, read, response, set_aside, undated, whole_file};
use super::world::{Happening, World, quarter};

/// Lives through worlds, and remembers which verdicts came up.
#[derive(Default)]
pub(super) struct Witness {
    seen: BTreeSet<&'static str>,
}

impl Witness {
    /// # Errors
    /// Something was unfair: what, and when.
    pub(super) fn live_through(&mut self, world: &World) -> Result<(), String> {
        let (mut engine, mut heard) = (Engine::new(), Heard::default());
        let mut declared = world.first.clone();
        let mut program = compiled(&declared);
        let begin = world.happenings[0].0;
        engine.step(begin, Event::Activated(Arc::clone(&program)));
        let mut reports = Vec::new();
        for (now, happening) in &world.happenings {
            let stood = match happening {
                Happening::Edit(_) => {
                    // What falls due by now is no effect of the edit.
                    engine.step(*now, Event::ClockAdvanced);
                    let calendar = &program.calendar;
                    Some(Oracle { declared: &declared, heard: &heard, calendar, now: *now }.verdicts())
                }
                _ => None,
            };
            let event = match happening {
                Happening::Report { measure, body, period, value, voice } => {
                    heard.hear(((*measure).to_owned(), body.clone(), *period), *voice, *value, *now);
                    let report = observation(measure, body, *period, (*value, *voice), *now);
                    reports.push(report.clone());
                    Event::Observed(vec![report])
                }
                Happening::Edit(edit) => {
                    declared = edit.clone();
                    program = compiled(&declared);
                    Event::Activated(Arc::clone(&program))
                }
                Happening::Contradict { body, quarter: number, values } => {
                    let period = quarter(*number);
                    heard.undated.insert(("inspected".to_owned(), body.clone(), period), *values);
                    let both = undated(body, period, *values, *now);
                    reports.extend(both.iter().cloned());
                    Event::Observed(both)
                }
                Happening::SetAside { measure, body, period } => {
                    heard.aside.insert(((*measure).to_owned(), body.clone(), *period));
                    engine.step(*now, Event::SetAside(vec![set_aside(measure, body, *period)]));
                    Event::ClockAdvanced
                }
                Happening::File(row) => {
                    let said = read(row, &program.catalogue, *now);
                    let whose = declared.strands.iter().find_map(|strand| strand.whose(row));
                    let cell = (row.measure.to_owned(), whose.expect("a code of somebody's"), row.period);
                    heard.hear(cell, None, Some(row.value), *now);
                    reports.extend(said.iter().cloned());
                    Event::Observed(said)
                }
                Happening::Refuse { path, measure } => {
                    heard.refused.insert(path.clone(), *measure);
                    engine.step(*now, Event::SetAside(vec![whole_file(path, Some(*measure))]));
                    Event::ClockAdvanced
                }
                Happening::Mend { path } => {
                    heard.refused.remove(path);
                    engine.step(*now, Event::SetAside(vec![whole_file(path, None)]));
                    Event::ClockAdvanced
                }
                Happening::Waive(waiver) => {
                    let until = program.calendar.day(*now).saturating_add(Span::new().days(waiver.days));
                    heard.waivers.push((waiver.clone(), *now, program.calendar.end_of_day(until)));
                    Event::Responded(response(waiver, heard.waivers.len(), until, *now))
                }
                Happening::Restart => {
                    engine.step(*now, Event::ClockAdvanced);
                    engine = restarted(&engine, &program, reports.clone());
                    Event::ClockAdvanced
                }
                Happening::Nothing => Event::ClockAdvanced,
            };
            let effects = engine.step(*now, event);
            let calendar = &program.calendar;
            let oracle = Oracle { declared: &declared, heard: &heard, calendar, now: *now };
            let right = oracle.verdicts();
            self.compare(&engine, &right).map_err(|unfair| told(&unfair, *now, happening))?;
            received(&engine, &heard).map_err(|unfair| told(&unfair, *now, happening))?;
            chased(&engine, &oracle).map_err(|unfair| told(&unfair, *now, happening))?;
            for change in &effects.alerts {
                fair(change, &oracle, &right).map_err(|unfair| told(&unfair, *now, happening))?;
            }
            if let Some(stood) = stood {
                let edit = Edit { stood, stands: right, today: calendar.day(*now) };
                edit.is_told_by(&effects.alerts).map_err(|unfair| told(&unfair, *now, happening))?;
            }
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

    /// Verdicts that never came up, of those that need no faulty rule.
    pub(super) fn unseen(&self) -> String {
        let wanted = Verdict::ALL.into_iter().map(Verdict::as_str);
        let needs_fault = ["failed"];
        let unseen = wanted.filter(|word| !self.seen.contains(word) && !needs_fault.contains(word));
        unseen.collect::<Vec<_>>().join(", ")
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
    if matches!(change.change, Change::Fired | Change::Updated) {
        let about = alert.id.obligation.as_str().strip_prefix("each/");
        if let Some(council) = about.filter(|council| oracle.has_closed(council)) {
            return Err(format!("{council} has closed, and {} is told", alert.id));
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

fn told(unfair: &str, now: Timestamp, happening: &Happening) -> String {
    format!("at {now}, after {happening:?}: {unfair}")
}

fn compiled(declared: &Declared) -> Arc<Program> {
    let compiled = rules::compile(&declared.sources());
    let faults: Vec<String> = compiled
        .diagnostics
        .iter()
        .filter(|fault| fault.is_error())
        .map(|fault| fault.message.clone())
        .collect();
    assert!(faults.is_empty(), "the project that was made up is sound: {faults:?}");
    Arc::new(compiled.program.expect("a sound project has a program"))
}

/// An engine that takes up what another worked out, after hearing the same reports.
fn restarted(engine: &Engine, program: &Arc<Program>, reports: Vec<engine::model::Observation>) -> Engine {
    let now = engine.now().expect("something happened");
    let memo = engine.memo().expect("a program is in force and nothing is due");
    let mut revived = Engine::new();
    for report in reports {
        revived.step(now, Event::Observed(vec![report]));
    }
    revived.reinstate(program, memo).expect("of the same program");
    revived
}
