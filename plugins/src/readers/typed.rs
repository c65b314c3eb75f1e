//! Figures that people type, written as rows of a file: so that they are read by the layout of their feed, as any file of it is. Nothing is read here; whoever
//! writes such rows reads them back before he relies on them.

use engine::model::{Cell, Measure, MeasureId, Status, Unit};
use jiff::Timestamp;
use thiserror::Error;

use super::body_naming::NamedBy;
use super::columns::Columns;
use super::layout::{FigureColumns, Layout, VintageFrom};
use super::reader::ReadContext;
use super::table_layout::TableLayout;

/// A figure as somebody typed it.
#[derive(Clone, Copy, Debug)]
pub struct TypedFigure<'t> {
    pub cell: &'t Cell,
    /// As a file of the feed would have it.
    pub text: &'t str,
    pub status: Status,
}

/// Rows of a file: the names of its columns, and what stands in them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypedRows {
    pub columns: Vec<String>,
    pub rows: Vec<TypedRow>,
}

/// One row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TypedRow {
    /// In the order of the columns.
    pub fields: Vec<String>,
    /// Which of the figures that were typed stand in it.
    pub figures: Vec<usize>,
}

/// Why a figure cannot be typed for a feed.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum Untypable {
    #[error("its feed takes no plain rows of columns, but files as its publisher makes them")]
    Form,
    #[error(
        "each file of its feed stands for all that is known, so that a few figures would withdraw the others"
    )]
    WholeReleases,
    #[error("its feed dates its files by a pattern in their names")]
    Names,
    #[error("its feed works it out from several columns, or has no row for it")]
    Figure,
    /// In the same row as others of which nothing was typed: left blank, they would be reported as absent.
    #[error("its feed has it in one row with {}", listed(.0))]
    Together(Vec<MeasureId>),
}

fn listed(measures: &[MeasureId]) -> String {
    let named: Vec<String> = measures.iter().map(|measure| format!("`{measure}`")).collect();
    named.join(" and ")
}

/// Whether rows for a layout can be written at all.
pub(crate) fn check(layout: &Layout) -> Result<(), Untypable> {
    let is_plain = layout.table.as_deref().is_none_or(is_plain) && !layout.calls_by_letter();
    if !is_plain || layout.papers.is_some() {
        return Err(Untypable::Form);
    }
    if matches!(layout.vintage, VintageFrom::NamePattern(_)) {
        return Err(Untypable::Names);
    }
    if layout.breakdown.columns.is_empty() { Ok(()) } else { Err(Untypable::Figure) }
}

fn is_plain(table: &TableLayout) -> bool {
    let plain = TableLayout { text: table.text, not_read: table.not_read.clone(), ..TableLayout::default() };
    *table == plain && table.text.encoding == encoding_rs::UTF_8
}

