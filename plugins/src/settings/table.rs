//! `[feed.table]` as it is written, and as it is resolved: how a table is written, and where in its file it starts and ends.
//!
//! What is taken from its columns belongs to `layout` and `source`.

use encoding_rs::Encoding;
use language::diagnostic::Code;
use language::read::{Item, Table};
use toml::Spanned;
use toml::de::DeValue;

use crate::readers::{HeadingRow, Hidden, TableLayout};

/// The table that a feed declares, with the sources that are found as its columns are read.
pub(super) struct Tables<'t, 'd> {
    pub(super) written: Option<&'t Table<'d>>,
    pub(super) layout: TableLayout,
}

impl<'t, 'd> Tables<'t, 'd> {
    pub(super) fn read(written: Option<&'t Table<'d>>) -> Self {
        Self { written, layout: written.map(read_table).unwrap_or_default() }
    }
}

/// Reads the table with every fault that it shows on its own.
pub(super) fn read_table(table: &Table<'_>) -> TableLayout {
    let mut layout = TableLayout::default();
    if let Some(encoding) = table.get("encoding").and_then(|item| encoding(&item)) {
        layout.text.encoding = encoding;
    }
    if let Some(delimiter) = table.get("delimiter").and_then(|item| delimiter(&item)) {
        layout.text.delimiter = delimiter;
    }
    if let Some(rows) = table.get("header_rows").and_then(|item| item.whole()) {
        layout.header_rows = rows.into_inner();
    }
    let skipped = table.get("skip_rows").and_then(|item| item.whole()).map(Spanned::into_inner);
    table.either("header", "skip_rows");
    layout.heading = match (table.get("header").and_then(|item| header(&item)), skipped) {
        (Some(heading), _) => heading,
        (None, Some(rows)) => HeadingRow::After(rows),
        (None, None) => HeadingRow::Columns,
    };
    let texts = |key| table.get(key).and_then(|item| texts(&item)).unwrap_or_default();
    layout.sheets = texts("sheet");
    let hidden = [("left-out", Hidden::LeftOut), ("read", Hidden::Read)];
    if let Some(hidden) = table.get("hidden").and_then(|item| item.word(&hidden)) {
        layout.hidden = hidden.into_inner();
    }
    layout.ends_at = texts("ends_at");
    layout.fill_down = texts("fill_down");
    layout.not_read = texts("not_read");
    layout
}

/// Whether the table says anything besides how its numbers are written, which plain columns have too.
pub(super) fn shapes(table: &Table<'_>) -> bool {
    table.keys().any(|key| !NUMERALS.contains(&key) && table.get(key).is_some())
}

const NUMERALS: &[&str] = &["decimal", "thousands", "dates"];

fn encoding(item: &Item<'_>) -> Option<&'static Encoding> {
    let label = item.text()?;
    let spelt = label.get_ref().to_ascii_lowercase().replace("latin-", "latin");
    Encoding::for_label(spelt.as_bytes()).or_else(|| {
        let known =
            ["utf-8", "utf-16", "latin-1", "windows-1252", "iso-8859-15", "windows-1250", "macintosh"];
        let message = format!("there is no encoding `{label}`");
        let fault = item.document.at(Code::InvalidValue, message, item.range.clone());
        let help = "it may be `utf-8`, `utf-16`, `latin-1`, `windows-1252` or another that web pages name";
        item.document.fault(fault.with_help(help).with_nearest(label.get_ref(), known.into_iter()));
        None
    })
}

fn delimiter(item: &Item<'_>) -> Option<u8> {
    let text = item.verbatim()?;
    match text.get_ref().as_bytes() {
        b"tab" => Some(b'\t'),
        [sign]
            if sign.is_ascii()
                && !matches!(sign, b'"' | b'\n' | b'\r' | 0)
                && !sign.is_ascii_alphanumeric() =>
        {
            Some(*sign)
        }
        _ => item.refuse_with_help(
            Code::InvalidValue,
            format!("`{}` cannot stand between fields", text.get_ref().escape_debug()),
            "write one sign, such as `;` or `|`, or the word `tab`",
        ),
    }
}

fn header(item: &Item<'_>) -> Option<HeadingRow> {
    let (words, nth) = match item.value {
        DeValue::Table(_) => {
            let table = item.table()?;
            let nth = table.get("nth").map_or(Some(1), |item| Some(item.whole()?.into_inner()));
            (table.require("words")?.texts()?, nth?)
        }
        DeValue::Array(_) => (item.texts()?, 1),
        _ => return item.refuse_kind("a list of words, or `{ words = [...], nth = 2 }`"),
    };
    if words.is_empty() {
        return item.refuse(Code::InvalidValue, "no words say which row holds the headings");
    }
    Some(HeadingRow::Words { words: words.into_iter().map(Spanned::into_inner).collect(), nth })
}

/// One text or several.
pub(super) fn texts(item: &Item<'_>) -> Option<Vec<String>> {
    let texts = match item.value {
        DeValue::String(_) => vec![item.text()?],
        _ => item.texts()?,
    };
    Some(texts.into_iter().map(Spanned::into_inner).collect())
}
