//! What stands in the columns of a table, and what each is called.

use engine::model::Unit;
use indexmap::IndexMap;

use super::cells::{Cell, Cells, is_unexplained, kind};
use super::headed::Headed;
use super::spot::Spot;
use crate::readers::table::collapsed;

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
    /// Whether the first row does.
    pub(super) begins: bool,
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
pub(super) fn columns(cells: &Cells<'_>, spot: &Spot, headed: &Headed) -> Vec<Column> {
    let rows = spot.heading.into_iter().chain(spot.rows.clone());
    let width = rows.map(|row| cells.row(row).len()).max().unwrap_or_default();
    let mut columns: Vec<Column> = (0..width).map(|place| column(cells, spot, headed, place)).collect();
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

fn column(cells: &Cells<'_>, spot: &Spot, headed: &Headed, place: usize) -> Column {
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
        if !text.is_empty() && collapsed(text) == headed.headings.lowest(place) {
            filled -= 1;
            continue;
        }
        if let Some(count) = texts.get_mut(text) {
            *count += 1;
        } else if texts.len() < MOST_TEXTS {
            texts.insert(text.to_owned(), 1);
        }
    }
    let heading = headed.heading(place).to_owned();
    let holds = match filled {
        0 => Contents::Nothing,
        _ if figures > 0 && is_of_figures(&heading, &texts, (filled, figures, marks), cells) => {
            Contents::Figures
        }
        _ => Contents::Texts,
    };
    let first = spot.rows.clone().find(|row| cells.filled(*row) > 1);
    let begins = first.is_some_and(|row| cells.kind(row, place) != Cell::Blank);
    Column { place, name: headed.name(place), heading, holds, filled, begins, texts }
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
    const KEYS: [&str; 5] = ["geography", "area", "record_count", "unit_mult", "decimals"];
    let lower = heading.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    KEYS.contains(&lower.trim())
        || words.any(|word| matches!(word, "code" | "codes" | "id" | "ids" | "key" | "ecode" | "sortable"))
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
