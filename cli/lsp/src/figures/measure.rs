//! The newest figures of a measure, with the files and lines that they stand in.

use std::collections::{BTreeMap, BTreeSet};

use engine::evidence::{Disagreement, History};
use engine::model::{AddsUp, BodyId, Cell, Measure, Period};
use words::figure::{self, NoFigures};
use words::names::{Names, heading};

use super::gather::{Figures, Reported};
use super::table::{MOST, table};

/// The newest figures of a measure, of one body or of all that report it.
pub(super) fn told(figures: &Figures, id: &str, body: Option<&str>) -> String {
    let catalogue = &figures.program().catalogue;
    let Some(measure) = catalogue.measures.get(id) else {
        return figure::NO_SUCH_MEASURE.to_owned();
    };
    let body = body.and_then(|id| catalogue.bodies.get(id));
    let cells = match body {
        Some(body) => newest_of(figures, measure, &body.id),
        None => newest(figures, measure),
    };
    let name = body.map(|body| &*body.name);
    if cells.is_empty() {
        let why = if figures.has_feeds { NoFigures::NothingReported } else { NoFigures::NoFeed };
        return figure::none(name, why);
    }
    let names = Names { program: figures.program() };
    let rows: Vec<Vec<String>> = cells
        .iter()
        .take(MOST)
        .map(|cell| {
            let who = body.is_none().then(|| names.body(&cell.body).to_owned());
            let period = heading(cell.period);
            [Some(period), who, Some(amount(figures, names, cell)), Some(place(figures, cell))]
                .into_iter()
                .flatten()
                .collect()
        })
        .collect();
    let who = body.is_none().then_some("body");
    let head: Vec<&str> =
        [Some("period"), who, Some("figure"), Some("where")].into_iter().flatten().collect();
    format!("{}\n\n{}{}", figure::heading(name), table(&head, &rows), untold(&cells))
}

/// How many figures of the last period that is told are not told.
fn untold(cells: &[Cell]) -> String {
    let last = cells.get(MOST - 1).map(|cell| cell.period);
    let more = cells.iter().skip(MOST).filter(|cell| Some(cell.period) == last).count();
    match last.filter(|_| more > 0) {
        Some(period) => {
            format!("\n\n{}", figure::more(more, period))
        }
        None => String::new(),
    }
}

/// The newest periods of one body for which there is anything to tell.
fn newest_of(figures: &Figures, measure: &Measure, body: &BodyId) -> Vec<Cell> {
    let periods: BTreeSet<Period> =
        reported(figures, measure).flat_map(|periods| periods.keys().copied()).collect();
    let cells = periods.into_iter().rev().map(|period| cell(measure, body, period));
    cells.filter(|cell| is_known(figures, cell)).take(MOST).collect()
}

/// The newest period of the bodies that report a measure, and then the one before, in the order of the register: as many
/// periods as it takes to fill a table.
fn newest(figures: &Figures, measure: &Measure) -> Vec<Cell> {
    let register = &figures.program().catalogue.bodies;
    let place = |body: &&BodyId| register.get_index_of(*body).unwrap_or(usize::MAX);
    let mut by_period: BTreeMap<Period, BTreeSet<&BodyId>> = BTreeMap::new();
    for (period, bodies) in reported(figures, measure).flatten() {
        by_period.entry(*period).or_default().extend(bodies);
    }
    let mut cells = Vec::new();
    for (period, bodies) in by_period.into_iter().rev() {
        if cells.len() >= MOST {
            break;
        }
        let mut bodies: Vec<&BodyId> = bodies.into_iter().collect();
        bodies.sort_by_key(place);
        let found = bodies.into_iter().map(|body| cell(measure, body, period));
        cells.extend(found.filter(|cell| is_known(figures, cell)));
    }
    cells
}

/// Where figures of a measure may be: where it was reported, or the upper of the two that it is a ratio of.
fn reported<'f>(figures: &'f Figures, measure: &'f Measure) -> impl Iterator<Item = &'f Reported> {
    let upper = match &measure.adds_up {
        AddsUp::Ratio { numerator, .. } => Some(numerator),
        AddsUp::Sum | AddsUp::Alone => None,
    };
    [Some(&measure.id), upper].into_iter().flatten().filter_map(|id| figures.reported.get(id))
}

fn cell(measure: &Measure, body: &BodyId, period: Period) -> Cell {
    Cell { measure: measure.id.clone(), body: body.clone(), period }
}

fn is_known(figures: &Figures, cell: &Cell) -> bool {
    let evidence = figures.engine.evidence();
    evidence.value(cell).is_ok() || evidence.history(cell).is_some()
}

fn amount(figures: &Figures, names: Names<'_>, cell: &Cell) -> String {
    let evidence = figures.engine.evidence();
    let decided =
        evidence.history(cell).filter(|_| evidence.disagreement(cell) != Some(Disagreement::Unreconciled));
    match decided.map(History::current) {
        Some(heard) => figure::reported(&heard, &cell.measure, names),
        None => figure::derived(evidence.value(cell).map_err(|gap| gap.why), &cell.measure, names),
    }
}

fn place(figures: &Figures, cell: &Cell) -> String {
    let evidence = figures.engine.evidence();
    match evidence.history(cell).map(History::current) {
        Some(heard) => figure::place(&heard),
        None => figure::derived_from(evidence.inputs(cell).len()),
    }
}
