//! A world as it goes: what happens is told to the engine, and to those who work out beside it what is right.

use std::sync::Arc;

use engine::alert::AlertChange;
use engine::model::{Observation, Unused};
use engine::program::Program;
use engine::{Engine, Event};
use jiff::{Span, Timestamp};

use super::declared::Declared;
use super::heard::{CellName, Heard};
use super::oracle::Oracle;
use super::sent::{Row, mended, observation, read, refused, response, set_aside, undated};
use super::world::{Happening, Waiver, World, quarter};

/// The engine, and beside it what is declared and what was heard.
pub(super) struct Life {
    pub(super) engine: Engine,
    pub(super) heard: Heard,
    declared: Declared,
    program: Arc<Program>,
    /// What came in, to be heard again after a restart.
    came_in: Vec<Event>,
    /// What people were told on the way to what happens last.
    told: Vec<AlertChange>,
}

impl Life {
    pub(super) fn begin(world: &World) -> Self {
        let declared = world.first.clone();
        let program = compiled(&declared);
        let mut engine = Engine::new();
        engine.step(world.happenings[0].0, Event::Activated(Arc::clone(&program)));
        Self { engine, heard: Heard::default(), declared, program, came_in: Vec::new(), told: Vec::new() }
    }

    pub(super) fn oracle(&self, now: Timestamp) -> Oracle<'_> {
        let Self { declared, heard, program, .. } = self;
        Oracle { declared, heard, calendar: &program.calendar, now }
    }

    /// Lets something happen; gives what people are told by that.
    pub(super) fn take(&mut self, happening: &Happening, now: Timestamp) -> Vec<AlertChange> {
        let event = match happening {
            Happening::Report { measure, body, period, value, voice } => {
                self.heard.hear(((*measure).to_owned(), body.clone(), *period), *voice, *value, now);
                self.observe(vec![observation(measure, body, *period, (*value, *voice), now)])
            }
            Happening::File(row) => self.read(row, now),
            Happening::Contradict { body, quarter: number, values } => {
                let period = quarter(*number);
                self.heard.undated.insert(("inspected".to_owned(), body.clone(), period), *values);
                self.observe(undated(body, period, *values, now))
            }
            Happening::SetAside { measure, body, period } => {
                self.heard.aside.insert(((*measure).to_owned(), body.clone(), *period));
                self.set_aside(set_aside(measure, body, *period), now)
            }
            Happening::Refuse { path, measure } => {
                self.heard.refused.insert(path.clone(), *measure);
                self.set_aside(refused(path, *measure), now)
            }
            Happening::Mend { path } => {
                self.heard.refused.remove(path);
                self.set_aside(mended(path), now)
            }
            Happening::Waive(waiver) => self.waive(waiver, now),
            Happening::Edit(edit) => {
                self.declared = edit.clone();
                self.program = compiled(&self.declared);
                Event::Activated(Arc::clone(&self.program))
            }
            Happening::Restart => {
                self.restart(now);
                Event::ClockAdvanced
            }
            Happening::Nothing => Event::ClockAdvanced,
        };
        self.step(now, event);
        std::mem::take(&mut self.told)
    }

    /// Lets time pass; gives what people are told by that.
    pub(super) fn wait(&mut self, now: Timestamp) -> Vec<AlertChange> {
        self.take(&Happening::Nothing, now)
    }

    fn step(&mut self, now: Timestamp, event: Event) {
        let effects = self.engine.step(now, event);
        self.told.extend(effects.alerts);
    }

    fn observe(&mut self, reports: Vec<Observation>) -> Event {
        self.came_in.push(Event::Observed(reports.clone()));
        Event::Observed(reports)
    }

    fn read(&mut self, row: &Row, now: Timestamp) -> Event {
        let said = read(row, &self.program.catalogue, now);
        let whose = self.declared.strands.iter().find_map(|strand| strand.whose(row));
        let cell: CellName = (row.measure.to_owned(), whose.expect("a code of somebody's"), row.period);
        self.heard.hear(cell, None, Some(row.value), now);
        self.observe(said)
    }

    /// What cannot be used is told of in the step after it.
    fn set_aside(&mut self, unused: Unused, now: Timestamp) -> Event {
        self.came_in.push(Event::SetAside(vec![unused.clone()]));
        self.step(now, Event::SetAside(vec![unused]));
        Event::ClockAdvanced
    }

    fn waive(&mut self, waiver: &Waiver, now: Timestamp) -> Event {
        let calendar = &self.program.calendar;
        let until = calendar.day(now).saturating_add(Span::new().days(waiver.days));
        self.heard.waivers.push((waiver.clone(), now, calendar.end_of_day(until)));
        Event::Responded(response(waiver, self.heard.waivers.len(), until, now))
    }

    /// Another engine takes up what this one worked out, after hearing the same again.
    fn restart(&mut self, now: Timestamp) {
        self.step(now, Event::ClockAdvanced);
        let memo = self.engine.memo().expect("a program is in force and nothing is due");
        let mut revived = Engine::new();
        for event in &self.came_in {
            revived.step(now, event.clone());
        }
        revived.reinstate(&self.program, memo).expect("of the same program");
        self.engine = revived;
    }
}

fn compiled(declared: &Declared) -> Arc<Program> {
    let compiled = rules::compile(&declared.sources());
    let errors = compiled.diagnostics.iter().filter(|fault| fault.is_error());
    let faults: Vec<&str> = errors.map(|fault| fault.message.as_str()).collect();
    assert!(faults.is_empty(), "the project that was made up is sound: {faults:?}");
    Arc::new(compiled.program.expect("a sound project has a program"))
}
