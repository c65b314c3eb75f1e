//! Which keys may stand where in a project's files.

use super::described::{MANIFEST, MISSION, PLUGIN_TESTS, PROJECT, TESTS};
use super::key::{Holds, Key};
use app::project::PROJECT_FILE;

/// The keys of a file's root; none where the file is no TOML of Remit's.
pub(super) fn root(path: &str) -> Option<&'static [Key]> {
    let is_toml =
        |folder: &str| path.strip_prefix(folder).and_then(|rest| rest.strip_suffix(".toml")).is_some();
    match path {
        PROJECT_FILE => Some(&PROJECT),
        _ if is_toml("missions/") => Some(&MISSION),
        _ if is_toml("tests/") => Some(&TESTS),
        _ => of_plugin(path.strip_prefix("plugins/")?),
    }
}

fn of_plugin(path: &str) -> Option<&'static [Key]> {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        [_, "plugin.toml"] => Some(&MANIFEST),
        [_, "tests", test] if test.strip_suffix(".toml").is_some() => Some(&PLUGIN_TESTS),
        _ => None,
    }
}

/// The key at the end of a path from the root.
pub(super) fn find(root: &'static [Key], path: &[String]) -> Option<Key> {
    let (first, rest) = path.split_first()?;
    let found = root.iter().find(|key| key.name == first)?;
    below(*found, rest)
}

fn below(key: Key, path: &[String]) -> Option<Key> {
    match (key.holds, path) {
        (_, []) => Some(key),
        (Holds::ByName(each), [_, rest @ ..]) => below(*each, rest),
        _ => find(key.keys()?, path),
    }
}

/// The keys of the table at the end of a path from the root.
pub(super) fn keys_at(root: &'static [Key], path: &[String]) -> Option<&'static [Key]> {
    if path.is_empty() { Some(root) } else { find(root, path)?.keys() }
}
