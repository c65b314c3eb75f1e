//! `remit schemas`: what may stand in a project's TOML files, for editors.

use std::path::Path;

use anyhow::{Context as _, bail};
use language::grammar::FILES;

use super::said;
use crate::exit::Exit;
use app::project::PROJECT_FILE;

/// The folder of schemas within a project.
pub(super) const FOLDER: &str = "schemas";

/// Writes them into a project.
pub(super) fn schemas(dir: &Path) -> anyhow::Result<Exit> {
    if !dir.join(PROJECT_FILE).is_file() {
        bail!("{} is no project: it has no {PROJECT_FILE}", dir.display());
    }
    write(dir)?;
    let written = FILES.map(|file| {
        format!("Wrote {}, for {}.\n", dir.join(FOLDER).join(file.schema).display(), file.describes)
    });
    said::answer(&written.concat())?;
    Ok(Exit::Quiet)
}

/// Writes them anew.
pub(super) fn write(dir: &Path) -> anyhow::Result<()> {
    let folder = dir.join(FOLDER);
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    for file in FILES {
        let path = folder.join(file.schema);
        app::written::replace(&path, &language::schema(file))
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}
