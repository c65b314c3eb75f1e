//! What a change does to the texts of a mission, line by line.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use language::visible::visible_lines;
use rules::compile::{MissionText, Waiting, texts_of_mission};
use rules::source::MissionSources;
use similar::{ChangeTag, TextDiff};

use super::Ink;

/// Unchanged lines that are shown around a change.
const CONTEXT: usize = 3;

/// How large a change is.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct DiffSize {
    /// Lines that come.
    pub added: usize,
    /// Lines that go.
    pub removed: usize,
}

/// A change of the texts of a mission.
pub struct Changes {
    /// The lines that differ, with a few around them.
    pub text: String,
    /// How many they are.
    pub size: DiffSize,
}

/// Sets the texts that wait beside those in force.
pub fn changes(waiting: &Waiting) -> Changes {
    let (old, new) = (texts(&waiting.old), waiting.new.as_ref().map(texts).unwrap_or_default());
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    // The declaration, which has the empty name, comes first.
    names.sort();
    names.dedup();
    let mut changes = Changes { text: String::new(), size: DiffSize::default() };
    for name in names {
        changes.put(old.get(name), new.get(name));
    }
    changes
}

fn texts(sources: &MissionSources) -> BTreeMap<String, MissionText> {
    texts_of_mission(sources).into_iter().map(|own| (own.name.clone(), own)).collect()
}

impl Changes {
    fn put(&mut self, old: Option<&MissionText>, new: Option<&MissionText>) {
        let (before, after) = (text(old), text(new));
        if before == after {
            return;
        }
        let diff = TextDiff::from_lines(&before, &after);
        for change in diff.iter_all_changes() {
            match change.tag() {
                ChangeTag::Insert => self.size.added += 1,
                ChangeTag::Delete => self.size.removed += 1,
                ChangeTag::Equal => {}
            }
        }
        let unified = diff.unified_diff().context_radius(CONTEXT).header(path(old), path(new)).to_string();
        for line in unified.lines() {
            writeln!(self.text, "{}", painted(line)).expect("a string takes any text");
        }
    }
}

fn path(text: Option<&MissionText>) -> &str {
    text.map_or("nothing", |own| &own.source.path)
}

/// The text, headed by the version where it is a library's: that is changed in another file.
fn text(own: Option<&MissionText>) -> String {
    let Some(MissionText { version, source, .. }) = own else { return String::new() };
    match version {
        Some(version) => format!("// version {version}\n{}", source.text),
        None => source.text.to_string(),
    }
}

/// The signs say it all; colour only helps to find them.
fn painted(line: &str) -> String {
    // Whoever signs a change sees all of it, in its order.
    let line = visible_lines(line);
    match line.chars().next() {
        Some('+') => Ink::Calm.paint(&line),
        Some('-') => Ink::Alarm.paint(&line),
        Some('@') => Ink::Faint.paint(&line),
        _ => line.into_owned(),
    }
}