/// The rows that say what was typed.
///
/// # Errors
/// One of the figures cannot be typed: which, and why.
pub(crate) fn rows(
    layout: &Layout,
    typed: &[TypedFigure<'_>],
    context: &ReadContext<'_>,
) -> Result<TypedRows, (usize, Untypable)> {
    let columns = Columns::new(layout).names().to_vec();
    let mut drafts: Vec<(&Cell, Status, Draft<'_>, Vec<usize>)> = Vec::new();
    for (place, figure) in typed.iter().enumerate() {
        let cell = figure.cell;
        let is_wide = matches!(&layout.figures, FigureColumns::Wide(figures) if figures.len() > 1);
        let is_same = |known: &Cell| known.body == cell.body && known.period == cell.period;
        let known =
            drafts.iter().position(|(of, status, ..)| is_wide && is_same(of) && *status == figure.status);
        let at = known.unwrap_or_else(|| {
            drafts.push((
                cell,
                figure.status,
                Draft { columns: &columns, fields: vec![None; columns.len()] },
                Vec::new(),
            ));
            drafts.len() - 1
        });
        let (_, _, draft, figures) = &mut drafts[at];
        draft.figure(layout, *figure, context).ok_or((place, Untypable::Figure))?;
        figures.push(place);
    }
    let mut rows = Vec::new();
    for (_, _, draft, figures) in drafts {
        let place = figures[0];
        rows.push(draft.finish(layout, figures).map_err(|why| (place, why))?);
    }
    Ok(TypedRows { columns, rows })
}

/// A row that is being written.
struct Draft<'l> {
    columns: &'l [String],
    fields: Vec<Option<String>>,
}

impl Draft<'_> {
    /// Puts a text into a column; none where another one stands there.
    fn put(&mut self, column: &str, text: &str) -> Option<()> {
        let at = self.columns.iter().position(|known| known == column.trim())?;
        let field = &mut self.fields[at];
        let fits = field.as_ref().is_none_or(|known| known == text);
        field.get_or_insert_with(|| text.to_owned());
        fits.then_some(())
    }

    fn figure(&mut self, layout: &Layout, figure: TypedFigure<'_>, context: &ReadContext<'_>) -> Option<()> {
        let cell = figure.cell;
        let measure = context.catalogue.measures.get(&cell.measure)?;
        match &layout.figures {
            FigureColumns::Fixed { measure, value } if *measure == cell.measure => {
                self.value(value, figure)?;
            }
            FigureColumns::Long { measure: column, value } => {
                let codes = layout.codes.measures.iter();
                let code = codes.filter(|(_, id)| **id == cell.measure).map(|(code, _)| code.as_str()).min();
                self.put(column, code.unwrap_or(cell.measure.as_str()))?;
                self.value(value, figure)?;
            }
            FigureColumns::Wide(figures) => {
                let (value, _) = figures.iter().find(|(_, id)| *id == cell.measure)?;
                if layout.arithmetic.iter().any(|done| done.measure == cell.measure) {
                    return None;
                }
                self.value(value, figure)?;
            }
            FigureColumns::Fixed { .. } => return None,
        }
        self.put(&layout.period, &cell.period.to_string())?;
        self.put(&layout.body, &body(layout, cell, context)?)?;
        if let Some(column) = &layout.status {
            self.put(column, status(figure.status))?;
        }
        if let Some(column) = &layout.unit {
            self.put(column, unit(measure))?;
        }
        if let VintageFrom::Column(column) = &layout.vintage {
            self.put(column, &moment(context.received))?;
        }
        Some(())
    }

    fn value(&mut self, columns: &[String], figure: TypedFigure<'_>) -> Option<()> {
        match columns {
            [column] => self.put(column, figure.text),
            _ => None,
        }
    }

    /// The row, where it is the feed's business and says nothing else.
    fn finish(mut self, layout: &Layout, figures: Vec<usize>) -> Result<TypedRow, Untypable> {
        if let FigureColumns::Wide(all) = &layout.figures {
            let is_left = |columns: &[String]| columns.iter().any(|column| self.at(column).is_none());
            let left: Vec<MeasureId> =
                all.iter().filter(|(columns, _)| is_left(columns)).map(|(_, id)| id.clone()).collect();
            if !left.is_empty() {
                return Err(Untypable::Together(left));
            }
        }
        for filter in &layout.only {
            let said = self.at(&filter.column).map(str::to_owned).or_else(|| filter.any_of.first().cloned());
            let said = said.filter(|said| filter.any_of.iter().any(|one| one.trim() == said.trim()));
            let said = said.ok_or(Untypable::Figure)?;
            self.put(&filter.column, said.trim()).ok_or(Untypable::Figure)?;
        }
        let fields = self.fields.into_iter().map(Option::unwrap_or_default).collect();
        Ok(TypedRow { fields, figures })
    }

    fn at(&self, column: &str) -> Option<&str> {
        let at = self.columns.iter().position(|known| known == column.trim())?;
        self.fields.get(at)?.as_deref()
    }
}

/// How files of the feed call a body.
fn body(layout: &Layout, cell: &Cell, context: &ReadContext<'_>) -> Option<String> {
    let codes = layout.codes.bodies.iter().filter(|(_, id)| **id == cell.body);
    let code = codes.map(|(code, _)| code.clone()).min();
    let body = context.catalogue.bodies.get(&cell.body)?;
    Some(code.unwrap_or_else(|| match layout.naming.by {
        NamedBy::Name => body.name.clone(),
        NamedBy::Code => body.id.to_string(),
    }))
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Provisional => "provisional",
        Status::Final => "final",
        Status::Revised => "revised",
    }
}

