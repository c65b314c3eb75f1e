//! A layout with every column in its place, so that a row is read by position and never by name.

use engine::model::MeasureId;
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use super::arithmetic::Arithmetic;
use super::body_naming::NamedBy;
use super::breakdown_columns::Rounding;
use super::excerpt::Excerpt;
use super::figure::FigureStyle;
use super::file_name::NamePattern;
use super::layout::{Codes, FigureColumns, Filter, Layout, VintageFrom};
use super::period_spelling::DateOrder;
use super::row_fault::RowFault;

/// A column that the layout names, by its place among all that it names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ColumnIx(pub(super) usize);

/// A row of any format.
pub(super) trait RowFields {
    /// What stands in a column, trimmed; none where a row need not have every column and lacks this one.
    fn field(&self, slot: ColumnIx) -> Option<&[u8]>;

    /// What stands above the figure, where a row has one for each of many columns.
    fn heading(&self) -> Option<&str> {
        None
    }
}

/// A layout in places.
pub(super) struct Columns {
    names: Vec<String>,
    pub(super) period: ColumnIx,
    pub(super) body: ColumnIx,
    pub(super) figures: Vec<FigurePlace>,
    /// Where papers stand, where the rows are about documents.
    pub(super) papers: Option<PaperPlace>,
    pub(super) status: Option<ColumnIx>,
    pub(super) unit: Option<ColumnIx>,
    pub(super) vintage: VintagePlace,
    /// Where a row may say a vintage of its own, which goes before that of the feed.
    pub(super) own_vintage: Option<ColumnIx>,
    /// Until when nothing of a row may be told.
    pub(super) embargo: Option<ColumnIx>,
    only: Vec<(ColumnIx, Vec<Vec<u8>>)>,
    except: Vec<(ColumnIx, Vec<Vec<u8>>)>,
    totals: Vec<(ColumnIx, Vec<Vec<u8>>)>,
    pub(super) codes: Codes,
    /// Breakdowns by name, each with the column of its values.
    pub(super) breakdowns: Vec<(String, ColumnIx)>,
    pub(super) breakdown_codes: FxHashMap<String, String>,
    pub(super) rounding: Rounding,
    pub(super) named_by: NamedBy,
    /// The names of bodies beside their codes.
    pub(super) body_name: Option<ColumnIx>,
    /// How figures are written.
    pub(super) style: FigureStyle,
    pub(super) dates: DateOrder,
    pub(super) time_zone: TimeZone,
}

/// Where the paper of a row stands.
pub(super) struct PaperPlace {
    pub(super) until: Option<ColumnIx>,
    pub(super) title: Option<ColumnIx>,
    pub(super) link: Option<ColumnIx>,
}

/// A figure of a row.
pub(super) struct FigurePlace {
    pub(super) measure: MeasurePlace,
    /// The column of the figure.
    pub(super) value: ColumnIx,
    /// Columns that are added to it.
    pub(super) added: Vec<ColumnIx>,
    /// Columns that are taken away from it, and what else is done to it.
    pub(super) taken: Vec<ColumnIx>,
    pub(super) arithmetic: Option<Box<Arithmetic>>,
}

impl FigurePlace {
    /// Every column of the figure.
    pub(super) fn columns(&self) -> impl Iterator<Item = ColumnIx> {
        std::iter::once(self.value).chain(self.added.iter().copied()).chain(self.taken.iter().copied())
    }
}

/// Where the measure of a figure is named.
pub(super) enum MeasurePlace {
    Fixed(MeasureId),
    Column(ColumnIx),
}

/// Where the vintage of a row stands.
pub(super) enum VintagePlace {
    Backfill,
    Received,
    FileName,
    NamePattern(NamePattern),
    Column(ColumnIx),
}

/// Whose business a row is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum RowScope {
    Inside,
    Outside,
    /// It is a total of other rows.
    Total,
    /// The row lacks the column by which one would tell.
    Unknown(ColumnIx),
}

/// The longest field that is looked at, in bytes. No id, code, period or figure comes near it.
const LONGEST_FIELD: usize = 4_096;

impl Columns {
    /// A field that is longer than any that means something: looking it up and keeping it would cost more than the file.
    pub(super) fn too_long(&self, row: &impl RowFields) -> Option<RowFault> {
        let columns = (0..self.names().len()).map(ColumnIx);
        let mut fields = columns.filter_map(|column| Some((column, row.field(column)?)));
        let (column, text) = fields.find(|(_, text)| text.len() > LONGEST_FIELD)?;
        let beginning = text.get(..LONGEST_FIELD).unwrap_or(text);
        let text_begins = Excerpt::of(&String::from_utf8_lossy(beginning));
        let (column, bytes) = (self.name(column).to_owned(), text.len());
        Some(RowFault::LongField { column, text: text_begins, bytes, most: LONGEST_FIELD })
    }

