//! A file as it came, with what became of each of its rows beside them.

use std::collections::BTreeMap;

use super::feed::Feed;
use super::format::FeedFormat;

/// What became of rows, by their lines.
pub type LinesTold = BTreeMap<u32, String>;

impl Feed {
    /// A file row by row as it came, with a column more, which `heading` stands over; none where its files are no rows of text.
    pub fn annotated(&self, bytes: &[u8], heading: &str, told: &LinesTold) -> Option<Vec<u8>> {
        let settings = self.settings();
        let delimiter = settings.layout.table.as_ref().map_or(b',', |table| table.text.delimiter);
        let is_text = matches!(&settings.format, FeedFormat::Known(format) if format.name == "csv");
        is_text.then(|| annotated(bytes, delimiter, (heading, told)))
    }
}

/// A text file row by row as it came, with a column more, which `heading` stands over.
fn annotated(bytes: &[u8], delimiter: u8, (heading, told): (&str, &LinesTold)) -> Vec<u8> {
    let mut rows = csv::ReaderBuilder::new();
    let mut rows = rows.delimiter(delimiter).has_headers(false).flexible(true).from_reader(bytes);
    let mut table = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(Vec::new());
    let mut row = csv::ByteRecord::new();
    let mut is_first = true;
    while rows.read_byte_record(&mut row).unwrap_or(false) {
        let line = row.position().map_or(0, csv::Position::line);
        let said = told.get(&u32::try_from(line).unwrap_or(u32::MAX)).map(String::as_str);
        let said = said.unwrap_or(if is_first { heading } else { "" });
        is_first = false;
        row.push_field(said.as_bytes());
        table.write_byte_record(&row).expect("memory takes every row");
    }
    table.into_inner().expect("memory takes every row")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_stands_as_it_came_beside_what_became_of_it() {
        let told = LinesTold::from([(2, "taken".to_owned()), (4, "set aside: no figure".to_owned())]);
        let bytes = b"month,\"a, b\"\n2024-01,\"x\ny\"\n2024-02,-5\n";
        let table = annotated(bytes, b',', ("became", &told));
        let expect = "month,\"a, b\",became\n2024-01,\"x\ny\",taken\n2024-02,-5,set aside: no figure\n";
        assert_eq!(String::from_utf8(table).expect("a text"), expect);
    }
}
