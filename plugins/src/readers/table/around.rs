//! What stands around a table: the lines above its headings, the name of its sheet and that of its file.

use engine::model::{Period, SourceFile};

use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::grid::Grid;
use crate::readers::table_layout::{Around, Names, Pattern};

use super::heading::collapsed;
use super::lexicon::Lexicon;

/// Where one looks.
pub(super) struct Surroundings<'a> {
    pub(super) grid: &'a Grid,
    /// The first row of headings.
    pub(super) first_row: usize,
    pub(super) file: &'a SourceFile,
}

/// So many cells above a table are looked at, and so much of each.
const MOST_CELLS: usize = 400;
const LONGEST_CELL: usize = 2_000;
/// No period is spelt in more words than `1 April 2021 to 31 March 2022`.
const MOST_WORDS: usize = 7;

impl Surroundings<'_> {
    /// What is said there of a period, a body or a measure. Two periods are a question for whoever declares the feed, not a guess.
    pub(super) fn find(
        &self,
        from: Around,
        names: Names,
        pattern: Option<&Pattern>,
        lexicon: &Lexicon<'_>,
    ) -> Result<String, ReadError> {
        let texts = self.texts(from);
        let nothing = || FileFault::NothingAround { names, from, seen: texts.join(" ") }.of_all();
        let Some(pattern) = pattern else {
            let mut found: Vec<(Period, &str)> = Vec::new();
            for (period, text) in texts.iter().flat_map(|text| periods(text, lexicon)) {
                if found.iter().all(|(known, _)| *known != period) {
                    found.push((period, text));
                }
            }
            return match found.as_slice() {
                [] => Err(nothing()),
                [(_, text)] => Ok((*text).to_owned()),
                [(_, first), (_, second), ..] => {
                    let several = FileFault::SeveralAround {
                        from,
                        first: (*first).to_owned(),
                        second: (*second).to_owned(),
                    };
                    Err(several.of_all())
                }
            };
        };
        let found = texts.iter().find_map(|text| pattern.find(text, names.word()));
        found.map(str::to_owned).ok_or_else(nothing)
    }

    fn texts(&self, from: Around) -> Vec<String> {
        let texts = match from {
            Around::Title => self.title(),
            Around::SheetName => self.grid.sheet.iter().map(|name| collapsed(name)).collect(),
            Around::FileName => vec![self.file.path.rsplit('/').next().unwrap_or_default().to_owned()],
        };
        texts.into_iter().map(|text| text.chars().take(LONGEST_CELL).collect()).collect()
    }

    fn title(&self) -> Vec<String> {
        let cells = (0..self.first_row)
            .filter(|row| !self.grid.is_hidden_row(*row))
            .flat_map(|row| (0..self.grid.width(row)).map(move |column| self.grid.cell(row, column)));
        cells.map(collapsed).filter(|text| !text.is_empty()).take(MOST_CELLS).collect()
    }
}

/// The periods that a sentence names, each in as many words as name one.
fn periods<'t>(text: &'t str, lexicon: &Lexicon<'_>) -> Vec<(Period, &'t str)> {
    let words = words(text);
    let (mut found, mut place) = (Vec::new(), 0);
    while place < words.len() {
        let widest = MOST_WORDS.min(words.len() - place);
        let named = (1..=widest).rev().find_map(|count| {
            let spelling = text.get(words[place].0..words[place + count - 1].1)?;
            Some((lexicon.period(spelling)?, spelling, count))
        });
        let count = named.map_or(1, |(_, _, count)| count);
        found.extend(named.map(|(period, spelling, _)| (period, spelling)));
        place += count;
    }
    found
}

/// Where words of letters and digits begin and end.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut start = None;
    for (place, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, letter.is_alphanumeric()) {
            (None, true) => start = Some(place),
            (Some(begun), false) => {
                words.push((begun, place));
                start = None;
            }
            _ => {}
        }
    }
    words
}
