//! What a period, a body or a measure of `[feed.columns]` is taken from, as it is written and as it is resolved.
//!
//! Columns of figures belong to `layout`.

use language::diagnostic::Code;
use language::read::{Item, Table};
use toml::Spanned;
use toml::de::DeValue;

use crate::readers::{Around, Names, Pattern, Source};

/// What one thing is taken from, as it is written.
pub(super) enum SourceDeclaration<'d> {
    Column(Spanned<String>),
    Joined(Vec<SourceDeclaration<'d>>),
    Other(Table<'d>),
}

/// A source as it is resolved, under the name that it has in the layout.
pub(super) struct NamedSource {
    pub(super) name: String,
    /// None where the name is that of a column.
    pub(super) source: Option<Source>,
}

/// A word of `from`.
#[derive(Clone, Copy)]
enum From {
    Headings,
    Around(Around),
}

const FROM: &[(&str, From)] = &[
    ("headings", From::Headings),
    ("title", From::Around(Around::Title)),
    ("sheet-name", From::Around(Around::SheetName)),
    ("file-name", From::Around(Around::FileName)),
];

/// Reads a column, several columns, or another source.
pub(super) fn read_source<'d>(item: &Item<'d>) -> Option<SourceDeclaration<'d>> {
    match item.value {
        DeValue::String(_) => item.verbatim().map(SourceDeclaration::Column),
        DeValue::Array(columns) if columns.is_empty() => {
            item.refuse(Code::InvalidValue, format!("`{}` names no column; name one or several", item.key))
        }
        DeValue::Array(_) => {
            // Every element is read before any is missed, so that each bad one is reported.
            let read: Vec<_> = item.elements()?.iter().map(read_source).collect();
            read.into_iter().collect::<Option<Vec<_>>>().map(SourceDeclaration::Joined)
        }
        DeValue::Table(_) => item.table().map(SourceDeclaration::Other),
        _ => item.refuse_kind("a column, a list of them, or a table that says the source"),
    }
}

impl SourceDeclaration<'_> {
    /// The source, with its faults reported.
    pub(super) fn resolve(&self, names: Names, header_rows: u32) -> Option<NamedSource> {
        match self {
            Self::Column(column) => Some(NamedSource { name: column.get_ref().clone(), source: None }),
            Self::Joined(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| part.resolve(names, header_rows)).collect();
                let parts: Vec<NamedSource> = parts.into_iter().collect::<Option<_>>()?;
                let name = parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>().join(" + ");
                let source = |part: NamedSource| part.source.unwrap_or(Source::Column(part.name));
                Some(named(name, Source::Joined(parts.into_iter().map(source).collect())))
            }
            Self::Other(table) => other(table, names, header_rows),
        }
    }
}

fn named(name: String, source: Source) -> NamedSource {
    NamedSource { name, source: Some(source) }
}

/// Exactly one of the keys says what kind of source it is; each of the others belongs to one kind.
fn other(table: &Table<'_>, names: Names, header_rows: u32) -> Option<NamedSource> {
    let kinds: Vec<Item<'_>> =
        ["from", "is", "first_of", "column"].into_iter().filter_map(|key| table.get(key)).collect();
    let [kind] = kinds.as_slice() else {
        let message = match kinds.as_slice() {
            [] => format!("the source of the {} is not said", names.word()),
            _ => format!("the {} has two sources", names.word()),
        };
        let place = kinds.get(1).map_or(table.header(), |second| second.key_range.clone());
        let fault = table.document().at(Code::Feed, message, place);
        table.document().fault(fault.with_help("write exactly one of `from`, `is`, `first_of` and `column`"));
        return None;
    };
    for (key, of) in [("row", "from"), ("pattern", "from"), ("part", "column"), ("by", "column")] {
        if let Some(item) = table.get(key).filter(|_| kind.key != of) {
            let help = format!("it belongs to `{of}`");
            let message = format!("`{key}` means nothing beside `{}`", kind.key);
            item.refuse_with_help::<()>(Code::Feed, message, help);
        }
    }
    match kind.key {
        "is" => said(kind),
        "first_of" => {
            let columns: Vec<_> = kind.texts()?.into_iter().map(Spanned::into_inner).collect();
            Some(named(columns.join(" or "), Source::FirstOf(columns)))
        }
        "column" => part(table, kind),
        _ => from(table, kind, names, header_rows),
    }
}

fn said(item: &Item<'_>) -> Option<NamedSource> {
    let text = match item.value {
        DeValue::Integer(code) => code.to_string(),
        _ => item.text()?.into_inner(),
    };
    Some(named(format!("is {text}"), Source::Said(text)))
}

fn part(table: &Table<'_>, column: &Item<'_>) -> Option<NamedSource> {
    let column = column.text()?.into_inner();
    let part = table.require("part").and_then(|item| item.whole());
    let by = table.require("by").and_then(|item| item.verbatim());
    let (part, by) = (*part?.get_ref(), by?);
    if by.get_ref().is_empty() {
        table.document().error(Code::InvalidValue, "nothing parts the things in the column", by.span());
        return None;
    }
    Some(named(format!("part {part} of {column}"), Source::Part { column, part, by: by.into_inner() }))
}

fn from(table: &Table<'_>, kind: &Item<'_>, names: Names, header_rows: u32) -> Option<NamedSource> {
    let from = kind.word(FROM).map(Spanned::into_inner);
    let row = table.get("row").and_then(|item| Some((item.whole()?, item)));
    let pattern = match table.get("pattern") {
        Some(item) => Some(pattern(&item)?),
        None => None,
    };
    let from = from?;
    if let Some((row, item)) = &row {
        let rows = *row.get_ref();
        match from {
            From::Around(_) => {
                item.refuse::<()>(Code::Feed, "`row` is a row of headings, and nothing is taken from these")?;
            }
            From::Headings if rows > header_rows => {
                let message = format!("there is no row {rows} of headings: `header_rows` is {header_rows}");
                item.refuse_with_help::<()>(
                    Code::Feed,
                    message,
                    "say under [feed.table] how many rows make the headings",
                )?;
            }
            From::Headings => {}
        }
    }
    match from {
        From::Headings => {
            let row = row.map(|(row, _)| row.into_inner());
            let name = format!("heading that names a {}", names.word());
            Some(named(name, Source::Headings { names, row, pattern }))
        }
        From::Around(_) if pattern.is_none() && names != Names::Period => {
            let message = format!("no {} is found there without a pattern", names.word());
            kind.refuse_with_help(
                Code::Feed,
                message,
                "add `pattern = '(...)'`, whose group is what is taken",
            )
        }
        From::Around(from) => {
            let name = format!("{} in {}", names.word(), kind.text()?);
            Some(named(name, Source::Around { from, names, pattern }))
        }
    }
}

fn pattern(item: &Item<'_>) -> Option<Pattern> {
    let text = item.verbatim()?;
    match Pattern::new(text.get_ref()) {
        Ok(pattern) if pattern.has_group() => Some(pattern),
        Ok(_) => item.refuse_with_help(
            Code::InvalidValue,
            "the pattern has no group, so nothing is taken from what it matches",
            "put brackets around what is meant, as in `'(\\d{4})'`",
        ),
        Err(error) => item.refuse(Code::InvalidValue, format!("the pattern cannot be read: {error}")),
    }
}
