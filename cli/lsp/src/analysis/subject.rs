//! Of what there may be figures at a place in a file: a measure, perhaps of one body, an obligation, a part of it, or a rule.

use engine::model::{MissionId, ObligationId, ObligationRef};
use rules::source::SourceText;

use super::meaning::{Meaning, meaning, rule_itself};
use super::names::{Declared, Kind, Names};
use super::outline::{Role, Word, outline};

/// Something of which there may be figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Subject {
    /// A measure, of one body or of all that report it.
    Measure {
        id: String,
        body: Option<String>,
    },
    /// An obligation as a whole.
    Obligation(ObligationRef),
    /// One contribution to it.
    Part(Part),
    Rule(String),
}

/// A contribution, as far as its declaration says which.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Part {
    pub(crate) obligation: ObligationRef,
    pub(crate) id: Option<String>,
    /// None where there is one for each of several.
    pub(crate) body: Option<String>,
}

/// Everything at a place of which there may be figures.
pub(crate) fn subjects(file: &SourceText, offset: usize, names: &Names) -> Vec<Subject> {
    let (range, found) = match meaning(file, offset, names) {
        Some((range, Meaning::Declared(found))) => (range, found),
        Some((range, Meaning::Own(_))) => {
            let rule = rule_itself(file, &range, names);
            return rule.map(|rule| Subject::Rule(rule.id.clone())).into_iter().collect();
        }
        _ => return Vec::new(),
    };
    let words = if file.path.ends_with(".toml") { outline(&file.text).words } else { Vec::new() };
    let word = words.iter().find(|word| word.range == range);
    let beside = word.map(|word| Beside { file, words: &words, word, names });
    let [declared] = found.as_slice() else {
        return beside.and_then(Beside::of_several).into_iter().collect();
    };
    match declared.kind {
        Kind::Measure => {
            let body = beside.and_then(Beside::body);
            vec![Subject::Measure { id: declared.id.clone(), body }]
        }
        Kind::Obligation => reference(declared).map(Subject::Obligation).into_iter().collect(),
        Kind::Rule => {
            let owed = beside.and_then(Beside::owed);
            owed.into_iter().chain([Subject::Rule(declared.id.clone())]).collect()
        }
        Kind::Body => beside.and_then(|beside| beside.of_body(declared)).into_iter().collect(),
        Kind::Mission | Kind::Ladder | Kind::Cadence | Kind::Fixture => Vec::new(),
    }
}

fn reference(owed: &Declared) -> Option<ObligationRef> {
    let is_whole = !owed.mission.is_empty();
    is_whole.then(|| ObligationRef {
        mission: MissionId::new(owed.mission.as_str()),
        obligation: ObligationId::new(owed.id.as_str()),
    })
}

/// A word of a TOML file with those around it.
#[derive(Clone, Copy)]
struct Beside<'a> {
    file: &'a SourceText,
    words: &'a [Word],
    word: &'a Word,
    names: &'a Names,
}

impl Beside<'_> {
    fn path(&self) -> Vec<&str> {
        self.word.path.iter().map(String::as_str).collect()
    }

    /// What a key of the same table says. Of several inline tables in a list it is the nearest before the word that counts.
    fn said(&self, path: &[&str]) -> Option<String> {
        let mut values = self.words.iter().filter(|other| {
            other.role == Role::Value && other.table == self.word.table && other.path == path
        });
        let before = values.clone().rfind(|other| other.range.start <= self.word.range.start);
        let found = before.or_else(|| values.next())?;
        self.file.text.get(found.range.clone()).map(str::to_owned)
    }

    /// The body that a measure stands beside.
    fn body(self) -> Option<String> {
        match self.path().as_slice() {
            ["obligation", "contribution", ..] => self.said(&["obligation", "contribution", "by"]),
            ["target", ..] => self.said(&["target", "body"]),
            ["obligation", "measure"] if !self.is_joint() => self.said(&["obligation", "lead"]),
            _ => None,
        }
    }

    /// What is owed by a body, or what a target asks of it.
    fn of_body(self, body: &Declared) -> Option<Subject> {
        match self.path().as_slice() {
            ["target", "body"] => {
                let id = self.said(&["target", "measure"])?;
                Some(Subject::Measure { id, body: Some(body.id.clone()) })
            }
            ["obligation", "contribution", "each"] => {
                let (obligation, body) = (reference(self.obligation()?)?, Some(body.id.clone()));
                Some(Subject::Part(Part { obligation, id: None, body }))
            }
            ["obligation", "lead"] | ["obligation", "contribution", ..] => self.owed(),
            _ => None,
        }
    }

    /// What is owed by each body of a kind.
    fn of_several(self) -> Option<Subject> {
        matches!(self.path().as_slice(), ["obligation", "contribution", ..]).then(|| self.owed()).flatten()
    }

    /// The obligation that a word belongs to, or the part of it.
    fn owed(self) -> Option<Subject> {
        let owed = reference(self.obligation()?)?;
        let path = self.path();
        if !matches!(path.as_slice(), ["obligation", "contribution", ..]) {
            return Some(Subject::Obligation(owed));
        }
        let id = self.is_headed().then(|| self.said(&["obligation", "contribution", "id"])).flatten();
        let body = self.said(&["obligation", "contribution", "by"]);
        Some(Subject::Part(Part { obligation: owed, id, body }))
    }

    /// The obligation that was declared last before the word or around it.
    fn obligation(&self) -> Option<&Declared> {
        let of_table = |word: &&Word| word.role == Role::Value && word.path == ["obligation", "id"];
        let mut ids = self.words.iter().filter(of_table).filter(|id| id.table <= self.word.table);
        let place = ids.next_back()?.range.clone();
        self.names
            .of_kind(Kind::Obligation)
            .find(|owed| owed.source.path == self.file.path && owed.range == place)
    }

    /// Whether the word stands under a header of its contribution's own.
    fn is_headed(&self) -> bool {
        let headers = self.words.iter().filter(|other| other.role == Role::Header);
        headers.filter(|header| header.table == self.word.table).count() > 1
    }

    /// Whether the obligation that the word stands in has contributions.
    fn is_joint(&self) -> bool {
        let tables = self.words.chunk_by(|one, next| one.table == next.table);
        let from_here = tables.skip_while(|table| table[0].table < self.word.table);
        let is_below = |table: &[Word]| table[0].path == ["obligation"] && table.get(1).is_some_and(is_part);
        let mut own = from_here.take_while(|table| table[0].table == self.word.table || is_below(table));
        own.any(|table| table.iter().any(is_part))
    }
}

fn is_part(word: &Word) -> bool {
    word.path.get(1).is_some_and(|key| key == "contribution")
}
