//! The headings of a table, and which column a name means.
//!
//! Whether a heading names a period is not known here.

use crate::readers::columns::letter_of;
use crate::readers::grid::Grid;
use crate::readers::table_layout::{Hidden, TableLayout};

/// The headings of a table, column by column.
pub(in crate::readers) struct Headings {
    columns: Vec<Heading>,
}

/// What stands above one column.
#[derive(Default)]
struct Heading {
    /// By rows of headings, from top to bottom, with merged cells filled.
    rows: Vec<String>,
    joined: String,
    /// Whether it is of the column's own, and not only a neighbour's that was merged over it.
    is_own: bool,
    is_hidden: bool,
}

/// What a name was found to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::readers) enum Found {
    Column(usize),
    /// Two columns are headed so.
    Twice(usize, usize),
    Nothing,
}

/// Further right stand nothing but stray cells, or a table that no person made.
pub(super) const MOST_COLUMNS: usize = 16_384;

impl Headings {
    /// The headings whose last row is this one.
    pub(in crate::readers) fn new(grid: &Grid, layout: &TableLayout, last: usize) -> Self {
        let first = (last + 1).saturating_sub(layout.header_rows as usize);
        let width = (first..=last).map(|row| grid.width(row)).max().unwrap_or_default().min(MOST_COLUMNS);
        let mut columns: Vec<Heading> = (0..width).map(|_| Heading::default()).collect();
        let mut begins = vec![false; width];
        for row in first..=last {
            let mut merged = String::new();
            for (place, column) in columns.iter_mut().enumerate() {
                let own = collapsed(grid.cell(row, place));
                let is_blank = is_filled_from_left(&own);
                if !is_blank {
                    merged.clone_from(&own);
                } else if begins[place] {
                    merged.clear();
                }
                column.is_own |= !is_blank;
                begins[place] |= !is_blank;
                // The last row of headings is of one column each.
                let text = if row < last {
                    merged.clone()
                } else if is_blank {
                    String::new()
                } else {
                    own
                };
                column.rows.push(text);
            }
        }
        for column in &mut columns {
            let texts: Vec<_> =
                column.rows.iter().filter(|text| !text.is_empty()).map(String::as_str).collect();
            column.joined = texts.join(" / ");
        }
        if layout.hidden == Hidden::LeftOut {
            columns.iter_mut().enumerate().for_each(|(place, column)| {
                column.is_hidden = grid.is_hidden_column(place);
            });
        }
        Self { columns }
    }

    /// How many columns have headings, up to the last that has one.
    pub(super) fn width(&self) -> usize {
        self.columns.iter().rposition(|column| column.is_own).map_or(0, |last| last + 1)
    }

    /// The columns that a publisher shows and heads.
    pub(super) fn named(&self) -> impl Iterator<Item = usize> + '_ {
        let shown = self.columns.iter().enumerate();
        shown.filter(|(_, column)| column.is_own && !column.is_hidden).map(|(place, _)| place)
    }

    /// All that stands above a column, from top to bottom.
    pub(in crate::readers) fn joined(&self, place: usize) -> &str {
        self.columns.get(place).map_or("", |column| &column.joined)
    }

    /// What stands above a column in one row of the headings, counted from 1.
    pub(in crate::readers) fn in_row(&self, place: usize, row: u32) -> &str {
        let index = (row as usize).checked_sub(1);
        let rows = self.columns.get(place).map_or(&[][..], |column| &column.rows);
        index.and_then(|index| rows.get(index)).map_or("", String::as_str)
    }

    /// What stands in the last row above a column.
    pub(in crate::readers) fn lowest(&self, place: usize) -> &str {
        self.columns.get(place).and_then(|column| column.rows.last()).map_or("", String::as_str)
    }

    /// The column that a name means: by the whole heading, then without footnote marks, then by the last row of headings alone, then by
    /// its letter.
    pub(in crate::readers) fn find(&self, name: &str) -> Found {
        let name = collapsed(name);
        let bare = without_notes(&name);
        let ways: [&dyn Fn(usize) -> bool; 6] = [
            &|place| self.joined(place) == name,
            &|place| without_notes(self.joined(place)) == bare,
            &|place| self.lowest(place) == name,
            &|place| without_notes(self.lowest(place)) == bare,
            &|place| without_digits(self.lowest(place)) == name,
            &|place| without_digits(self.joined(place)) == name,
        ];
        for is_meant in ways {
            let mut found = self.named().filter(|place| is_meant(*place));
            match (found.next(), found.next()) {
                (None, _) => {}
                (Some(only), None) => return Found::Column(only),
                (Some(first), Some(second)) => return Found::Twice(first, second),
            }
        }
        by_letter(&name).map_or(Found::Nothing, Found::Column)
    }

    /// Whether a column is headed by one of these words.
    pub(super) fn is_any_of(&self, place: usize, words: &[String]) -> bool {
        let (joined, lowest) = (self.joined(place), self.lowest(place));
        words.iter().any(|word| is_same(joined, word) || is_same(lowest, word))
    }
}

