//! The query behind `remit explain`: why an alert, an obligation or a contribution stands as it does. It writes nothing.
//!
//! Only what hangs together with the obligation in question is walked through history.

use engine::explain::{Explanation, Question};
use engine::model::{
    Cadence, MissionId, Node, ObligationId, ObligationRef, Period, PeriodError, Verdict, WholeId,
};
use engine::program::{Commitment, Obligation, Program};
use engine::{Effects, Engine};
use jiff::{Timestamp, civil::Date};
use plugins::stores::StoreError;
use rules::diagnostic::nearest;
use rules::source::Sources;
use thiserror::Error;
use words::judged_by::JudgedBy;
use words::{english, question};

use crate::as_of::{
    HistoryExtent, PastState, as_of, first_program, judged_by, lived_watching, look_back_watching,
};
use crate::asked_anew::asked_anew;
use crate::history::{Gathered, InForce};
use crate::project::Project;

/// Through how many periods one is looked for by its name.
const MOST_PERIODS: usize = 50_000;

#[derive(Clone, Copy)]
pub struct AskedWhy<'a> {
    /// An alert by its name, or an obligation or a contribution to it.
    pub subject: &'a str,
    /// The period as it is written; without it, the newest that is due.
    pub period: Option<&'a str>,
    /// At the end of which day; without it, now.
    pub day: Option<Date>,
}

/// The answer, with what it was found in.
pub struct Explained {
    /// How things stood, at least for the obligation in question.
    pub past_state: PastState,
    pub answer: Result<Explanation, QuestionError>,
}

/// A question that cannot be answered, with what would help.
#[derive(Debug, Error)]
pub enum QuestionError {
    #[error("there is no alert, obligation or contribution `{subject}`")]
    Unknown {
        subject: String,
        /// What may be meant.
        near: Option<String>,
        /// The names of the alerts that are open.
        open: Vec<String>,
    },
    #[error("`{subject}` is not yet measurable: {told}")]
    NotMeasurable { subject: String, told: String },
    #[error("{error}")]
    NoPeriod { subject: String, every: Cadence, error: PeriodError },
    #[error("nothing is owed by `{subject}` then: {told}")]
    Excepted { subject: String, told: String, from: Period, until: Option<Period> },
    #[error("nothing is known of `{subject}` for that period")]
    NothingKnown {
        subject: String,
        /// The periods for which it is owed.
        from: Period,
        until: Option<Period>,
    },
}

impl QuestionError {
    /// What would help.
    pub fn help(&self) -> String {
        match self {
            Self::Unknown { near, open, .. } => question::unknown(near.as_deref(), open),
            Self::NotMeasurable { .. } => question::NOT_MEASURABLE.to_owned(),
            Self::NoPeriod { subject, every, .. } => question::every(subject, *every),
            Self::NothingKnown { from, until, .. } | Self::Excepted { from, until, .. } => {
                question::owed(*from, *until)
            }
        }
    }
}

/// Answers a question about a project `now`, by what was gathered of it. `each` sees what every step on the way led to. For the texts
/// by which it goes see [`crate::as_of::as_of_day`].
///
/// # Errors
/// The ledger cannot be read.
pub fn answer(
    project: &Project,
    gathered: &Gathered,
    asked: &AskedWhy<'_>,
    now: Timestamp,
    each: &mut dyn FnMut(Effects),
) -> Result<Explained, StoreError> {
    let as_of = as_of(project, asked.day, now);
    let by = asked.day.map_or(JudgedBy::Written, |_| judged_by(&gathered.in_force, as_of, now));
    match by {
        JudgedBy::InForce { .. } => {
            let past_state = PastState { judged_by: by, ..lived_watching(project, as_of, each)? };
            let answer = ask(&past_state.engine, asked);
            Ok(Explained { past_state, answer })
        }
        JudgedBy::FirstOf { .. } => {
            let program = first_program(&gathered.in_force);
            let program = program.as_ref().unwrap_or(&project.program);
            let explained = answer_by(program, gathered, asked, as_of, each);
            Ok(Explained { past_state: PastState { judged_by: by, ..explained.past_state }, ..explained })
        }
        JudgedBy::Written => Ok(answer_by_texts(&project.program, gathered, asked, as_of, each)),
    }
}

/// Answers a question by what was gathered, as the texts of one program have it.
pub fn answer_by_texts(
    program: &Program,
    gathered: &Gathered,
    asked: &AskedWhy<'_>,
    as_of: Timestamp,
    each: &mut dyn FnMut(Effects),
) -> Explained {
    let mut explained = answer_by(program, gathered, asked, as_of, each);
    if let Ok(explanation) = &mut explained.answer {
        explanation.reacceptance = asked_anew(program, gathered, &explanation.obligation, as_of);
    }
    explained
}

