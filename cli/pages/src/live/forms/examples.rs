//! Saying by examples what a rule should find: which part of an obligation, a few cases with figures, targets and the verdict, the same to be checked with what the rule in force says, and the reference number.

use app::examples::{Given, TriedExamples};
use askama::Template;
use engine::model::{Cell, MissionId, ObligationRef, Period, RuleId, Verdict};
use engine::program::{Obligation, Part, Program};
use words::examples as say;
use words::names::Names;
use words::{english, verdict};

use super::person::Person;
use super::recorded::{Onward, Recorded, recorded};
use crate::live::address;

/// What can be expected of a rule, of figures and of their absence; the others are for officials, or for a day that is still to come.
const VERDICTS: [Verdict; 5] =
    [Verdict::Met, Verdict::AtRisk, Verdict::Missed, Verdict::NoData, Verdict::NotJudged];

/// The part of an obligation that examples are of, for one period.
pub struct ExampleSubject {
    pub reference: ObligationRef,
    pub contribution: Option<String>,
    pub period: String,
    title: String,
    part: String,
    told_period: String,
    rule: RuleId,
    /// Figures that the rule asks for.
    pub figures: Vec<AskedCell>,
    /// Targets that it asks for.
    pub targets: Vec<AskedCell>,
    /// How many more figures and targets it asks for than the form has room for.
    left_out: usize,
}

/// A cell of which an example says a figure or a target.
pub struct AskedCell {
    measure: String,
    body: String,
    period: String,
    label: String,
    /// What is so by what is known and declared.
    hint: String,
}

impl ExampleSubject {
    /// `figures` and `targets` are those that the rule asks for, and `left_out` is how many more those are.
    pub fn of(
        program: &Program,
        (mission, obligation, part, period): (&MissionId, &Obligation, &Part, Period),
        (figures, targets, left_out): (&[Cell], &[Cell], usize),
    ) -> Self {
        let names = Names { program };
        let target = |cell: &Cell| {
            let value = program.catalogue.target(cell)?.value_on(cell.period.last_day())?;
            Some(format!("Declared: {}", names.amount(&cell.measure, value)))
        };
        let figure = |cell: &Cell| AskedCell::of(cell, names, String::new());
        let aim = |cell: &Cell| {
            AskedCell::of(cell, names, target(cell).unwrap_or_else(|| "Declared: none".to_owned()))
        };
        Self {
            reference: obligation.reference(mission),
            contribution: part.id.contribution().map(ToString::to_string),
            period: period.to_string(),
            title: obligation.title.clone(),
            part: names.body(&part.by).to_owned(),
            told_period: english::period(period),
            rule: part.duty.rule.id().clone(),
            figures: figures.iter().map(figure).collect(),
            targets: targets.iter().map(aim).collect(),
            left_out,
        }
    }

    /// What the form does not ask for, in a sentence; none where it asks for everything.
    fn told_left_out(&self) -> Option<String> {
        (self.left_out > 0).then(|| say::left_out(self.left_out))
    }

    fn action(&self) -> String {
        address::examples(&self.reference)
    }

    fn back(&self) -> String {
        address::obligation(&self.reference)
    }

    fn rule_href(&self) -> String {
        address::rule(&self.rule)
    }

    fn cases<'p>(&'p self, words: &'p ExampleWords) -> Vec<Case<'p>> {
        words.cases.iter().enumerate().map(|(at, said)| Case { at, said, subject: self }).collect()
    }
}

impl AskedCell {
    fn of(cell: &Cell, names: Names<'_>, hint: String) -> Self {
        Self {
            measure: cell.measure.to_string(),
            body: cell.body.to_string(),
            period: cell.period.to_string(),
            label: names.cell(cell),
            hint,
        }
    }

    /// Which cell it is, as the form says it back.
    fn cell(&self) -> String {
        format!("{}|{}|{}", self.measure, self.body, self.period)
    }

    /// The same with what was typed; none where nothing was.
    pub fn given(&self, typed: &str) -> Option<Given> {
        let (measure, body, period) = (self.measure.clone(), self.body.clone(), self.period.clone());
        let typed = Some(typed.trim()).filter(|typed| !typed.is_empty());
        typed.map(|value| Given { measure, body, period, value: value.to_owned() })
    }
}

/// What somebody wrote into the form.
#[derive(Clone, Debug)]
pub struct ExampleWords {
    pub cases: Vec<CaseWords>,
    pub reason: String,
    /// The same however often the form is sent.
    pub key: String,
}

/// What somebody wrote for one example.
#[derive(Clone, Default, Debug)]
pub struct CaseWords {
    pub figures: Vec<String>,
    pub targets: Vec<String>,
    pub verdict: String,
}

