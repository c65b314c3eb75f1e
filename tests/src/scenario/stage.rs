//! Plays a scenario through the compiler and the engine.

use std::sync::Arc;

use engine::alert::AlertChange;
use engine::evaluate::Evaluated;
use engine::model::{Report, ResponseId, ResponseKind, Submission};
use engine::respond::Reply;
use engine::{Engine, Event};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use rules::diagnostic::{Colour, render};
use rules::settle;
use rules::source::Sources;
use words::alert::message_of_change;
use words::english;

use super::account;
use super::document::{Said, Scenario, Step};
use super::project::Files;
use super::report::{read_batch, read_cell, read_unused};

/// The project while it runs.
struct Stage {
    files: Files,
    in_force: Option<Sources>,
    engine: Engine,
    /// How many batches of reports came in.
    readings: u32,
    /// How much officials said.
    replies: u32,
    zone: TimeZone,
}

/// What one step led to.
#[derive(Default)]
struct Outcome {
    told: Vec<AlertChange>,
    /// The messages that go with what was told.
    says: Vec<String>,
    ran: Vec<Evaluated>,
    refused: Vec<String>,
}

/// Plays a scenario and says, line by line, where it came out otherwise than expected.
pub fn play(scenario: Scenario) -> Vec<String> {
    let mut stage = Stage {
        files: Files::new(scenario.starter.as_deref(), scenario.files),
        in_force: None,
        engine: Engine::new(),
        readings: 0,
        replies: 0,
        zone: TimeZone::UTC,
    };
    let mut faults = Vec::new();
    for step in &scenario.step {
        let outcome = stage.take(step);
        faults
            .extend(stage.faults(step, &outcome).into_iter().map(|fault| format!("at {}: {fault}", step.at)));
    }
    faults
}

/// What an official says, under an id of its own.
fn reply(said: &Said, number: u32) -> Reply {
    Reply {
        id: ResponseId::new(number.to_string()),
        alert: said.alert.clone(),
        contribution: said.contribution.clone(),
        periods: Vec::new(),
        submission: Submission {
            kind: ResponseKind::named(&said.kind).unwrap_or_else(|| panic!("nobody can `{}`", said.kind)),
            by: said.by.clone(),
            reason: said.reason.clone(),
            approver: said.approver.clone(),
            until: said.until.as_ref().map(|day| day.parse().expect("a day")),
        },
        enclosure: said.enclosure(),
    }
}

impl Stage {
    fn take(&mut self, step: &Step) -> Outcome {
        let mut outcome = Outcome::default();
        let is_new = self.in_force.is_none() || !step.write.is_empty() || !step.edit.is_empty();
        self.files.write(&step.write);
        step.edit.iter().for_each(|edit| self.files.edit(edit));
        let activation = is_new.then(|| self.compile(&mut outcome));
        let now = self.moment(&step.at);
        self.let_time_pass(now, &mut outcome);
        if let Some(event) = activation {
            self.happen(now, event, &mut outcome);
        }
        if !step.set_aside.is_empty() {
            let catalogue = Arc::clone(&self.engine.program().expect("a project in force").catalogue);
            self.happen(
                now,
                Event::SetAside(read_unused(&step.set_aside, &catalogue, |day| self.moment(day))),
                &mut outcome,
            );
            if step.reports.is_empty() {
                self.happen(now, Event::ClockAdvanced, &mut outcome);
            }
        }
        if !step.reports.is_empty() {
            self.readings += 1;
            let catalogue = Arc::clone(&self.engine.program().expect("a project in force").catalogue);
            let batch = read_batch(&step.reports, &catalogue, (now, self.readings), |day| self.moment(day));
            self.happen(now, Event::Observed(batch), &mut outcome);
        }
        for said in &step.replies {
            self.replies += 1;
            let reply = reply(said, self.replies);
            let response = self.engine.admit(reply, now).unwrap_or_else(|refusal| panic!("{refusal}"));
            self.happen(now, Event::Responded(response), &mut outcome);
        }
        outcome
    }

    /// Compiles the files as a reload does: what is broken stays as it was.
    fn compile(&mut self, outcome: &mut Outcome) -> Event {
        let settled = settle(&self.files.sources(), self.in_force.as_ref());
        let said = render(&settled.compiled.diagnostics, Colour::Plain);
        outcome.refused = settled.compiled.refused.iter().map(ToString::to_string).collect();
        let program = settled.compiled.program.unwrap_or_else(|| panic!("nothing compiles\n{said}"));
        assert!(self.in_force.is_some() || outcome.refused.is_empty(), "it begins sound\n{said}");
        self.zone = program.calendar.time_zone().clone();
        self.in_force = Some(settled.sources);
        Event::Activated(Arc::new(program))
    }

