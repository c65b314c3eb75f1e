//! Answers what is typed. It knows neither a terminal nor a file.

use std::sync::Arc;

use engine::Engine;
use engine::view::Read;
use rules::diagnostic::{Colour, nearest, render};
use rules::script::{Libraries, SnippetResult, SnippetSession, Vocabulary, compile_library};
use rules::source::{SourceText, Sources};
use rust_decimal::Decimal;
use words::english;

use super::manual::{self, COMMANDS};
use super::parts::{self, OwedPart, Place};
use crate::render::Ink;

/// How many decimal places of a figure are shown.
const PLACES: u32 = 4;

/// A project to try pieces of rules on.
pub(super) struct Repl {
    engine: Engine,
    vocabulary: Vocabulary,
    parts: Vec<OwedPart>,
    place: Place,
    trial: SnippetSession,
    /// What was read so far, each once.
    reads: Vec<Read>,
    /// How many pieces were tried.
    pieces: usize,
}

/// What is answered.
pub(super) enum Reply {
    Said(String),
    Quit,
}

impl Repl {
    /// A session in the first place that has something to show, with the libraries among the sources; none where nothing is judged yet.
    pub(super) fn new(engine: Engine, sources: &Sources) -> Option<Self> {
        let parts = OwedPart::all(&engine);
        let place = parts::first(&engine, &parts)?;
        let catalogue = &engine.program()?.catalogue;
        let mut vocabulary = Vocabulary {
            measures: catalogue.measures.keys().cloned().collect(),
            bodies: catalogue.bodies.keys().cloned().collect(),
            ..Vocabulary::default()
        };
        vocabulary.libraries = libraries(sources, &vocabulary);
        let (trial, reads) = (SnippetSession::default(), Vec::new());
        Some(Self { engine, vocabulary, parts, place, trial, reads, pieces: 0 })
    }

    /// What is said at the beginning.
    pub(super) fn greeting(&self) -> String {
        format!("{}\n{}\n", self.whose(), Ink::Faint.paint("`:help` says what can be typed; `:quit` leaves."))
    }

    /// Everything that a person may want to have completed.
    pub(super) fn names(&self) -> Vec<String> {
        let words = rules::script::reference().iter().map(|word| word.name);
        let words = words.filter(|name| name.starts_with(char::is_alphabetic)).map(str::to_owned);
        let commands = COMMANDS.iter().filter_map(|(command, _)| command.split(' ').next());
        let mut names: Vec<String> = words.chain(commands.map(str::to_owned)).collect();
        names.extend(self.parts.iter().map(|part| part.name.clone()));
        names.sort();
        names.dedup();
        names
    }