/// The answer by one program, as if it had always been in force.
fn answer_by(
    program: &Program,
    gathered: &Gathered,
    asked: &AskedWhy<'_>,
    as_of: Timestamp,
    each: &mut dyn FnMut(Effects),
) -> Explained {
    let look_back = |extent: HistoryExtent<'_>, each: &mut dyn FnMut(Effects)| {
        look_back_watching(
            extent.of(program.clone(), &gathered.history.responses),
            &gathered.history,
            as_of,
            each,
        )
    };
    if let Some(obligation) = obligation_of(program, asked.subject) {
        let past_state = look_back(HistoryExtent::Around(&obligation), each);
        if let Ok(explanation) = ask(&past_state.engine, asked) {
            return Explained { past_state, answer: Ok(explanation) };
        }
    }
    // What would help may be anything in the project, so that all of it is looked at.
    let past_state = look_back(HistoryExtent::Whole, &mut |_| {});
    let answer = ask(&past_state.engine, asked);
    Explained { past_state, answer }
}

/// The verdict on the whole of what is explained, by an older program; none where it gives none.
pub fn verdict_by(
    older: Program,
    gathered: &Gathered,
    explanation: &Explanation,
    as_of: Timestamp,
) -> Option<Verdict> {
    let older = HistoryExtent::Around(&explanation.obligation).of(older, &gathered.history.responses);
    let engine = look_back_watching(older, &gathered.history, as_of, &mut |_| {}).engine;
    let node = WholeId::from(explanation.obligation.clone()).into();
    let question = Question { node, period: Some(explanation.period) };
    Some(engine.explain_standing(&question)?.whole.verdict)
}

/// What was in force before the newest change of a mission, which came into force `since`; none for what is written and not in
/// force.
pub fn in_force_before(in_force: &[InForce], since: Option<Timestamp>) -> Option<&Sources> {
    let place = match since {
        Some(since) => in_force.iter().position(|past| past.since == since)?,
        None => in_force.len(),
    };
    Some(&*in_force.get(place.checked_sub(1)?)?.sources)
}

/// The obligation with which a subject begins: alerts, obligations and contributions are all named by it first.
fn obligation_of(program: &Program, subject: &str) -> Option<ObligationRef> {
    let (mission, obligation, _) = program.named(subject)?;
    Some(obligation.reference(&mission.id))
}

/// The answer of an engine as it stands; the day of the question counts for nothing.
///
/// # Errors
/// There is no such thing, or no such period.
///
/// # Panics
/// No program is in force.
pub fn ask(engine: &Engine, asked: &AskedWhy<'_>) -> Result<Explanation, QuestionError> {
    let AskedWhy { subject, period, .. } = *asked;
    let program = engine.program().expect("it walked through history with its program");
    if let Some(explanation) = engine.explain(subject).filter(|_| period.is_none()) {
        return Ok(explanation);
    }
    let (obligation, question) =
        question(program, subject).ok_or_else(|| unknown(engine, program, subject))?;
    let period =
        match period {
            None => None,
            Some(text) => Some(period_of(obligation, text, engine).map_err(|error| {
                QuestionError::NoPeriod { subject: subject.to_owned(), every: obligation.every, error }
            })?),
        };
    let node = question.node.clone();
    let answer = engine.explain_standing(&Question { period, ..question });
    answer.ok_or_else(|| nothing_known(engine, subject, (obligation, &node), period))
}

/// Why nothing is known of what is declared: its body is excepted, or no period has begun in which it is owed.
fn nothing_known(
    engine: &Engine,
    subject: &str,
    (obligation, node): (&Obligation, &Node),
    period: Option<Period>,
) -> QuestionError {
    let (subject, from, until) = (subject.to_owned(), obligation.from, obligation.last_owed());
    let program = engine.program().expect("it was asked about its program");
    let now = engine.now().unwrap_or(Timestamp::MAX);
    let period = period.unwrap_or_else(|| obligation.running_on(program.calendar.day(now)));
    let excepted = match node {
        Node::Part(_, id) => {
            let part = obligation.parts().find(|part| part.id == *id);
            part.and_then(|part| Some((&part.by, part.exception(period)?)))
        }
        _ => obligation.exception(period).and_then(|_| obligation.excepted_in(period).into_iter().next()),
    };
    match excepted.map(|one| words::exception::told(one, program)) {
        Some(told) => QuestionError::Excepted { subject, told, from, until },
        None => QuestionError::NothingKnown { subject, from, until },
    }
}

/// A period in its own spelling, or as people read it: `2018-Q1` and `Q1 2018` are the same.
fn period_of(obligation: &Obligation, text: &str, engine: &Engine) -> Result<Period, PeriodError> {
    let parsed = obligation.every.parse(text);
    let now = engine.now().unwrap_or(Timestamp::MAX);
    let begun = std::iter::successors(Some(obligation.from), |period| Some(period.step(1)));
    let mut begun = begun.take(MOST_PERIODS).take_while(|period| {
        engine.program().is_some_and(|program| program.calendar.start_of_day(period.first_day()) <= now)
    });
    parsed.or_else(|error| {
        begun.find(|period| english::period(*period).eq_ignore_ascii_case(text.trim())).ok_or(error)
    })
}

