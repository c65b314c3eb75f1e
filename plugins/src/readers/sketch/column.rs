//! What stands in the columns of a table, and what each is called.

use engine::model::Unit;
use indexmap::IndexMap;

use super::cells::{Cell, Cells, is_unexplained, kind};
use super::spot::Spot;
use crate::readers::table::{FoundColumn, Headings, collapsed, letter};

/// A column of a table.
#[derive(Clone)]
pub(super) struct Column {
    pub(super) place: usize,
    /// What stands above it, from top to bottom.
    pub(super) heading: String,
    /// What a feed calls it.
    pub(super) name: String,
    pub(super) holds: Contents,
    /// How many of its cells hold anything.
    pub(super) filled: usize,
    /// What they say, each once with how often, up to a number.
    pub(super) texts: IndexMap<String, u32>,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Contents {
    Nothing,
    Figures,
    Texts,
}

/// So many different texts of a column are kept.
const MOST_TEXTS: usize = 20_000;
/// A mark is no longer, and a column has no more of them.
const LONGEST_MARK: usize = 24;
const MOST_MARKS: usize = 8;

/// All columns of a table.
pub(super) fn columns(cells: &Cells<'_>, spot: &Spot, headings: &Headings) -> Vec<Column> {
    let width = spot.rows.clone().map(|row| cells.row(row).len()).max().unwrap_or_default();
    let mut columns: Vec<Column> = (0..width).map(|place| column(cells, spot, headings, place)).collect();
    let marks: Vec<String> = columns
        .iter()
        .filter(|column| column.holds == Contents::Figures)
        .flat_map(|column| column.marks(cells).into_iter().map(|(text, _)| text))
        .collect();
    for column in columns.iter_mut().filter(|column| column.holds == Contents::Texts) {
        // A column of marks alone holds figures that nobody may see.
        if column.texts.keys().all(|text| marks.contains(text)) {
            column.holds = Contents::Figures;
        }
    }
    columns
}

fn column(cells: &Cells<'_>, spot: &Spot, headings: &Headings, place: usize) -> Column {
    let mut texts: IndexMap<String, u32> = IndexMap::new();
    let (mut filled, mut figures, mut marks) = (0, 0, 0);
    for row in spot.rows.clone() {
        match cells.kind(row, place) {
            Cell::Blank => continue,
            Cell::Figure => figures += 1,
            Cell::Mark => marks += 1,
            Cell::Text => {}
        }
        filled += 1;
        let text = cells.text(row, place);
        // The headings may stand there again, as on a second page.
        if !text.is_empty() && collapsed(text) == headings.lowest(place) {
            filled -= 1;
            continue;
        }
        if let Some(count) = texts.get_mut(text) {
            *count += 1;
        } else if texts.len() < MOST_TEXTS {
            texts.insert(text.to_owned(), 1);
        }
    }
    let heading = headings.joined(place).to_owned();
    let holds = match filled {
        0 => Contents::Nothing,
        _ if figures > 0 && is_of_figures(&heading, &texts, (filled, figures, marks), cells) => {
            Contents::Figures
        }
        _ => Contents::Texts,
    };
    Column { place, name: name(headings, place), heading, holds, filled, texts }
}

/// Whether what is no figure in a column are marks in the place of one.
fn is_of_figures(
    heading: &str,
    texts: &IndexMap<String, u32>,
    (filled, figures, marks): (usize, usize, usize),
    cells: &Cells<'_>,
) -> bool {
    /// So few values, in so many rows, are a list of kinds.
    const KINDS: usize = 8;
    const MANY_ROWS: usize = 60;
    if names_codes(heading) {
        return false;
    }
    let style = cells.style();
    let (numbers, others): (Vec<&String>, Vec<&String>) =
        texts.keys().partition(|text| kind(text, &style) == Cell::Figure);
    let are_short =
        others.len() <= MOST_MARKS && others.iter().all(|text| text.chars().count() <= LONGEST_MARK);
    if figures + marks < filled && !are_short {
        return false;
    }
    let is_word = |text: &&&String| text.chars().filter(|letter| letter.is_alphabetic()).count() > 2;
    let are_kinds = numbers.len() + others.len() <= KINDS && filled >= MANY_ROWS;
    !(are_kinds && others.iter().any(|text| is_word(&text)))
}

/// Whether a heading says that keys stand below it, though they look like numbers.
fn names_codes(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| matches!(word, "code" | "codes" | "id" | "ids" | "key" | "ecode"))
}

/// What a feed calls a column: by its last heading, else by all, else by its letter.
fn name(headings: &Headings, place: usize) -> String {
    let is_it = |name: &str| !name.is_empty() && headings.find(name) == FoundColumn::Column(place);
    let names = [headings.lowest(place), headings.joined(place)].map(collapsed);
    names.into_iter().find(|name| is_it(name)).unwrap_or_else(|| format!("column {}", letter(place)))
}

impl Column {
    /// What stands in place of figures and is not explained by itself, with how often.
    pub(super) fn marks(&self, cells: &Cells<'_>) -> Vec<(String, u32)> {
        let style = cells.style();
        let is_open = |text: &&String| is_unexplained(text, &style);
        self.texts.keys().filter(is_open).map(|text| (text.clone(), self.texts[text])).collect()
    }

    /// The unit of which a sign stands beside its figures.
    pub(super) fn unit(&self) -> Option<Unit> {
        let has = |sign: char| {
            self.distinct()
                .any(|text| text.contains(sign) && text.contains(|digit: char| digit.is_ascii_digit()))
        };
        if has('%') {
            return Some(Unit::Percent);
        }
        has('£').then_some(Unit::Pounds)
    }

    pub(super) fn distinct(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    /// The same, without the words of rows of totals.
    pub(super) fn but_totals(&self) -> impl Iterator<Item = &str> {
        self.distinct().filter(|text| !text.to_lowercase().starts_with("total"))
    }
}
