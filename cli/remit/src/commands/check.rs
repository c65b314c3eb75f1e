//! `remit check`: compile a project and list every fault.

use std::path::Path;
use std::sync::Arc;

use engine::program::Program;
use jiff::Timestamp;
use plugins::feeds::Feed;
use rules::case::TestProgram;
use rules::compile::{check_holiday_years, rule_costs};
use rules::diagnostic::{Code, Diagnostic, Severity, json};
use words::english;
use words::foreseen::NOTHING_IN_FORCE;
use words::rule_cost;

use super::said;
use crate::args::Format;
use crate::exit::Exit;
use crate::render::{self, Bars};
use app::agreed::Agreed;
use app::cases::{ProjectFiles, shared_fixtures, texts};
use app::connect::{self, template_faults};
use app::foresight::{Foreseen, ForeseenReport, foresee};
use app::lints::lint_faults;
use app::project::{self, BODIES_FILE, Project};

/// Lists every fault; an error makes the project unusable, a warning does not.
pub(super) fn check(dir: &Path, against: Option<&Path>, format: Format) -> anyhow::Result<Exit> {
    let looked = Looked::at(dir);
    let is_sound = looked.is_sound();
    match format {
        Format::Json if against.is_some() => {}
        Format::Json => said::answer_json(&json(&looked.faults))?,
        Format::Text => looked.tell()?,
    }
    say_what_waits(dir);
    let Looked { project, faults, .. } = looked;
    let foreseen = match (against, project) {
        (Some(against), Some(project)) if is_sound => foresee(project, against, &Bars::default())?,
        _ => None,
    };
    if against.is_some() {
        tell_foreseen(foreseen.as_ref(), &faults, format)?;
    }
    let is_answered = against.is_none() || foreseen.is_some();
    Ok(if is_sound && is_answered { Exit::Quiet } else { Exit::Unusable })
}

/// Lists every fault, and says what each rule costs.
pub(super) fn check_costs(dir: &Path) -> anyhow::Result<Exit> {
    let looked = Looked::at(dir);
    looked.tell()?;
    say_what_waits(dir);
    if let Some(project) = &looked.project {
        let costs = rule_costs(&project.sources);
        let lines: Vec<String> = costs.iter().map(|cost| format!("  {}", rule_cost::line(cost))).collect();
        let share = rule_cost::share(&costs);
        said::answer(&format!("\n{}\n{}\n{share}\n", rule_cost::HEADING, lines.join("\n")))?;
    }
    Ok(if looked.is_sound() { Exit::Quiet } else { Exit::Unusable })
}

/// What a look at a project found.
struct Looked {
    /// None where nothing of it can be used.
    project: Option<Project>,
    /// How many rule tests can be played.
    tests: usize,
    faults: Vec<Diagnostic>,
}

impl Looked {
    fn at(dir: &Path) -> Self {
        let (project, mut faults) = project::load(dir, None);
        let (tests, test_faults) = project.as_ref().map(|project| tests(dir, project)).unwrap_or_default();
        faults.extend(test_faults);
        faults.extend(project.iter().flat_map(|project| misplaced(dir, project)));
        let templates = |project: &Project| template_faults(&project.settings, &project.sources.project, dir);
        faults.extend(project.iter().flat_map(templates));
        faults.extend(project.iter().flat_map(|_| lint_faults(dir)));
        faults.extend(project.as_ref().and_then(unguarded));
        faults.extend(project.iter().flat_map(holiday_years));
        Self { project, tests, faults }
    }

    fn is_sound(&self) -> bool {
        self.project.is_some() && self.faults.iter().all(|fault| fault.severity != Severity::Error)
    }

    /// Says it to people.
    fn tell(&self) -> anyhow::Result<()> {
        said::diagnose(&self.faults);
        let program = self.project.as_ref().map(|project| &project.program);
        said::answer(&summary(program, self.tests, &self.faults))
    }
}

/// Says what the edit would do; of texts with errors nothing can be said.
fn tell_foreseen(foreseen: Option<&Foreseen>, faults: &[Diagnostic], format: Format) -> anyhow::Result<()> {
    if let Format::Json = format {
        let document = ForeseenReport::new(faults, foreseen)?;
        return said::answer_json(&serde_json::to_string_pretty(&document)?);
    }
    if let Some(foreseen) = foreseen {
        return said::answer(&render::foreseen(foreseen));
    }
    if faults.iter().all(|fault| fault.severity != Severity::Error) {
        said::complain(NOTHING_IN_FORCE);
    }
    Ok(())
}

