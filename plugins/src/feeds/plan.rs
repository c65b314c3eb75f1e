//! A layout with every column in its place, so that a row is read by position and never by name.

use engine::model::{Absence, MeasureId};

use super::settings::{Codes, Figures, Filter, Layout, VintageFrom};

/// A column that the layout names, by its place among all that it names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Slot(pub(super) usize);

/// A row of any format.
pub(super) trait Row {
    /// What stands in a column, trimmed; none where a row need not have every column and lacks this one.
    fn field(&self, slot: Slot) -> Option<&[u8]>;
}

/// A layout in places.
pub(super) struct Plan {
    columns: Vec<String>,
    pub(super) period: Slot,
    pub(super) body: Slot,
    pub(super) figures: Vec<FigurePlace>,
    pub(super) status: Option<Slot>,
    pub(super) unit: Option<Slot>,
    pub(super) vintage: VintagePlace,
    /// Where a row may say a vintage of its own, which goes before that of the feed.
    pub(super) own_vintage: Option<Slot>,
    only: Vec<(Slot, Vec<Vec<u8>>)>,
    totals: Vec<(Slot, Vec<Vec<u8>>)>,
    pub(super) codes: Codes,
    pub(super) absence: Vec<(String, Absence)>,
}

/// A figure of a row.
pub(super) struct FigurePlace {
    pub(super) measure: MeasurePlace,
    pub(super) value: Slot,
}

/// Where the measure of a figure is named.
pub(super) enum MeasurePlace {
    Fixed(MeasureId),
    Column(Slot),
}

/// Where the vintage of a row stands.
pub(super) enum VintagePlace {
    Backfill,
    Received,
    FileName,
    Column(Slot),
}

/// Whose business a row is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Scope {
    Inside,
    Outside,
    /// The row lacks the column by which one would tell.
    Unknown(Slot),
}

impl Plan {
    pub(super) fn new(layout: &Layout) -> Self {
        let mut columns = Columns::default();
        let only = columns.filters(&layout.only);
        let totals = columns.filters(&layout.totals);
        Self {
            period: columns.slot(&layout.period),
            body: columns.slot(&layout.body),
            figures: columns.figures(&layout.figures),
            status: layout.status.as_ref().map(|name| columns.slot(name)),
            unit: layout.unit.as_ref().map(|name| columns.slot(name)),
            vintage: match &layout.vintage {
                VintageFrom::Backfill => VintagePlace::Backfill,
                VintageFrom::Received => VintagePlace::Received,
                VintageFrom::FileName => VintagePlace::FileName,
                VintageFrom::Column(name) => VintagePlace::Column(columns.slot(name)),
            },
            own_vintage: None,
            only,
            totals,
            codes: layout.codes.clone(),
            absence: layout.absence.clone(),
            columns: columns.names,
        }
    }

    /// The same, where a row may have a column with a vintage of its own.
    pub(super) fn with_own_vintage(layout: &Layout, column: &str) -> Self {
        let plan = Self::new(layout);
        let mut columns = Columns { names: plan.columns };
        Self { own_vintage: Some(columns.slot(column)), columns: columns.names, ..plan }
    }

    /// Every column that the layout names, by slot.
    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The columns without which no row can be used, where rows need not have every column.
    pub(super) fn required(&self) -> impl Iterator<Item = Slot> {
        let filters = self.only.iter().map(|(slot, _)| *slot);
        let vintage = match self.vintage {
            VintagePlace::Column(slot) => Some(slot),
            VintagePlace::Backfill | VintagePlace::Received | VintagePlace::FileName => None,
        };
        let figures = self.figures.iter().filter(|_| !self.is_wide()).flat_map(|place| match place.measure {
            MeasurePlace::Column(measure) => [measure, place.value],
            MeasurePlace::Fixed(_) => [place.value; 2],
        });
        [self.period, self.body].into_iter().chain(filters).chain(vintage).chain(figures)
    }

    /// The name of a column.
    pub(super) fn name(&self, slot: Slot) -> &str {
        self.columns.get(slot.0).map_or("", String::as_str)
    }

    /// Whether several columns hold figures, so that a fault of one must name it.
    pub(super) fn is_wide(&self) -> bool {
        self.figures.len() > 1
    }

    /// Says whose business a row is, before anything else in it is looked at.
    pub(super) fn scope(&self, row: &impl Row) -> Scope {
        for (slot, texts) in &self.only {
            match row.field(*slot) {
                None => return Scope::Unknown(*slot),
                Some(field) if !texts.iter().any(|text| text == field) => return Scope::Outside,
                Some(_) => {}
            }
        }
        let is_total = |(slot, texts): &(Slot, Vec<Vec<u8>>)| {
            row.field(*slot).is_some_and(|field| texts.iter().any(|text| text.eq_ignore_ascii_case(field)))
        };
        if self.totals.iter().any(is_total) { Scope::Outside } else { Scope::Inside }
    }
}

#[derive(Default)]
struct Columns {
    names: Vec<String>,
}

impl Columns {
    fn slot(&mut self, name: &str) -> Slot {
        let name = name.trim();
        let known = self.names.iter().position(|known| known == name);
        Slot(known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        }))
    }

    fn filters(&mut self, filters: &[Filter]) -> Vec<(Slot, Vec<Vec<u8>>)> {
        let texts =
            |filter: &Filter| filter.any_of.iter().map(|text| text.trim().as_bytes().to_vec()).collect();
        filters.iter().map(|filter| (self.slot(&filter.column), texts(filter))).collect()
    }

    fn figures(&mut self, figures: &Figures) -> Vec<FigurePlace> {
        match figures {
            Figures::Fixed { measure, value } => {
                vec![FigurePlace { measure: MeasurePlace::Fixed(measure.clone()), value: self.slot(value) }]
            }
            Figures::Long { measure, value } => {
                let measure = MeasurePlace::Column(self.slot(measure));
                vec![FigurePlace { measure, value: self.slot(value) }]
            }
            Figures::Wide(columns) => {
                let place = |(column, measure): &(String, MeasureId)| FigurePlace {
                    measure: MeasurePlace::Fixed(measure.clone()),
                    value: self.slot(column),
                };
                columns.iter().map(place).collect()
            }
        }
    }
}
