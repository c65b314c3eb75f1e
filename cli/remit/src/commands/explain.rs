//! `remit explain`: why an alert, an obligation or a contribution stands as it does.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use engine::Engine;
use engine::explain::{Explanation, Question};
use engine::model::{Node, Verdict, WholeId};
use engine::program::{Obligation, Program};
use jiff::Timestamp;
use rules::diagnostic::nearest;

use super::said;
use crate::account::{Account, Changes, Document, Fullness, Revised, Turned, in_force_before};
use crate::args::{ExplainArgs, Picture};
use crate::exit::Exit;
use crate::render::{explanation, picture, quarantine};
use app::as_of::{Hindsight, look_back_by, look_back_watching};
use app::project;
use app::reading;

/// A question that cannot be answered, with what would help.
struct Unanswerable {
    message: String,
    help: String,
}

/// Prints the explanation; what does not exist is a fault of the question.
pub(super) fn explain(dir: &Path, args: &ExplainArgs) -> anyhow::Result<Exit> {
    let now = Timestamp::now();
    let (project, faults) = project::load_agreed(dir, now)?;
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    said::tell_waiting(&project.waiting, dir, project.program.calendar.day(now));
    let (sources, settings) = (Arc::clone(&project.sources), project.settings.clone());
    let mut turned = Vec::new();
    let (hindsight, feed_faults) =
        look_back_watching(project, args.as_of, &mut |effects| turned.extend(Turned::in_step(effects)))?;
    for fault in &feed_faults {
        said::complain(&reading::describe(fault));
    }
    let set_aside = quarantine(&hindsight.receipts);
    if !set_aside.is_empty() {
        said::remark(&set_aside);
    }
    let Some(program) = hindsight.engine.program() else { return Ok(Exit::Unusable) };
    match ask(&hindsight.engine, program, &args.subject, args.period.as_deref()) {
        Ok(answer) => {
            let mission = answer.obligation.mission.as_str();
            let revised = Revised::all(&hindsight.in_force, &sources, mission);
            let as_of = hindsight.engine.now().unwrap_or(now);
            let older = revised.last().and_then(|newest| in_force_before(&hindsight.in_force, newest));
            let older = older.map(|older| look_back_by(older, dir, &settings, as_of)).transpose()?;
            let older_verdict = older.flatten().and_then(|engine| verdict_by(&engine, &answer));
            let changes = Changes { turned: &turned, revised: &revised, older_verdict, as_of };
            write(&hindsight, changes, &answer, args)
        }
        Err(Unanswerable { message, help }) => {
            said::complain(&message);
            said::remark(&format!("  help: {help}"));
            Ok(Exit::Unusable)
        }
    }
}

fn write(
    hindsight: &Hindsight,
    changes: Changes<'_>,
    answer: &Explanation,
    args: &ExplainArgs,
) -> anyhow::Result<Exit> {
    let program = hindsight.engine.program().context("no program is in force")?;
    let fullness = if args.all || args.format == Picture::Json { Fullness::Whole } else { Fullness::Brief };
    let account =
        Account::of(answer, program, changes, fullness).context("the obligation is no longer declared")?;
    let text = match args.format {
        Picture::Text => explanation(&account),
        Picture::Svg => picture(&account.tree, &account.summary()),
        Picture::Json => {
            let as_of = args.as_of.unwrap_or_else(|| program.calendar.day(changes.as_of));
            let document = Document::of(answer, &account, changes, program, as_of);
            format!("{}\n", serde_json::to_string_pretty(&document)?)
        }
    };
    match &args.out {
        None => said::answer(&text)?,
        Some(file) => write_file(file, &text)?,
    }
    Ok(Exit::Quiet)
}

/// The verdict on the whole of what is explained, where another engine has one.
fn verdict_by(engine: &Engine, answer: &Explanation) -> Option<Verdict> {
    let question =
        Question { node: WholeId::from(answer.obligation.clone()).into(), period: Some(answer.period) };
    engine.explain_standing(&question).map(|explanation| explanation.whole.verdict)
}

fn write_file(file: &PathBuf, text: &str) -> anyhow::Result<()> {
    let plain = anstream::adapter::strip_str(text).to_string();
    std::fs::write(file, plain).with_context(|| format!("{} cannot be written", file.display()))
}

/// What is asked about: an alert by its name, or an obligation, or a contribution to it, in a period.
fn ask(
    engine: &Engine,
    program: &Program,
    subject: &str,
    period: Option<&str>,
) -> Result<Explanation, Unanswerable> {
    if let Some(explanation) = engine.explain(subject).filter(|_| period.is_none()) {
        return Ok(explanation);
    }
    let (obligation, question) =
        question(program, subject).ok_or_else(|| unknown(engine, program, subject))?;
    let period = match period {
        None => None,
        Some(text) => Some(obligation.every.parse(text).map_err(|error| Unanswerable {
            message: error.to_string(),
            help: format!("`{subject}` is owed for every {}", obligation.every.noun()),
        })?),
    };
    engine.explain_standing(&Question { period, ..question }).ok_or_else(|| Unanswerable {
        message: format!("nothing is known of `{subject}` for that period"),
        help: owed(obligation),
    })
}

fn owed(obligation: &Obligation) -> String {
    let until = obligation.until.map(|last| format!(" until {last}")).unwrap_or_default();
    format!("it is owed from {}{until}, and judged once a period has begun", obligation.from)
}

/// `mission/obligation`, with a contribution, the body that owes it, or the lead behind it.
fn question<'a>(program: &'a Program, subject: &str) -> Option<(&'a Obligation, Question)> {
    let mut words = subject.split('/');
    let mission = program.missions.get(words.next()?)?;
    let named = words.next()?;
    let obligation = mission.obligations.iter().find(|obligation| obligation.id.as_str() == named)?;
    let whole = WholeId::from(obligation.reference(&mission.id));
    let ask = |node: Node| Some((obligation, Question { node, period: None }));
    let Some(party) = words.next() else { return ask(whole.into()) };
    if words.next().is_some() {
        return None;
    }
    let mut by_id = obligation.contributions().filter(|(id, _)| id.as_str() == party);
    let mut by_body = obligation.contributions().filter(|(_, part)| part.by.as_str() == party);
    match by_id.next().or_else(|| by_body.next()) {
        Some((_, part)) => ask(whole.part(&part.id)),
        None if obligation.lead.as_str() == party => ask(whole.into()),
        None => None,
    }
}

fn unknown(engine: &Engine, program: &Program, subject: &str) -> Unanswerable {
    let open: Vec<String> = engine.alerts().iter().map(|alert| alert.id.to_string()).collect();
    let known: Vec<String> = open.iter().cloned().chain(names(program)).collect();
    let help = match nearest(subject, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if open.is_empty() => {
            "nothing is firing or pending; any obligation can be asked about, as mission/obligation"
                .to_owned()
        }
        None => format!("these are open: {}", open.join(", ")),
    };
    Unanswerable { message: format!("there is no alert, obligation or contribution `{subject}`"), help }
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