/// Says which texts no approver guards, where a mission has approvers: who only runs `check` would not learn it otherwise.
fn unguarded(project: &Project) -> Option<Diagnostic> {
    let guarded: Vec<String> = project
        .program
        .missions
        .values()
        .filter(|mission| !mission.approvers.is_empty())
        .map(|mission| format!("`{}`", mission.id))
        .collect();
    if guarded.is_empty() {
        return None;
    }
    let lists = project::list_paths(&project.sources.project);
    let sources = &project.sources;
    let relations = sources.relations.iter().map(|text| text.path.to_string());
    let register: Vec<String> =
        std::iter::once(BODIES_FILE.to_owned()).chain(lists).chain(relations).collect();
    let people = sources.people.as_ref().map(|text| format!("{}, ", text.path)).unwrap_or_default();
    let message = format!(
        "no approver signs changes of the texts that all missions share, on which {} with approvers rests: the register ({}), \
         {people}remit.toml with its feeds, bank holidays and plugins",
        english::list(&guarded),
        english::list(&register)
    );
    let help = "these take effect at once, no matter who changes them; let few people write to them";
    Some(Diagnostic::project_error(Code::Approver, message).into_warning().with_help(help))
}

/// Says where bank holidays do not reach as far as the deadlines that are counted over them, today.
fn holiday_years(Project { sources, program, .. }: &Project) -> Vec<Diagnostic> {
    check_holiday_years(sources, program, program.calendar.day(Timestamp::now()))
}

/// Says which changes wait, or why that cannot be told.
fn say_what_waits(dir: &Path) {
    if let Err(error) = tell_waiting(dir) {
        said::complain(&format!("{error:#}"));
    }
}

/// Says which changes wait, as far as there is a ledger to measure them against.
fn tell_waiting(dir: &Path) -> anyhow::Result<()> {
    let Ok(ledger) = project::ledger_place(dir) else { return Ok(()) };
    let agreed = Agreed::at(&ledger)?;
    if !agreed.has_approvers() {
        return Ok(());
    }
    let now = Timestamp::now();
    if let (Some(project), _) = project::load(dir, agreed.in_force(now)) {
        said::tell_waiting(&project.waiting, dir, project.program.calendar.day(now));
    }
    Ok(())
}

/// Feeds whose folders lead out of the project.
fn misplaced(dir: &Path, project: &Project) -> Vec<Diagnostic> {
    let fault = |feed: Feed| {
        let misplaced = feed.misplaced(dir)?;
        let fault = Diagnostic::project_error(Code::Feed, misplaced.to_string());
        Some(misplaced.help().into_iter().fold(fault, Diagnostic::with_help))
    };
    connect::feeds(&project.settings).into_iter().filter_map(fault).collect()
}

/// How many rule tests can be played, and what is wrong with the others. While a mission is refused, names in tests would be
/// missed that are there.
fn tests(dir: &Path, project: &Project) -> (usize, Vec<Diagnostic>) {
    if !project.refused.is_empty() {
        return (0, Vec::new());
    }
    let (texts, mut faults) = texts(dir, &[]);
    let stage = TestProgram::new(Arc::clone(&project.sources), Arc::new(project.program.clone()));
    let stage = stage.reading(Arc::new(ProjectFiles::of(project))).sharing(shared_fixtures(dir, &texts));
    let mut playable = 0;
    for file in texts.iter().map(|text| stage.read(text)) {
        playable += file.cases.iter().filter(|case| !case.is_todo()).count();
        faults.extend(file.faults);
    }
    // What is wrong with fixtures that files share is found with each of them.
    rules::diagnostic::sort(&mut faults);
    (playable, faults)
}

fn summary(program: Option<&Program>, tests: usize, faults: &[Diagnostic]) -> String {
    let number = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let mut found = vec![english::count(number(Severity::Error), "error")];
    if number(Severity::Warning) > 0 {
        found.push(english::count(number(Severity::Warning), "warning"));
    }
    let found = english::capitalised(&english::list(&found));
    let Some(program) = program else { return format!("{found}; nothing can be used.\n") };
    let declared = program.missions.values().map(|mission| mission.declared().count()).sum();
    let obligations: Vec<_> = program.missions.values().flat_map(|mission| &mission.obligations).collect();
    let contributions: usize = obligations.iter().map(|obligation| obligation.contributions().count()).sum();
    // A relation stands among the bodies, since figures can be about it.
    let relations = program.catalogue.relations.iter().count();
    let mut holds = vec![
        english::count(program.missions.len(), "mission"),
        english::count(declared, "obligation"),
        english::count(contributions, "contribution"),
        english::count(program.catalogue.measures.len(), "measure"),
        english::count(program.catalogue.bodies.len() - relations, "body"),
    ];
    if relations > 0 {
        holds.push(english::count(relations, "relation"));
    }
    let holds = english::list(&holds);
    let tests = match tests {
        0 => String::new(),
        tests => format!(" {} can be played.", english::capitalised(&english::count(tests, "rule test"))),
    };
    format!("{found}. Ready: {holds}.{tests}\n")
}
