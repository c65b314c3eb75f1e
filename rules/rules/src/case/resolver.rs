//! From a declaration to a script: every name looked up, every moment known.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use engine::model::{Cadence, FeedId, Load, SourceFile};
use jiff::Timestamp;
use toml::Spanned;

use super::clock::{self, Clock};
use super::expectations::expectations;
use super::fed::fed;
use super::names::TestNames;
use super::narrowing::narrow;
use super::reloads::activations;
use super::reports::{first_arrival, reports};
use super::responses::answer;
use super::targets::{TestTarget, targets, with_targets};
use super::test_program::TestProgram;
use super::timeline::{Activation, Case, Check, PlannedEvents};
use crate::declare::case::{CaseDeclaration, Moment, SeriesDeclaration, TODO};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceText, Span};

/// Works out one test.
pub(super) struct TestResolver<'a> {
    test_program: &'a TestProgram,
    declaration: &'a CaseDeclaration,
    names: TestNames<'a>,
    /// In the place of those that the project declares.
    targets: Vec<TestTarget>,
    clock: Clock,
    moments: BTreeMap<Timestamp, PlannedEvents>,
}

impl<'a> TestResolver<'a> {
    /// The script of a test; none where it has no name or no day. Faults are reported, and leave the script incomplete.
    pub(super) fn resolve(
        test_program: &'a TestProgram,
        source: &'a SourceText,
        declaration: &'a CaseDeclaration,
        faults: &'a RefCell<Vec<Diagnostic>>,
    ) -> Option<Case> {
        let name = declaration.name.as_ref()?;
        let span = Span { source: source.clone(), range: name.span() };
        let whole = TestNames::new(source, None, vec![Arc::clone(test_program.program())], faults);
        let mission = declaration.mission.as_ref().and_then(|name| whole.mission(name));
        let is_todo = name.get_ref().starts_with(TODO);
        let Some(clock) = start(test_program, declaration, &whole) else {
            if !is_todo && counts_from_nowhere(declaration) {
                let fault = "nothing says when the test starts";
                let fault = whole.error(Code::Test, fault, declaration.header.clone());
                whole.report::<()>(fault.with_help("add a line such as `start = \"2024-01-01\"`"));
            }
            let name = name.get_ref().clone();
            return Some(Case { name, span, is_todo, mission, moments: BTreeMap::new() });
        };
        let names = TestNames::new(source, mission.clone(), vec![Arc::clone(test_program.program())], faults);
        let targets = targets(&declaration.targets, &names);
        let program = with_targets(Arc::clone(test_program.program()), &targets);
        let first = PlannedEvents {
            activations: vec![Activation { program, refusal: None }],
            ..PlannedEvents::default()
        };
        let moments = BTreeMap::from([(clock.start, first)]);
        let mut resolver = Self { test_program, declaration, names, targets, clock, moments };
        resolver.reload();
        resolver.report();
        resolver.take_files();
        resolver.reply();
        resolver.expect();
        narrow(&mut resolver.moments, mission.as_ref(), &test_program.components);
        Some(Case { name: name.get_ref().clone(), span, is_todo, mission, moments: resolver.moments })
    }

    fn reload(&mut self) {
        let declared = self.declaration.reloads.iter();
        let reloads: Vec<_> =
            declared.filter_map(|reload| Some((self.moment(reload.at.as_ref()?)?, reload))).collect();
        for (moment, activation) in activations(reloads, self.test_program, &self.names, &self.clock) {
            let program = with_targets(Arc::clone(&activation.program), &self.targets);
            let activation = Activation { program, ..activation };
            self.names.programs.push(Arc::clone(&activation.program));
            self.moments.entry(moment).or_default().activations.push(activation);
        }
    }

    fn report(&mut self) {
        let mut file = file_of(self.names.source);
        for series in &self.declaration.series {
            let names = self.names.within(series.shared.as_ref());
            if *names.source.path != *file.path {
                file = file_of(names.source);
            }
            let found = reports(series, &names, &self.clock, &file);
            for (moment, observation) in found.into_iter().flatten() {
                // What is older than the test is known at its start.
                let heard = moment.max(self.clock.start);
                self.moments.entry(heard).or_default().reports.push(observation);
            }
        }
    }

    fn take_files(&mut self) {
        let files = self.test_program.files();
        let heard = fed(&self.declaration.files, files, &self.names, &self.clock, &self.moments);
        for (moment, reports) in heard {
            self.moments.entry(moment).or_default().reports.extend(reports);
        }
    }

    fn reply(&mut self) {
        for (number, response) in self.declaration.responses.iter().enumerate() {
            let answer = answer(response, number, &self.names);
            let moment = response.at.as_ref().and_then(|at| self.moment(at));
            if let (Some(moment), Some(answer)) = (moment, answer) {
                self.moments.entry(moment).or_default().answers.push(answer);
            }
        }
    }

    fn expect(&mut self) {
        for check in &self.declaration.checks {
            let expectations = expectations(check, &self.names);
            let Some(moment) = check.at.as_ref().and_then(|at| self.moment(at)) else { continue };
            self.moments.entry(moment).or_default().checks.push(Check { expectations });
        }
    }

    /// A moment within the test.
    fn moment(&self, at: &Spanned<Moment>) -> Option<Timestamp> {
        let moment = self.clock.moment(*at.get_ref());
        let refusal = match moment {
            Some(moment) => self.clock.refusal(moment),
            None => Some("this is beyond the calendar".to_owned()),
        };
        let Some(refusal) = refusal else { return moment };
        self.names.report(self.names.error(Code::InvalidPeriod, refusal, at.span()))
    }
}

/// A file of tests, as what reports figures.
fn file_of(source: &SourceText) -> Arc<SourceFile> {
    Arc::new(SourceFile {
        feed: FeedId::new("test"),
        path: source.path.to_string(),
        hash: String::new(),
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    })
}

/// Whether a moment is counted from a start that is not given; otherwise whatever else is missing has been reported.
fn counts_from_nowhere(declaration: &CaseDeclaration) -> bool {
    let checks = declaration.checks.iter().map(|check| &check.at);
    let reloads = declaration.reloads.iter().map(|reload| &reload.at);
    let responses = declaration.responses.iter().map(|response| &response.at);
    let files = declaration.files.iter().map(|file| &file.received);
    let mut moments = checks.chain(reloads).chain(responses).chain(files).flatten();
    declaration.start.is_none() && moments.any(|at| matches!(at.get_ref(), Moment::After(_)))
}

fn start(test_program: &TestProgram, declaration: &CaseDeclaration, names: &TestNames<'_>) -> Option<Clock> {
    let calendar = Arc::clone(&test_program.program().calendar);
    let every = |series: &SeriesDeclaration| -> Option<Cadence> {
        let measure = series.measure.as_ref()?.get_ref().as_str();
        names
            .programs
            .iter()
            .find_map(|program| program.catalogue.measures.get(measure))
            .map(|found| found.every)
    };
    let arrivals =
        declaration.series.iter().filter_map(|series| first_arrival(series, every(series), &calendar));
    let start = clock::start(declaration, arrivals, &calendar)?;
    Some(Clock { calendar, start })
}
