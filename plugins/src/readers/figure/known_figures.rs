//! The figures that are known to be true in files that public bodies published, where those are at hand: each cell as it stands in
//! its file comes to its figure, or to none.

use std::fs;
use std::path::{Path, PathBuf};

use engine::model::Report;

use super::*;

/// How the text files write their figures, by the beginnings of their names: the sign before decimals, and marks that are exactly none.
const WRITTEN: [(&str, DecimalSign, &[&str]); 2] =
    [("sdmx", DecimalSign::Comma, &[]), ("destatis", DecimalSign::Stop, &["-"])];

fn style_of(file: &str) -> FigureStyle {
    let known = WRITTEN.iter().find(|(name, ..)| file.starts_with(name));
    let (decimal, nil) =
        known.map_or((DecimalSign::Stop, &[] as &[&str]), |(_, decimal, nil)| (*decimal, *nil));
    let thousands = Numerals::default().thousands.filter(|_| decimal == DecimalSign::Stop);
    let marks: Vec<_> = nil.iter().map(|mark| ((*mark).to_owned(), Report::Value(0.into()))).collect();
    FigureStyle::new(Numerals { decimal, thousands }, &marks, &rustc_hash::FxHashMap::default())
}

/// What stands in a field of a line, both counted from 1. No table of these files breaks a line within quotes.
fn cell(path: &Path, line: usize, field: usize) -> String {
    // Every byte is a letter of Latin-1; figures and marks are the same in UTF-8.
    let text: String =
        fs::read(path).expect("a file that is listed").iter().map(|byte| char::from(*byte)).collect();
    let line = text.split('\n').nth(line - 1).expect("so many lines");
    let delimiter = match path.extension().and_then(|extension| extension.to_str()) {
        Some("tsv") => b'\t',
        _ if line.matches(';').count() > line.matches(',').count() => b';',
        _ => b',',
    };
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(line.as_bytes());
    let record = reader.records().next().expect("a record").expect("a line of fields");
    record.get(field - 1).unwrap_or_default().to_owned()
}

/// `record 4, field 63`.
fn place(text: &str) -> Option<(usize, usize)> {
    let (record, field) = text.strip_prefix("record ")?.split_once(", field ")?;
    Some((record.parse().ok()?, field.parse().ok()?))
}

#[test]
fn every_known_figure_of_a_published_text_file_is_read() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/wild"));
    let Ok(known) = fs::read_to_string(folder.join("known.csv")) else {
        println!("skipped: known.csv is not at hand in {}", folder.display());
        return;
    };
    let (mut figures, mut wrong) = (0, Vec::new());
    for record in
        ::csv::Reader::from_reader(known.as_bytes()).records().map(|record| record.expect("a record"))
    {
        let [file, place_text, kind, expected] =
            [0, 2, 4, 5].map(|field| record.get(field).unwrap_or_default());
        let extension = Path::new(file).extension().and_then(|extension| extension.to_str());
        let is_text = matches!(extension, Some("csv" | "tsv"));
        let Some((line, field)) = place(place_text).filter(|_| is_text) else { continue };
        let text = cell(&folder.join(file), line, field);
        let came_to = match read(&text, &style_of(file)) {
            Ok(WrittenFigure { report: Report::Value(value), .. }) => Some(value),
            Ok(WrittenFigure { report: Report::Absent(_), .. }) | Err(_) => None,
        };
        let should = match kind {
            "number" => Some(expected.parse::<rust_decimal::Decimal>().expect("a number").normalize()),
            "nil" => Some(0.into()),
            _ => None,
        };
        figures += 1;
        if came_to.map(|value| value.normalize()) != should {
            wrong.push(format!("{file}, {place_text}: `{text}` came to {came_to:?}, not {should:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(figures > 50, "{figures} figures");
}
