//! What changed in a mission's own texts: its declaration, its rules and the libraries that those import, revision by revision as the
//! ledger has them. What the change did to verdicts is for a replay to say.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::compile::{MissionText, read_mission_texts, texts_of_mission};
use rules::source::{MissionSources, SourceText, Sources};
use serde::Serialize;
use similar::{DiffOp, TextDiff};

/// A change of a mission's own texts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TextRevision {
    /// Since when it is in force; none where it is written and not in force yet.
    pub in_force_since: Option<Timestamp>,
    /// The texts that differ, the declaration first.
    pub texts: Vec<TextChange>,
}

/// A text that differs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TextChange {
    /// What it is: `declaration`, `rule NAME` or `library NAME`.
    pub text: String,
    pub file: String,
    pub change: TextFate,
    /// The version that it had, where it is a library with another one now.
    pub version_before: Option<String>,
    /// The version that it has, where it is a library that had another one.
    pub version: Option<String>,
    /// The lines that differ; none where the text came or went as a whole.
    pub lines: Vec<LineChange>,
}

/// What became of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum TextFate {
    /// The mission has come to use it.
    Added,
    /// The mission uses it no more.
    Removed,
    /// It reads otherwise.
    Changed,
}

/// A line that differs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LineChange {
    /// Its number in the new text, counted from 1; that of the place where it stood, for one that went.
    pub line: usize,
    /// The heading of the TOML table that it stands under.
    pub under: Option<String>,
    /// What it was; none where it is new.
    pub before: Option<String>,
    /// What it is; none where it went.
    pub after: Option<String>,
}

impl TextRevision {
    /// What differs between two texts of a mission, of which the second is not in force.
    pub fn between(old: &MissionSources, new: &MissionSources) -> Self {
        Self { in_force_since: None, texts: differing(old, new) }
    }

    /// Every change of a mission since it came into force, in order, from what was ever in force, with the moments since when,
    /// and what is written now.
    pub fn all<'s>(
        in_force: impl Iterator<Item = (Timestamp, &'s Sources)>,
        now: &'s Sources,
        mission: &str,
    ) -> Vec<Self> {
        let Some(written) = find(now, mission) else { return Vec::new() };
        let path = &*written.declaration.path;
        let past = in_force.filter_map(|(since, past)| {
            let sources = past.missions.get(path).filter(|sources| is_of(sources, mission));
            let sources = sources.or_else(|| find(past, mission))?;
            Some((Some(since), sources))
        });
        let stages: Vec<(Option<Timestamp>, &MissionSources)> = past.chain([(None, written)]).collect();
        let changes = stages.windows(2).filter_map(|pair| match pair {
            [(_, old), (since, new)] => Some(Self { in_force_since: *since, texts: differing(old, new) }),
            _ => None,
        });
        changes.filter(|revised| !revised.texts.is_empty()).collect()
    }
}

fn find<'s>(sources: &'s Sources, mission: &str) -> Option<&'s MissionSources> {
    sources.missions.values().find(|sources| is_of(sources, mission))
}

fn is_of(sources: &MissionSources, mission: &str) -> bool {
    read_mission_texts(sources).is_some_and(|own| own.mission.as_str() == mission)
}

fn differing(old: &MissionSources, new: &MissionSources) -> Vec<TextChange> {
    let by_name = |sources| -> BTreeMap<String, MissionText> {
        texts_of_mission(sources).into_iter().map(|own| (own.name.clone(), own)).collect()
    };
    let (old, new) = (by_name(old), by_name(new));
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    names.into_iter().filter_map(|name| change(name, old.get(name), new.get(name))).collect()
}

