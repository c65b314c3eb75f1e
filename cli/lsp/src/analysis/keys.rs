//! Which keys may stand where in a project's files, and what they hold: the grammar along a path of tables and keys.

use language::grammar::{FILES, Key, TableType, ValueType};

/// The table that a file is; none where the file is no TOML of Remit's.
pub(super) fn root(path: &str) -> Option<&'static TableType> {
    FILES.iter().find(|file| file.is_of(path)).map(|file| file.root)
}

/// The keys of the tables that may stand at the end of a path from the root, each name once.
pub(super) fn keys_at(root: &'static TableType, path: &[String]) -> Vec<&'static Key> {
    let mut found: Vec<&'static Key> = Vec::new();
    for key in tables_at(root, path).into_iter().flat_map(|table| table.keys) {
        if found.iter().all(|known| known.name != key.name) {
            found.push(key);
        }
    }
    found
}

/// The key at the end of a path from the root. A name within a table of names stands for the key of that table.
pub(super) fn key_at(root: &'static TableType, path: &[String]) -> Option<&'static Key> {
    let (last, above) = path.split_last()?;
    let tables = tables_at(root, above);
    let found = tables.into_iter().find_map(|table| table.key(last));
    found.or_else(|| if is_named(root, path) { key_at(root, above) } else { None })
}

/// Whether the last part of a path is a name, within a table whose keys are names.
pub(super) fn is_named(root: &'static TableType, path: &[String]) -> bool {
    let above = path.split_last().map(|(_, above)| held_at(root, above)).unwrap_or_default();
    above.iter().any(|held| held.by_name().is_some())
}

/// Everything that may stand at the end of a path, whichever way it is written; of a list, its elements.
pub(super) fn held_at(root: &'static TableType, path: &[String]) -> Vec<&'static ValueType> {
    let Some((first, rest)) = path.split_first() else { return Vec::new() };
    let mut held = root.key(first).map(|key| plain(&key.holds)).unwrap_or_default();
    for name in rest {
        held = held.into_iter().flat_map(|held| within(held, name)).collect();
    }
    held
}

/// Whether a table may stand at a key, or a list of them.
pub(super) fn holds_table(key: &'static Key) -> bool {
    plain(&key.holds).iter().any(|held| matches!(held, ValueType::Table(_)))
}

fn tables_at(root: &'static TableType, path: &[String]) -> Vec<&'static TableType> {
    if path.is_empty() {
        return vec![root];
    }
    let tables = held_at(root, path).into_iter().filter_map(|held| match held {
        ValueType::Table(table) => Some(*table),
        _ => None,
    });
    tables.collect()
}

fn within(held: &'static ValueType, name: &str) -> Vec<&'static ValueType> {
    match held {
        ValueType::Table(table) => table.key(name).map(|key| plain(&key.holds)).unwrap_or_default(),
        held => held.by_name().map(plain).unwrap_or_default(),
    }
}

/// A value type without its choices and lists.
fn plain(held: &'static ValueType) -> Vec<&'static ValueType> {
    match held {
        ValueType::Either(choices) => choices.iter().flat_map(plain).collect(),
        ValueType::List { of, .. } => plain(of),
        held => vec![held],
    }
}
