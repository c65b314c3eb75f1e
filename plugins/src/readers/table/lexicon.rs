//! Whether a text names a period, a body or a measure: by that it is told which headings are read, and what a title says.

use engine::model::{Catalogue, Period};

use crate::readers::columns::{Columns, MeasurePlace};
use crate::readers::period_spelling::{Grid, Unread, read_period};
use crate::readers::reporter::Carriers;
use crate::readers::table_layout::Names;

use super::heading::without_notes;

/// What the texts of a feed's tables may name.
pub(super) struct Lexicon<'a> {
    columns: &'a Columns,
    catalogue: &'a Catalogue,
    /// How the periods lie of the measures that the feed is about.
    grids: Vec<Grid>,
    /// Bodies by their codes; a walk over the register, so only where headings name bodies.
    carriers: Option<Carriers>,
}

impl<'a> Lexicon<'a> {
    pub(super) fn new(columns: &'a Columns, catalogue: &'a Catalogue, names_bodies: NamesBodies) -> Self {
        let mut grids: Vec<Grid> = Vec::new();
        for place in &columns.figures {
            let of_place: Vec<_> = match &place.measure {
                MeasurePlace::Fixed(id) => catalogue.measures.get(id.as_str()).into_iter().collect(),
                MeasurePlace::Column(_) => catalogue.measures.values().collect(),
            };
            for measure in of_place {
                let grid = Grid { every: measure.every, anchor: measure.anchor };
                if !grids.contains(&grid) {
                    grids.push(grid);
                }
            }
        }
        let carriers = (names_bodies == NamesBodies::Yes).then(|| Carriers::of(catalogue, columns.named_by));
        Self { columns, catalogue, grids, carriers }
    }

    /// The text as it names such a thing: without footnote marks where it does so only then.
    pub(super) fn name<'t>(&self, names: Names, text: &'t str) -> Option<&'t str> {
        let text = text.trim();
        [text, without_notes(text)].into_iter().find(|text| self.is_name(names, text))
    }

    fn is_name(&self, names: Names, text: &str) -> bool {
        let codes = &self.columns.codes;
        match names {
            // A text that names a period which is not reported is told as that, row by row.
            Names::Period => {
                self.period(text).is_some() || self.grids.iter().any(|grid| is_off_grid(*grid, text))
            }
            Names::Measure => codes.measures.contains_key(text) || self.catalogue.measures.contains_key(text),
            Names::Body => {
                let carries = |carriers: &Carriers| carriers.named(text, self.catalogue).is_some();
                codes.bodies.contains_key(text) || self.carriers.as_ref().is_some_and(carries)
            }
        }
    }

    /// The period that a text names.
    pub(super) fn period(&self, text: &str) -> Option<Period> {
        self.grids.iter().find_map(|grid| read_period(*grid, text).ok()).map(|(period, _)| period)
    }
}

/// Whether headings name bodies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NamesBodies {
    Yes,
    No,
}

fn is_off_grid(grid: Grid, text: &str) -> bool {
    matches!(read_period(grid, text), Err(fault) if fault != Unread::Unknown)
}
