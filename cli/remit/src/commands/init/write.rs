//! Writing the files of the new project, and saying what to do with them.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use language::grammar;
use rules::starters::{STARTERS, Starter, starter};

use crate::args::InitArgs;
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

/// Writes the project that is asked for, or lists the packs.
pub(in crate::commands) fn init(args: &InitArgs) -> anyhow::Result<Exit> {
    let Some(dir) = args.dir.as_deref() else {
        said::answer(&packs())?;
        return Ok(Exit::Quiet);
    };
    let starter = args.pack.as_deref().and_then(starter);
    let own = [(".gitignore", include_str!("template/gitignore"))];
    let files: Vec<(&str, &str)> = match starter {
        Some(starter) => starter.files.iter().copied().chain(own).collect(),
        None => FILES.to_vec(),
    };
    write_files(dir, &files)?;
    definitions::write(dir)?;
    schemas::write(dir)?;
    let list = listed(&files);
    said::answer(&match starter {
        Some(starter) => after_pack(starter, dir, &list),
        None => next_steps(dir, &list),
    })?;
    Ok(Exit::Quiet)
}

/// A folder that holds anything is left alone.
fn write_files(dir: &Path, files: &[(&str, &str)]) -> anyhow::Result<()> {
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty, so nothing was written; name a new folder", dir.display());
    }
    for (path, text) in files {
        let path = dir.join(path);
        let folder = path.parent().expect("every file stands in a folder");
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// What was written, one file to a line.
fn listed(files: &[(&str, &str)]) -> String {
    let schemas = grammar::FILES.map(|file| format!("{}/{}", schemas::FOLDER, file.schema));
    let files = files.iter().map(|(path, _)| *path).chain([definitions::FILE]);
    let files: Vec<&str> = files.chain(schemas.iter().map(String::as_str)).collect();
    files.join("\n  ")
}

fn packs() -> String {
    let each = STARTERS
        .iter()
        .map(|starter| format!("  {}: {}\n    {}\n", starter.name, starter.title(), starter.asks()));
    let each: String = each.collect();
    format!("Packs that a project can start from:\n{each}\nWrite one with `remit init --pack NAME DIR`.\n")
}

fn after_pack(starter: &Starter, dir: &Path, files: &str) -> String {
    let dir = dir.display();
    let title = starter.title();
    format!(
        "Wrote the pack `{}` ({title}) into {dir}:\n  {files}\n\n\
         Read what it asks, and where its files are published:  {dir}/README.md\n\
         Put each file into its folder of feeds, then:          remit run {dir}\n\
         Change it, then check:                                 remit check {dir}\n\
         Play its rule tests:                                   remit test {dir}\n",
        starter.name
    )
}

fn next_steps(dir: &Path, files: &str) -> String {
    let dir = dir.display();
    format!(
        "Wrote a small project with invented figures into {dir}:\n  {files}\n\n\
         See how it stands:      remit run {dir} --as-of 2026-08-31\n\
         Change it, then check:  remit check {dir}\n\
         Play its rule tests:    remit test {dir}\n"
    )
}
