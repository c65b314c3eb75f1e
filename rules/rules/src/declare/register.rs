//! `bodies.csv`: the register of organisations.

use engine::model::{Body, BodyId, ById, Labels};
use indexmap::IndexMap;
use language::grammar::REGISTER;
use language::read::{ID_HELP, Row, Sheet, is_well_formed, parse_date};

use super::labels::labels_of_row;
use super::{jurisdiction, kin};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// Every body in the order of the file. None where not even the columns could be made out.
pub(crate) type Register = ById<BodyId, Body>;

/// Reads the register with every fault in it.
///
/// A body with a fault is in the register all the same, so that those who name it are not blamed for it.
pub(crate) fn read_register(source: &SourceText) -> (Option<Register>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let Some(sheet) = Sheet::read(source, &REGISTER, &mut faults) else { return (None, faults) };
    let mut entries: IndexMap<BodyId, (Body, &Row)> = IndexMap::new();
    for row in &sheet.rows {
        let Some(body) = read_body(&sheet, row, &mut faults) else { continue };
        if let Some((_, first)) = entries.get(&body.id) {
            let range = sheet.field_range(first, "id");
            let fault =
                sheet.fault(row, "id", Code::DuplicateId, format!("two bodies have the id `{}`", body.id));
            faults.push(fault.and_label(source, range, "the first one"));
            continue;
        }
        entries.insert(body.id.clone(), (body, row));
    }
    kin::check(&sheet, &entries, &mut faults);
    jurisdiction::inherit(&mut entries);
    (Some(entries.into_iter().map(|(id, (body, _))| (id, body)).collect()), faults)
}

fn read_body(sheet: &Sheet<'_>, row: &Row, faults: &mut Vec<Diagnostic>) -> Option<Body> {
    let (id, name) = (sheet.value(row, "id"), sheet.value(row, "name"));
    if !row.is_whole {
        return (!id.is_empty()).then(|| nameless(id));
    }
    if id.is_empty() {
        faults.push(sheet.fault(row, "id", Code::Register, "the row has no id"));
        return None;
    }
    if !is_well_formed(id) {
        let message = format!("`{id}` is not a well-formed id");
        faults.push(sheet.fault(row, "id", Code::MalformedId, message).with_help(ID_HELP));
    }
    if name.is_empty() {
        faults.push(sheet.fault(row, "name", Code::Register, format!("`{id}` has no name")));
    }
    let opened = read_date(sheet, row, "opened", faults);
    let closed = read_date(sheet, row, "closed", faults);
    if let (Some(opened), Some(closed)) = (opened, closed)
        && opened > closed
    {
        let message = format!("`{id}` closed on {closed}, before it opened on {opened}");
        faults.push(sheet.fault(row, "closed", Code::InvalidValue, message));
    }
    let parent = sheet.value(row, "parent");
    let jurisdiction = sheet.value(row, "jurisdiction");
    Some(Body {
        id: BodyId::new(id),
        name: name.to_owned(),
        kind: sheet.value(row, "kind").to_owned(),
        parent: (!parent.is_empty()).then(|| BodyId::new(parent)),
        jurisdiction: (!jurisdiction.is_empty()).then(|| jurisdiction.into()),
        opened,
        closed,
        successors: several(sheet.value(row, "successors")).map(BodyId::new).collect(),
        codes: several(sheet.value(row, "codes")).map(str::to_owned).collect(),
        labels: labels_of_row(sheet, row, faults),
    })
}

/// What is left of a row whose fields cannot be told apart.
fn nameless(id: &str) -> Body {
    Body {
        id: BodyId::new(id),
        name: String::new(),
        kind: String::new(),
        parent: None,
        jurisdiction: None,
        opened: None,
        closed: None,
        successors: Vec::new(),
        codes: Vec::new(),
        labels: Labels::default(),
    }
}

fn several(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

fn read_date(
    sheet: &Sheet<'_>,
    row: &Row,
    column: &'static str,
    faults: &mut Vec<Diagnostic>,
) -> Option<jiff::civil::Date> {
    let text = sheet.value(row, column);
    let date = parse_date(text);
    if date.is_none() && !text.is_empty() {
        let fault = sheet.fault(row, column, Code::InvalidPeriod, format!("`{text}` is not a date"));
        faults.push(fault.with_help("write it like `2024-03-31`, or leave it empty"));
    }
    date
}
