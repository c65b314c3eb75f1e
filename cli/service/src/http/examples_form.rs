//! The form by which people say by examples what a rule should find: written at `/examples/{mission}/{obligation}`, checked, and sent to the same address.

use app::examples::{Example, Examples};
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use engine::model::{BodyId, Cell, ContributionId, MeasureId, Node, ObligationRef, Period, Verdict, WholeId};
use engine::program::{Mission, Obligation, Part, Program};
use engine::view::Read;
use pages::live::address;
use pages::live::forms::{self, CaseWords, ExampleSubject, ExampleWords, PartChoice, Person, of_case};
use plugins::accounts::{Account, Permission, random_word};
use serde::Deserialize;

use super::exampled::{self, Words};
use super::form::Form;
use super::preconditions::{self, Key};
use super::problem::{answer, told};
use super::refusal::{Refusal, refused_before};
use super::reply_form::{Told, page};
use super::submissions::Submissions;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::questions::Known;
use crate::task_queue::Answered;

/// So many figures and targets the form asks for together: what one example says at the most.
const MOST_ASKED: usize = Examples::MOST_GIVEN;
/// So many of them are targets.
const MOST_TARGETS: usize = MOST_ASKED / 2;

/// Of what the examples are.
#[derive(Deserialize)]
pub(super) struct Of {
    contribution: Option<String>,
    period: Option<String>,
}

/// The form, empty; or the parts to choose from.
pub(super) async fn show(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<(String, String)>, PathRejection>,
    of: Result<Query<Of>, QueryRejection>,
) -> Response {
    let (Ok(Path((mission, obligation))), Ok(Query(of))) = (path, of) else {
        return Refusal::NotFound.answer(Wanted::Page);
    };
    let shown = empty(&submissions, &who, (&mission, &obligation), of).await;
    shown.unwrap_or_else(refused_before)
}

async fn empty(
    submissions: &Submissions,
    who: &Who,
    (mission, obligation): (&str, &str),
    of: Of,
) -> Result<Response, Refusal> {
    let desk = Desk::of(who, mission)?;
    let named = format!("{mission}/{obligation}");
    let look = move |known: Known<'_>| looked(&known, &named, &of);
    match submissions.questions.ask(look).await?.ok_or(Refusal::NotFound)? {
        Looked::Parts { title, back, parts } => {
            page(forms::choose_part(desk.person(), (&title, &back), &parts), StatusCode::OK)
        }
        Looked::Subject(subject) => {
            let key = random_word::<16>().map_err(|_| Refusal::Broken)?;
            let words = ExampleWords::empty(key);
            page(forms::examples(desk.person(), &subject, &words, None), StatusCode::OK)
        }
    }
}

/// What there is to say examples of.
enum Looked {
    Parts { title: String, back: String, parts: Vec<PartChoice> },
    Subject(ExampleSubject),
}

fn looked(known: &Known<'_>, named: &str, of: &Of) -> Option<Looked> {
    let (program, engine) = (known.program, known.engine);
    let (mission, obligation, None) = program.named(named)? else { return None };
    let reference = obligation.reference(&mission.id);
    let Some(part) = part(obligation, of.contribution.as_deref()) else {
        if of.contribution.is_some() {
            return None;
        }
        return Some(parts(program, obligation, &reference));
    };
    let node = WholeId::from(reference.clone()).part(&part.id);
    let period = match &of.period {
        Some(period) => obligation.every.parse(period).ok()?,
        None => newest(known, &reference, &node)?,
    };
    let read = engine.reads(&node, period)?;
    let calendar = &program.calendar;
    let own = part.cell(period, obligation.terms_of(period).due, &program.catalogue, calendar);
    let mut figures = vec![own];
    let mut targets: Vec<Cell> = Vec::new();
    for read in read {
        match read {
            Read::Cell(cell) if !figures.contains(&cell) => figures.push(cell),
            // A target of an example holds in every period.
            Read::Target(cell) if !targets.iter().any(|known| is_for_the_same(known, &cell)) => {
                targets.push(cell);
            }
            _ => {}
        }
    }
    // A document is reported by its paper, and not by a figure.
    figures.retain(|cell| !program.catalogue.is_document(&cell.measure));
    let read = figures.len() + targets.len();
    targets.truncate(MOST_TARGETS);
    figures.truncate(MOST_ASKED - targets.len());
    let left_out = read - figures.len() - targets.len();
    let cells = (&*figures, &*targets, left_out);
    Some(Looked::Subject(ExampleSubject::of(program, (&mission.id, obligation, part, period), cells)))
}

fn is_for_the_same(one: &Cell, other: &Cell) -> bool {
    (&one.measure, &one.body) == (&other.measure, &other.body)
}

