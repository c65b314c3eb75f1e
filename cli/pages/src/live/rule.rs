//! A rule that is in force: what it says of itself, where it judges and what is handed to it, and its text.

use app::cases::{FileReport, TestOutcome, TestReport, TestReports};
use app::published::Picture;
use askama::Template;
use engine::model::RuleId;
use engine::program::{Mission, Obligation, Part, Program};
use rules::script::RuleDoc;
use rules::source::SourceText;
use words::{case, declaration, english};

use super::address;
use super::frame::{Access, Frame};
use crate::catalogue::{Piece, pieces};

const PASSED: &str = "Passed";
const FAILED: &str = "Failed";
const TO_DO: &str = "To be written";

#[derive(Template)]
#[template(path = "live/rule.html")]
struct RulePage<'p> {
    frame: Frame<'p>,
    id: &'p str,
    doc: RuleDoc,
    uses: Vec<Use>,
    path: &'p str,
    lines: Vec<(usize, &'p str)>,
    /// How its tests went, in a sentence, or why that is not known.
    tested: String,
    tests: Vec<Test<'p>>,
}

/// What is known of the tests of the project.
pub enum RuleTests<'p> {
    Played(&'p TestReports),
    /// What is written is not what is in force.
    OtherTexts,
    BeingPlayed,
}

/// A test in which the rule judges.
struct Test<'p> {
    name: &'p str,
    place: String,
    outcome: &'static str,
    /// What was not as expected.
    differences: Vec<String>,
}

impl RulePage<'_> {
    fn pieces(text: &str) -> Vec<Piece> {
        pieces(text)
    }
}

/// Where a rule judges with the same parameters.
#[derive(PartialEq, Eq)]
struct Use {
    href: String,
    obligation: String,
    measure: String,
    params: String,
    bodies: Vec<String>,
}

impl Use {
    fn told(&self) -> String {
        english::list(&self.bodies)
    }
}

/// A rule, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn rule(
    picture: &Picture,
    (id, source): (&RuleId, &SourceText),
    (program, found): (&Program, &RuleTests<'_>),
    access: Access,
) -> askama::Result<String> {
    let tests = tests(id, found);
    let page = RulePage {
        frame: Frame::new(picture, access).of_now_alone().below_front(),
        id: id.as_str(),
        doc: RuleDoc::of(source),
        uses: uses(id, program),
        path: &source.path,
        lines: (1..).zip(source.text.lines()).collect(),
        tested: tested(&tests, found),
        tests,
    };
    page.render()
}

fn tests<'p>(id: &'p RuleId, found: &RuleTests<'p>) -> Vec<Test<'p>> {
    let RuleTests::Played(report) = found else { return Vec::new() };
    let told = |(file, test): (&'p FileReport, &'p TestReport)| {
        let (outcome, differences) = match &test.outcome {
            TestOutcome::Passed => (PASSED, Vec::new()),
            TestOutcome::Failed(differences) => {
                (FAILED, differences.iter().map(ToString::to_string).collect())
            }
            TestOutcome::ToDo => (TO_DO, Vec::new()),
        };
        Test { name: &test.name, place: format!("{}:{}", file.path, test.line), outcome, differences }
    };
    report.of_rule(id).map(told).collect()
}

fn tested(tests: &[Test<'_>], found: &RuleTests<'_>) -> String {
    let count = |outcome: &str| tests.iter().filter(|test| test.outcome == outcome).count();
    match found {
        RuleTests::OtherTexts => case::OTHER_TEXTS.to_owned(),
        RuleTests::BeingPlayed => case::BEING_PLAYED.to_owned(),
        RuleTests::Played(_) if tests.is_empty() => case::NO_TEST.to_owned(),
        RuleTests::Played(_) => case::tests_of_rule(count(PASSED), count(FAILED), count(TO_DO)),
    }
}

fn uses(id: &RuleId, program: &Program) -> Vec<Use> {
    let mut uses: Vec<Use> = Vec::new();
    for mission in program.missions.values() {
        for obligation in &mission.obligations {
            let parts = obligation.all_terms().flat_map(|(_, terms)| &terms.parts);
            for part in parts.filter(|part| part.duty.rule.id() == id) {
                add(&mut uses, (mission, obligation, part), program);
            }
        }
    }
    uses
}

fn add(uses: &mut Vec<Use>, (mission, obligation, part): (&Mission, &Obligation, &Part), program: &Program) {
    let body = program.catalogue.body_name(&part.by).to_owned();
    let reference = engine::model::ObligationRef {
        mission: mission.id.clone(),
        obligation: obligation.declared_id().clone(),
    };
    let one = Use {
        href: address::obligation(&reference),
        obligation: obligation.declared_title().to_owned(),
        measure: program.catalogue.measure_title(&part.duty.measure).to_owned(),
        params: declaration::params(&part.duty.params),
        bodies: Vec::new(),
    };
    let alike = |other: &&mut Use| {
        (&other.href, &other.measure, &other.params) == (&one.href, &one.measure, &one.params)
    };
    match uses.iter_mut().find(alike) {
        Some(known) if known.bodies.contains(&body) => {}
        Some(known) => known.bodies.push(body),
        None => uses.push(Use { bodies: vec![body], ..one }),
    }
}
