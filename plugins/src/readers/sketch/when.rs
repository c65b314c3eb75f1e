//! What tells the period of a table: a column, two of them, headings, or what stands around the table.

use engine::model::Cadence;

use super::column::{Column, Contents};
use super::facts::{Around as Said, PeriodFrom, WrittenDates};
use super::{kinds, periods};
use crate::readers::grid::Grid;
use crate::readers::table::collapsed;

/// What tells the period.
pub(super) struct When {
    /// How often periods are, as far as they tell.
    pub(super) every: Option<Cadence>,
    pub(super) from: PeriodFrom,
    /// The columns that are taken up by that.
    pub(super) taken: Vec<usize>,
    pub(super) dates: WrittenDates,
}

impl When {
    fn of(every: Option<Cadence>, from: PeriodFrom, taken: Vec<usize>) -> Self {
        Self { every, from, taken, dates: WrittenDates::AsRead }
    }
}

/// What stands around the table: its title, the name of its sheet and that of its file.
pub(super) struct Around {
    title: Vec<String>,
    sheet: Vec<String>,
    file: Vec<String>,
}

pub(super) fn around(grid: &Grid, first_heading: usize, file: &str) -> Around {
    let shown = (0..first_heading).filter(|row| !grid.is_hidden_row(*row));
    let cells = shown.flat_map(|row| (0..grid.width(row)).map(move |column| grid.cell(row, column)));
    let title = cells.map(collapsed).filter(|text| !text.is_empty()).take(200).collect();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    Around {
        title,
        sheet: grid.sheet.iter().map(|name| collapsed(name)).collect(),
        file: vec![stem.to_owned()],
    }
}

/// What tells the period of a table with these columns.
pub(super) fn when(columns: &[Column], around: &Around) -> When {
    let told = |every: Cadence, from: PeriodFrom, taken: Vec<usize>| When::of(Some(every), from, taken);
    if let Some(dated) = month_first(columns) {
        return dated;
    }
    if let Some((every, column)) = year_of_headings(columns) {
        return told(every, PeriodFrom::HeadingsAnd(column.name.clone()), vec![column.place]);
    }
    if let Some((every, one, other)) = two_columns(columns) {
        let names = [&columns[one], &columns[other]].map(|column| column.name.clone());
        return told(every, PeriodFrom::Columns(names), vec![one, other]);
    }
    let figures: Vec<&Column> = columns.iter().filter(|column| column.holds == Contents::Figures).collect();
    let texts: Vec<&str> = figures.iter().map(|column| column.heading.as_str()).collect();
    let of_headings = periods::of_headings(&texts).filter(|(_, named)| named.len() * 2 >= texts.len());
    if let Some((every, _)) = of_headings {
        let dates = periods::order(texts.iter().copied());
        return When { dates, ..told(every, PeriodFrom::Headings, Vec::new()) };
    }
    let of_kind = |kind: fn(&Column) -> Option<Cadence>| {
        columns.iter().filter(|column| may_be_period(column)).find_map(|column| Some((kind(column)?, column)))
    };
    let named = of_kind(|column| periods::cadence(column.but_totals()))
        .or_else(|| of_kind(|column| periods::commonest(column.but_totals())));
    if let Some((every, column)) = named {
        let weeks = (every == Cadence::Week).then(|| kinds::weeks(&column.heading, column.but_totals()));
        let every = weeks.flatten().unwrap_or(every);
        let dates = periods::order(column.but_totals());
        return When { dates, ..told(every, PeriodFrom::Column(column.name.clone()), vec![column.place]) };
    }
    let part = columns.iter().filter(|column| column.holds == Contents::Texts).find_map(|column| {
        let parts = column.distinct().map(|text| text.split_once(':').map_or("", |(code, _)| code));
        Some((periods::cadence(parts)?, column))
    });
    if let Some((every, column)) = part {
        return told(every, PeriodFrom::Part(column.name.clone()), vec![column.place]);
    }
    if let Some(every) = periods::without_year(&texts) {
        return told(every, PeriodFrom::HeadingsWithoutYear, Vec::new());
    }
    let places: [(&[String], MakePeriodFrom); 3] = [
        (&around.title, PeriodFrom::Title),
        (&around.sheet, PeriodFrom::SheetName),
        (&around.file, PeriodFrom::FileName),
    ];
    let said = places.into_iter().find_map(|(texts, from)| Some((periods::around(texts)?, from)));
    said.map_or(When::of(None, PeriodFrom::Nowhere, Vec::new()), |(said, from)| {
        told(said.every, from(said), Vec::new())
    })
}

/// What a place outside the rows makes of a text that names a period.
type MakePeriodFrom = fn(Said) -> PeriodFrom;