fn change(name: &str, old: Option<&MissionText>, new: Option<&MissionText>) -> Option<TextChange> {
    let (change, file) = match (old, new) {
        (Some(old), Some(new)) if old.version == new.version && old.source.text == new.source.text => {
            return None;
        }
        (_, Some(new)) if old.is_none() => (TextFate::Added, &new.source.path),
        (Some(old), None) => (TextFate::Removed, &old.source.path),
        (_, new) => (TextFate::Changed, &new?.source.path),
    };
    let both = old.zip(new);
    let other_version = both.filter(|(old, new)| old.version != new.version);
    Some(TextChange {
        text: if name.is_empty() { "declaration".to_owned() } else { name.to_owned() },
        file: file.to_string(),
        change,
        version_before: other_version.and_then(|(old, _)| old.version.clone()),
        version: other_version.and_then(|(_, new)| new.version.clone()),
        lines: both.map(|(old, new)| lines(&old.source, &new.source)).unwrap_or_default(),
    })
}

/// The lines that differ; blanks do not count. Where as many come as go, each stands for one that went.
fn lines(old: &SourceText, new: &SourceText) -> Vec<LineChange> {
    let [(_, before), (numbers, after)] = [old, new].map(said);
    let diff = TextDiff::from_slices(&before, &after);
    let line = |place: usize| {
        let beyond = || numbers.last().map_or(1, |last| last + 1);
        numbers.get(place).copied().unwrap_or_else(beyond)
    };
    let mut changes = Vec::new();
    for op in diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (went, came) = (op.old_range(), op.new_range());
        let pairs: Vec<(Option<usize>, Option<usize>)> = if went.len() == came.len() {
            went.map(Some).zip(came.clone().map(Some)).collect()
        } else {
            let gone = went.map(|old| (Some(old), None));
            gone.chain(came.clone().map(|new| (None, Some(new)))).collect()
        };
        changes.extend(pairs.into_iter().map(|(old, place)| LineChange {
            line: line(place.unwrap_or(came.start)),
            under: heading(new, &after, place.unwrap_or(came.start)),
            before: old.map(|old| before[old].to_owned()),
            after: place.map(|place| after[place].to_owned()),
        }));
    }
    changes
}

/// The lines that say something, without the blanks around them, and their numbers.
fn said(source: &SourceText) -> (Vec<usize>, Vec<&str>) {
    let lines = (1..).zip(source.text.lines().map(str::trim));
    lines.filter(|(_, line)| !line.is_empty()).unzip()
}

/// The heading of the TOML table that a line stands under; a rule has none.
fn heading(source: &SourceText, lines: &[&str], place: usize) -> Option<String> {
    let is_toml = source.path.rsplit('.').next() == Some("toml");
    let mut above = lines.iter().take(place).rev().filter(|_| is_toml);
    above.find(|line| line.starts_with('[') && line.ends_with(']')).map(|line| (*line).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, old: &str, new: &str, expected: &[&str]) {
        let [old, new] = [old, new].map(|text| SourceText::new(path, text));
        let told = lines(&old, &new).into_iter().map(|change| {
            let shown = |line: Option<String>| line.unwrap_or_else(|| "-".to_owned());
            let under = change.under.map(|under| format!(" {under}")).unwrap_or_default();
            format!("{}{under}: {} => {}", change.line, shown(change.before), shown(change.after))
        });
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_line_that_stands_for_another_is_set_beside_it() {
        let old = "[mission]\nid = \"a\"\n\n[[target]]\nvalue = 90\nby = 2027-03-31\n";
        check("missions/a.toml", old, &old.replace("90", "95"), &["5 [[target]]: value = 90 => value = 95"]);
    }

    #[test]
    fn lines_that_come_or_go_are_told_alone() {
        check("rules/a.rhai", "a\nb\nc\n", "a\nc\n", &["2: b => -"]);
        check("rules/a.rhai", "a\nc\n", "a\nb\n\nc\n", &["2: - => b"]);
        check(
            "rules/a.rhai",
            "a\nb\n",
            "x\ny\nz\n",
            &["1: a => -", "1: b => -", "1: - => x", "2: - => y", "3: - => z"],
        );
    }

    #[test]
    fn blanks_alone_are_no_change_of_a_line() {
        check("rules/a.rhai", "a\n", "  a\n\n", &[]);
    }
}
