//! `remit docs`: the catalogue of a project, as a folder of pages, or the board pack of one mission.

use std::path::Path;

use anyhow::Context as _;
use app::as_of::as_of_day;
use engine::model::MissionId;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::diagnostic::{Diagnostic, Severity};
use words::{english, question};

use super::said;
use crate::args::DocsArgs;
use crate::exit::Exit;
use crate::render::Bars;
use app::project::{self, Disk};
use app::reading;
use pages::catalogue::{self, Packs};

/// Where the pages go within the project, if nothing else is said.
const FOLDER: &str = "site";
/// Where packs go.
const PACKS: &str = "packs";

/// Writes what is asked for.
pub(super) fn docs(args: &DocsArgs) -> anyhow::Result<Exit> {
    match &args.pack {
        Some(mission) => pack(args, mission),
        None => catalogue(args),
    }
}

/// Writes the pages of what can be used of a project.
fn catalogue(args: &DocsArgs) -> anyhow::Result<Exit> {
    let dir = &*args.dir;
    let (project, faults) = project::load(dir, None);
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let packs = match args.as_of {
        None => None,
        Some(_) => match stood(dir, args.as_of)? {
            (Some(packs), _) => Some(packs),
            (None, _) => return Ok(Exit::Unusable),
        },
    };
    let files =
        catalogue::build(&project, &Disk(dir), packs.as_ref()).context("the pages cannot be put together")?;
    let folder = args.out.clone().unwrap_or_else(|| dir.join(FOLDER));
    let written = catalogue::write(&folder, &files)?;
    let removed = match written.removed {
        0 => String::new(),
        removed => format!(", and removed {} of an earlier catalogue", english::count(removed, "file")),
    };
    let first = folder.join("index.html");
    said::answer(&format!(
        "Wrote {}{removed}. Begin with {}.\n",
        english::count(written.files, "file"),
        first.display()
    ))?;
    Ok(exit(&faults))
}

/// Writes the board pack of one mission.
fn pack(args: &DocsArgs, mission: &str) -> anyhow::Result<Exit> {
    let (stood, faults) = stood(&args.dir, args.as_of)?;
    let Some(Packs { title, past, day }) = stood else { return Ok(Exit::Unusable) };
    let page = catalogue::pack(&title, &past, &MissionId::new(mission), day);
    let Some(page) = page.context("the page cannot be put together")? else {
        said::complain(question::NOT_DECLARED);
        return Ok(Exit::Unusable);
    };
    let file = if let Some(file) = &args.out {
        file.clone()
    } else {
        let folder = args.dir.join(PACKS);
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        folder.join(format!("{mission}-{day}.html"))
    };
    app::written::replace(&file, &page).with_context(|| format!("{} cannot be written", file.display()))?;
    said::answer(&format!("Wrote {}.\n", file.display()))?;
    Ok(exit(&faults))
}

/// How a project stood at the end of a day, or as it stands today; none where it cannot be used.
fn stood(dir: &Path, day: Option<Date>) -> anyhow::Result<(Option<Packs>, Vec<Diagnostic>)> {
    let now = Timestamp::now();
    let (project, faults) = project::load_agreed(&mut project::compiler(), dir, now)?;
    said::diagnose(&faults);
    let Some(project) = project else { return Ok((None, faults)) };
    let day = day.unwrap_or_else(|| project.program.calendar.day(now));
    let title = project.title.clone();
    let (past, gathered) = as_of_day(project, day, &Bars::default())?;
    for fault in &gathered.feed_faults {
        said::complain(&reading::describe(fault));
    }
    Ok((Some(Packs { title, past, day }), faults))
}

fn exit(faults: &[Diagnostic]) -> Exit {
    let is_sound = faults.iter().all(|fault| fault.severity != Severity::Error);
    if is_sound { Exit::Quiet } else { Exit::Unusable }
}