    pub(super) fn new(layout: &Layout) -> Self {
        let mut columns = ColumnNames::default();
        let only = columns.filters(&layout.only);
        let except = columns.filters(&layout.except);
        let totals = columns.filters(&layout.totals);
        Self {
            period: columns.slot(&layout.period),
            body: columns.slot(&layout.body),
            figures: columns.figures(layout),
            papers: layout.papers.as_ref().map(|papers| {
                let named = [&papers.until, &papers.title, &papers.link];
                let [until, title, link] = named.map(|name| name.as_ref().map(|name| columns.slot(name)));
                PaperPlace { until, title, link }
            }),
            status: layout.status.as_ref().map(|name| columns.slot(name)),
            unit: layout.unit.as_ref().map(|name| columns.slot(name)),
            vintage: match &layout.vintage {
                VintageFrom::Backfill => VintagePlace::Backfill,
                VintageFrom::Received => VintagePlace::Received,
                VintageFrom::FileName => VintagePlace::FileName,
                VintageFrom::NamePattern(pattern) => VintagePlace::NamePattern(pattern.clone()),
                VintageFrom::Column(name) => VintagePlace::Column(columns.slot(name)),
            },
            own_vintage: None,
            embargo: layout.embargo.as_ref().map(|name| columns.slot(name)),
            only,
            except,
            totals,
            codes: layout.codes.clone(),
            breakdowns: {
                let breakdowns = layout.breakdown.columns.iter();
                breakdowns.map(|(name, column)| (name.clone(), columns.slot(column))).collect()
            },
            breakdown_codes: layout.breakdown.codes.clone(),
            rounding: layout.breakdown.rounding.clone(),
            named_by: layout.naming.by,
            body_name: layout.naming.name.as_ref().map(|name| columns.slot(name)),
            dates: layout.dates,
            style: FigureStyle::new(layout.numerals, &layout.marks, &layout.codes.statuses),
            time_zone: layout.time_zone.clone(),
            names: columns.names,
        }
    }

    /// The same, where a row may have a column with a vintage of its own.
    pub(super) fn with_own_vintage(layout: &Layout, column: &str) -> Self {
        let this = Self::new(layout);
        let mut columns = ColumnNames { names: this.names };
        Self { own_vintage: Some(columns.slot(column)), names: columns.names, ..this }
    }

    /// Whether nothing stands in a row: spreadsheets end in rows of nothing but commas.
    pub(super) fn is_blank(&self, row: &impl RowFields) -> bool {
        let blank = |column| row.field(column).is_some_and(<[u8]>::is_empty);
        blank(self.period)
            && blank(self.body)
            && self.figures.iter().flat_map(FigurePlace::columns).all(blank)
    }

    /// Every column that the layout names, by slot.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The columns that hold dates: of periods, and of publication.
    pub(super) fn dated(&self) -> impl Iterator<Item = ColumnIx> {
        let vintage = match self.vintage {
            VintagePlace::Column(slot) => Some(slot),
            _ => self.own_vintage,
        };
        [Some(self.period), vintage, self.embargo].into_iter().flatten()
    }

    /// The columns without which no row can be used, where rows need not have every column.
    pub(super) fn required(&self) -> impl Iterator<Item = ColumnIx> {
        let filters = self.only.iter().map(|(slot, _)| *slot);
        let vintage = match self.vintage {
            VintagePlace::Column(slot) => Some(slot),
            VintagePlace::Backfill
            | VintagePlace::Received
            | VintagePlace::FileName
            | VintagePlace::NamePattern(_) => None,
        };
        let figures = self.figures.iter().filter(|_| !self.is_wide()).flat_map(|place| {
            let measure = match place.measure {
                MeasurePlace::Column(measure) => Some(measure),
                MeasurePlace::Fixed(_) => None,
            };
            measure.into_iter().chain(place.columns())
        });
        let breakdowns = self.breakdowns.iter().map(|(_, slot)| *slot);
        let said = vintage.into_iter().chain(self.embargo);
        [self.period, self.body].into_iter().chain(filters).chain(breakdowns).chain(said).chain(figures)
    }

    /// The name of a column.
    pub(super) fn name(&self, slot: ColumnIx) -> &str {
        self.names.get(slot.0).map_or("", String::as_str)
    }

