//! Workbooks that are made to fill the memory: each gets a sentence, and no more memory than the bound.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};

use engine::model::{Catalogue, Revision};
use plugins::feeds::Feed;
use plugins::readers::ReadContext;
use plugins::settings;
use rules::source::SourceText;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The most memory that reading any workbook may take at one time.
const MOST: u64 = 256 << 20;

const FEED: &str = r#"[[feed]]
id = "f"
folder = "feeds"
format = "spreadsheet"
measure = "m"
columns = { period = "Month", body = "Code", value = "Total" }
"#;

/// The same, from every sheet.
const OF_ALL_SHEETS: &str = r#"[[feed]]
id = "f"
folder = "feeds"
format = "spreadsheet"
measure = "m"
table = { sheet = "*" }
columns = { period = "Month", body = "Code", value = "Total" }
"#;

const HEADINGS: &str =
    r#"<row><c t="str"><v>Month</v></c><c t="str"><v>Code</v></c><c t="str"><v>Total</v></c></row>"#;

fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of so many sheets, each with these rows, and with one text that cells share.
fn xlsx(sheets: usize, rows: &str, shared: &str) -> Vec<u8> {
    let (mut listed, mut related) = (String::new(), String::new());
    let mut parts = Vec::new();
    for number in 0..sheets {
        write!(listed, r#"<sheet name="S{number}" r:id="r{number}"/>"#).unwrap();
        write!(related, r#"<Relationship Id="r{number}" Type="x/worksheet" Target="s{number}.xml"/>"#)
            .unwrap();
        let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        parts.push((format!("xl/s{number}.xml"), sheet));
    }
    related.push_str(r#"<Relationship Id="s" Type="x/sharedStrings" Target="shared.xml"/>"#);
    let mut put = |name: &str, content: String| parts.push((name.to_owned(), content));
    put("xl/shared.xml", format!("<sst><si><t>{shared}</t></si></sst>"));
    put("xl/workbook.xml", format!("<workbook><sheets>{listed}</sheets></workbook>"));
    put("xl/_rels/workbook.xml.rels", format!("<Relationships>{related}</Relationships>"));
    zipped(&parts)
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="S0">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[("content.xml".to_owned(), content)])
}

/// What is said of a workbook. Nobody knows the measure of the feed, so that one that can be read is told as that.
#[track_caller]
fn check(feed: &str, workbook: &[u8], says: &str) {
    let (settings, _) = settings::parse(&SourceText::new("remit.toml", feed.to_owned()));
    let feed = settings.expect("the feed is right").feeds.remove(0);
    let (feed, project) = (Feed::new(feed), tempfile::tempdir().unwrap());
    let file = project.path().join("feeds/f.xlsx");
    fs::create_dir(project.path().join("feeds")).unwrap();
    fs::write(&file, workbook).unwrap();
    let catalogue = Catalogue {
        revision: Revision::new("empty"),
        bodies: std::iter::empty().collect(),
        measures: std::iter::empty().collect(),
        targets: Vec::new(),
        relations: engine::model::Relations::default(),
    };
    let context = ReadContext { catalogue: &catalogue, received: "2026-08-01T10:00:00Z".parse().unwrap() };
    let mut said = String::new();
    let taken = allocation_counter::measure(|| {
        said = match feed.read_file(project.path(), &file, &context) {
            Ok((_, reading)) => format!("{} figures", reading.observations.len()),
            Err(error) => error.to_string(),
        };
    });
    let said: String = said.chars().take(300).collect();
    assert!(said.contains(says), "{said}");
    assert!(taken.bytes_max < MOST, "{} MiB for: {said}", taken.bytes_max >> 20);
}

#[test]
fn a_workbook_that_says_it_unpacks_to_anything_is_not_unpacked() {
    let mut bomb = xlsx(1, HEADINGS, "");
    // The size once unpacked, as the file's own list of parts says it: 2 GiB of the first sheet.
    let listed = bomb.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bomb[listed + 24..listed + 28].copy_from_slice(&(2_u32 << 30).to_le_bytes());
    check(FEED, &bomb, "larger than the 1024 MiB that are read, or unpacks to more");
}

#[test]
fn one_text_said_by_every_cell_of_every_sheet_is_bounded() {
    let cells = r#"<c t="s"><v>0</v></c>"#.repeat(200);
    let rows = format!("{HEADINGS}<row>{cells}</row>");
    let long = "a".repeat(60_000);
    check(FEED, &xlsx(50, &rows, &long), "the headings stand on several sheets: `S0`, `S1`");
    check(OF_ALL_SHEETS, &xlsx(50, &rows, &long), "or more text than is read");
    let many = format!("{HEADINGS}{}", format!("<row>{cells}</row>").repeat(100));
    check(FEED, &xlsx(1, &many, &long), "or more text than is read");
}

#[test]
fn a_cell_without_end_is_cut() {
    let piece = format!("<![CDATA[{}]]>", "a".repeat(1 << 19));
    let rows = format!("{HEADINGS}<row><c t=\"str\"><v>{}</v></c></row>", piece.repeat(300));
    check(FEED, &xlsx(1, &rows, ""), "unknown measure `m`");
    let paragraph = r#"<text:s text:c="64"/>"#.repeat(200_000);
    let rows = format!(
        "<table:table-row><table:table-cell><text:p>{paragraph}</text:p></table:table-cell></table:table-row>"
    );
    check(FEED, &ods(&rows), "the file holds no header");
}

#[test]
fn a_thousand_sheets_are_looked_through() {
    check(
        FEED,
        &xlsx(1_000, "<row><c><v>1</v></c></row>", ""),
        "no sheet has the columns `Month`, `Code` and `Total`",
    );
    check(FEED, &xlsx(1_000, HEADINGS, ""), "the headings stand on several sheets");
}

#[test]
fn a_million_formatted_rows_of_nothing_are_nothing() {
    let nothing = r#"<row s="1"/>"#.repeat(1_000_000);
    check(FEED, &xlsx(1, &format!("{HEADINGS}{nothing}"), ""), "unknown measure `m`");
    let nothing = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" table:style-name="s"/></table:table-row>"#;
    check(FEED, &ods(nothing), "the file holds no header");
}

#[test]
fn a_protected_file_and_one_that_was_cut_off_are_told() {
    let mut protected = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    protected.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    check(FEED, &protected, "the spreadsheet is protected by a password");
    let whole = xlsx(3, HEADINGS, "");
    check(FEED, &whole[..whole.len() / 2], "the spreadsheet is damaged, or was cut off");
}
