//! `every`: how often something is owed or reported, as declarations write it, and the names that `remit.toml` gives to
//! periods of its own.

use std::collections::BTreeMap;
use std::ops::Range;

use engine::model::{Cadence, DayOfEveryYear, YearParts, YearPartsError};
use jiff::civil::Weekday;
use language::grammar::REMIT_TOML;
use language::read::{Item, Table, TomlText, parse_day_and_month};
use toml::Spanned;

use crate::diagnostic::Code;
use crate::source::SourceText;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];

/// The periods that `remit.toml` names; nothing of those that could not be read, which is reported there.
#[derive(Clone, PartialEq, Eq, Hash, Default, Debug)]
pub(crate) struct NamedCadences(BTreeMap<String, Option<Cadence>>);

impl NamedCadences {
    /// Those of a project. Their faults are told where the project is read.
    pub(crate) fn of(project: &SourceText) -> Self {
        // Most projects name none, and a long text takes time to read.
        if !project.text.contains("cadence") {
            return Self::default();
        }
        TomlText::parse(project).read_further(&REMIT_TOML, read_named_cadences).found
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The periods that a project names, each with its name.
pub fn named_cadences(project: &SourceText) -> Vec<(String, Cadence)> {
    let named = NamedCadences::of(project).0;
    named.into_iter().filter_map(|(name, every)| Some((name, every?))).collect()
}

/// Reads every `[[cadence]]`.
pub(super) fn read_named_cadences(root: &Table<'_>) -> NamedCadences {
    let mut named = BTreeMap::new();
    let mut places: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for table in root.tables("cadence") {
        let every = read_table(&table);
        let Some(item) = table.require("id") else { continue };
        let Some(id) = item.id() else { continue };
        let (place, id) = (id.span(), id.into_inner());
        if built_in().iter().any(|(word, _)| *word == id) {
            let message = format!("`{id}` is a word of `every` already, and would hide it");
            item.refuse_with_help::<()>(Code::DuplicateId, message, "choose another name");
        } else if let Some(first) = places.get(&id) {
            let fault =
                item.document.at(Code::DuplicateId, format!("a second cadence is called `{id}`"), place);
            let fault =
                fault.with_label("the second").and_label(item.document.source, first.clone(), "the first");
            item.document.fault(fault.with_help("give it another name, or leave one of them out"));
        } else {
            places.insert(id.clone(), place);
            named.insert(id, every);
        }
    }
    NamedCadences(named)
}

/// Reads `every`: a word, a name of the project's, or a table such as `{ rolling_months = 12, step_months = 3 }`.
pub(super) fn cadence(item: &Item<'_>, named: &NamedCadences) -> Option<Spanned<Cadence>> {
    if item.is_table() {
        return Some(item.at(read_table(&item.table()?)?));
    }
    let words = built_in().map(|(word, every)| (word, Some(every)));
    let own: Vec<_> = named.0.iter().map(|(name, every)| (name.as_str(), *every)).collect();
    let otherwise = ", or a name that a [[cadence]] of `remit.toml` gives to periods of your own";
    let found = item.word_or_name(&words, &own, otherwise)?;
    Some(item.at(found.into_inner()?))
}

/// The words that `every` knows by itself.
fn built_in() -> [(&'static str, Cadence); 10] {
    let months = |firsts: &[i8]| {
        let starts: Option<Vec<DayOfEveryYear>> =
            firsts.iter().map(|month| DayOfEveryYear::new(*month, 1).ok()).collect();
        starts.and_then(|starts| YearParts::new(&starts).ok()).map_or(Cadence::Year, Cadence::of_year_parts)
    };
    [
        ("day", Cadence::Day),
        ("week", Cadence::Week),
        ("month", Cadence::Month),
        ("quarter", Cadence::Quarter),
        ("half-year", months(&[1, 7])),
        ("financial-half-year", months(&[4, 10])),
        ("term", months(&[9, 1, 4])),
        ("financial-year", Cadence::FinancialYear),
        ("academic-year", Cadence::AcademicYear),
        ("year", Cadence::Year),
    ]
}

fn read_table(table: &Table<'_>) -> Option<Cadence> {
    let ways = ["year_starts", "starts", "week_starts", "rolling_months"];
    let mut written = ways.into_iter().filter_map(|key| table.get(key));
    let Some(way) = written.next() else {
        if table.get("step_months").is_some() {
            return read_rolling(table);
        }
        let fault = table.document().at(Code::Toml, "nothing says when these periods begin", table.header());
        let help = "add a line such as `starts = [\"1 September\", \"1 January\", \"1 April\"]` or `year_starts = \"1 October\"`";
        table.document().fault(fault.with_help(help));
        return None;
    };
    for other in written {
        table.either(way.key, other.key);
    }
    match way.key {
        "year_starts" => read_parts(&way, std::slice::from_ref(&way)),
        "starts" => read_parts(&way, &way.elements()?),
        "week_starts" => way.word(&WEEKDAYS).map(|day| Cadence::week_from(day.into_inner())),
        _ => read_rolling(table),
    }
}

fn read_rolling(table: &Table<'_>) -> Option<Cadence> {
    let months = table.require("rolling_months").and_then(|item| item.whole());
    let step = table.require("step_months").and_then(|item| item.whole());
    let narrow = |count: Spanned<u32>| u16::try_from(*count.get_ref()).ok();
    Some(Cadence::Rolling { months: narrow(months?)?, step: narrow(step?)? })
}

fn read_parts(whole: &Item<'_>, starts: &[Item<'_>]) -> Option<Cadence> {
    let days: Vec<Option<DayOfEveryYear>> = starts.iter().map(read_day).collect();
    let days: Vec<DayOfEveryYear> = days.into_iter().collect::<Option<_>>()?;
    match YearParts::new(&days) {
        Ok(parts) => Some(Cadence::of_year_parts(parts)),
        Err(fault) => {
            let help = match fault {
                YearPartsError::Number => "write two to six days",
                _ => "write them in order, the day with which the year begins first",
            };
            whole.refuse_with_help(Code::InvalidValue, fault.to_string(), help)
        }
    }
}

fn read_day(item: &Item<'_>) -> Option<DayOfEveryYear> {
    let text = item.text()?;
    let (day, month) = parse_day_and_month(text.get_ref()).unwrap_or((0, 0));
    DayOfEveryYear::new(month, day).ok().or_else(|| {
        let message = format!("`{}` is no day of every year", text.get_ref());
        item.refuse_with_help(Code::InvalidPeriod, message, "write it like `1 October`")
    })
}
