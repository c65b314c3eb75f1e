//! What lists hold, put below the project's own rows: one register, as if somebody had written it all by hand.
//!
//! The project's own rows go before: an organisation whose code or id stands in one of them is not taken from a list. What a list says of
//! organisations that nobody has is left out, so that no row of a list is ever at fault by what stands beside it.

use std::fmt::Write as _;

use indexmap::{IndexMap, IndexSet};
use language::diagnostic::listed;
use language::read::Sheet;

use super::declaration::{ListFormat, RegisterList};
use super::listed::Listed;
use super::{ods, ons_codes};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// A list with its texts.
pub struct ListTexts {
    pub list: RegisterList,
    pub text: SourceText,
    /// What it says of changes, where it names a file for them.
    pub changes: Option<SourceText>,
}

/// The columns that a row of a list fills.
const FILLED: [&str; 7] = ["id", "name", "kind", "opened", "closed", "successors", "codes"];

/// The register with what the lists hold below it, and every fault in them.
pub fn join_lists(bodies: &SourceText, lists: &[ListTexts]) -> (SourceText, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    // What is wrong with the register itself is told where it is read.
    let Some(own) = Sheet::as_it_stands(bodies).filter(|_| !lists.is_empty()) else {
        return (bodies.clone(), faults);
    };
    let columns: Vec<&str> = own.columns().collect();
    let lacking: Vec<&str> = FILLED.into_iter().filter(|column| !columns.contains(column)).collect();
    if !lacking.is_empty() {
        let message = format!("the register lacks {}, which the lists fill", listed(&lacking));
        let help = "add what is missing to the first line, and an empty field to each row";
        faults.push(Diagnostic::error(Code::Register, message, bodies, 0..0).with_help(help));
        return (bodies.clone(), faults);
    }
    let mut register = Joined::of(&own);
    for ListTexts { list, text, changes } in lists {
        let listed = match list.format {
            ListFormat::Ods => ods::read(list, text, &mut faults),
            ListFormat::OnsCodes => ons_codes::read(list, text, changes.as_ref(), &mut faults),
        };
        if listed.is_empty() && faults.is_empty() {
            let message = "the list holds no organisation that is wanted";
            let fault = Diagnostic::error(Code::Register, message, text, 0..0).into_warning();
            faults.push(fault.with_help("see `only`, or whether it is the right file"));
        }
        register.take(listed);
    }
    if faults.iter().any(Diagnostic::is_error) {
        return (bodies.clone(), faults);
    }
    let mut joined = bodies.text.trim_end_matches(['\r', '\n']).to_owned();
    joined.push('\n');
    register.write(&columns, &mut joined);
    (SourceText::new(bodies.path.clone(), joined), faults)
}

/// The register as it grows.
#[derive(Default)]
struct Joined {
    ids: IndexSet<String>,
    /// The ids of bodies by their codes.
    by_code: IndexMap<String, String>,
    listed: Vec<Listed>,
}

impl Joined {
    fn of(own: &Sheet<'_>) -> Self {
        let mut joined = Self::default();
        for row in &own.rows {
            let id = own.value(row, "id");
            joined.ids.insert(id.to_owned());
            for code in own.value(row, "codes").split(';').map(str::trim).filter(|code| !code.is_empty()) {
                joined.by_code.entry(code.to_owned()).or_insert_with(|| id.to_owned());
            }
        }
        joined
    }

    /// Takes in those that are not there yet.
    fn take(&mut self, listed: Vec<Listed>) {
        for one in listed {
            let id = one.id();
            if self.by_code.contains_key(&one.code) || !self.ids.insert(id.clone()) {
                continue;
            }
            self.by_code.insert(one.code.clone(), id);
            self.listed.push(one);
        }
    }

    fn write(&self, columns: &[&str], out: &mut String) {
        for one in &self.listed {
            let fields: Vec<String> = columns.iter().map(|column| quoted(&self.field(one, column))).collect();
            writeln!(out, "{}", fields.join(","))
                .unwrap_or_else(|_| unreachable!("a text takes whatever is written"));
        }
    }

    fn field(&self, one: &Listed, column: &str) -> String {
        let id = one.id();
        let known = |code: &String| self.by_code.get(code).filter(|found| **found != id);
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        match column {
            "name" if one.name.is_empty() => one.code.clone(),
            "name" => one.name.split_whitespace().collect::<Vec<_>>().join(" "),
            "kind" => one.kind.clone(),
            "parent" => one.parents.iter().find_map(known).cloned().unwrap_or_default(),
            "opened" => day(one.opened.filter(|opened| one.closed.is_none_or(|closed| *opened <= closed))),
            "closed" => day(one.closed),
            "successors" => {
                let successors: Vec<&str> =
                    one.successors.iter().filter_map(known).map(String::as_str).collect();
                successors.join(";")
            }
            "codes" => one.code.clone(),
            "id" => id,
            _ => String::new(),
        }
    }
}

/// A field as a sheet holds it.
fn quoted(field: &str) -> String {
    if field.contains([',', '"']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}
