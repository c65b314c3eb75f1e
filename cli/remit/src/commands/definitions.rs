//! `remit definitions`: the words of the rule language, for editors.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use super::said;
use crate::exit::Exit;
use app::project::PROJECT_FILE;

/// Where the definitions stand within a project: beside the rules and not among them.
pub(super) const FILE: &str = "definitions/remit.d.rhai";

/// Writes them into a project.
pub(super) fn definitions(dir: &Path) -> anyhow::Result<Exit> {
    if !dir.join(PROJECT_FILE).is_file() {
        bail!("{} is no project: it has no {PROJECT_FILE}", dir.display());
    }
    let path = write(dir)?;
    said::answer(&format!("Wrote {}.\n", path.display()))?;
    Ok(Exit::Quiet)
}

/// Writes them anew, and says where.
pub(super) fn write(dir: &Path) -> anyhow::Result<PathBuf> {
    let path = dir.join(FILE);
    let folder = path.parent().expect("the file stands in a folder");
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let text = rules::script::definitions();
    app::written::replace(&path, &text).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path)
}