fn part<'o>(obligation: &'o Obligation, contribution: Option<&str>) -> Option<&'o Part> {
    let is_meant = |part: &&Part| part.id.contribution().map(ContributionId::as_str) == contribution;
    obligation.parts().find(is_meant)
}

fn parts(program: &Program, obligation: &Obligation, reference: &ObligationRef) -> Looked {
    let names = words::names::Names { program };
    let choice = |part: &Part| {
        let id = part.id.contribution()?;
        let href = address::examples_of(reference, id);
        Some(PartChoice { href, told: format!("{}: {}", id, names.body(&part.by)) })
    };
    let parts = obligation.parts().filter_map(choice).collect();
    Looked::Parts { title: obligation.title.clone(), back: address::obligation(reference), parts }
}

/// The newest period of which something can be said.
fn newest(known: &Known<'_>, reference: &ObligationRef, node: &Node) -> Option<Period> {
    let waits = |verdict: Verdict| [Verdict::NotDue, Verdict::Awaiting].contains(&verdict);
    let of_part = known.engine.verdicts_of(reference);
    // The lead's own duty is told as the whole.
    let is_of_part = |of: &Node| of == node || (node.contribution().is_none() && of.is_whole());
    let judged = of_part.filter(|standing| is_of_part(&standing.node));
    let newest = judged.max_by_key(|standing| (!waits(standing.verdict), standing.period));
    newest.map(|standing| standing.period)
}

