//! A proposed feed as TOML.

use engine::model::Cadence;

use super::ids::quoted;
use super::measures::{NewMeasure, UNSAID_BODY, breakdown_id, breakdown_values, is_wide};
use crate::readers::sketch::{Apart, Around, BodyFrom, FileKind, PeriodFrom, Sketch, Written, WrittenDates};
use crate::readers::{DecimalSign, NamedBy, ThousandsSign};

/// What a feed is proposed from.
pub(super) struct Declaration<'a> {
    pub(super) id: &'a str,
    pub(super) ending: &'a str,
    pub(super) kind: FileKind,
    pub(super) written: Option<Written>,
    pub(super) sketch: &'a Sketch,
    pub(super) measures: &'a [NewMeasure],
}

/// What is written where only people know what is right.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answers {
    /// That it is to be said.
    ToSay,
    /// Anything, so that the rest can be read.
    Any,
}

impl Declaration<'_> {
    pub(super) fn feed(&self, answers: Answers) -> String {
        let Self { kind, sketch, .. } = self;
        let mut text = self.head();
        if !USUAL.contains(&(*kind, self.ending)) && !self.ending.is_empty() && *kind != FileKind::Workbook {
            put(&mut text, "files", &quoted(&format!("*.{}", self.ending)));
        }
        if matches!(&sketch.body, BodyFrom::Column { by: NamedBy::Name, .. }) {
            text.push_str("bodies = \"by-name\"\n");
        }
        self.one_measure(&mut text);
        self.left_out(&mut text);
        if !kind.has_names() {
            self.table(&mut text);
        }
        self.columns(&mut text, answers);
        self.codes(&mut text);
        text.push_str(&explained(answers, sketch.marks.iter().map(|mark| mark.text.clone())));
        text
    }

    /// What is said of a feed whose tables stand on sheets of their own, before those.
    pub(super) fn of_all_sheets(&self) -> String {
        let mut text = self.head();
        if matches!(&self.sketch.body, BodyFrom::Column { by: NamedBy::Name, .. }) {
            text.push_str("bodies = \"by-name\"\n");
        }
        text
    }

    /// The table as one sheet of such a feed.
    pub(super) fn sheet(&self, answers: Answers) -> String {
        let name = self.sketch.sheet.as_deref().unwrap_or_default();
        let mut text = format!("[[feed.sheet]]\nname = {}\n", quoted(name));
        self.one_measure(&mut text);
        let mut more = String::new();
        self.left_out(&mut more);
        self.table(&mut more);
        self.columns(&mut more, answers);
        self.codes(&mut more);
        let sheet = format!("sheet = {}\n", quoted(name));
        let more = more.replacen(&sheet, "", 1).replace("\n[feed.table]\n\n", "\n");
        text.push_str(&more.replace("\n[feed.", "\n[feed.sheet."));
        text
    }

    fn head(&self) -> String {
        let Self { id, kind, .. } = self;
        let mut text =
            format!("[[feed]]\nid = {}\nfolder = {}\n", quoted(id), quoted(&format!("feeds/{id}")));
        if let Some(format) = format(*kind) {
            put(&mut text, "format", &quoted(format));
        }
        text
    }

    /// The measure of every row, where it is one.
    fn one_measure(&self, text: &mut String) {
        let measure_of_row =
            matches!(self.sketch.apart, Apart::Measure { .. } | Apart::Parts { .. } | Apart::Repeated { .. });
        if let (false, false, Some(measure)) = (measure_of_row, is_wide(self.sketch), self.measures.first()) {
            put(text, "measure", &quoted(&measure.id));
        }
    }

    /// Rows that are nobody's report.
    fn left_out(&self, text: &mut String) {
        let tables =
            [("where_not", &self.sketch.part_headings[..]), ("totals", self.sketch.totals.as_slice())];
        for (table, columns) in tables.into_iter().filter(|(_, columns)| !columns.is_empty()) {
            text.extend(["\n[feed.", table, "]\n"]);
            for of in columns {
                put(text, &quoted(&of.column), &one_or_list(&of.texts));
            }
        }
    }

    fn table(&self, text: &mut String) {
        let sketch = self.sketch;
        let mut table = String::new();
        if let Some(sheet) = &sketch.sheet {
            put(&mut table, "sheet", &quoted(sheet));
        }
        if let Some(written) = self.written {
            if written.encoding != "UTF-8" {
                put(&mut table, "encoding", &quoted(&written.encoding.to_lowercase()));
            }
            match written.delimiter {
                ',' => {}
                '\t' => put(&mut table, "delimiter", "\"tab\""),
                other => put(&mut table, "delimiter", &quoted(&other.to_string())),
            }
        }
        if sketch.numerals.decimal == DecimalSign::Comma {
            put(&mut table, "decimal", "\",\"");
        }
        match sketch.numerals.thousands {
            Some(ThousandsSign::Stop) => put(&mut table, "thousands", "\".\""),
            Some(ThousandsSign::Blank) => put(&mut table, "thousands", "\" \""),
            Some(ThousandsSign::Apostrophe) => put(&mut table, "thousands", "\"'\""),
            Some(ThousandsSign::Comma) | None => {}
        }
        if sketch.dates == WrittenDates::MonthFirst {
            put(&mut table, "dates", "\"month-first\"");
        }
        if sketch.lines.headings > 1 || sketch.lines.header_rows > 1 {
            put(&mut table, "skip_rows", &(sketch.lines.headings - 1).to_string());
        }
        if sketch.lines.header_rows > 1 {
            put(&mut table, "header_rows", &sketch.lines.header_rows.to_string());
        }
        if let Some(end) = &sketch.ends_at {
            put(&mut table, "ends_at", &quoted(end));
        }
        if !sketch.fill_down.is_empty() {
            put(&mut table, "fill_down", &list(&sketch.fill_down));
        }
        if !sketch.not_read.is_empty() {
            put(&mut table, "not_read", &list(&sketch.not_read));
        }
        if !table.is_empty() {
            text.push_str("\n[feed.table]\n");
            text.push_str(&table);
        }
    }

    fn columns(&self, text: &mut String, answers: Answers) {
        let sketch = self.sketch;
        text.push_str("\n[feed.columns]\n");
        put(text, "period", &period(sketch, answers));
        put(text, "body", &body(&sketch.body));
        match &sketch.apart {
            Apart::Measure { columns, .. } | Apart::Repeated { columns, .. } => {
                put(text, "measure", &one_or_list(columns));
            }
            Apart::Parts { column, parts, by, .. } => {
                let parts: Vec<String> = parts.iter().map(|part| part_of(column, *part, by)).collect();
                let measure =
                    if let [one] = &parts[..] { one.clone() } else { format!("[{}]", parts.join(", ")) };
                put(text, "measure", &measure);
            }
            Apart::Breakdown { column, .. } => {
                put(text, "breakdown", &format!("{{ {} = {} }}", breakdown_id(column), quoted(column)));
            }
            Apart::Nothing | Apart::Unknown => {}
        }
        if is_wide(sketch) {
            text.push_str("\n[feed.columns.values]\n");
            for (column, measure) in sketch.figures.iter().zip(self.measures) {
                put(text, &quoted(&column.name), &quoted(&measure.id));
            }
        } else if let (false, Some(column)) = (sketch.is_under_headings(), sketch.figures.first()) {
            put(text, "value", &quoted(&column.name));
        }
    }

    fn codes(&self, text: &mut String) {
        match &self.sketch.apart {
            Apart::Measure { values, .. } | Apart::Parts { values, .. } | Apart::Repeated { values, .. } => {
                text.push_str("\n[feed.codes.measure]\n");
                for (value, measure) in values.iter().zip(self.measures) {
                    put(text, &quoted(value), &quoted(&measure.id));
                }
            }
            Apart::Breakdown { values, .. } => {
                text.push_str("\n[feed.codes.breakdown]\n");
                for (value, id) in breakdown_values(values) {
                    put(text, &quoted(&value), &quoted(&id));
                }
            }
            Apart::Nothing | Apart::Unknown => {}
        }
    }
}

