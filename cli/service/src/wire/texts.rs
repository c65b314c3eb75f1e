//! The texts that are in force, and what was changed in them.

use app::cases::{FileReport, TestOutcome, TestReport};
use app::published::{Picture, TextsWaiting};
use app::text_history::Activation;
use app::wire::WireWaiting;
use engine::model::RuleId;
use engine::program::Program;
use jiff::Timestamp;
use ledger::source::SourceText;
use serde::Serialize;

use crate::rule_tests::RuleTestsFound;

/// One rule.
#[derive(Serialize)]
pub(crate) struct WireRule<'k> {
    as_at: Timestamp,
    position: u64,
    id: &'k str,
    file: &'k str,
    text: &'k str,
    /// What came of the tests in which it judges; null where the texts in the folder are not those in force, or the tests are still being played.
    tests: Option<Vec<WireRuleTest<'k>>>,
}

/// What came of one test.
#[derive(Serialize)]
struct WireRuleTest<'k> {
    /// What it shows.
    name: &'k str,
    file: &'k str,
    line: u32,
    /// `passed`, `failed` or `to-do`.
    outcome: &'static str,
    /// What was not as expected.
    differences: Vec<String>,
}

impl<'k> WireRuleTest<'k> {
    fn of(file: &'k FileReport, test: &'k TestReport) -> Self {
        let (outcome, differences) = match &test.outcome {
            TestOutcome::Passed => ("passed", Vec::new()),
            TestOutcome::Failed(differences) => {
                ("failed", differences.iter().map(ToString::to_string).collect())
            }
            TestOutcome::ToDo => ("to-do", Vec::new()),
        };
        Self { name: &test.name, file: &file.path, line: test.line, outcome, differences }
    }
}

/// What activations of texts changed, the newest first.
#[derive(Serialize)]
pub(crate) struct WireChanges<'k> {
    as_at: Timestamp,
    position: u64,
    /// How many there are.
    all: usize,
    changes: Vec<WireChange<'k>>,
    /// What to ask for `after`, to see older ones; left out on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<usize>,
}

#[derive(Serialize)]
struct WireChange<'k> {
    #[serde(flatten)]
    activation: &'k Activation,
    /// The same in sentences.
    told: Vec<String>,
}

impl<'k> WireRule<'k> {
    pub(crate) fn of(
        picture: &Picture,
        (rule, source): (&'k RuleId, &'k SourceText),
        found: &'k RuleTestsFound,
    ) -> Self {
        let tests = match found {
            RuleTestsFound::Played(report) => Some(report.of_rule(rule)),
            RuleTestsFound::OtherTexts | RuleTestsFound::NotYet => None,
        };
        Self {
            as_at: picture.as_at,
            position: picture.position,
            id: rule.as_str(),
            file: &source.path,
            text: &source.text,
            tests: tests.map(|tests| tests.map(|(file, test)| WireRuleTest::of(file, test)).collect()),
        }
    }
}

impl<'k> WireChanges<'k> {
    /// So many of all.
    pub(crate) fn of(
        picture: &Picture,
        (all, listed, next): (usize, &[&'k Activation], Option<usize>),
        program: &Program,
    ) -> Self {
        let changes =
            listed.iter().map(|activation| WireChange { activation, told: activation.told(program) });
        Self { as_at: picture.as_at, position: picture.position, all, changes: changes.collect(), next }
    }
}

/// A change of texts that waits, and what it changes.
#[derive(Serialize)]
pub(crate) struct WireTextsWaiting<'k> {
    #[serde(flatten)]
    waiting: &'k WireWaiting,
    /// What differs, in sentences.
    told: &'k [String],
}

impl<'k> From<&'k TextsWaiting> for WireTextsWaiting<'k> {
    fn from(TextsWaiting { waiting, told }: &'k TextsWaiting) -> Self {
        Self { waiting, told }
    }
}