fn unit(measure: &Measure) -> &str {
    match &measure.unit {
        Unit::Count => "count",
        Unit::Percent => "%",
        Unit::Pounds => "£",
        Unit::Document => "",
        Unit::Other(own) => own.trim(),
    }
}

/// A moment without a fraction, which is never later than the moment itself.
fn moment(at: Timestamp) -> String {
    Timestamp::from_second(at.as_second()).unwrap_or(at).to_string()
}

#[cfg(test)]
mod tests {
    use engine::model::{BodyId, Cadence};

    use super::super::layout::Filter;
    use super::super::test_register::{any_measure, catalogue, referrals};
    use super::*;

    #[track_caller]
    fn check(
        layout: &Layout,
        (body, every, period): (&str, Cadence, &str),
        typed: &[(&str, &str)],
        expect: &str,
    ) {
        let catalogue = catalogue();
        let context =
            ReadContext { catalogue: &catalogue, received: "2024-08-31T10:00:00.5Z".parse().unwrap() };
        let period = every.parse(period).unwrap();
        let cell = |measure: &str| Cell { measure: MeasureId::new(measure), body: BodyId::new(body), period };
        let cells: Vec<Cell> = typed.iter().map(|(measure, _)| cell(measure)).collect();
        let figures = cells.iter().zip(typed);
        let figures: Vec<_> =
            figures.map(|(cell, (_, text))| TypedFigure { cell, text, status: Status::Revised }).collect();
        let told = match rows(layout, &figures, &context) {
            Ok(TypedRows { columns, rows }) => {
                let rows = rows.iter().map(|row| row.fields.join("|"));
                std::iter::once(columns.join("|")).chain(rows).collect::<Vec<_>>().join(" / ")
            }
            Err((place, why)) => format!("{place}: {why}"),
        };
        assert_eq!(told, expect);
    }

    const PRISON: (&str, Cadence, &str) = ("hm-prison-service", Cadence::Quarter, "2018-Q4");
    const LONDON: (&str, Cadence, &str) = ("london", Cadence::Month, "2024-06");

    #[test]
    fn a_row_has_all_that_its_feed_asks_for_in_the_words_of_its_files() {
        check(
            &referrals(),
            PRISON,
            &[("referrals", "1,280")],
            "period|body|value / 2018-Q4|hm-prison-service|1,280",
        );
        check(
            &referrals(),
            PRISON,
            &[("waits", "3")],
            "0: its feed works it out from several columns, or has no row for it",
        );
        let mut layout = any_measure();
        layout.status = Some("status".to_owned());
        layout.unit = Some("unit".to_owned());
        layout.vintage = VintageFrom::Column("published".to_owned());
        layout.codes.bodies.insert("adult_prison".to_owned(), BodyId::new("london"));
        layout.codes.measures.insert("stays".to_owned(), MeasureId::new("waits"));
        layout.only = vec![Filter { column: "nation".to_owned(), any_of: vec!["E92".to_owned()] }];
        check(
            &layout,
            LONDON,
            &[("waits", "3")],
            "nation|period|body|measure|value|status|unit|published / E92|2024-06|adult_prison|stays|3|revised|days|2024-08-31T10:00:00Z",
        );
        layout.only = vec![Filter { column: "body".to_owned(), any_of: vec!["probation".to_owned()] }];
        check(
            &layout,
            LONDON,
            &[("waits", "3")],
            "0: its feed works it out from several columns, or has no row for it",
        );
    }

    #[test]
    fn what_stands_in_one_row_is_typed_together_or_not_at_all() {
        let wide = |measure: &str| (vec![measure.replace('-', "_")], MeasureId::new(measure));
        let figures = FigureColumns::Wide(vec![wide("attendances"), wide("over-4-hours")]);
        let layout = Layout { figures, ..referrals() };
        check(
            &layout,
            LONDON,
            &[("attendances", "10"), ("over-4-hours", "2")],
            "period|body|attendances|over_4_hours / 2024-06|london|10|2",
        );
        check(&layout, LONDON, &[("over-4-hours", "2")], "0: its feed has it in one row with `attendances`");
    }
}
