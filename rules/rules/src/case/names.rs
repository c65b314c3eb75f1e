//! Looks up missions, measures, bodies and periods that a test names, in every program that is in force at some time in it. What does not exist is reported with
//! the name that was probably meant.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use engine::model::{BodyId, Cadence, Cell, MeasureId, MissionId, Period};
use engine::program::Program;
use toml::Spanned;

use super::trace::{DEADLINE, LISTINGS, TARGET};
use crate::diagnostic::{Code, Diagnostic, listed};
use crate::source::SourceText;

/// Every name of a test's programs, and the faults found so far.
pub(super) struct TestNames<'a> {
    pub(super) source: &'a SourceText,
    /// The one mission that is judged, where the test names one.
    pub(super) mission: Option<MissionId>,
    pub(super) programs: Vec<Arc<Program>>,
    faults: &'a RefCell<Vec<Diagnostic>>,
}

impl<'a> TestNames<'a> {
    pub(super) fn new(
        source: &'a SourceText,
        mission: Option<MissionId>,
        programs: Vec<Arc<Program>>,
        faults: &'a RefCell<Vec<Diagnostic>>,
    ) -> Self {
        Self { source, mission, programs, faults }
    }

    /// The same names, where what names them stands in another file than the test.
    pub(super) fn within<'b>(&'b self, shared: Option<&'b SourceText>) -> TestNames<'b> {
        let (mission, programs) = (self.mission.clone(), self.programs.clone());
        TestNames { source: shared.unwrap_or(self.source), mission, programs, faults: self.faults }
    }

    pub(super) fn report<T>(&self, fault: Diagnostic) -> Option<T> {
        self.faults.borrow_mut().push(fault);
        None
    }

    pub(super) fn error(&self, code: Code, message: impl Into<String>, range: Range<usize>) -> Diagnostic {
        Diagnostic::error(code, message, self.source, range)
    }

    /// Reports a name that is not there.
    pub(super) fn unknown<T>(
        &self,
        code: Code,
        what: &str,
        name: &str,
        range: Range<usize>,
        known: &[String],
    ) -> Option<T> {
        let fault = self.error(code, format!("there is no {what} `{name}`"), range);
        let fault = match known {
            [] => fault,
            [..] if known.len() <= MOST_LISTED => fault.with_help(format!("there is {}", listed(known))),
            [..] => fault.with_help(format!("there are {} of them, none like it", known.len())),
        };
        self.report(fault.with_nearest(name, known.iter().map(String::as_str)))
    }

    /// A mission of the project.
    pub(super) fn mission(&self, name: &Spanned<String>) -> Option<MissionId> {
        let missions = || self.programs.iter().flat_map(|program| program.missions.keys());
        let found = missions().find(|id| id.as_str() == name.get_ref()).cloned();
        if found.is_none() {
            let known = distinct(missions().map(ToString::to_string));
            self.unknown::<()>(Code::UnknownMission, "mission", name.get_ref(), name.span(), &known);
        }
        found
    }

    /// A measure, with how often it is reported.
    pub(super) fn measure(&self, name: &str, range: Range<usize>) -> Option<(MeasureId, Cadence)> {
        let found = self.programs.iter().find_map(|program| program.catalogue.measures.get(name));
        if let Some(measure) = found {
            return Some((measure.id.clone(), measure.every));
        }
        let measures = self.programs.iter().flat_map(|program| program.catalogue.measures.keys());
        let known = distinct(measures.map(ToString::to_string));
        self.unknown(Code::UnknownMeasure, "measure", name, range, &known)
    }

    /// A body of the register.
    pub(super) fn body(&self, name: &str, range: Range<usize>) -> Option<BodyId> {
        let found = self.programs.iter().find_map(|program| program.catalogue.bodies.get(name));
        if let Some(body) = found {
            return Some(body.id.clone());
        }
        let bodies = self.programs.iter().flat_map(|program| program.catalogue.bodies.keys());
        let known = distinct(bodies.map(ToString::to_string));
        self.unknown(Code::UnknownBody, "body", name, range, &known)
    }

    /// A period of a cadence.
    pub(super) fn period(&self, every: Cadence, text: &str, range: Range<usize>) -> Option<Period> {
        match every.parse(text) {
            Ok(period) => Some(period),
            Err(error) => self.report(self.error(Code::InvalidPeriod, error.to_string(), range)),
        }
    }

    /// Something that a rule may ask for, as a trace tells it.
    pub(super) fn read(&self, name: &Spanned<String>) -> Option<String> {
        let text = name.get_ref().as_str();
        if let Some(day) = text.strip_prefix(DEADLINE) {
            let is_moment = day.parse::<jiff::civil::DateTime>().is_ok();
            let fault = || self.error(Code::InvalidPeriod, format!("`{day}` is not a date"), name.span());
            return if is_moment { Some(text.to_owned()) } else { self.report(fault()) };
        }
        if LISTINGS.iter().any(|begins| text.starts_with(begins)) {
            return Some(text.to_owned());
        }
        let target = text.strip_prefix(TARGET);
        let cell = self.cell(target.unwrap_or(text), name.span())?;
        let named = language::english::cell(&cell);
        Some(if target.is_some() { format!("{TARGET}{named}") } else { named })
    }

    fn cell(&self, text: &str, range: Range<usize>) -> Option<Cell> {
        let parts =
            text.split_once(" of ").and_then(|(measure, rest)| Some((measure, rest.split_once(" in ")?)));
        let Some((measure, (body, period))) = parts else {
            let message = format!("`{text}` is nothing that a rule can ask for");
            let help = "write `referrals of hm-prison-service in 2021-Q3`, `target for four-hours of england in 2024-07` or \
                        `deadline 2021-10-29`";
            return self.report(self.error(Code::InvalidValue, message, range).with_help(help));
        };
        let found = self.measure(measure.trim(), range.clone());
        let body = self.body(body.trim(), range.clone());
        let (measure, every) = found?;
        let period = self.period(every, period.trim(), range)?;
        Some(Cell { measure, body: body?, period })
    }
}

/// Longer lists help nobody.
const MOST_LISTED: usize = 12;

pub(super) fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    names.collect::<indexmap::IndexSet<String>>().into_iter().collect()
}