/// Marks that are explained somehow, so that the rest can be read.
pub(super) fn explained(answers: Answers, marks: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = marks.collect();
    all.sort();
    all.dedup();
    let mut text = String::new();
    if answers == Answers::Any && !all.is_empty() {
        text.push_str("\n[feed.absence]\n");
        for mark in &all {
            put(&mut text, &quoted(mark), "\"not-available\"");
        }
    }
    text
}

/// The endings that a feed takes by itself.
const USUAL: [(FileKind, &str); 5] = [
    (FileKind::Text, "csv"),
    (FileKind::Objects, "ndjson"),
    (FileKind::Objects, "jsonl"),
    (FileKind::Adx, "xml"),
    (FileKind::Dhis2, "xml"),
];

/// The format that a feed names; none for text.
fn format(kind: FileKind) -> Option<&'static str> {
    match kind {
        FileKind::Workbook => Some("spreadsheet"),
        FileKind::Adx => Some("adx"),
        FileKind::Dhis2 => Some("dhis2-xml"),
        FileKind::Objects => Some("ndjson"),
        FileKind::Text | FileKind::Xml | FileKind::JsonStat => None,
    }
}

fn put(text: &mut String, key: &str, value: &str) {
    text.extend([key, " = ", value, "\n"]);
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

fn one_or_list(texts: &[String]) -> String {
    match texts {
        [one] => quoted(one),
        several => list(several),
    }
}

fn part_of(column: &str, part: u32, by: &str) -> String {
    format!("{{ column = {}, part = {part}, by = {} }}", quoted(column), quoted(by))
}

fn period(sketch: &Sketch, answers: Answers) -> String {
    let said = |to_say: &str, any: &str| quoted(if answers == Answers::Any { any } else { to_say });
    match &sketch.period {
        PeriodFrom::Column(column) => quoted(column),
        PeriodFrom::Columns(columns) => list(columns),
        PeriodFrom::Part(column) => part_of(column, 1, ":"),
        PeriodFrom::Headings => "{ from = \"headings\" }".to_owned(),
        PeriodFrom::HeadingsWithoutYear => {
            format!("[{{ from = \"headings\" }}, {{ is = {} }}]", said("say-which-year", "2021"))
        }
        PeriodFrom::HeadingsAnd(column) => format!("[{{ from = \"headings\" }}, {}]", quoted(column)),
        PeriodFrom::Title(said) => around("title", said),
        PeriodFrom::SheetName(said) => around("sheet-name", said),
        PeriodFrom::FileName(said) => around("file-name", said),
        PeriodFrom::Nowhere => format!("{{ is = {} }}", said("say-which-period", "2021")),
    }
}

fn around(from: &str, said: &Around) -> String {
    match &said.pattern {
        Some(pattern) => format!("{{ from = {}, pattern = {} }}", quoted(from), quoted(pattern)),
        None => format!("{{ from = {} }}", quoted(from)),
    }
}

fn body(body: &BodyFrom) -> String {
    match body {
        BodyFrom::Column { column, .. } => quoted(column),
        BodyFrom::Part { column, part, by } => part_of(column, *part, by),
        BodyFrom::FirstOf(columns) => format!("{{ first_of = {} }}", list(columns)),
        BodyFrom::Columns(columns) => list(columns),
        BodyFrom::Nowhere => format!("{{ is = {} }}", quoted(UNSAID_BODY)),
    }
}

/// How often, where the periods do not tell.
pub(super) fn every(sketch: &Sketch) -> Cadence {
    sketch.every.unwrap_or(Cadence::Year)
}