    /// Whether several columns hold figures, so that a fault of one must name it.
    pub(super) fn is_wide(&self) -> bool {
        self.figures.len() > 1
    }

    /// The faults of a row: one of the whole row once, and that of one column with its name.
    pub(super) fn faults_of_row(&self, faults: Vec<(ColumnIx, RowFault)>) -> Vec<RowFault> {
        let concerns_all =
            faults.len() == self.figures.len() && faults.iter().all(|fault| fault.1 == faults[0].1);
        if concerns_all || !self.is_wide() {
            return faults.into_iter().map(|(_, fault)| fault).take(1).collect();
        }
        let named = faults.into_iter().map(|(column, fault)| match fault {
            named @ RowFault::InColumn { .. } => named,
            fault => RowFault::InColumn { column: self.name(column).to_owned(), fault: Box::new(fault) },
        });
        named.collect()
    }

    /// Says whose business a row is, before anything else in it is looked at.
    pub(super) fn scope(&self, row: &impl RowFields) -> RowScope {
        for (slot, texts) in &self.only {
            match row.field(*slot) {
                None => return RowScope::Unknown(*slot),
                Some(field) if !texts.iter().any(|text| text == field) => return RowScope::Outside,
                Some(_) => {}
            }
        }
        let says = |(slot, texts): &(ColumnIx, Vec<Vec<u8>>)| {
            row.field(*slot).is_some_and(|field| texts.iter().any(|text| text == field))
        };
        if self.except.iter().any(says) {
            return RowScope::Outside;
        }
        let is_total = |(slot, texts): &(ColumnIx, Vec<Vec<u8>>)| {
            row.field(*slot).is_some_and(|field| texts.iter().any(|text| text.eq_ignore_ascii_case(field)))
        };
        if self.totals.iter().any(is_total) { RowScope::Total } else { RowScope::Inside }
    }
}

impl Layout {
    /// Whether a column is called by its letter, as in `column B`.
    pub(crate) fn calls_by_letter(&self) -> bool {
        Columns::new(self).names.iter().any(|name| letter_of(name).is_some())
    }
}

/// The letters of a column that is called by them.
pub(super) fn letter_of(name: &str) -> Option<&str> {
    let letters = name.strip_prefix("column ")?;
    let is_letters =
        (1..=3).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_uppercase());
    is_letters.then_some(letters)
}

#[derive(Default)]
struct ColumnNames {
    names: Vec<String>,
}

impl ColumnNames {
    fn slot(&mut self, name: &str) -> ColumnIx {
        let name = name.trim();
        let known = self.names.iter().position(|known| known == name);
        ColumnIx(known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        }))
    }

    fn filters(&mut self, filters: &[Filter]) -> Vec<(ColumnIx, Vec<Vec<u8>>)> {
        let texts =
            |filter: &Filter| filter.any_of.iter().map(|text| text.trim().as_bytes().to_vec()).collect();
        filters.iter().map(|filter| (self.slot(&filter.column), texts(filter))).collect()
    }

    fn figures(&mut self, layout: &Layout) -> Vec<FigurePlace> {
        match &layout.figures {
            FigureColumns::Fixed { measure, value } => {
                vec![self.figure(MeasurePlace::Fixed(measure.clone()), value)]
            }
            FigureColumns::Long { measure, value } => {
                let measure = MeasurePlace::Column(self.slot(measure));
                vec![self.figure(measure, value)]
            }
            FigureColumns::Wide(figures) => figures
                .iter()
                .map(|(columns, measure)| {
                    let place = self.figure(MeasurePlace::Fixed(measure.clone()), columns);
                    self.worked_out(place, layout.arithmetic.iter().find(|done| done.measure == *measure))
                })
                .collect(),
        }
    }

    fn figure(&mut self, measure: MeasurePlace, columns: &[String]) -> FigurePlace {
        let (value, added) = columns.split_first().expect("a figure stands in a column");
        FigurePlace {
            measure,
            value: self.slot(value),
            added: added.iter().map(|column| self.slot(column)).collect(),
            taken: Vec::new(),
            arithmetic: None,
        }
    }

    /// The same figure with what is done to it.
    fn worked_out(&mut self, place: FigurePlace, arithmetic: Option<&Arithmetic>) -> FigurePlace {
        let Some(arithmetic) = arithmetic else { return place };
        let taken = arithmetic.minus.iter().map(|column| self.slot(column)).collect();
        FigurePlace { taken, arithmetic: Some(Box::new(arithmetic.clone())), ..place }
    }
}
