//! `remit look`: what would be made of files that no feed reads yet.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use app::project::{self, PROJECT_FILE, Project};
use jiff::Timestamp;
use plugins::feeds::LARGEST;
use plugins::files::{Links, read_bounded};
use plugins::look::{Looked, Subject, look as look_at};
use rules::declare::named_cadences;

use super::said;
use crate::args::{Format, LookArgs};
use crate::exit::Exit;
use crate::render;

/// Says of each file what it seems to be, and a feed that reads it.
pub(super) fn look(args: &LookArgs) -> anyhow::Result<Exit> {
    let project = match known_project(args.project.as_deref()) {
        Some(dir) => {
            let (project, faults) = project::load(&dir, None);
            said::diagnose(&faults);
            if project.is_none() && args.project.is_some() {
                return Ok(Exit::Unusable);
            }
            project
        }
        None => None,
    };
    let mut documents = Vec::new();
    let mut exit = Exit::Quiet;
    for file in &args.files {
        let looked = match look_into(file, args, project.as_ref()) {
            Ok(looked) => looked,
            // One file stops no other.
            Err(error) => {
                said::complain(&format!("{error:#}"));
                exit = Exit::Unusable;
                continue;
            }
        };
        if looked.proposal.is_none() {
            exit = Exit::Unusable;
        }
        let shown = file.display().to_string();
        match args.format {
            Format::Text => said::answer(&render::look(&shown, &looked))?,
            Format::Json => documents.push(render::look_document(&shown, &looked)),
        }
    }
    if args.format == Format::Json {
        said::answer_json(&serde_json::to_string_pretty(&documents)?)?;
    }
    Ok(exit)
}

/// The project that was named, or the current folder if it is one.
fn known_project(named: Option<&Path>) -> Option<PathBuf> {
    let here = || Some(PathBuf::from(".")).filter(|here| here.join(PROJECT_FILE).is_file());
    named.map(Path::to_owned).or_else(here)
}

fn look_into(file: &Path, args: &LookArgs, project: Option<&Project>) -> anyhow::Result<Looked> {
    let shown = file.display();
    let bytes =
        read_bounded(file, LARGEST, Links::Followed).with_context(|| format!("{shown} cannot be read"))?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let register = project.map(|project| &*project.program.catalogue);
    let named = project.map(|project| named_cadences(&project.sources.project)).unwrap_or_default();
    let (sheet, now) = (args.sheet.as_deref(), Timestamp::now());
    let subject = Subject { name: &name, bytes: &bytes, sheet, register, named: &named, now };
    Ok(look_at(&subject))
}
