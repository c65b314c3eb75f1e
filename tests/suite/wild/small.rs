//! Small files of the kinds that public bodies publish, with made-up bodies and figures: each with its feeds and all that they take.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use engine::model::Report;
use plugins::readers::Reading;
use serde::Deserialize;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::declaration::register;
use super::project::{Project, reasons, unknown_bodies};

/// A small file, its feeds beside it.
#[derive(Deserialize)]
struct Small {
    file: String,
    /// A text, or else sheets.
    #[serde(default)]
    content: String,
    #[serde(default)]
    bytes: Bytes,
    #[serde(default)]
    sheet: Vec<Sheet>,
    #[serde(default)]
    bodies: Vec<String>,
    measures: BTreeMap<String, String>,
    /// All figures, as in `deaths of eastby in 2020-W01: 5`, and all rows that are set aside.
    figures: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum Bytes {
    #[default]
    Utf8,
    #[serde(rename = "latin-1")]
    Latin1,
}

/// A sheet as rows, cells apart by bars.
#[derive(Deserialize)]
struct Sheet {
    name: String,
    rows: Vec<String>,
}

impl Small {
    fn bytes(&self) -> Vec<u8> {
        match self.bytes {
            _ if !self.sheet.is_empty() => xlsx(&self.sheet),
            Bytes::Utf8 => self.content.clone().into_bytes(),
            Bytes::Latin1 => {
                self.content.chars().map(|letter| u8::try_from(letter).expect("Latin-1")).collect()
            }
        }
    }
}

fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, content: &str| {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    };
    let (mut listed, mut related) = (String::new(), String::new());
    for (number, sheet) in sheets.iter().enumerate() {
        write!(listed, r#"<sheet name="{}" r:id="r{number}"/>"#, sheet.name).unwrap();
        write!(related, r#"<Relationship Id="r{number}" Type="x/worksheet" Target="s{number}.xml"/>"#)
            .unwrap();
        let cell = |text: &str| match text.trim() {
            "" => "<c/>".to_owned(),
            text if text.parse::<f64>().is_ok() => format!("<c><v>{text}</v></c>"),
            text => format!(r#"<c t="str"><v>{text}</v></c>"#),
        };
        let row = |row: &String| format!("<row>{}</row>", row.split(" | ").map(cell).collect::<String>());
        let rows: String = sheet.rows.iter().map(row).collect();
        put(&format!("xl/s{number}.xml"), &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"));
    }
    put("xl/workbook.xml", &format!("<workbook><sheets>{listed}</sheets></workbook>"));
    put("xl/_rels/workbook.xml.rels", &format!("<Relationships>{related}</Relationships>"));
    archive.finish().unwrap().into_inner()
}

/// All that feeds took, in order, and then what they set aside.
fn told(readings: &[Reading]) -> Vec<String> {
    let observations = readings.iter().flat_map(|reading| &reading.observations);
    let taken = observations.map(|observation| {
        let report = match observation.report {
            Report::Value(value) => value.to_string(),
            Report::Absent(absence) => format!("{absence:?}"),
        };
        format!("{}: {report}", language::english::cell(&observation.cell))
    });
    taken.chain(reasons(readings)).collect()
}

#[test]
fn small_files_of_every_kind_go_in_by_declaration_alone() {
    let here = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/suite/wild/small"));
    let entries = fs::read_dir(here).expect("the small files can be listed");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a small file").path()).collect();
    paths.sort();
    assert!(paths.len() >= 12, "one of each kind");
    let mut faults = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a declaration can be read");
        let small: Small =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let project = Project::with(&text, &small.file, &small.bytes());
        let mut bodies = small.bodies.clone();
        bodies.extend(unknown_bodies(&project.readings(&register(&bodies, &small.measures))));
        let told = told(&project.readings(&register(&bodies, &small.measures)));
        if told != small.figures {
            faults.push(format!("{}: it gives {told:#?}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
