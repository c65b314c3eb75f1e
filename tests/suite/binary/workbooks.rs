//! Workbooks go in as they are sent: the sheet is found, and every figure and every fault is told with its sheet and row.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use tests::process::{Folder, remit};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook of sheets, each a name and its rows, cells apart by bars. A name in brackets is hidden.
fn xlsx(sheets: &[(&str, &[&str])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, content: &str| {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    };
    let (mut listed, mut related) = (String::new(), String::new());
    for (number, (name, rows)) in sheets.iter().enumerate() {
        let (name, state) = match name.strip_prefix('(') {
            Some(hidden) => (hidden.trim_end_matches(')'), "hidden"),
            None => (*name, "visible"),
        };
        write!(listed, r#"<sheet name="{name}" state="{state}" r:id="r{number}"/>"#).unwrap();
        write!(related, r#"<Relationship Id="r{number}" Type="x/worksheet" Target="sheet{number}.xml"/>"#)
            .unwrap();
        let cell = |text: &str| match text.parse::<u32>() {
            Ok(number) => format!("<c><v>{number}</v></c>"),
            Err(_) => format!(r#"<c t="str"><v>{text}</v></c>"#),
        };
        let row = |row: &&str| format!("<row>{}</row>", row.split(" | ").map(cell).collect::<String>());
        let rows: String = rows.iter().map(row).collect();
        put(
            &format!("xl/sheet{number}.xml"),
            &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        );
    }
    put("xl/workbook.xml", &format!("<workbook><sheets>{listed}</sheets></workbook>"));
    put("xl/_rels/workbook.xml.rels", &format!("<Relationships>{related}</Relationships>"));
    archive.finish().unwrap().into_inner()
}

const WARMTH: &[&str] = &[
    "Warm homes",
    "month | body | percent",
    "2024-01 | north-council | 91",
    "2024-02 | north-council | 92",
    "2024-01 | south-council | 93",
    "2024-02 | south-council | 94",
];

fn project() -> Folder {
    let folder = Folder::two_missions();
    folder.edit(
        "remit.toml",
        "folder = \"feeds/warmth\"\nformat = \"csv\"",
        "folder = \"feeds/warmth\"\nformat = \"spreadsheet\"",
    );
    folder
}

/// What is said of a workbook, and what became of its rows.
#[track_caller]
fn check(workbook: impl AsRef<[u8]>, code: i32) -> String {
    let folder = project();
    folder.drop_in("feeds/warmth/figures.xlsx", workbook);
    let answer = remit(&folder, "run project --as-of 2024-08-31");
    assert_eq!(answer.code, Some(code), "{answer}");
    let files = answer.out.split_once("Files read\n").map_or("", |(_, files)| files);
    format!("{}{files}", answer.err)
}

#[test]
fn the_only_shown_sheet_with_the_headings_is_read() {
    let notes: &[&str] = &["Notes", "Nothing to see"];
    insta::assert_snapshot!(check(xlsx(&[("Notes", notes), ("A1", WARMTH), ("(Old)", WARMTH)]), 0), @"
    feeds/warmth/figures.xlsx: 4 new
    feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn a_row_is_told_by_its_sheet() {
    let rows = &[WARMTH[0], WARMTH[1], WARMTH[2], "2024-02 | north-council | #REF!", "2024-03 | nowhere | 9"];
    insta::assert_snapshot!(check(xlsx(&[("A1", rows)]), 1), @"
    feeds/warmth/figures.xlsx: two rows were set aside and not used
      row 4 of sheet A1: `#REF!` is not a figure but an error of a formula; mend the sheet and send it again
      row 5 of sheet A1: unknown organisation `nowhere`
      feeds/warmth/figures.xlsx: 1 new, 2 set aside
      feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn programs_are_told_the_sheet_too() {
    let folder = project();
    let rows = &[WARMTH[0], WARMTH[1], "2024-03 | nowhere | 9"];
    folder.drop_in("feeds/warmth/figures.xlsx", xlsx(&[("A1", rows)]));
    let answer = remit(&folder, "run project --as-of 2024-08-31 --format json");
    let document: serde_json::Value = serde_json::from_str(&answer.out).expect("a document");
    let row = &document["receipts"][0]["set_aside"][0];
    assert_eq!((row["sheet"].as_str(), row["line"].as_u64()), (Some("A1"), Some(3)), "{document}");
}

#[test]
fn headings_on_two_sheets_are_not_guessed_at() {
    insta::assert_snapshot!(check(xlsx(&[("A1", WARMTH), ("A2", WARMTH)]), 2), @"
    remit: feeds/warmth/figures.xlsx: the headings stand on several sheets: `A1` and `A2`
      help: Name one of them under `sheet` in `[feed.table]`, or a list of them
      Refused: feeds/warmth/figures.xlsx: the headings stand on several sheets: `A1` and `A2`
      feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn a_workbook_without_the_headings_says_which_sheet_comes_near() {
    let rows = &["month | body | per_cent", "2024-01 | north-council | 91"];
    insta::assert_snapshot!(check(xlsx(&[("Notes", &["month"]), ("A1", rows)]), 2), @"
    remit: feeds/warmth/figures.xlsx: sheet `A1`: the column `percent` is missing; the file has `month`, `body` and `per_cent`
      help: Did you mean `per_cent` in place of `percent`? Columns are named under `[feed.columns]` in remit.toml; `remit look feeds/warmth/figures.xlsx` proposes a feed that reads the file
      Refused: feeds/warmth/figures.xlsx: sheet `A1`: the column `percent` is missing; the file has `month`, `body` and `per_cent`
      feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn a_workbook_in_which_no_sheet_comes_near_says_what_none_has() {
    let notes: &[&str] = &["Nothing to see", "here either"];
    insta::assert_snapshot!(check(xlsx(&[("Notes", notes), ("More notes", notes)]), 2), @"
    remit: feeds/warmth/figures.xlsx: no sheet has the columns `month`, `body` and `percent`; the file shows `Notes` and `More notes`
      help: Name the file's own columns under `[feed.columns]` in remit.toml, and the sheet under `sheet` in `[feed.table]`; `remit look feeds/warmth/figures.xlsx` proposes a feed that reads the file
      Refused: feeds/warmth/figures.xlsx: no sheet has the columns `month`, `body` and `percent`; the file shows `Notes` and `More notes`
      feeds/trains/2024.csv: 2 new
    ");
}

#[test]
fn what_is_no_workbook_is_refused_and_stops_nobody() {
    insta::assert_snapshot!(check("month,body,percent\n2024-01,north-council,91\n", 2), @r#"
    remit: feeds/warmth/figures.xlsx: the file is no XLSX, ODS or XLS spreadsheet
      help: Save it as XLSX or ODS; a text file is read by a feed with `format = "csv"`
      Refused: feeds/warmth/figures.xlsx: the file is no XLSX, ODS or XLS spreadsheet
      feeds/trains/2024.csv: 2 new
    "#);
    let whole = xlsx(&[("A1", WARMTH)]);
    insta::assert_snapshot!(check(&whole[..whole.len() - 40], 2), @"
    remit: feeds/warmth/figures.xlsx: the spreadsheet is damaged, or was cut off
      help: Nothing in it was taken; open it, save it and send it again
      Refused: feeds/warmth/figures.xlsx: the spreadsheet is damaged, or was cut off
      feeds/trains/2024.csv: 2 new
    ");
}

const TRAINS: &[&str] = &["Operator | Month | On time", "railway | 2024-01 | 85", "railway | 2024-02 | 86"];

/// A feed that reads both tables of one workbook, each from a sheet of its own.
const BOTH: &str = r#"[project]
title = "Two missions"

[[feed]]
id = "both"
folder = "feeds/both"
format = "spreadsheet"

[[feed.sheet]]
name = "Warmth*"
measure = "warm-homes"
columns = { period = "month", body = "body", value = "percent" }

[[feed.sheet]]
name = "Trains"
measure = "punctual-trains"
columns = { period = "Month", body = "Operator", value = "On time" }
"#;

fn of_both(trains: &[&str]) -> Folder {
    let folder = Folder::two_missions();
    folder.drop_in("remit.toml", BOTH);
    let book = xlsx(&[("Notes", &["Nothing"]), ("Warmth 2024", WARMTH), ("Trains", trains)]);
    folder.drop_in("feeds/both/book.xlsx", &book);
    folder
}

#[test]
fn several_tables_of_one_workbook_are_read_sheet_by_sheet() {
    let folder = of_both(TRAINS);
    let told = remit(&folder, "run project --all");
    assert!(told.out.contains("feeds/both/book.xlsx: 6 new"), "{told}");
    assert!(told.out.contains("two met"), "{told}");
    let explained = remit(&folder, "explain project trains/punctuality --all").out;
    assert!(explained.contains("feeds/both/book.xlsx, row 3 of sheet Trains"), "{explained}");
}

#[test]
fn a_row_that_cannot_be_used_is_told_by_its_sheet_and_a_table_that_is_missing_refuses_the_file() {
    let rows = ["Operator | Month | On time", "railway | 2024-01 | 85", "tramway | 2024-02 | 86"];
    let told = remit(&of_both(&rows), "run project --all");
    assert!(told.err.contains("row 3 of sheet Trains: unknown organisation `tramway`"), "{told}");
    let told = remit(&of_both(&["Operator | Month", "railway | 2024-01"]), "run project --all");
    assert!(told.out.contains("Refused: feeds/both/book.xlsx") && told.out.contains("Trains"), "{told}");
}

#[test]
fn a_figure_that_a_later_workbook_says_otherwise_is_told_by_its_sheet_and_row() {
    let folder = of_both(TRAINS);
    remit(&folder, "run project");
    let rows = ["Operator | Month | On time", "railway | 2024-01 | 12"];
    let book = xlsx(&[("Warmth 2024", WARMTH), ("Trains", &rows)]);
    folder.drop_in("feeds/both/later.xlsx", &book);
    remit(&folder, "run project");
    let told = remit(&folder, "receipt project later.xlsx --all");
    assert!(told.out.contains("row 2 of sheet Trains: Trains on time, The Railway"), "{told}");
    let json = remit(&folder, "receipt project later.xlsx --format json");
    let document: serde_json::Value = serde_json::from_str(&json.out).expect("a document");
    let revised = &document["receipts"][0]["revised_figures"][0];
    assert_eq!((&revised["sheet"], &revised["line"]), (&"Trains".into(), &2.into()), "{json}");
}

/// A project in which a second sheet says these rows of warm homes too.
fn said_on_two_sheets(first: &[&str], second: &[&str]) -> String {
    let folder = of_both(TRAINS);
    folder.edit(
        "remit.toml",
        "[[feed.sheet]]\nname = \"Trains\"",
        &format!("{AGAIN}\n[[feed.sheet]]\nname = \"Trains\""),
    );
    let sheets = [("Warmth 2024", first), ("Summary", second), ("Trains", TRAINS)];
    folder.drop_in("feeds/both/book.xlsx", xlsx(&sheets));
    remit(&folder, "run project");
    let told = remit(&folder, "receipt project book.xlsx --all").out;
    // The day is the one on which this is tried.
    let day =
        told.split_once("Received on ").and_then(|(_, said)| said.split_once(" through")).expect("a day").0;
    told.replace(day, "DAY")
}

const AGAIN: &str = r#"[[feed.sheet]]
name = "Summary"
measure = "warm-homes"
columns = { period = "When", body = "Who", value = "Share" }
"#;

#[test]
fn two_sheets_that_contradict_each_other_are_both_set_aside_and_what_they_agree_on_counts_once() {
    let rows = ["When | Who | Share", "2024-01 | north-council | 91", "2024-02 | north-council | 40"];
    insta::assert_snapshot!(said_on_two_sheets(WARMTH, &rows));
}

#[test]
fn a_sheet_that_contradicts_itself_is_not_settled_by_another() {
    let twice = ["month | body | percent", "2024-01 | north-council | 91", "2024-01 | north-council | 92"];
    for agreed in ["91", "92"] {
        let row = format!("2024-01 | north-council | {agreed}");
        let told = said_on_two_sheets(&twice, &["When | Who | Share", &row]);
        assert!(told.contains("Set aside and not used: three rows"), "{told}");
        let told = said_on_two_sheets(
            &["month | body | percent", &row],
            &[&["When | Who | Share"], &twice[1..]].concat(),
        );
        assert!(told.contains("Set aside and not used: three rows"), "{told}");
    }
}

#[test]
fn faults_of_sheets_are_told_with_a_way_out() {
    let folder = of_both(TRAINS);
    folder.edit("remit.toml", "format = \"spreadsheet\"", "format = \"csv\"");
    folder.edit("remit.toml", "name = \"Trains\"\n", "");
    let told = remit(&folder, "check project");
    assert!(told.err.contains("files of the format `csv` have no sheets"), "{told}");
    assert!(told.err.contains("[[feed.sheet]] lacks `name`"), "{told}");
}

#[test]
fn look_proposes_a_feed_for_all_tables_of_a_workbook_that_reads_them() {
    let folder = Folder::two_missions();
    let book = xlsx(&[("Warmth 2024", WARMTH), ("Trains", TRAINS)]);
    folder.drop_in("book.xlsx", &book);
    let told = remit(&folder, "look project/book.xlsx --project project --format json");
    let document: serde_json::Value = serde_json::from_str(&told.out).expect("a document");
    let all = &document[0]["all_sheets"];
    assert_eq!(all["figures"], 6, "{told}");
    let feed = all["feed"].as_str().expect("a feed");
    insta::assert_snapshot!(feed);
}
