//! A feed for all tables of a workbook that has several, sheet by sheet.

use engine::model::Cadence;

use super::declare::{Answers, Declaration, every};
use super::facts::{Sheets, Trial};
use super::ids::new_id;
use super::measures::{NewMeasure, measures, measures_text, register_text};
use super::trial::{self, Content, Texts};
use crate::readers::NamedBy;
use crate::readers::sketch::{BodyFrom, Sketch, Sketched};

/// So many sheets are tried one by one, where not all of them can be read at once.
const MOST_TRIED: usize = 4;

/// One table with the measures that it needs.
struct Table<'s> {
    sketch: &'s Sketch,
    measures: Vec<NewMeasure>,
}

/// What is proposed for all tables of a workbook that can be read; none where that is one.
pub(super) fn all_sheets(
    (content, named): (&Content<'_>, &[(String, Cadence)]),
    id: &str,
    (sketched, first): (&Sketched, &Sketch),
) -> Option<Sheets> {
    let by_name = |sketch: &Sketch| matches!(&sketch.body, BodyFrom::Column { by: NamedBy::Name, .. });
    let beside = sketched.beside.iter().filter(|other| by_name(other) == by_name(first));
    let all: Vec<&Sketch> = std::iter::once(first).chain(beside).collect();
    let tried = |sketches: &[&Sketch]| {
        let tables = tables(id, sketches);
        let (feed, measures) = (feed(id, sketched, &tables, Answers::Any), text_of_measures(&tables, &[]));
        let mut bodies: Vec<String> = sketches.iter().flat_map(|sketch| sketch.bodies.clone()).collect();
        bodies.sort();
        bodies.dedup();
        let of_all = Sketch { bodies, ..first.clone() };
        let texts = Texts { feed: &feed, measures: &measures, register: &register_text(&of_all) };
        match trial::read(&texts, content, &of_all).trial {
            Trial::Read { figures, set_aside, .. } if figures > 0 => Some((figures, set_aside)),
            _ => None,
        }
    };
    let is_read = |sketch: &&Sketch| tried(&[*sketch]).is_some();
    let (read, (figures, set_aside)) = if let Some(counts) = tried(&all) {
        (all, counts)
    } else {
        let read: Vec<&Sketch> = all.into_iter().take(MOST_TRIED).filter(is_read).collect();
        let counts = tried(&read)?;
        (read, counts)
    };
    if read.len() < 2 {
        return None;
    }
    let tables = tables(id, &read);
    Some(Sheets {
        names: read.iter().filter_map(|sketch| sketch.sheet.clone()).collect(),
        feed: feed(id, sketched, &tables, Answers::ToSay),
        measures: text_of_measures(&tables, named),
        figures,
        set_aside,
    })
}

/// Each table with its measures, of which no two have one id.
fn tables<'s>(id: &str, sketches: &[&'s Sketch]) -> Vec<Table<'s>> {
    let mut taken: Vec<String> = Vec::new();
    let table = |sketch: &&'s Sketch| {
        let sheet = sketch.sheet.clone().unwrap_or_default();
        let mut measures = measures(sketch, &format!("{id} {sheet}"));
        for measure in &mut measures {
            if taken.contains(&measure.id) {
                measure.title = format!("{}, {sheet}", measure.title);
                measure.id = new_id(&measure.title, id, &taken);
            }
            taken.push(measure.id.clone());
        }
        Table { sketch, measures }
    };
    sketches.iter().map(table).collect()
}

fn text_of_measures(tables: &[Table<'_>], named: &[(String, Cadence)]) -> String {
    let text = |table: &Table<'_>| measures_text(table.sketch, &table.measures, every(table.sketch), named);
    tables.iter().map(text).collect::<Vec<_>>().join("\n")
}

fn feed(id: &str, sketched: &Sketched, tables: &[Table<'_>], answers: Answers) -> String {
    let declaration = |table: &'_ Table<'_>| {
        Declaration {
            id,
            ending: "",
            kind: sketched.kind,
            written: None,
            sketch: table.sketch,
            measures: &table.measures,
        }
        .sheet(answers)
    };
    let first = tables.first().expect("a workbook has a table");
    let head = Declaration {
        id,
        ending: "",
        kind: sketched.kind,
        written: None,
        sketch: first.sketch,
        measures: &first.measures,
    };
    let marks = tables.iter().flat_map(|table| &table.sketch.marks).map(|mark| mark.text.clone());
    let sheets: Vec<String> = tables.iter().map(declaration).collect();
    format!("{}{}\n{}", head.of_all_sheets(), super::declare::explained(answers, marks), sheets.join("\n"))
}
