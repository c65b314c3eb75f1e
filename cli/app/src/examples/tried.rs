//! What the rules in force say of examples, before anybody asks for a test of them. It writes nothing.

use std::path::Path;
use std::sync::Arc;

use engine::model::Period;
use engine::program::{Obligation, Program};
use jiff::Timestamp;
use jiff::civil::Date;
use rules::case::{CaseFile, TestProgram};
use rules::source::SourceText;
use words::case::CaseWords;
use words::english;
use words::examples as say;

use super::draft::{draft, told};
use super::example::{Example, Examples};
use crate::project::{Project, compiler, load_agreed};
use crate::text_change::{ChangeFault, in_words};

/// Examples with what came of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TriedExamples {
    /// The file of tests into which they would be written, and what.
    pub path: String,
    pub text: String,
    /// In the order in which they were given.
    pub examples: Vec<TriedExample>,
}

impl TriedExamples {
    /// With how many of them the rule does not agree.
    pub fn differing(&self) -> usize {
        self.examples.iter().filter(|example| !example.agrees).count()
    }
}

/// One of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TriedExample {
    /// What it says and what the rule says, in sentences.
    pub told: String,
    /// Whether the two agree.
    pub agrees: bool,
}

/// Plays examples by the rules in force.
///
/// # Errors
/// They name what is not there, or the project cannot be used.
pub fn try_examples(dir: &Path, examples: &Examples, now: Timestamp) -> Result<TriedExamples, ChangeFault> {
    let (project, _) = load_agreed(&mut compiler(), dir, now)?;
    if let Some(verdict) = examples.examples.iter().find_map(Example::cannot_be) {
        return Err(ChangeFault::NoExpectation(verdict));
    }
    let Project { program, sources, .. } = project.ok_or(ChangeFault::Unusable)?;
    let (text, path) = (draft(examples, looked_at(&program, examples)?)?, examples.path());
    let stage = TestProgram::new(sources, Arc::new(program));
    let CaseFile { cases, faults } = stage.read(&SourceText::new(&*path, &*text));
    if !faults.is_empty() || cases.len() != examples.examples.len() {
        return Err(ChangeFault::FaultyExamples(faults.iter().map(in_words).collect()));
    }
    let tried = examples.examples.iter().zip(&cases).map(|(example, case)| {
        let found = case.play(&CaseWords).differences.into_iter().flat_map(|difference| difference.found);
        let found: Vec<String> = found.collect();
        let (given, agrees) = (told(example), found.is_empty());
        let told = if agrees {
            say::agrees(&given, &example.verdict)
        } else {
            say::differs(&given, &example.verdict, &english::list(&found))
        };
        TriedExample { told, agrees }
    });
    Ok(TriedExamples { path, text, examples: tried.collect() })
}

/// The day on which everything has been waited for that the verdict rests on.
fn looked_at(program: &Program, examples: &Examples) -> Result<Date, ChangeFault> {
    let found = find(program, examples);
    let (obligation, period) = found.ok_or_else(|| ChangeFault::NoVerdict(examples.subject()))?;
    let calendar = program.calendar_of(&obligation.lead);
    let ends = obligation.terms_of(period).due.grace_ends(period, calendar);
    let day = calendar.day(ends).tomorrow();
    day.map_err(|_| ChangeFault::NoVerdict(examples.subject()))
}

fn find<'p>(program: &'p Program, examples: &Examples) -> Option<(&'p Obligation, Period)> {
    let named = format!("{}/{}", examples.mission, examples.obligation);
    let (_, obligation, None) = program.named(&named)? else { return None };
    let period = obligation.every.parse(&examples.period).ok()?;
    Some((obligation, period))
}
