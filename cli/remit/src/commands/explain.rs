//! `remit explain`: why an alert, an obligation or a contribution stands as it does.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use app::as_of::PastState;
use app::due::{Rates, WireRate};
use app::explain::{AskedWhy, Explained, answer, in_force_before, verdict_by};
use app::history::Gathered;
use app::project;
use app::reading;
use app::standing::Scope;
use engine::explain::Explanation;
use jiff::Timestamp;
use jiff::civil::Date;
use language::visible::{visible_json, visible_painted};
use rules::CompilerCache;
use rules::source::Sources;
use serde::Serialize;
use words::explanation::{Changes, Document, ExplanationText, Fullness, TextRevision, VerdictTurn};
use words::judged_by::JudgedBy;

use super::advice::tell_clock;
use super::said;
use crate::args::{ExplainArgs, Picture};
use crate::exit::Exit;
use crate::render::{Bars, explanation, picture, quarantine, reporting};

/// Prints the explanation; what does not exist is a fault of the question.
pub(super) fn explain(args: &ExplainArgs) -> anyhow::Result<Exit> {
    let (dir, subject, period) = args.question();
    let dir = &*dir;
    let now = Timestamp::now();
    let mut cache = project::compiler();
    let (project, faults) = project::load_agreed(&mut cache, dir, now)?;
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    tell_clock(&project, now);
    said::tell_waiting(&project.waiting, dir, project.program.calendar.day(now));
    let asked = AskedWhy { subject, period, day: args.as_of };
    let mut turned = Vec::new();
    let each = &mut |effects| turned.extend(VerdictTurn::in_step(effects));
    let gathered = Gathered::of(&project, now, &Bars::default())?;
    let Explained { past_state, answer } = answer(&project, &gathered, &asked, now, each)?;
    for fault in &gathered.feed_faults {
        said::complain(&reading::describe(fault));
    }
    let set_aside = quarantine(&gathered.receipts, Some(&project.program));
    if !set_aside.is_empty() {
        said::remark(&set_aside);
    }
    match answer {
        Ok(answer) => {
            let rates = rates(&past_state, &answer);
            let asking = Asking {
                cache: &mut cache,
                gathered: &gathered,
                sources: &project.sources,
                turned: &turned,
                now,
            };
            with_changes(asking, &past_state, &answer, |changes| {
                write(&past_state, changes, (&answer, rates.as_ref()), args)
            })
        }
        Err(error) => {
            said::complain(&error.to_string());
            said::remark(&format!("  help: {}", error.help()));
            Ok(Exit::Unusable)
        }
    }
}

/// What an answer was found in.
pub(super) struct Asking<'a> {
    pub(super) cache: &'a mut CompilerCache<'static>,
    pub(super) gathered: &'a Gathered,
    /// The texts by which it was answered.
    pub(super) sources: &'a Sources,
    /// Verdicts that turned on the way.
    pub(super) turned: &'a [VerdictTurn],
    pub(super) now: Timestamp,
}

/// The explanation for people, as whoever stands in the folder of the project is told it.
pub(super) fn text_of(
    asking: Asking<'_>,
    past_state: &PastState,
    answer: &Explanation,
) -> anyhow::Result<String> {
    let program = past_state.engine.program().context("no program is in force")?;
    with_changes(asking, past_state, answer, |changes| {
        let account = ExplanationText::of(answer, program, changes, Fullness::Brief);
        let account = account.context("the obligation is no longer declared")?;
        Ok(told(&account, rates(past_state, answer).as_ref(), (Path::new("."), None)))
    })
}

fn rates(past_state: &PastState, answer: &Explanation) -> Option<Rates> {
    Rates::of_engine(&past_state.engine, &Scope::Obligation(answer.obligation.clone()))
}

/// Hands over what changed on the way to an answer, in figures and in texts.
fn with_changes<T>(
    asking: Asking<'_>,
    past_state: &PastState,
    answer: &Explanation,
    then: impl FnOnce(Changes<'_>) -> T,
) -> T {
    let Asking { cache, gathered, sources, turned, now } = asking;
    let mission = answer.obligation.mission.as_str();
    let in_force = gathered.in_force.iter().map(|past| (past.since, &*past.sources));
    let revised = TextRevision::all(in_force, sources, mission);
    let as_of = past_state.engine.now().unwrap_or(now);
    let older = revised.last().and_then(|newest| in_force_before(&gathered.in_force, newest.in_force_since));
    let older = older.and_then(|older| cache.compile(older).program);
    let judged_by = past_state.judged_by;
    let older = older.filter(|_| judged_by == JudgedBy::Written);
    let older_verdict = older.and_then(|older| verdict_by(older, gathered, answer, as_of));
    then(Changes { turned, revised: &revised, older_verdict, judged_by, as_of })
}

/// The explanation with how many reports came, where not all did.
fn told(account: &ExplanationText, rates: Option<&Rates>, (dir, as_of): (&Path, Option<Date>)) -> String {
    let reported = rates.map(|rates| reporting(rates, dir, as_of));
    let reported = reported.filter(|said| !said.is_empty()).map(|said| format!("\n{}", said.trim_start()));
    format!("{}{}", explanation(account), reported.unwrap_or_default())
}

/// The explanation, with how many of the reports came that the obligation rests on.
#[derive(Serialize)]
struct WithReporting {
    #[serde(flatten)]
    document: Document,
    reporting: Option<WireRate>,
}

fn write(
    past_state: &PastState,
    changes: Changes<'_>,
    (answer, rates): (&Explanation, Option<&Rates>),
    args: &ExplainArgs,
) -> anyhow::Result<Exit> {
    let program = past_state.engine.program().context("no program is in force")?;
    let fullness = if args.all || args.format == Picture::Json { Fullness::Whole } else { Fullness::Brief };
    let account = ExplanationText::of(answer, program, changes, fullness)
        .context("the obligation is no longer declared")?;
    let text = match args.format {
        Picture::Text => told(&account, rates, (&args.question().0, args.as_of)),
        Picture::Svg => picture(&account.tree, &account.summary())?,
        Picture::Json => {
            let as_of = args.as_of.unwrap_or_else(|| program.calendar.day(changes.as_of));
            let document = Document::of(answer, &account, changes, program, as_of);
            let reporting = rates.map(|rates| rates.together().into());
            let document = WithReporting { document, reporting };
            format!("{}\n", visible_json(&serde_json::to_string_pretty(&document)?))
        }
    };
    write_out(&text, args)?;
    Ok(Exit::Quiet)
}

/// Writes an explanation where it is wanted.
pub(super) fn write_out(text: &str, args: &ExplainArgs) -> anyhow::Result<()> {
    match &args.out {
        None => said::answer(text),
        Some(file) => write_file(file, text),
    }
}

fn write_file(file: &PathBuf, text: &str) -> anyhow::Result<()> {
    let plain = anstream::adapter::strip_str(&visible_painted(text)).to_string();
    std::fs::write(file, plain).with_context(|| format!("{} cannot be written", file.display()))
}
