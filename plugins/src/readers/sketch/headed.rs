//! The rows of headings above a table, and what a feed calls its columns by them.

use super::cells::Cells;
use super::periods;
use super::spot::Spot;
use crate::readers::table::{FoundColumn, Headings, collapsed, letter};
use crate::readers::table_layout::TableLayout;

/// So many rows of headings a table may have.
const MOST_HEADER_ROWS: u32 = 6;

/// What stands above a table.
pub(super) struct Headed {
    pub(super) rows: u32,
    pub(super) headings: Headings,
    names: NamedBy,
}

/// Which of several rows a feed calls a column by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NamedBy {
    /// The last row, or all together where that alone is of two columns.
    Headings,
    /// The last row alone: the others say of each series what changes with every release, such as its day.
    LastRow,
}

/// The rows of headings: as few as tell most columns of figures apart.
pub(super) fn headed(cells: &Cells<'_>, spot: &Spot, last: usize) -> Headed {
    let of = |rows: u32| {
        Headings::new(cells.grid, &TableLayout { header_rows: rows, ..TableLayout::default() }, last)
    };
    if let Some(top) = spot.facts_from {
        let rows = u32::try_from(last + 1 - top).unwrap_or(1);
        return Headed { rows, headings: of(rows), names: NamedBy::LastRow };
    }
    let fewest = spot.heading_rows;
    let names_periods = |headings: &Headings| {
        let names: Vec<&str> = spot.figures.iter().map(|column| headings.joined(*column)).collect();
        periods::of_headings(&names).is_some_and(|(_, named)| named.len() * 2 >= names.len())
    };
    let told_apart = |headings: &Headings| {
        let names: Vec<&str> = spot.figures.iter().map(|column| headings.joined(*column)).collect();
        let is_alone =
            |name: &&&str| !name.is_empty() && names.iter().filter(|other| other == name).count() == 1;
        names.iter().filter(is_alone).count()
    };
    let mut best = (fewest, of(fewest));
    if names_periods(&best.1) {
        return Headed { rows: fewest, headings: best.1, names: NamedBy::Headings };
    }
    let mut most = told_apart(&best.1);
    for rows in fewest + 1..=MOST_HEADER_ROWS {
        let above = (last + 1).checked_sub(rows as usize);
        if most == spot.figures.len() || above.is_none_or(|above| cells.filled(above) < 2) {
            break;
        }
        let headings = of(rows);
        let told = told_apart(&headings);
        if told > most {
            (best, most) = ((rows, headings), told);
        }
    }
    Headed { rows: best.0, headings: best.1, names: NamedBy::Headings }
}

impl Headed {
    /// What a feed calls a column: by its last heading, else by all, else by its letter.
    pub(super) fn name(&self, place: usize) -> String {
        let headings = &self.headings;
        let is_it = |name: &String| !name.is_empty() && headings.find(name) == FoundColumn::Column(place);
        let names = match self.names {
            NamedBy::Headings => vec![headings.lowest(place), headings.joined(place)],
            NamedBy::LastRow if place > 0 => vec![headings.lowest(place)],
            NamedBy::LastRow => Vec::new(),
        };
        let names = names.into_iter().map(collapsed);
        names.into_iter().find(is_it).unwrap_or_else(|| format!("column {}", letter(place)))
    }

    /// What stands above a column: of rows of facts, the first.
    pub(super) fn heading(&self, place: usize) -> &str {
        match self.names {
            NamedBy::LastRow => self.headings.in_row(place, 1),
            NamedBy::Headings => self.headings.joined(place),
        }
    }

    /// What people call a column: by what stands above it, or by the nearest to its left that has a heading of its own.
    pub(super) fn title(&self, place: usize) -> String {
        let name = self.name(place);
        if self.names == NamedBy::LastRow {
            return Some(self.heading(place)).filter(|above| !above.is_empty()).unwrap_or(&name).to_owned();
        }
        if name != format!("column {}", letter(place)) {
            return name;
        }
        let is_own = |left: &usize| !self.headings.lowest(*left).is_empty();
        let beside = (0..place).rev().find(is_own).map(|left| self.headings.joined(left).to_owned());
        match Some(self.headings.joined(place)).filter(|_| is_own(&place)).map(str::to_owned).or(beside) {
            Some(heading) => format!("{name}, beside {heading}"),
            None => name,
        }
    }
}