    /// Wakes the engine whenever it asked to be woken.
    fn let_time_pass(&mut self, until: Timestamp, outcome: &mut Outcome) {
        while let Some(due) = self.engine.next_wake().filter(|due| *due <= until) {
            self.step(due, Event::ClockAdvanced, outcome);
        }
    }

    fn happen(&mut self, now: Timestamp, event: Event, outcome: &mut Outcome) {
        let evaluated = self.step(now, event, outcome);
        outcome.ran.extend(evaluated);
    }

    fn step(&mut self, now: Timestamp, event: Event, outcome: &mut Outcome) -> Vec<Evaluated> {
        let before = self.engine.program().cloned();
        let effects = self.engine.step(now, event);
        if let Some(program) = self.engine.program() {
            let before = before.as_deref().unwrap_or(program);
            let says = effects.alerts.iter().map(|change| message_of_change(change, before, program));
            outcome.says.extend(says);
        }
        outcome.told.extend(effects.alerts);
        self.engine.evaluated().collect()
    }

    fn moment(&self, text: &str) -> Timestamp {
        let at = text.parse::<DateTime>().or_else(|_| text.parse::<Date>().map(DateTime::from));
        let at = at.unwrap_or_else(|_| panic!("`{text}` is neither a day nor a moment"));
        at.to_zoned_datetime(self.zone.clone()).expect("a moment that can be told").timestamp()
    }

    fn faults(&self, step: &Step, outcome: &Outcome) -> Vec<String> {
        let told: Vec<String> = outcome.told.iter().map(|change| account::told(change, &self.zone)).collect();
        let program = self.engine.program().expect("a project in force");
        let alerts: Vec<String> =
            self.engine.alerts().iter().map(|alert| account::alert(alert, program)).collect();
        let ran: Vec<String> = outcome.ran.iter().map(account::run).collect();
        let mut faults = Vec::new();
        compare("told", step.told.as_ref(), &told, &mut faults);
        compare("says", step.says.as_ref(), &outcome.says, &mut faults);
        compare("alerts", step.alerts.as_ref(), &alerts, &mut faults);
        compare("ran", step.ran.as_ref(), &ran, &mut faults);
        compare("refused", step.refused.as_ref(), &outcome.refused, &mut faults);
        compare("due", step.due.as_ref(), &account::due(&self.engine), &mut faults);
        let verdicts = account::verdicts(&self.engine);
        let reasoned = account::reasoned_verdicts(&self.engine);
        let stands = |verdict: &&String| verdicts.contains(verdict) || reasoned.contains(verdict);
        let missing = step.verdicts.iter().filter(|verdict| !stands(verdict));
        faults.extend(missing.map(|verdict| {
            let among = if verdict.ends_with(')') { &reasoned } else { &verdicts };
            format!("not `{verdict}`, but among\n    {}", among.join("\n    "))
        }));
        faults.extend(step.known.iter().filter_map(|known| self.misremembered(known)));
        faults
    }

    /// Holds `smoking of england in 2020 on 2021-12-01 = 13.8` to the evidence.
    fn misremembered(&self, known: &str) -> Option<String> {
        let (question, expected) = known.split_once(" = ").expect("`cell on day = value`");
        let (cell, day) = question.split_once(" on ").expect("`cell on day`");
        let cell = read_cell(cell, &self.engine.program()?.catalogue);
        let history = self.engine.evidence().history(&cell);
        let heard = history.and_then(|history| history.known_at(self.moment(day)));
        let said = match heard.map(|heard| heard.report) {
            Some(Report::Value(value)) => value.to_string(),
            Some(Report::Absent(absence)) => english::absence(absence).to_owned(),
            None => "nothing".to_owned(),
        };
        (said != expected).then(|| format!("known: {question} = {said}, not {expected}"))
    }
}

fn compare(what: &str, expected: Option<&Vec<String>>, found: &[String], faults: &mut Vec<String>) {
    if expected.is_some_and(|expected| expected != found) {
        faults.push(format!("{what} is\n    {}", found.join("\n    ")));
    }
}
