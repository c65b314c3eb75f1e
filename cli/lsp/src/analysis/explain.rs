//! What a place in a file means, in Markdown, and where what it names is declared.

use std::ops::Range;

use rules::source::SourceText;

use super::meaning::{Meaning, meaning, rule_itself};
use super::names::{Declared, Kind, Names};
use super::params;
use super::words;

/// What the word at a place means, and where the word stands.
pub(crate) fn hover(file: &SourceText, offset: usize, names: &Names) -> Option<(Range<usize>, String)> {
    let (range, meaning) = meaning(file, offset, names)?;
    let text = match meaning {
        Meaning::Key(key) => format!("`{}`: {}", key.name, key.meaning),
        Meaning::Declared(found) => {
            const MOST: usize = 8;
            let told: Vec<String> = found.iter().take(MOST).map(|found| declared(found)).collect();
            let more = found.len().checked_sub(MOST).filter(|more| *more > 0);
            let more = more.map_or_else(String::new, |more| format!("\n\nand {more} more"));
            format!("{}{more}", told.join("\n\n"))
        }
        Meaning::Word(name) => {
            words::called(&name).map(words::explained).collect::<Vec<_>>().join("\n\n---\n\n")
        }
        Meaning::Param(name, by) => {
            let rules = by.iter().filter(|by| by.kind == Kind::Rule).map(|rule| &rule.source);
            let own = Some(file).filter(|file| file.path.ends_with(".rhai"));
            let said = rules.chain(own).flat_map(|rule| params::taken(rule, names));
            let said = said.filter(|taken| taken.name == name && !taken.meaning.is_empty());
            let mut said: Vec<String> =
                said.map(|taken| format!("\n\n{}: {}", taken.shape, taken.meaning)).collect();
            said.dedup();
            let by: Vec<String> = by.iter().map(|by| format!("`{}`", by.id)).collect();
            let by =
                if by.is_empty() { String::new() } else { format!(", of {}", ::words::english::list(&by)) };
            format!("`{name}`: a parameter of the declaration{by}{}", said.concat())
        }
        Meaning::Library(library) => library.introduced(),
        Meaning::Imported(library, functions) => {
            let told = functions.iter().map(|function| library.explained(function));
            told.collect::<Vec<_>>().join("\n\n---\n\n")
        }
        Meaning::Own(_) => declared(rule_itself(file, &range, names)?),
    };
    Some((range, text))
}

/// Where what stands at a place is declared.
pub(crate) fn define(file: &SourceText, offset: usize, names: &Names) -> Vec<(SourceText, Range<usize>)> {
    match meaning(file, offset, names) {
        Some((_, Meaning::Declared(found))) => {
            found.iter().map(|found| (found.source.clone(), found.range.clone())).collect()
        }
        Some((_, Meaning::Library(library))) => vec![(library.script.clone(), 0..0)],
        Some((_, Meaning::Imported(library, functions))) => {
            functions.into_iter().map(|function| (library.script.clone(), function.range)).collect()
        }
        Some((_, Meaning::Own(range))) => vec![(file.clone(), range)],
        Some((_, Meaning::Param(name, by))) => by
            .iter()
            .flat_map(|by| {
                let places = by.params.iter().filter(|(param, _)| *param == name);
                let places = places.map(|(_, range)| (by.source.clone(), range.clone()));
                let rule = (by.kind == Kind::Rule).then(|| (by.source.clone(), use_of(&by.source, &name)));
                places.chain(rule)
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Where a rule takes a parameter up.
fn use_of(rule: &SourceText, param: &str) -> Range<usize> {
    let written = format!("params.{param}");
    let at = rule.text.find(&written).map(|at| at + "params.".len());
    at.map_or(0..0, |at| at..at + param.len())
}

/// Something declared, in a few lines.
pub(super) fn declared(found: &Declared) -> String {
    let part = |key: &str, label: &str| {
        found.said(key).filter(|said| !said.is_empty()).map(|said| format!("{label}: {said}"))
    };
    let told: Vec<Option<String>> = match found.kind {
        Kind::Mission => vec![part("board", "board"), part("authority", "authority")],
        Kind::Measure => vec![
            part("unit", "unit"),
            part("every", "every"),
            part("better", "better"),
            part("class", "class"),
            part("authority", "authority"),
        ],
        Kind::Obligation => {
            vec![
                part("lead", "lead"),
                part("owner", "owner"),
                part("rule", "rule"),
                part("needs", "needs"),
                part("authority", "authority"),
                part("consequence", "when it is missed"),
            ]
        }
        Kind::Body => vec![
            part("kind", "kind"),
            part("parent", "part of"),
            part("jurisdiction", "bank holidays of"),
            part("codes", "codes"),
            part("closed", "closed on"),
        ],
        Kind::Ladder => vec![
            part("remind_every_working_days", "working days between reminders"),
            part("reply_within_working_days", "working days for a reply"),
        ],
        Kind::Cadence => vec![
            part("starts", "its parts begin on"),
            part("year_starts", "its years begin on"),
            part("week_starts", "its weeks begin on"),
            part("rolling_months", "months in a range"),
            part("step_months", "months from one range to the next"),
        ],
        Kind::Fixture => vec![part("input_series", "reports"), part("feed_file", "files")],
        Kind::Rule => {
            vec![
                part("what", "What"),
                part("why", "Why"),
                part("params", "Takes"),
                part("authority", "Authority"),
                part("example", "Example"),
            ]
        }
    };
    let told: Vec<String> = told.into_iter().flatten().collect();
    let (kind, title) = (noun(found.kind), found.title());
    let title = if title.is_empty() { String::new() } else { format!(": {title}") };
    let file = &found.source.path;
    let separator = if found.kind == Kind::Rule { "\n\n" } else { " · " };
    format!("**{kind} `{}`**{title}\n\n{}\n\n*{file}*", found.id, told.join(separator))
}

fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Mission => "mission",
        Kind::Measure => "measure",
        Kind::Obligation => "obligation",
        Kind::Body => "body",
        Kind::Rule => "rule",
        Kind::Ladder => "ladder",
        Kind::Cadence => "cadence",
        Kind::Fixture => "fixture",
    }
}