/// Whether a cell of a heading says nothing: blank, or a sign that it is merged with the one before it.
fn is_filled_from_left(text: &str) -> bool {
    text.is_empty() || text == "."
}

/// A text with every run of blanks and line breaks as one blank, and none around it.
pub(in crate::readers) fn collapsed(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether two headings are the same but for blanks and footnote marks.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    // Most cells that are asked begin otherwise; blanks and marks at the end change nothing about that.
    let first = |text: &str| text.trim_start_matches('\u{feff}').trim_start().chars().next();
    if first(one) != first(other) {
        return false;
    }
    let (one, other) = (collapsed(one), collapsed(other));
    one == other || without_notes(&one) == without_notes(&other)
}

/// Whether a heading says this once the numbers of footnotes that are glued to its last word are dropped, too.
pub(super) fn is_same_but_for_digits(heading: &str, name: &str) -> bool {
    without_digits(without_notes(&collapsed(heading))) == collapsed(name)
}

/// A heading without the marks of footnotes at its end: `(1)`, `[note 2]`, `[3, 4]`, `*`.
pub(super) fn without_notes(text: &str) -> &str {
    let mut text = text.trim();
    loop {
        let bare = text.trim_end_matches(['*', '†', '‡', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰']);
        let rest = bracketed(bare, '(', ')').or_else(|| bracketed(bare, '[', ']')).unwrap_or(bare).trim_end();
        if rest == text || rest.is_empty() {
            return text;
        }
        text = rest;
    }
}

/// What stands before a key of footnotes in brackets, if one ends the text.
fn bracketed(text: &str, open: char, close: char) -> Option<&str> {
    let (rest, inside) = text.strip_suffix(close)?.rsplit_once(open)?;
    let inside = inside.trim().to_ascii_lowercase();
    let key = inside.strip_prefix("notes").or_else(|| inside.strip_prefix("note")).unwrap_or(&inside).trim();
    let is_key =
        key.len() <= 12 && key.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b' '));
    (is_key && !inside.is_empty()).then_some(rest)
}

/// A heading without the numbers of footnotes that are glued to its last word: `Total1,2`.
fn without_digits(text: &str) -> &str {
    let bare = text.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ',');
    if bare.ends_with(char::is_alphabetic) { bare } else { text }
}

/// The column that is called by its letter, as in `column B`.
fn by_letter(name: &str) -> Option<usize> {
    let letters = letter_of(name)?;
    Some(letters.bytes().fold(0, |place, letter| place * 26 + usize::from(letter - b'A') + 1) - 1)
}

/// The letter by which spreadsheets call a column.
pub(in crate::readers) fn letter(place: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), place + 1);
    while rest > 0 {
        let last = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + last));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnote_marks_are_dropped_and_words_are_not() {
        let cases = [
            ("Total (1)", "Total"),
            ("Total [note 1] [2]", "Total"),
            ("Aged (65+)", "Aged (65+)"),
            ("(1)", "(1)"),
            ("Total*", "Total"),
        ];
        for (text, bare) in cases {
            assert_eq!(without_notes(text), bare);
        }
        assert_eq!((without_digits("Total1,2"), without_digits("Type 1")), ("Total", "Type 1"));
        let same = [("Total1,2", "Total"), ("Type 1", "Type"), ("Total", "Total1")];
        assert_eq!(same.map(|(heading, name)| is_same_but_for_digits(heading, name)), [true, false, false]);
    }

    #[test]
    fn columns_have_letters_as_in_spreadsheets() {
        for (place, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!((letter(place).as_str(), by_letter(&format!("column {name}"))), (name, Some(place)));
        }
        assert_eq!((by_letter("column b"), by_letter("columns"), by_letter("column ")), (None, None, None));
    }
}
