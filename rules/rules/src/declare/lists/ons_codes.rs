//! The Code History Database of the Office for National Statistics: `ChangeHistory.csv` has the codes of all areas with their first
//! and last days, `Changes.csv` which code followed which.

use indexmap::IndexMap;
use jiff::civil::{Date, date};
use language::gss::kind_of_code;

use super::declaration::RegisterList;
use super::listed::Listed;
use super::ods::excerpt;
use super::record::{Record, each_record};
use crate::diagnostic::Diagnostic;
use crate::source::SourceText;

/// From this day on there are codes of this kind. A body that has had one since then is older, nobody says by how much.
const FIRST_CODES: [Date; 2] = [date(2009, 1, 1), date(2009, 4, 1)];

/// The places of the columns that are read.
struct HistoryColumns {
    code: usize,
    name: usize,
    opened: usize,
    closed: usize,
    parent: Option<usize>,
}

pub(super) fn read(
    list: &RegisterList,
    history: &SourceText,
    changes: Option<&SourceText>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Listed> {
    let mut found = read_history(list, history, faults);
    if let Some(changes) = changes {
        read_changes(changes, &mut found, faults);
    }
    found.into_values().collect()
}

/// Whether the codes of this kind are taken: those that the project names, or else those of authorities, regions and nations.
fn kind(list: &RegisterList, code: &str) -> Option<String> {
    let known = kind_of_code(code);
    let is_wanted = if list.only.is_empty() {
        known.is_some()
    } else {
        list.only.iter().any(|start| code.starts_with(start.as_str()))
    };
    is_wanted.then(|| list.kind.clone().or(known.map(str::to_owned)).unwrap_or_default())
}

fn read_history(
    list: &RegisterList,
    source: &SourceText,
    faults: &mut Vec<Diagnostic>,
) -> IndexMap<String, Listed> {
    let mut columns: Option<HistoryColumns> = None;
    let mut is_refused = false;
    let mut found: IndexMap<String, Listed> = IndexMap::new();
    each_record(source, |record| {
        let Some(columns) = &columns else {
            if !is_refused {
                columns = history_columns(source, &record, faults);
                is_refused = columns.is_none();
            }
            return;
        };
        let code = record.field(columns.code);
        let Some(kind) = kind(list, code) else { return };
        let mut day = |place| read_day(source, &record, code, place, faults);
        let (opened, closed) = (day(columns.opened), day(columns.closed));
        let opened = opened.filter(|day| !FIRST_CODES.contains(day));
        let parent = columns.parent.map(|place| record.field(place)).filter(|parent| !parent.is_empty());
        let listed = Listed {
            code: code.to_owned(),
            name: record.field(columns.name).to_owned(),
            kind,
            parents: parent.map(str::to_owned).into_iter().collect(),
            opened,
            closed,
            successors: Vec::new(),
        };
        match found.get_mut(code) {
            Some(known) => take_in(known, listed),
            None => drop(found.insert(code.to_owned(), listed)),
        }
    });
    found
}

/// A code has a line for each of its names and boundaries: the first one opened it, and the last one says how it stands.
fn take_in(known: &mut Listed, other: Listed) {
    let opened = known.opened.zip(other.opened).map(|(one, other)| one.min(other));
    let is_later = known.closed.is_some_and(|closed| other.closed.is_none_or(|last| last > closed));
    if is_later {
        *known = other;
    }
    known.opened = opened;
}

fn history_columns(
    source: &SourceText,
    header: &Record,
    faults: &mut Vec<Diagnostic>,
) -> Option<HistoryColumns> {
    let mut column = |name: &str| needed(source, header, name, faults);
    let [code, name, opened, closed] = ["GEOGCD", "GEOGNM", "OPER_DATE", "TERM_DATE"].map(&mut column);
    let parent = header.position("PARENTCD");
    Some(HistoryColumns { code: code?, name: name?, opened: opened?, closed: closed?, parent })
}

fn needed(source: &SourceText, header: &Record, name: &str, faults: &mut Vec<Diagnostic>) -> Option<usize> {
    let found = header.position(name);
    if found.is_none() {
        let help = "take ChangeHistory.csv and Changes.csv as the ONS publishes them";
        faults.push(header.fault(source, format!("the list has no column `{name}`")).with_help(help));
    }
    found
}

/// `31/03/2020`, with or without the midnight behind it; `2020-03-31` too.
fn read_day(
    source: &SourceText,
    record: &Record,
    code: &str,
    place: usize,
    faults: &mut Vec<Diagnostic>,
) -> Option<Date> {
    let text = record.field(place);
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let date = Date::strptime("%d/%m/%Y", day).or_else(|_| day.parse::<Date>()).ok();
    if date.is_none() && !text.is_empty() {
        let message = format!("`{code}`: `{}` is no day", excerpt(text));
        faults.push(record.fault(source, message).with_help("the ONS writes days like 31/03/2020"));
    }
    date
}

/// A code that came to its end was followed by those that came out of it; what goes on was only changed.
fn read_changes(source: &SourceText, found: &mut IndexMap<String, Listed>, faults: &mut Vec<Diagnostic>) {
    let mut columns: Option<[usize; 2]> = None;
    let mut is_refused = false;
    each_record(source, |record| {
        let Some([new, old]) = columns else {
            if !is_refused {
                let [new, old] = ["GEOGCD", "GEOGCD_P"].map(|name| needed(source, &record, name, faults));
                columns = new.zip(old).map(|(new, old)| [new, old]);
                is_refused = columns.is_none();
            }
            return;
        };
        let (new, old) = (record.field(new).to_owned(), record.field(old));
        if new == old || !found.contains_key(&new) {
            return;
        }
        let ended = found.get_mut(old).filter(|former| former.closed.is_some());
        if let Some(former) = ended.filter(|former| !former.successors.contains(&new)) {
            former.successors.push(new);
        }
    });
}