impl ExampleWords {
    /// So many examples the form asks for.
    pub const CASES: usize = 3;

    /// Nothing written yet.
    pub fn empty(key: String) -> Self {
        Self { cases: vec![CaseWords::default(); Self::CASES], reason: String::new(), key }
    }
}

/// One example of the form.
struct Case<'p> {
    at: usize,
    said: &'p CaseWords,
    subject: &'p ExampleSubject,
}

/// One figure or target of it.
struct Field<'p> {
    name: String,
    of: &'p AskedCell,
    said: &'p str,
}

impl Case<'_> {
    fn number(&self) -> usize {
        self.at + 1
    }

    fn figures(&self) -> Vec<Field<'_>> {
        self.fields("figure", &self.subject.figures, &self.said.figures)
    }

    fn targets(&self) -> Vec<Field<'_>> {
        self.fields("target", &self.subject.targets, &self.said.targets)
    }

    fn fields<'f>(&'f self, kind: &str, of: &'f [AskedCell], said: &'f [String]) -> Vec<Field<'f>> {
        let field = |(at, of): (usize, &'f AskedCell)| Field {
            name: of_case(kind, self.at, Some(at)),
            of,
            said: said.get(at).map_or("", String::as_str),
        };
        of.iter().enumerate().map(field).collect()
    }

    fn verdict_name(&self) -> String {
        of_case("verdict", self.at, None)
    }

    /// Verdicts to choose from: the word, what people read, and whether it is chosen.
    fn verdicts(&self) -> Vec<(&'static str, String, bool)> {
        let choice = |verdict: Verdict| {
            (verdict.as_str(), verdict::label(verdict), verdict.as_str() == self.said.verdict)
        };
        VERDICTS.into_iter().map(choice).collect()
    }
}

/// What a part of the form is called that is about one example, and one of its figures or targets.
pub fn of_case(kind: &str, case: usize, nth: Option<usize>) -> String {
    let nth = nth.map(|nth| format!("-{}", nth + 1)).unwrap_or_default();
    format!("{kind}-{}{nth}", case + 1)
}

#[derive(Template)]
#[template(path = "live/examples_form.html")]
struct FormPage<'p> {
    person: Option<Person<'p>>,
    subject: &'p ExampleSubject,
    words: &'p ExampleWords,
    cases: Vec<Case<'p>>,
    fault: Option<&'p str>,
    form_token: &'p str,
}

/// The form, with what was written into it before and what is wrong with that.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn examples(
    person: Person<'_>,
    subject: &ExampleSubject,
    words: &ExampleWords,
    fault: Option<&str>,
) -> askama::Result<String> {
    let form_token = person.form_token;
    FormPage { person: Some(person), subject, words, cases: subject.cases(words), fault, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/examples_check.html")]
struct CheckPage<'p> {
    person: Option<Person<'p>>,
    subject: &'p ExampleSubject,
    words: &'p ExampleWords,
    cases: Vec<Case<'p>>,
    /// None while they are played.
    found: Option<&'p TriedExamples>,
    disagreement: Option<String>,
    by: &'p str,
    form_token: &'p str,
}

/// What was written, to be checked before it is sent, with what the rule in force says; none while that is worked out.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn check_examples(
    person: Person<'_>,
    subject: &ExampleSubject,
    words: &ExampleWords,
    found: Option<&TriedExamples>,
) -> askama::Result<String> {
    let Person { name: by, form_token } = person;
    let disagreement = found.and_then(|found| say::disagreement(found.differing(), found.examples.len()));
    let cases = subject.cases(words);
    CheckPage { person: Some(person), subject, words, cases, found, disagreement, by, form_token }.render()
}

/// A part of an obligation that can be chosen: where, and what it is.
pub struct PartChoice {
    pub href: String,
    pub told: String,
}

#[derive(Template)]
#[template(path = "live/examples_choose.html")]
struct ChoosePage<'p> {
    person: Option<Person<'p>>,
    title: &'p str,
    back: &'p str,
    parts: &'p [PartChoice],
}

/// Which part of an obligation the examples are to be of.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn choose_part(
    person: Person<'_>,
    (title, back): (&str, &str),
    parts: &[PartChoice],
) -> askama::Result<String> {
    ChoosePage { person: Some(person), title, back, parts }.render()
}

/// That they wait, with the reference number.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn examples_sent(person: Person<'_>, reference: &str, sentences: &[String]) -> askama::Result<String> {
    let (title, label, onward) = ("Your examples are recorded", "Reference number", Onward::APPROVALS);
    recorded(person, &Recorded { title, label, reference, sentences, onward })
}