/// Dates that can only be read with their month first: those of a column, or headings.
fn month_first(columns: &[Column]) -> Option<When> {
    let dated = |every, from, taken| {
        Some(When { dates: WrittenDates::MonthFirst, ..When::of(Some(every), from, taken) })
    };
    let figures = || columns.iter().filter(|column| column.holds == Contents::Figures);
    let headings = || figures().map(|column| column.heading.as_str());
    if periods::order(headings()) == WrittenDates::MonthFirst {
        let settled = periods::settled(headings());
        let (every, named) = periods::of_headings(&settled.iter().map(String::as_str).collect::<Vec<_>>())?;
        if named.len() * 2 >= headings().count() {
            return dated(every, PeriodFrom::Headings, Vec::new());
        }
    }
    columns.iter().filter(|column| may_be_period(column)).find_map(|column| {
        if periods::order(column.but_totals()) != WrittenDates::MonthFirst {
            return None;
        }
        let settled = periods::settled(column.but_totals());
        let every = periods::cadence(settled.iter().map(String::as_str))?;
        dated(every, PeriodFrom::Column(column.name.clone()), vec![column.place])
    })
}

/// A column of years under headings that name the rest of a period: `Year | Jan | Feb`, or `Jahr | Kalenderwoche 1`.
fn year_of_headings(columns: &[Column]) -> Option<(Cadence, &Column)> {
    const MOST_YEARS: usize = 300;
    let is_year = |column: &&Column| {
        (1..=MOST_YEARS).contains(&column.texts.len())
            && periods::cadence(column.but_totals()).is_some_and(|every| {
                matches!(every, Cadence::Year | Cadence::FinancialYear | Cadence::AcademicYear)
            })
    };
    columns.iter().filter(is_year).find_map(|column| {
        let year = column.but_totals().next()?;
        let others: Vec<String> = columns
            .iter()
            .filter(|other| other.place != column.place && other.holds == Contents::Figures)
            .map(|other| format!("{} {year}", other.heading))
            .collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        let (every, named) = periods::of_headings(&others)?;
        let is_finer = !matches!(every, Cadence::Year | Cadence::FinancialYear | Cadence::AcademicYear);
        (is_finer && named.len() > 1 && named.len() * 2 >= others.len()).then_some((every, column))
    })
}

/// Whether a column may hold periods: no figure that is not a whole number is one.
fn may_be_period(column: &Column) -> bool {
    let lower = column.heading.to_lowercase();
    let is_headed = ["year", "period", "date", "time", "month", "quarter", "week", "jahr", "day"]
        .iter()
        .any(|word| lower.contains(word));
    if ["updat", "publish", "release", "extract", "mise à jour"].iter().any(|word| lower.contains(word)) {
        return false;
    }
    let are_texts = column.holds == Contents::Texts;
    let are_short_numbers = || column.distinct().all(|text| (4..=8).contains(&text.len()));
    column.filled > 0 && (are_texts || is_headed || (column.place < 3 && are_short_numbers()))
}

/// Two columns that name a period only together.
fn two_columns(columns: &[Column]) -> Option<(Cadence, usize, usize)> {
    const MOST: usize = 12;
    let candidates: Vec<&Column> = columns
        .iter()
        .filter(|column| (1..=120).contains(&column.texts.len()))
        .filter(|column| column.distinct().all(|text| text.len() <= 24))
        .take(MOST)
        .collect();
    for one in &candidates {
        for other in candidates.iter().filter(|other| other.place != one.place) {
            let begun = || {
                one.distinct()
                    .take(2)
                    .flat_map(|first| other.distinct().take(4).map(move |second| format!("{first} {second}")))
            };
            let begun: Vec<String> = begun().collect();
            if periods::cadence(begun.iter().map(String::as_str)).is_none() {
                continue;
            }
            let all = || {
                one.distinct().take(12).flat_map(|first| {
                    other.distinct().take(30).map(move |second| format!("{first} {second}"))
                })
            };
            let joined: Vec<String> = all().collect();
            let alone = periods::cadence(other.distinct());
            let Some(every) = periods::cadence(joined.iter().map(String::as_str)) else { continue };
            if alone.is_none() && periods::cadence(one.distinct()) != Some(every) {
                return Some((every, one.place, other.place));
            }
        }
    }
    None
}

/// The columns of figures under periods, and the headings of the others.
pub(super) fn under<'c>(
    figures: &[&'c Column],
    columns: &[Column],
    (period, dates): (&PeriodFrom, &WrittenDates),
) -> (Vec<&'c Column>, Vec<String>) {
    let year = match period {
        PeriodFrom::HeadingsWithoutYear => Some("2021"),
        PeriodFrom::HeadingsAnd(name) => {
            columns.iter().find(|column| column.name == *name).and_then(|column| column.but_totals().next())
        }
        _ => None,
    };
    let with_year = |heading: &str| match year {
        None if *dates == WrittenDates::MonthFirst => {
            periods::settled([heading].into_iter()).pop().unwrap_or_default()
        }
        Some(year) => format!("{heading} {year}"),
        None => heading.to_owned(),
    };
    let texts: Vec<String> = figures.iter().map(|column| with_year(&column.heading)).collect();
    let all: Vec<&str> = texts.iter().map(String::as_str).collect();
    let named = periods::of_headings(&all).map(|(_, named)| named).unwrap_or_default();
    let is_named = |place: usize| {
        named.contains(&all[place])
            || period == &PeriodFrom::HeadingsWithoutYear && all[place].contains("To ")
    };
    let (mut read, mut left) = (Vec::new(), Vec::new());
    for (place, column) in figures.iter().enumerate() {
        if is_named(place) { read.push(*column) } else { left.push(column.heading.clone()) }
    }
    (read, left)
}
