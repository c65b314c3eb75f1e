//! One round of tests: compile the project, find its tests, play them, and tell what came of them.

use std::fs;
use std::sync::Arc;

use anyhow::Context as _;
use rules::case::Stage;
use rules::diagnostic::Diagnostic;
use rules::source::SourceText;

use super::watch::watch;
use crate::args::{Format, TestArgs};
use crate::cases::{Choice, Detail, Report, json, junit, run, text, texts};
use crate::commands::said;
use crate::exit::Exit;
use crate::project::{self, Project};

/// Plays the tests once, or for as long as anyone watches.
pub(in crate::commands) fn test(args: &TestArgs) -> anyhow::Result<Exit> {
    if args.watch { watch(args) } else { round(args) }
}

/// Plays the tests once.
pub(super) fn round(args: &TestArgs) -> anyhow::Result<Exit> {
    let (project, faults) = project::load(&args.dir, None);
    let (texts, unread) = texts(&args.dir, &args.files);
    let Some(stage) = stage(project).filter(|_| unread.is_empty()) else {
        let faults: Vec<Diagnostic> = faults.into_iter().chain(unread).collect();
        refuse(args, &faults)?;
        return Ok(Exit::Unusable);
    };
    said::diagnose(&faults);
    let report = play(&stage, &texts, args);
    tell(&report, args)?;
    Ok(exit(&report, args))
}

/// The project, where every mission in it can be used: without one of them, tests would fail for the wrong reason.
fn stage(project: Option<Project>) -> Option<Stage> {
    let Project { sources, program, refused, .. } = project?;
    refused.is_empty().then(|| Stage::new(sources, Arc::new(program)))
}

fn play(stage: &Stage, texts: &[SourceText], args: &TestArgs) -> Report {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = args.jobs.map_or_else(cores, std::num::NonZeroUsize::get);
    run(stage, texts, &Choice { run: args.run.clone(), jobs })
}

fn refuse(args: &TestArgs, faults: &[Diagnostic]) -> anyhow::Result<()> {
    match args.format {
        Format::Json => said::answer(&format!("{}\n", rules::diagnostic::json(faults))),
        Format::Text => {
            said::diagnose(faults);
            said::answer("Nothing was tested.\n")
        }
    }
}

fn tell(report: &Report, args: &TestArgs) -> anyhow::Result<()> {
    if let Some(path) = &args.junit {
        fs::write(path, junit(report)?).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    if args.format == Format::Json {
        return said::answer(&format!("{}\n", json(report)?));
    }
    let faults: Vec<Diagnostic> = report.files.iter().flat_map(|file| file.faults.clone()).collect();
    said::diagnose(&faults);
    let detail = if args.verbose { Detail::Listed } else { Detail::Counted };
    said::answer(&text(report, detail))
}

fn exit(report: &Report, args: &TestArgs) -> Exit {
    let counts = report.tally();
    let is_empty = counts.passed + counts.failed == 0;
    if counts.faults > 0 {
        Exit::Unusable
    } else if counts.failed > 0 || (is_empty && args.fail_on_empty) {
        Exit::Failed
    } else {
        Exit::Quiet
    }
}
