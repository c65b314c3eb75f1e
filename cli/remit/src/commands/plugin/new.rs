//! `remit plugin new`: write a small working plugin into a new folder.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use rules::declare::PluginKind;

use crate::args::PluginKindArg;
use crate::commands::said;
use crate::exit::Exit;

/// Path and text of each file; `NAME` stands for the plugin's name.
type Files = &'static [(&'static str, &'static str)];

const READER: Files = &[
    ("plugin.toml", include_str!("template/reader/plugin.toml")),
    ("reader.rhai", include_str!("template/reader/reader.rhai")),
    ("tests/first.toml", include_str!("template/reader/tests.toml")),
    ("README.md", include_str!("template/reader/README.md")),
];
const NOTIFIER: Files = &[
    ("plugin.toml", include_str!("template/notifier/plugin.toml")),
    ("notifier.rhai", include_str!("template/notifier/notifier.rhai")),
    ("tests/first.toml", include_str!("template/notifier/tests.toml")),
    ("README.md", include_str!("template/notifier/README.md")),
];
const HOOK: Files = &[
    ("plugin.toml", include_str!("template/hook/plugin.toml")),
    ("hook.rhai", include_str!("template/hook/hook.rhai")),
    ("tests/first.toml", include_str!("template/hook/tests.toml")),
    ("README.md", include_str!("template/hook/README.md")),
];
const LIBRARY: Files = &[
    ("plugin.toml", include_str!("template/library/plugin.toml")),
    ("library.rhai", include_str!("template/library/library.rhai")),
    ("README.md", include_str!("template/library/README.md")),
];

/// Writes the plugin; a folder that holds anything is left alone.
pub(in crate::commands) fn new(kind: PluginKindArg, folder: &Path) -> anyhow::Result<Exit> {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if !is_well_formed(name) {
        bail!(
            "`{name}` cannot be the name of a plugin\n  help: it begins with a lower-case letter and goes on with \
             lower-case letters, digits, `-` and `_`"
        );
    }
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty, so nothing was written; name a new folder", folder.display());
    }
    let files = files(kind.into());
    for (path, text) in files {
        let path = folder.join(path);
        let parent = path.parent().expect("every file stands in a folder");
        fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
        fs::write(&path, text.replace("NAME", name))
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let listed: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    said::answer(&format!(
        "Wrote a small {} into {}:\n  {}\n\nREADME.md says how to put it to use.\n",
        PluginKind::from(kind),
        folder.display(),
        listed.join("\n  ")
    ))?;
    Ok(Exit::Quiet)
}

fn files(kind: PluginKind) -> Files {
    match kind {
        PluginKind::Reader => READER,
        PluginKind::Notifier => NOTIFIER,
        PluginKind::Hook => HOOK,
        PluginKind::Library => LIBRARY,
    }
}

fn is_well_formed(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter))
}
