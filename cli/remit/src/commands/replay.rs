//! `remit replay`: the rules over the recorded history, and what a change of them would do to it.

use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use engine::model::MissionId;
use engine::program::Program;
use jiff::Timestamp;
use rules::diagnostic::{Severity, nearest};
use words::english;

use super::advice::tell_clock;
use super::said;
use crate::args::{Format, ReplayArgs};
use crate::exit::Exit;
use crate::render::{Bars, Compared, comparison, replay as told_in_words};
use app::history::{Gathered, History, InForce, Past};
use app::project::{self, Project};
use app::reading;
use app::replay::{
    Checkpoint, ComparedSide, ComparisonReport, FoundProgram, Range, ReplayReport, RevisionError, Workers,
    compare_with, find_revision, replay_with, short_revision,
};

/// Says what the rules would have told, or what differs where they are compared with others.
pub(super) fn replay(args: &ReplayArgs) -> anyhow::Result<Exit> {
    let (project, faults) = project::load(&args.dir, None);
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    tell_clock(&project, Timestamp::now());
    let mut exit = Exit::Quiet;
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        exit = Exit::Unusable;
    }
    let range = range(args, &project.program)?;
    let mission = args.mission.as_deref().map(|id| mission(&project.program, id)).transpose()?;
    let ledger = project.ledger();
    let mut past = Past::at(&ledger)?;
    let in_force = std::mem::take(&mut past.in_force);
    if args.files {
        past = Past::default();
    }
    let (history, sound) = gather(&project, past);
    let bars = Bars::default();
    let workers = workers(args, ledger.beside(), &history, &range, &bars)?;
    let asked =
        AskedPrograms { args, project: &project, history: &history, range, mission, workers: &workers };
    exit = exit.max(match &args.against {
        None => asked.tell()?,
        Some(name) if Path::new(name).is_dir() => asked.compare_with_folder(Path::new(name))?,
        Some(name) => asked.compare_with_revision(name, &in_force)?,
    });
    if let Some(checkpoint) = &workers.checkpoint {
        checkpoint.forget();
    }
    Ok(exit.max(sound))
}

fn range(args: &ReplayArgs, program: &Program) -> anyhow::Result<Range> {
    let today = program.calendar.day(Timestamp::now());
    let range =
        Range { from: args.from, to: args.to.or(args.known_at).unwrap_or(today), known_at: args.known_at };
    if let Some(from) = range.from.filter(|from| *from > range.to) {
        bail!("the range ends on {}, before it begins on {}", english::date(range.to), english::date(from));
    }
    Ok(range)
}

fn mission(program: &Program, id: &str) -> anyhow::Result<MissionId> {
    if let Some(mission) = program.missions.get(id) {
        return Ok(mission.id.clone());
    }
    let known: Vec<&str> = program.missions.keys().map(MissionId::as_str).collect();
    let help = nearest(id, known.iter().copied()).map_or_else(
        || format!("these are declared: {}", known.join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    Err(anyhow!("there is no mission `{id}`\n  help: {help}"))
}

/// What stands on the ledger and in the feeds. A file that is not on the ledger yet counts as received when today began,
/// so that who asks twice on one day asks the same.
fn gather(project: &Project, past: Past) -> (History, Exit) {
    let calendar = &project.program.calendar;
    let received = calendar.start_of_day(calendar.day(Timestamp::now()));
    let gathered = Gathered::beside(past, project, &project.program.catalogue, received, &Bars::default());
    for fault in &gathered.feed_faults {
        said::complain(&reading::describe(fault));
    }
    let exit = if gathered.feed_faults.is_empty() { Exit::Quiet } else { Exit::Unusable };
    (gathered.history, exit)
}

fn workers<'p>(
    args: &ReplayArgs,
    ledger: &Path,
    history: &History,
    range: &Range,
    progress: &'p Bars,
) -> anyhow::Result<Workers<'p>> {
    if args.fresh {
        Checkpoint::forget_all(ledger).context("what an earlier replay left cannot be removed")?;
    }
    let all_cores = Workers::all_cores();
    Ok(Workers {
        jobs: args.jobs.unwrap_or(all_cores.jobs),
        checkpoint: Some(Checkpoint::beside(ledger, history, range)),
        progress,
    })
}

