//! Writing the files of the new project, and saying what to do with them.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use language::grammar;

use crate::commands::{definitions, said, schemas};
use crate::exit::Exit;

/// The files of the new project, embedded in the program.
const FILES: &[(&str, &str)] = &[
    ("remit.toml", include_str!("template/remit.toml")),
    ("bodies.csv", include_str!("template/bodies.csv")),
    ("missions/safe-homes.toml", include_str!("template/missions/safe-homes.toml")),
    ("rules/at-least.rhai", include_str!("template/rules/at-least.rhai")),
    ("feeds/repairs/invented-figures.csv", include_str!("template/feeds/repairs/invented-figures.csv")),
    ("tests/urgent-repairs.toml", include_str!("template/tests/urgent-repairs.toml")),
    (".gitignore", include_str!("template/gitignore")),
];

/// Writes the project; a folder that holds anything is left alone.
pub(in crate::commands) fn init(dir: &Path) -> anyhow::Result<Exit> {
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty, so nothing was written; name a new folder", dir.display());
    }
    for (path, text) in FILES {
        let path = dir.join(path);
        let folder = path.parent().expect("every file stands in a folder");
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    definitions::write(dir)?;
    schemas::write(dir)?;
    said::answer(&next_steps(dir))?;
    Ok(Exit::Quiet)
}

fn next_steps(dir: &Path) -> String {
    let dir = dir.display();
    let schemas = grammar::FILES.map(|file| format!("{}/{}", schemas::FOLDER, file.schema));
    let files = FILES.iter().map(|(path, _)| *path).chain([definitions::FILE]);
    let files: Vec<&str> = files.chain(schemas.iter().map(String::as_str)).collect();
    let files = files.join("\n  ");
    format!(
        "Wrote a small project with invented figures into {dir}:\n  {files}\n\n\
         See how it stands:      remit run {dir} --as-of 2026-08-31\n\
         Change it, then check:  remit check {dir}\n\
         Play its rule tests:    remit test {dir}\n"
    )
}