    /// Answers a command, or tries a piece out.
    pub(super) fn hear(&mut self, text: &str) -> Reply {
        let text = text.trim();
        let (command, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let rest = rest.trim();
        Reply::Said(match command {
            "" => String::new(),
            ":quit" | ":q" | ":exit" => return Reply::Quit,
            ":help" if rest.is_empty() => manual::overview(),
            ":help" => manual::explained(rest).unwrap_or_else(|wrong| complaint(&wrong.to_string())),
            ":subjects" => self.subjects(),
            ":reads" => self.told(&self.reads),
            ":for" => self.go(rest),
            unknown if unknown.starts_with(':') => unknown_command(unknown),
            _ => self.attempt(text),
        })
    }

    fn whose(&self) -> String {
        format!("`my` is {}.", self.place.name)
    }

    fn go(&mut self, text: &str) -> String {
        match parts::named(text, &self.parts) {
            Ok(place) => {
                self.place = place;
                format!("{}\n", self.whose())
            }
            Err(wrong) => complaint(&wrong.to_string()),
        }
    }

    fn subjects(&self) -> String {
        let width = self.parts.iter().map(|part| part.name.len()).max().unwrap_or(0);
        self.parts.iter().flat_map(|part| [part.line(width), "\n".to_owned()]).collect()
    }

    fn attempt(&mut self, text: &str) -> String {
        self.pieces += 1;
        let piece = SourceText::new(format!("input {}", self.pieces), text);
        let Place { whole, part, period, .. } = &self.place;
        let view = self.engine.window(whole, part, *period);
        let view = Arc::new(view.expect("a place is one that is judged, and nothing changes here"));
        let said = match self.trial.run(&piece, &view, &self.vocabulary) {
            Ok(SnippetResult::Value(value)) => format!("{value}\n"),
            Ok(SnippetResult::Nothing) => String::new(),
            Ok(SnippetResult::Missing(gap)) => {
                let (cell, why) = (english::cell(&gap.cell), english::why_absent(gap.why));
                format!("There is no figure for {cell}: {why}. A rule would end here.\n")
            }
            Err(faults) => format!("{}\n", render(&faults, Colour::Ansi)),
        };
        let reads = view.reads();
        let told = self.told(&reads);
        for read in reads {
            if !self.reads.contains(&read) {
                self.reads.push(read);
            }
        }
        format!("{said}{told}")
    }

    fn told(&self, reads: &[Read]) -> String {
        let lines = reads.iter().map(|read| Ink::Faint.paint(format!("  {}", self.read(read))));
        lines.flat_map(|line| [line, "\n".to_owned()]).collect()
    }

    fn read(&self, read: &Read) -> String {
        match read {
            Read::Cell(cell) => match self.engine.evidence().value(cell) {
                Ok(value) => format!("{}: {}", english::cell(cell), figure(value)),
                Err(gap) => format!("{}: {}", english::cell(cell), english::why_absent(gap.why)),
            },
            Read::Target(cell) => {
                let target = self.engine.evidence().target(cell);
                let target = target.and_then(|target| target.value_on(cell.period.last_day()));
                let target = target.map_or_else(|| "none is in force".to_owned(), figure);
                format!("target for {}: {target}", english::cell(cell))
            }
            Read::Deadline(moment) => {
                let zone = self.engine.program().map(|program| program.calendar.day(*moment));
                let day = zone.map(english::date).unwrap_or_default();
                format!("whether it is {day} yet")
            }
            Read::Other(read) => english::other_read(read),
            Read::Listing(listing) => english::listing(listing),
        }
    }
}

/// Every library of a project, sound or with its faults.
fn libraries(sources: &Sources, vocabulary: &Vocabulary) -> Libraries {
    let mut found = Libraries::new();
    for (name, library) in sources.missions.values().flat_map(|mission| mission.libraries.iter()) {
        found.entry(name.clone()).or_insert_with(|| compile_library(name, library, vocabulary));
    }
    found
}

/// A figure for people. What is worked out from others may have twenty-eight places.
fn figure(value: Decimal) -> String {
    english::number(value.round_dp(PLACES))
}

fn unknown_command(unknown: &str) -> String {
    let known = COMMANDS.iter().filter_map(|(command, _)| command.split(' ').next());
    let help = nearest(unknown, known)
        .map_or_else(|| "`:help` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
    complaint(&format!("there is no command `{unknown}`; {help}"))
}

fn complaint(wrong: &str) -> String {
    format!("{} {wrong}\n", Ink::Alarm.paint("error:"))
}

/// Whether a piece goes on in the next line: a bracket is still open.
pub(super) fn goes_on(text: &str) -> bool {
    if text.trim_start().starts_with(':') {
        return false;
    }
    let (mut depth, mut quote, mut is_escaped) = (0_i32, None, false);
    for letter in text.chars() {
        match (quote, letter) {
            _ if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), _) if letter == open => quote = None,
            // Only a text in backticks goes over several lines.
            (Some('"' | '\''), '\n') => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(letter),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            _ => {}
        }
    }
    depth > 0 || quote == Some('`')
}
