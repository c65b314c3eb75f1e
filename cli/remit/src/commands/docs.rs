//! `remit docs`: the catalogue of a project, as a folder of pages.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use rules::diagnostic::Severity;
use words::english;

use super::said;
use crate::exit::Exit;
use crate::site;
use app::project::{self, Disk};

/// Where the pages go within the project, if nothing else is said.
const FOLDER: &str = "site";

/// Writes the pages of what can be used of a project.
pub(super) fn docs(dir: &Path, out: Option<PathBuf>) -> anyhow::Result<Exit> {
    let (project, faults) = project::load(dir, None);
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let files = site::build(&project, &Disk(dir)).context("the pages cannot be put together")?;
    let folder = out.unwrap_or_else(|| dir.join(FOLDER));
    let written = site::write(&folder, &files)?;
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
    let is_sound = faults.iter().all(|fault| fault.severity != Severity::Error);
    Ok(if is_sound { Exit::Quiet } else { Exit::Unusable })
}
