//! Files of the NHS' Organisation Data Service, such as `etr.csv` of all trusts: no header, and columns by their places.

use jiff::civil::Date;

use super::declaration::RegisterList;
use super::listed::Listed;
use super::record::{Record, each_record};
use crate::diagnostic::Diagnostic;
use crate::source::SourceText;

/// The places of the columns, by the specification of these files.
const CODE: usize = 0;
const NAME: usize = 1;
const NATIONAL_GROUPING: usize = 2;
const HEALTH_GEOGRAPHY: usize = 3;
const OPENED: usize = 10;
const CLOSED: usize = 11;
const PARENT: usize = 14;
/// Files are published with 27 columns, of which the last may be cut off where they are empty.
const LEAST: usize = CLOSED + 1;

pub(super) fn read(list: &RegisterList, source: &SourceText, faults: &mut Vec<Diagnostic>) -> Vec<Listed> {
    let mut found: Vec<Listed> = Vec::new();
    each_record(source, |record| {
        let code = record.field(CODE);
        let is_wanted =
            list.only.is_empty() || list.only.iter().any(|start| code.starts_with(start.as_str()));
        if is_wanted {
            found.extend(read_record(list, source, &record, faults));
        }
    });
    found
}

fn read_record(
    list: &RegisterList,
    source: &SourceText,
    record: &Record,
    faults: &mut Vec<Diagnostic>,
) -> Option<Listed> {
    let code = record.field(CODE);
    let is_code = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if record.len() < LEAST || !is_code {
        let message =
            format!("`{}` is no line of an ODS file: a code, a name and 25 more columns", excerpt(code));
        let help = "take the file as NHS Digital publishes it, without a header";
        faults.push(record.fault(source, message).with_help(help));
        return None;
    }
    let mut date = |place: usize, what: &str| {
        let text = record.field(place);
        let date = Date::strptime("%Y%m%d", text).ok().filter(|_| text.len() == 8);
        if date.is_none() && !text.is_empty() {
            let message = format!("`{code}` {what} on `{}`, which is no day", excerpt(text));
            faults.push(record.fault(source, message).with_help("ODS files write days like 20241101"));
        }
        date
    };
    let (opened, closed) = (date(OPENED, "opened"), date(CLOSED, "closed"));
    let parents = [PARENT, HEALTH_GEOGRAPHY, NATIONAL_GROUPING].map(|place| record.field(place).to_owned());
    Some(Listed {
        code: code.to_owned(),
        name: record.field(NAME).to_owned(),
        kind: list.kind.clone().unwrap_or_default(),
        parents: parents.into_iter().filter(|parent| !parent.is_empty()).collect(),
        opened,
        closed,
        successors: Vec::new(),
    })
}

/// What a line says, as far as it is worth showing.
pub(super) fn excerpt(text: &str) -> String {
    text.chars().take(40).collect()
}
