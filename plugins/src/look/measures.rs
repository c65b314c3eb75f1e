//! What a proposed feed needs besides itself: its measures, and a register of the bodies that its file names.

use engine::model::{Cadence, Unit};
use jiff::civil::Date;
use language::english::weekday;

use super::ids::{id, new_id, quoted};
use crate::readers::NamedBy;
use crate::readers::sketch::{Apart, BodyFrom, Sketch};

/// A measure that is proposed, and the words of the file for it.
pub(super) struct NewMeasure {
    pub(super) id: String,
    pub(super) title: String,
    unit: Option<Unit>,
}

/// The measures of a table: for each column of figures, or for each text that names one.
pub(super) fn measures(sketch: &Sketch, file_id: &str) -> Vec<NewMeasure> {
    let mut taken: Vec<String> = Vec::new();
    let mut new = |title: &str, unit: Option<Unit>| {
        let id = new_id(title, file_id, &taken);
        taken.push(id.clone());
        NewMeasure { id, title: title.to_owned(), unit }
    };
    let unit = sketch.figures.first().and_then(|column| column.unit.clone());
    match &sketch.apart {
        Apart::Measure { values, .. } | Apart::Parts { values, .. } | Apart::Repeated { values, .. } => {
            values.iter().map(|value| new(value, unit.clone())).collect()
        }
        _ if is_wide(sketch) => {
            sketch.figures.iter().map(|column| new(&column.title, column.unit.clone())).collect()
        }
        _ => vec![new(
            &sketch
                .sheet
                .clone()
                .filter(|_| sketch.is_under_headings())
                .map_or_else(|| file_id.to_owned(), |sheet| format!("{file_id} {sheet}")),
            unit,
        )],
    }
}

/// Whether each column of figures is a measure of its own.
pub(super) fn is_wide(sketch: &Sketch) -> bool {
    !sketch.is_under_headings() && sketch.figures.len() > 1
}

/// The measures as they are declared.
pub(super) fn measures_text(
    sketch: &Sketch,
    measures: &[NewMeasure],
    every: Cadence,
    named: &[(String, Cadence)],
) -> String {
    let breakdown = match &sketch.apart {
        Apart::Breakdown { column, values } => {
            let values: Vec<String> =
                breakdown_values(values).into_iter().map(|(_, id)| quoted(&id)).collect();
            format!(
                "breakdown = {{ name = {}, of = [{}] }}\n",
                quoted(&breakdown_id(column)),
                values.join(", ")
            )
        }
        _ => String::new(),
    };
    let text = |measure: &NewMeasure| {
        let unit = match &measure.unit {
            Some(Unit::Percent) => "unit = \"percent\"\n",
            Some(Unit::Pounds) => "unit = \"pounds\"\n",
            _ => "",
        };
        format!(
            "[[measure]]\nid = {}\ntitle = {}\n{unit}every = {}\n{breakdown}due = {{ timely_days = 90 }}\n",
            quoted(&measure.id),
            quoted(&measure.title),
            cadence_in(every, named)
        )
    };
    measures.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// What a breakdown is called by the name of its column; a letter is no name.
pub(super) fn breakdown_id(column: &str) -> String {
    let is_letter = column.strip_prefix("column ").is_some_and(|letter| letter.len() <= 3);
    if is_letter { "kind".to_owned() } else { id(column, "kind") }
}

/// The words of a column that divides measures, and the ids of what they stand for.
pub(super) fn breakdown_values(values: &[String]) -> Vec<(String, String)> {
    let mut taken: Vec<String> = vec!["total".to_owned()];
    let named = values.iter().map(|value| {
        let id = new_id(value, "kind", &taken);
        taken.push(id.clone());
        (value.clone(), id)
    });
    named.collect()
}

/// A cadence as it is declared.
fn cadence(every: Cadence) -> String {
    match every {
        Cadence::Rolling { months, step } => format!("{{ rolling_months = {months}, step_months = {step} }}"),
        Cadence::WeekFrom(start) => format!("{{ week_starts = {} }}", quoted(weekday(start.weekday()))),
        Cadence::PartOfYear(parts) => {
            let starts: Vec<(i8, i8)> = parts.starts().map(|start| (start.month(), start.day())).collect();
            match starts.as_slice() {
                [(1, 1), (7, 1)] => quoted("half-year"),
                [(4, 1), (10, 1)] => quoted("financial-half-year"),
                [(9, 1), (1, 1), (4, 1)] => quoted("term"),
                [one] => format!("{{ year_starts = {} }}", day_of_year(*one)),
                several => {
                    let all: Vec<String> = several.iter().map(|start| day_of_year(*start)).collect();
                    format!("{{ starts = [{}] }}", all.join(", "))
                }
            }
        }
        other => quoted(other.as_str()),
    }
}

/// A day that every year has, as it is declared.
fn day_of_year((month, day): (i8, i8)) -> String {
    let named = Date::new(2023, month, day).map(|date| date.strftime("%-d %B").to_string());
    quoted(&named.unwrap_or_default())
}

/// A cadence by the name that the project has for it: one that means the same, or the only one that divides years into as many parts.
pub(super) fn cadence_in(every: Cadence, named: &[(String, Cadence)]) -> String {
    let same = named.iter().find(|(_, own)| *own == every);
    let parts = |of: Cadence| match of {
        Cadence::PartOfYear(parts) if parts.count() > 1 => Some(parts.count()),
        _ => None,
    };
    let mut alike = named.iter().filter(|(_, own)| parts(every).is_some() && parts(*own) == parts(every));
    let only = alike.next().filter(|_| alike.next().is_none());
    same.or(only).map_or_else(|| cadence(every), |(name, _)| quoted(name))
}

/// A body that the file names, under the id that it has in a trial.
pub(super) fn body_id(place: usize) -> String {
    format!("body-{place}")
}

/// The body of files that name none.
pub(super) const UNSAID_BODY: &str = "say-which-body";

/// A register of the bodies that a file names.
pub(super) fn register_text(sketch: &Sketch) -> String {
    let by_name = matches!(&sketch.body, BodyFrom::Column { by: NamedBy::Name, .. });
    let mut text = format!("id,name,kind,codes\n{UNSAID_BODY},Unsaid,body,\n");
    for (place, body) in sketch.bodies.iter().enumerate() {
        let (name, code) =
            if by_name { (body.clone(), String::new()) } else { (format!("Body {place}"), body.clone()) };
        let field = |text: &str| format!("\"{}\"", text.replace('"', "\"\"").replace('\n', " "));
        let (id, name, code) = (body_id(place), field(&name), field(&code));
        text.extend([id.as_str(), ",", &name, ",body,", &code, "\n"]);
    }
    text
}

impl Sketch {
    /// Whether periods stand above its columns of figures.
    pub(super) fn is_under_headings(&self) -> bool {
        self.period.is_of_headings()
    }
}
