//! Figures that people type for a feed, as files of it: rows for its layout, in its format. What is written is read by the feed like any other file.

use engine::model::Report;
use jiff::civil::Date;

use super::feed::Feed;
use super::format::FeedFormat;
use crate::readers::typed;
use crate::readers::{
    Holds, ReadContext, TakenOut, TypedFigure, TypedRow, TypedRows, Untypable, VintageFrom,
};

impl Feed {
    /// Whether figures can be typed for it at all.
    ///
    /// # Errors
    /// Why they cannot.
    pub fn takes_typed(&self) -> Result<(), Untypable> {
        let settings = self.settings();
        if settings.taken_out == TakenOut::WithdrawnByRelease || settings.files.glob().contains('/') {
            return Err(Untypable::WholeReleases);
        }
        match &settings.format {
            FeedFormat::Known(format) if ["csv", "ndjson"].contains(&format.name) => {
                typed::check(&settings.layout)
            }
            _ => Err(Untypable::Form),
        }
    }

    /// Rows that say what was typed.
    ///
    /// # Errors
    /// One of the figures cannot be typed: which, and why.
    pub fn typed(
        &self,
        figures: &[TypedFigure<'_>],
        context: &ReadContext<'_>,
    ) -> Result<TypedRows, (usize, Untypable)> {
        self.takes_typed().map_err(|why| (0, why))?;
        typed::rows(&self.settings().layout, figures, context)
    }

    /// A file of these rows.
    pub fn written(&self, columns: &[String], rows: &[&TypedRow]) -> Vec<u8> {
        if self.holds_objects() { objects(columns, rows) } else { self.table(columns, rows) }
    }

    fn holds_objects(&self) -> bool {
        matches!(&self.settings().format, FeedFormat::Known(format) if format.holds == Holds::Objects)
    }

    fn table(&self, columns: &[String], rows: &[&TypedRow]) -> Vec<u8> {
        let delimiter = self.settings().layout.table.as_ref().map_or(b',', |table| table.text.delimiter);
        let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        let written = std::iter::once(columns).chain(rows.iter().map(|row| &*row.fields));
        for fields in written {
            table.write_record(fields).expect("every row has a field for each column");
        }
        table.into_inner().expect("memory takes every row")
    }

    /// The kind of text that such a file is.
    pub fn typed_kind(&self) -> &'static str {
        if self.holds_objects() { "application/x-ndjson" } else { "text/csv" }
    }

    /// What such a file of a day must be called, where its feed reads the day from the name; none where any name will do.
    pub fn typed_name(&self, day: Date, word: &str) -> Option<String> {
        let ending = if self.holds_objects() { "ndjson" } else { "csv" };
        let is_named = self.settings().layout.vintage == VintageFrom::FileName;
        is_named.then(|| format!("return-{word}-{day}.{ending}"))
    }

    /// Whether the names of its files say anything.
    pub fn reads_names(&self) -> bool {
        matches!(self.settings().layout.vintage, VintageFrom::FileName | VintageFrom::NamePattern(_))
    }

    /// The marks in place of figures that it explains.
    pub fn marks(&self) -> &[(String, Report)] {
        &self.settings().layout.marks
    }
}

/// One object on each line; what is left out is not said.
fn objects(columns: &[String], rows: &[&TypedRow]) -> Vec<u8> {
    let mut lines = Vec::new();
    for row in rows {
        let said = columns.iter().zip(&row.fields).filter(|(_, field)| !field.is_empty());
        let object: serde_json::Map<String, serde_json::Value> =
            said.map(|(column, field)| (column.clone(), field.clone().into())).collect();
        lines.extend(serde_json::Value::Object(object).to_string().into_bytes());
        lines.push(b'\n');
    }
    lines
}
