//! The project's texts for a reload: exchanged, written anew or removed, by their paths.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::declare::{PEOPLE_FILE, RELATIONS_FILE};
use crate::source::{MissionSources, SourceText, Sources};

/// Why a text cannot be exchanged.
pub(super) enum EditError {
    /// The project has no such file.
    NoFile,
    /// The passage does not stand in the file.
    NotThere,
    /// The passage stands there so many times, and it is not clear which is meant.
    Often(usize),
    /// No part of a project goes by such a path.
    NoPlace,
}

/// Puts `to` in the place of `from`, which stands once in a file.
pub(super) fn edit(sources: &mut Sources, path: &str, from: &str, to: &str) -> Result<(), EditError> {
    let text = sources.text(path).ok_or(EditError::NoFile)?;
    match text.text.matches(from).count() {
        _ if from.is_empty() => Err(EditError::NotThere),
        0 => Err(EditError::NotThere),
        1 => write(sources, path, &text.text.replacen(from, to, 1)),
        often => Err(EditError::Often(often)),
    }
}

/// Writes a file anew, or for the first time.
pub(super) fn write(sources: &mut Sources, path: &str, text: &str) -> Result<(), EditError> {
    let new = SourceText::new(path, text);
    if let Some(rule) = stem(path, "rules/", ".rhai") {
        change_rules(sources, |rules| drop(rules.insert(rule.to_owned(), new.clone())));
    } else if stem(path, "missions/", ".toml").is_some() {
        write_mission(sources, new)?;
    } else if *sources.project.path == *path {
        sources.project = new;
    } else if *sources.bodies.path == *path {
        sources.bodies = new;
    } else if sources.bank_holidays.as_ref().is_some_and(|file| *file.path == *path) {
        sources.bank_holidays = Some(new);
    } else if path == PEOPLE_FILE {
        sources.people = Some(new);
    } else if path == RELATIONS_FILE {
        sources.relations = Some(new);
    } else if !write_library(sources, &new) {
        return Err(EditError::NoPlace);
    }
    Ok(())
}

/// Removes a mission, a rule, or a table beside the register.
pub(super) fn remove(sources: &mut Sources, path: &str) -> Result<(), EditError> {
    sources.text(path).ok_or(EditError::NoFile)?;
    if let Some(rule) = stem(path, "rules/", ".rhai") {
        change_rules(sources, |rules| drop(rules.shift_remove(rule)));
        return Ok(());
    }
    match path {
        PEOPLE_FILE => sources.people = None,
        RELATIONS_FILE => sources.relations = None,
        _ => return remove_mission(sources, path),
    }
    Ok(())
}

fn remove_mission(sources: &mut Sources, path: &str) -> Result<(), EditError> {
    sources.missions.shift_remove(path).map(drop).ok_or(EditError::NoPlace)
}

fn stem<'p>(path: &'p str, folder: &str, ending: &str) -> Option<&'p str> {
    let stem = path.strip_prefix(folder)?.strip_suffix(ending)?;
    (!stem.is_empty() && !stem.contains(['/', '\\'])).then_some(stem)
}

/// A new mission has the same rules at hand as the others.
fn write_mission(sources: &mut Sources, declaration: SourceText) -> Result<(), EditError> {
    let path = Arc::clone(&declaration.path);
    let like = sources.missions.get(&path).or_else(|| sources.missions.values().next());
    let mission = MissionSources { declaration, ..like.ok_or(EditError::NoPlace)?.clone() };
    sources.missions.insert(path, mission);
    Ok(())
}

/// Changes the rules of every mission.
fn change_rules(sources: &mut Sources, change: impl Fn(&mut IndexMap<String, SourceText>)) {
    change_shared(sources.missions.values_mut().map(|mission| &mut mission.rules), change);
}

/// Puts a text in the place of a library's script; whether there is such a library.
fn write_library(sources: &mut Sources, new: &SourceText) -> bool {
    if sources.text(&new.path).is_none() {
        return false;
    }
    change_shared(sources.missions.values_mut().map(|mission| &mut mission.libraries), |libraries| {
        let scripts = libraries.values_mut().map(|library| &mut library.script);
        scripts.filter(|script| script.path == new.path).for_each(|script| *script = new.clone());
    });
    true
}

/// Changes what missions share; those that shared it share the changed one.
fn change_shared<'a, T: Clone + 'a>(shared: impl Iterator<Item = &'a mut Arc<T>>, change: impl Fn(&mut T)) {
    let mut changed: Vec<(Arc<T>, Arc<T>)> = Vec::new();
    for of_mission in shared {
        let known = changed.iter().find(|(old, _)| Arc::ptr_eq(old, of_mission));
        *of_mission = if let Some((_, new)) = known {
            Arc::clone(new)
        } else {
            let mut own = T::clone(of_mission);
            change(&mut own);
            let new = Arc::new(own);
            changed.push((Arc::clone(of_mission), Arc::clone(&new)));
            new
        };
    }
}
