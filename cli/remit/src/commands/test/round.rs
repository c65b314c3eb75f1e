//! One round of tests: compile the project, find its tests, play them, and tell what came of them.

use std::fs;
use std::sync::Arc;

use anyhow::Context as _;
use language::visible::visible_lines;
use rules::case::TestProgram;
use rules::compile::compile_counting;
use rules::diagnostic::Diagnostic;
use rules::script::{Counting, Coverage, CoverageLog};
use rules::source::SourceText;

use crate::args::{Format, TestArgs};
use crate::cases::{Detail, json, junit, page, table, text};
use crate::commands::said;
use crate::exit::Exit;
use crate::render::Bars;
use app::cases::{Choice, ProjectFiles, TestReports, run, shared_fixtures, texts};
use app::project::{self, Project};

/// Plays the tests once.
pub(in crate::commands) fn round(args: &TestArgs) -> anyhow::Result<Exit> {
    let (project, faults) = project::load(&args.dir, None);
    let (texts, unread) = texts(&args.dir, &args.files);
    let log = args.coverage.is_wanted().then(Arc::<CoverageLog>::default);
    let Some(stage) = stage(project, log.as_ref()).filter(|_| unread.is_empty()) else {
        let faults: Vec<Diagnostic> = faults.into_iter().chain(unread).collect();
        refuse(args, &faults)?;
        return Ok(Exit::Unusable);
    };
    let stage = stage.sharing(shared_fixtures(&args.dir, &texts));
    said::diagnose(&faults);
    let report = play(&stage, &texts, args);
    let coverage = log.map(|log| log.coverage(stage.sources()));
    tell(&report, coverage.as_ref(), args)?;
    let is_enough = is_enough(coverage.as_ref(), args);
    Ok(match exit(&report, args) {
        Exit::Quiet if !is_enough => Exit::Failed,
        exit => exit,
    })
}

/// Whether enough was reached; says so where it was not.
fn is_enough(coverage: Option<&Coverage>, args: &TestArgs) -> bool {
    let (Some(coverage), Some(least)) = (coverage, args.coverage.coverage_min) else { return true };
    let total = coverage.total();
    let is_enough = total.is_at_least(least);
    if !is_enough {
        said::complain(&format!("{total} lines and branches were reached, which is less than {least}%"));
    }
    is_enough
}

/// The project, where every mission in it can be used: without one of them, tests would fail for the wrong reason.
fn stage(project: Option<Project>, log: Option<&Arc<CoverageLog>>) -> Option<TestProgram> {
    let project = project.filter(|project| project.refused.is_empty())?;
    let files = Arc::new(ProjectFiles::of(&project));
    let Project { sources, program, .. } = project;
    let Some(log) = log else { return Some(TestProgram::new(sources, Arc::new(program)).reading(files)) };
    let counting = compile_counting(&sources, Counting::In(log)).program?;
    Some(TestProgram::new(sources, Arc::new(counting)).reading(files).counting_in(Arc::clone(log)))
}

fn play(stage: &TestProgram, texts: &[SourceText], args: &TestArgs) -> TestReports {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = args.jobs.map_or_else(cores, std::num::NonZeroUsize::get);
    run(stage, texts, &Choice { run: args.run.clone(), jobs }, &Bars::default())
}

fn refuse(args: &TestArgs, faults: &[Diagnostic]) -> anyhow::Result<()> {
    match args.format {
        Format::Json => said::answer_json(&rules::diagnostic::json(faults)),
        Format::Text => {
            said::diagnose(faults);
            said::answer("Nothing was tested.\n")
        }
    }
}

fn tell(report: &TestReports, coverage: Option<&Coverage>, args: &TestArgs) -> anyhow::Result<()> {
    if let Some(path) = &args.junit {
        fs::write(path, junit(report)?).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    if let (Some(path), Some(coverage)) = (&args.coverage.coverage_html, coverage) {
        let page = page(coverage)?;
        fs::write(path, &*visible_lines(&page))
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    if args.format == Format::Json {
        return said::answer_json(&json(report, coverage)?);
    }
    let faults: Vec<Diagnostic> = report.files.iter().flat_map(|file| file.faults.clone()).collect();
    said::diagnose(&faults);
    let detail = if args.verbose { Detail::Listed } else { Detail::Counted };
    said::answer(&text(report, detail))?;
    coverage.map_or(Ok(()), |coverage| said::answer(&table(coverage)))
}

fn exit(report: &TestReports, args: &TestArgs) -> Exit {
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