/// A question about one project's history.
struct AskedPrograms<'a> {
    args: &'a ReplayArgs,
    project: &'a Project,
    history: &'a History,
    range: Range,
    mission: Option<MissionId>,
    workers: &'a Workers<'a>,
}

impl AskedPrograms<'_> {
    fn tell(&self) -> anyhow::Result<Exit> {
        let program = &self.project.program;
        let record = replay_with(self.workers, program, self.history, &self.range, self.mission.as_ref());
        match self.args.format {
            Format::Text => {
                said::answer(&told_in_words(&self.project.title, &self.range, &record, &program.calendar))?;
            }
            Format::Json => {
                answer_json(&ReplayReport::new(program.revision.to_string(), &self.range, &record))?;
            }
        }
        Ok(Exit::Quiet)
    }

    /// Another folder is a change that is proposed: it comes after what the project says.
    fn compare_with_folder(&self, dir: &Path) -> anyhow::Result<Exit> {
        let (other, faults) = project::load(dir, None);
        said::diagnose(&faults);
        // What was left out of a change would look like an effect of it.
        let is_sound = faults.iter().all(|fault| fault.severity != Severity::Error);
        let Some(other) = other.filter(|_| is_sound) else {
            said::complain(&format!("nothing is compared before {} is put right", dir.display()));
            return Ok(Exit::Unusable);
        };
        let sides = [written(&self.project.dir, &self.project.program), written(dir, &other.program)];
        self.compare(&[&self.project.program, &other.program], &sides, self.mission.as_ref())?;
        Ok(Exit::Quiet)
    }

    /// A revision is the past: it comes before what the project says now.
    fn compare_with_revision(&self, name: &str, in_force: &[InForce]) -> anyhow::Result<Exit> {
        let FoundProgram { program, since, mission } =
            find_revision(in_force, name).map_err(|error| explained(&error))?;
        let since = english::date(program.calendar.day(since));
        let side = ComparedSide {
            name: format!("in force since {since} (revision {})", short_revision(&program.revision)),
            revision: program.revision.to_string(),
        };
        let sides = [side, written(&self.project.dir, &self.project.program)];
        let mission = self.mission.as_ref().or(mission.as_ref());
        self.compare(&[&program, &self.project.program], &sides, mission)?;
        Ok(Exit::Quiet)
    }

    fn compare(
        &self,
        programs: &[&Program; 2],
        sides: &[ComparedSide; 2],
        mission: Option<&MissionId>,
    ) -> anyhow::Result<()> {
        let found = compare_with(self.workers, *programs, self.history, &self.range, mission);
        match self.args.format {
            Format::Json => answer_json(&ComparisonReport::new(sides.clone(), &self.range, &found)),
            Format::Text => {
                let [before, after] = sides;
                let before = Compared { side: before, program: programs[0] };
                let after = Compared { side: after, program: programs[1] };
                said::answer(&comparison(&self.project.title, &self.range, [&before, &after], &found))
            }
        }
    }
}

fn written(dir: &Path, program: &Program) -> ComparedSide {
    ComparedSide {
        name: format!("as written now in {} (revision {})", dir.display(), short_revision(&program.revision)),
        revision: program.revision.to_string(),
    }
}

fn explained(error: &RevisionError) -> anyhow::Error {
    let help = match error {
        RevisionError::Ambiguous { .. } => "write more of it".to_owned(),
        RevisionError::Unknown { known, .. } if known.is_empty() => {
            "name a folder instead: the ledger holds no program yet".to_owned()
        }
        RevisionError::Unknown { known, .. } => {
            format!("name a folder, or one of these\n    {}", known.join("\n    "))
        }
    };
    anyhow!("{error}\n  help: {help}")
}

fn answer_json(document: &impl serde::Serialize) -> anyhow::Result<()> {
    said::answer_json(&serde_json::to_string_pretty(document)?)
}