/// `mission/obligation`, with a contribution, the body that owes it, or the lead behind it.
fn question<'a>(program: &'a Program, subject: &str) -> Option<(&'a Obligation, Question)> {
    let (mission, obligation, party) = program.named(subject)?;
    let whole = WholeId::from(obligation.reference(&mission.id));
    let ask = |node: Node| Some((obligation, Question { node, period: None }));
    let Some(party) = party else { return ask(whole.into()) };
    let mut by_id = obligation.contributions().filter(|(id, _)| id.as_str() == party);
    let mut by_body = obligation.contributions().filter(|(_, part)| part.by.as_str() == party);
    match by_id.next().or_else(|| by_body.next()) {
        Some((_, part)) => ask(whole.part(&part.id)),
        None if obligation.lead.as_str() == party => ask(whole.into()),
        None => None,
    }
}

fn unknown(engine: &Engine, program: &Program, subject: &str) -> QuestionError {
    if let Some(commitment) = named_commitment(program, subject) {
        let told = words::commitment::told(commitment, &program.catalogue);
        return QuestionError::NotMeasurable { subject: subject.to_owned(), told };
    }
    let open: Vec<String> = engine.alerts().iter().map(|alert| alert.id.to_string()).collect();
    let known: Vec<String> = open.iter().cloned().chain(names(program)).collect();
    let near = nearest(subject, known.iter().map(String::as_str)).map(str::to_owned);
    QuestionError::Unknown { subject: subject.to_owned(), near, open }
}

/// What was promised under a name and cannot be measured yet.
fn named_commitment<'p>(program: &'p Program, subject: &str) -> Option<&'p Commitment> {
    let (mission, obligation) = subject.split_once('/')?;
    let (mission, obligation) = (MissionId::new(mission), ObligationId::new(obligation));
    program.commitment(&ObligationRef { mission, obligation })
}

/// Everything that can be asked about, alert or none.
fn names(program: &Program) -> Vec<String> {
    let obligations = program.missions.values().flat_map(|mission| {
        mission
            .obligations
            .iter()
            .map(move |obligation| (format!("{}/{}", mission.id, obligation.id), obligation))
    });
    let named = obligations.flat_map(|(name, obligation)| {
        let parts: Vec<String> = obligation.contributions().map(|(id, _)| format!("{name}/{id}")).collect();
        std::iter::once(name).chain(parts)
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::as_of::look_back_in;
    use crate::progress::Unseen;
    use crate::project;

    const MISSION: &str = "[mission]\nid = \"homes\"\ntitle = \"Homes\"\n\n[[measure]]\nid = \"homes\"\ntitle = \"Homes built\"\n\
        unit = \"homes\"\nevery = \"quarter\"\nbetter = \"higher\"\nclass = \"prevention\"\n";

    /// A project of obligations that do not hang together.
    fn write(folder: &Path, obligations: usize) {
        let owed = |number: usize| {
            format!(
                "\n[[obligation]]\nid = \"built-{number}\"\ntitle = \"Homes are built\"\nlead = \"council\"\n\
                 from = \"2024-Q1\"\nmeasure = \"homes\"\nrule = \"any\"\n"
            )
        };
        let mission: String = std::iter::once(MISSION.to_owned()).chain((0..obligations).map(owed)).collect();
        let texts = [
            ("remit.toml", "[project]\ntitle = \"Homes\"\n"),
            ("bodies.csv", "id,name,kind,parent,codes\ncouncil,Council,council,,\n"),
            ("missions/homes.toml", &mission),
            ("rules/any.rhai", "//! What: any figure will do.\nfn assess(my) { my.value(); met() }\n"),
        ];
        for (path, text) in texts {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
    }

    #[test]
    fn only_what_hangs_together_with_the_question_is_walked() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), 7);
        let (project, faults) = project::load(folder.path(), None);
        let project = project.unwrap_or_else(|| panic!("{faults:?}"));
        let day = Some(jiff::civil::date(2024, 12, 31));
        let asked = AskedWhy { subject: "homes/built-3", period: None, day };
        let now = Timestamp::now();
        let gathered = Gathered::of(&project, now, &Unseen).expect("there is no ledger yet");
        let explained =
            answer(&project, &gathered, &asked, now, &mut |_| {}).expect("there is no ledger yet");
        assert!(explained.answer.is_ok(), "{:?}", explained.answer.err());
        let (whole, _) = look_back_in(&project, day, &Unseen).expect("there is no ledger yet");
        assert!(explained.past_state.evaluated > 0);
        let of_period = |period| AskedWhy { period: Some(period), ..asked };
        for period in ["2024-Q2", "Q2 2024", "q2 2024"] {
            let explained = ask(&whole.engine, &of_period(period)).expect("a period as it is printed");
            assert_eq!(english::period(explained.period), "Q2 2024");
        }
        assert!(ask(&whole.engine, &of_period("Q2 2034")).is_err());
        assert_eq!(whole.evaluated, 7 * explained.past_state.evaluated);
    }
}