/// Takes the form in: to be checked, to be changed once more, or to be recorded.
pub(super) async fn post(
    submissions: &Submissions,
    who: &Who,
    of: (&str, &str),
    headers: &HeaderMap,
    body: Body,
) -> Response {
    take(submissions, who, of, headers, body).await.unwrap_or_else(|refusal| refusal.answer(Wanted::Page))
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    (mission, obligation): (&str, &str),
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let desk = Desk::of(who, mission)?;
    let form = Form::read(&submissions.room, headers, body).await?;
    if !form.is_of_session(desk.form_token) {
        return Err(Refusal::ForeignForm);
    }
    let (named, said) = (format!("{mission}/{obligation}"), SaidOf::read(&form));
    let subject = submissions.questions.ask(move |known| said.subject(&known, &named)).await?;
    let subject = subject.ok_or(Refusal::NotFound)?;
    let words = words(&form, &subject);
    let again = |fault: Option<&str>, status: StatusCode| {
        page(forms::examples(desk.person(), &subject, &words, fault), status)
    };
    if form.field("step") == "change" {
        return again(None, StatusCode::OK);
    }
    let asked = asked(obligation, &subject, &words);
    if let Err(fault) = check(&asked, &words) {
        return again(Some(fault), StatusCode::UNPROCESSABLE_ENTITY);
    }
    if form.field("step") != "send" {
        let looked = exampled::of(desk.account, mission, &asked, &words.key);
        return match exampled::look_at(submissions, desk.account, &looked).await {
            Ok(found) => {
                page(forms::check_examples(desk.person(), &subject, &words, found.as_deref()), StatusCode::OK)
            }
            Err(problem) if problem.status == 422 => {
                again(Some(&told(&problem)), StatusCode::UNPROCESSABLE_ENTITY)
            }
            Err(problem) => Ok(answer(&problem, Wanted::Page)),
        };
    }
    let key = (Key::Given(words.key.clone()), content(mission, &asked));
    match exampled::hand_in(submissions, desk.account, mission, &asked, key).await {
        Ok(Some(Answered::Written { json, .. } | Answered::Before { json, .. })) => {
            let told: Told = serde_json::from_str(&json).map_err(|_| Refusal::Broken)?;
            let sent = forms::examples_sent(desk.person(), &told.reference, &told.sentences);
            page(sent, StatusCode::ACCEPTED)
        }
        Ok(Some(Answered::Refused(problem))) | Err(problem) if [409, 422].contains(&problem.status) => {
            again(Some(&told(&problem)), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Ok(Some(Answered::Refused(problem))) | Err(problem) => Ok(answer(&problem, Wanted::Page)),
        Ok(Some(Answered::Unwritten)) => Err(Refusal::Unwritten),
        Ok(_) => Err(Refusal::Busy),
    }
}

/// Of what the examples of a form are, as it says.
struct SaidOf {
    contribution: Option<String>,
    period: String,
    figures: Vec<String>,
    targets: Vec<String>,
    left_out: usize,
}

impl SaidOf {
    fn read(form: &Form) -> Self {
        let all = |kind: &str| {
            let cells = (1..=MOST_ASKED).map(|nth| form.field(&format!("{kind}-of-{nth}")).to_owned());
            cells.take_while(|cell| !cell.is_empty()).collect()
        };
        Self {
            contribution: Some(form.field("contribution").to_owned()).filter(|named| !named.is_empty()),
            period: form.field("period").to_owned(),
            figures: all("figure"),
            targets: all("target"),
            left_out: form.field("left-out").parse().unwrap_or_default(),
        }
    }

    fn subject(&self, known: &Known<'_>, named: &str) -> Option<ExampleSubject> {
        let program = known.program;
        let (Mission { id, .. }, obligation, None) = program.named(named)? else { return None };
        let part = part(obligation, self.contribution.as_deref())?;
        let period = obligation.every.parse(&self.period).ok()?;
        let cells = |said: &[String]| -> Option<Vec<Cell>> {
            said.iter().map(|cell| cell_of(program, cell)).collect()
        };
        let cells = (&*cells(&self.figures)?, &*cells(&self.targets)?, self.left_out);
        Some(ExampleSubject::of(program, (id, obligation, part, period), cells))
    }
}

/// The cell that a form names.
fn cell_of(program: &Program, said: &str) -> Option<Cell> {
    let said: Vec<&str> = said.split('|').collect();
    let [measure, body, period] = *said.as_slice() else { return None };
    let every = program.catalogue.measures.get(measure)?.every;
    let body = program.catalogue.bodies.get(body).map(|_| BodyId::new(body))?;
    Some(Cell { measure: MeasureId::new(measure), body, period: every.parse(period).ok()? })
}

fn words(form: &Form, subject: &ExampleSubject) -> ExampleWords {
    let field = |name: &str| form.field(name).trim().to_owned();
    let all = |kind: &str, case: usize, asked: usize| {
        (0..asked).map(|nth| field(&of_case(kind, case, Some(nth)))).collect()
    };
    let case = |case: usize| CaseWords {
        figures: all("figure", case, subject.figures.len()),
        targets: all("target", case, subject.targets.len()),
        verdict: field(&of_case("verdict", case, None)),
    };
    ExampleWords {
        cases: (0..ExampleWords::CASES).map(case).collect(),
        reason: field("reason").replace("\r\n", "\n"),
        key: field("key"),
    }
}

/// What is said by what was written: the examples of which a verdict is chosen.
fn asked(obligation: &str, subject: &ExampleSubject, words: &ExampleWords) -> Words {
    let written = words.cases.iter().filter(|case| !case.verdict.is_empty());
    let example = |case: &CaseWords| {
        let figures = subject.figures.iter().zip(&case.figures).filter_map(|(of, typed)| of.given(typed));
        let targets = subject.targets.iter().zip(&case.targets).filter_map(|(of, typed)| of.given(typed));
        Example { figures: figures.collect(), targets: targets.collect(), verdict: case.verdict.clone() }
    };
    Words {
        obligation: obligation.to_owned(),
        contribution: subject.contribution.clone(),
        period: subject.period.clone(),
        examples: written.map(example).collect(),
        reason: words.reason.clone(),
    }
}

/// What was written, as far as it can be looked at without the rule.
fn check(asked: &Words, words: &ExampleWords) -> Result<(), &'static str> {
    let is_written = |case: &CaseWords| case.figures.iter().chain(&case.targets).any(|said| !said.is_empty());
    if words.cases.iter().any(|case| case.verdict.is_empty() && is_written(case)) {
        return Err("Choose the verdict of each example");
    }
    if asked.examples.is_empty() {
        return Err("Write one example at least, and choose its verdict");
    }
    if words.reason.is_empty() {
        return Err("Give a reason");
    }
    if words.key.is_empty() {
        return Err("Load the page again, and send the form once more");
    }
    Ok(())
}

/// What the form says, in which no other says the same.
fn content(mission: &str, asked: &Words) -> String {
    let Words { obligation, contribution, period, examples, reason } = asked;
    let mut said: Vec<&str> = vec!["examples form", mission, obligation, period, reason];
    said.push(contribution.as_deref().unwrap_or_default());
    for example in examples {
        said.push("example");
        for (kind, given) in [("figure", &example.figures), ("target", &example.targets)] {
            let given = given
                .iter()
                .flat_map(|given| [kind, &*given.measure, &*given.body, &*given.period, &*given.value]);
            said.extend(given);
        }
        said.push(&example.verdict);
    }
    preconditions::content(&said.into_iter().map(str::as_bytes).collect::<Vec<_>>())
}

/// Whoever gives examples, in the session in which that is.
struct Desk<'w> {
    account: &'w Account,
    form_token: &'w str,
}

impl<'w> Desk<'w> {
    fn of(who: &'w Who, mission: &str) -> Result<Self, Refusal> {
        preconditions::account(who, Permission::Propose)?;
        let (account, form_token) = who.session().ok_or(Refusal::NotSignedIn)?;
        let is_own = account.missions.iter().any(|own| own == mission);
        if is_own { Ok(Self { account, form_token }) } else { Err(Refusal::NotAllowed) }
    }

    fn person(&self) -> Person<'_> {
        Person { name: &self.account.name, form_token: self.form_token }
    }
}
