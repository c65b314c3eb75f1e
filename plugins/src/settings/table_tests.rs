//! What `[feed.table]` and the sources of `[feed.columns]` make of files, and every fault in them.

use insta::assert_snapshot;
use rules::diagnostic::{Colour, render};
use rules::source::SourceText;

use super::parse;
use super::tests::tell;
use crate::readers::test_register::{catalogue, read_bytes, tell as tell_reading, tell_error};
use crate::registry::FORMATS;

/// What is read of a file by a feed that is declared so.
#[track_caller]
fn read(declared: &str, name: &str, bytes: &[u8]) -> String {
    let text = format!("[[feed]]\nid = \"trial\"\nfolder = \"feeds/trial\"\n{declared}");
    let (settings, faults) = parse(&SourceText::new("remit.toml", text));
    let settings = settings.unwrap_or_else(|| panic!("{}", render(&faults, Colour::Plain)));
    match read_bytes(&FORMATS[0], &settings.feeds[0].layout, name, bytes, &catalogue()) {
        Ok(reading) => tell_reading(&reading),
        Err(error) => tell_error(&error),
    }
}

#[track_caller]
fn faults(declared: &str) -> String {
    let text = format!("[[feed]]\nid = \"trial\"\nfolder = \"feeds/trial\"\n{declared}");
    let (settings, faults) = parse(&SourceText::new("remit.toml", text));
    assert!(settings.is_none(), "settings with faults are no settings");
    tell(&faults)
}

#[test]
fn a_year_and_a_month_in_two_columns_are_one_period() {
    let declared = r#"measure = "attendances"
        table = { delimiter = ";", encoding = "latin-1", skip_rows = 3, ends_at = "___" }
        columns = { period = ["column A", "column B"], body = { is = "P1" }, value = "weiblich" }"#;
    let text = b"Tabelle 1;;\nM\xE4nner;;\n\n;;weiblich\n2024;January;5\n2024;;6\n____;;\nnote\n";
    assert_snapshot!(read(declared, "file.csv", text), @"
    5: attendances of hm-prison-service in 2024-01 = 5
    line 6: it has no `column A + column B`
    ");
}

#[test]
fn merged_headings_are_filled_and_joined() {
    let declared = r#"
        table = { header_rows = 3, fill_down = "body" }
        [feed.columns]
        period = "column B"
        body = "body"
        values = { "All / Up to 26 weeks / Over 1 week" = "attendances", "All" = "over-4-hours" }"#;
    let text = b",,All,.,.,All\n,,Up to 26 weeks,.,Over 26 weeks,.\nbody,,Up to 1 week,Over 1 week,.,.\nP1,2024-01,1,2,3,6\n,Feb 2024,4,5,6,15\n";
    assert_snapshot!(read(declared, "file.csv", text), @"
    4: over-4-hours of hm-prison-service in 2024-01 = 6
    4: attendances of hm-prison-service in 2024-01 = 2
    5: over-4-hours of hm-prison-service in 2024-02 = 15
    5: attendances of hm-prison-service in 2024-02 = 5
    ");
}

#[test]
fn periods_and_measures_may_both_be_headings() {
    let declared = r#"
        table = { header_rows = 2, not_read = ["Name"] }
        [feed.columns]
        period = { from = "headings", row = 1 }
        measure = { from = "headings", row = 2 }
        body = { first_of = ["la", "region"] }
        [feed.codes.measure]
        All = "attendances"
        Late = "over-4-hours""#;
    let text = b",,,Jan 2024,,Feb 2024,\nregion,la,Name,All,Late,All,Late\n,P1,One,1,2,3,4\nP2,,Two,5,6,7,8\n,,Three,9,9,9,9\n";
    assert_snapshot!(read(declared, "file.csv", text), @"
    3: attendances of hm-prison-service in 2024-01 = 1
    3: over-4-hours of hm-prison-service in 2024-01 = 2
    3: attendances of hm-prison-service in 2024-02 = 3
    3: over-4-hours of hm-prison-service in 2024-02 = 4
    4: attendances of probation in 2024-01 = 5
    4: over-4-hours of probation in 2024-01 = 6
    4: attendances of probation in 2024-02 = 7
    4: over-4-hours of probation in 2024-02 = 8
    line 5: it has no `la or region`
    ");
}

#[test]
fn a_period_may_stand_in_the_title_or_in_the_name_of_the_file() {
    let title = r#"measure = "attendances"
        columns = { period = { from = "title" }, body = "body", value = "value" }"#;
    let file = |title: &str| format!("{title},\n\nbody,value\nP1,1\n");
    assert_snapshot!(read(title, "file.csv", file("Attendances in January 2024 (thousand)").as_bytes()), @"4: attendances of hm-prison-service in 2024-01 = 1");
    assert_snapshot!(read(title, "file.csv", file("Attendances").as_bytes()), @"
    line 3: the lines above the table name no period, and the feed takes it from there; there stands `Attendances`
    help: Send it as the files before were written, or put the `pattern` right in remit.toml
    ");
    assert_snapshot!(read(title, "file.csv", file("January 2024 and February 2024").as_bytes()), @"
    line 3: the lines above the table name two periods, `January 2024` and `February 2024`, and the feed takes one from there
    help: Say in remit.toml which is meant, with a `pattern`
    ");
    let name = r#"measure = "attendances"
        columns = { period = { from = "file-name", pattern = '(\d{4}-\d{2})-figures' }, body = "body", value = "value" }"#;
    assert_snapshot!(read(name, "2024-02-figures.csv", b"body,value\nP1,1\n"), @"2: attendances of hm-prison-service in 2024-02 = 1");
    let name = name.replace(r", pattern = '(\d{4}-\d{2})-figures'", "");
    assert_snapshot!(read(&name, "AE-2024-02.csv", b"body,value\nP1,1\n"), @"2: attendances of hm-prison-service in 2024-02 = 1");
}

#[test]
fn several_keys_in_one_field_are_told_apart() {
    let declared = r#"measure = "smoking"
        table = { delimiter = "tab" }
        [feed.columns]
        period = { from = "headings" }
        body = { column = 'unit,geo\time', part = 2, by = "," }"#;
    let text = b"unit,geo\\time\t2003 \t2004 \nPC,P1\t5.4 \t6 \nPC\t1\t2\n";
    assert_snapshot!(read(declared, "file.tsv", text), @r"
    2: smoking of hm-prison-service in 2003 = 5.4
    2: smoking of hm-prison-service in 2004 = 6
    line 3: it has no `part 2 of unit,geo\time`
    ");
}

#[test]
fn years_as_rows_and_months_as_columns_are_joined_to_periods() {
    let declared = |year: &str| {
        format!(
            "measure = \"attendances\"\ntable = {{ not_read = [\"Total\"] }}\n[feed.columns]\nperiod = [{{ from = \"headings\" }}, {year}]\nbody = \"body\""
        )
    };
    let text = b"body,Year,January,February,Total\nP1,2023,1,2,3\nP1,,4,5,9\n";
    assert_snapshot!(read(&declared("\"Year\""), "file.csv", text), @"
    2: attendances of hm-prison-service in 2023-01 = 1
    2: attendances of hm-prison-service in 2023-02 = 2
    line 3: it has no `heading that names a period + Year`
    ");
    assert_snapshot!(read(&declared("{ is = 2024 }"), "file.csv", b"body,January,Notes,Total\nP1,1,none,1\n"), @"
    2: attendances of hm-prison-service in 2024-01 = 1
    line 1: the heading `Notes` names no period; list it under `not_read` in [feed.table] if that is meant
    ");
}

#[test]
fn two_columns_with_one_heading_are_told_apart_by_letter() {
    let declared = |value: &str| {
        format!(
            "measure = \"attendances\"\ntable = {{ header_rows = 1 }}\ncolumns = {{ period = \"period\", body = \"body\", value = \"{value}\" }}"
        )
    };
    let text = b"period,body,Total,Total\n2024-01,P1,1,2\n";
    assert_snapshot!(read(&declared("Total"), "file.csv", text), @"
    line 1: the columns C and D are both headed `Total`
    help: Call the one that is meant by its letter in remit.toml, as `column C`
    ");
    assert_snapshot!(read(&declared("column D"), "file.csv", text), @"2: attendances of hm-prison-service in 2024-01 = 2");
    assert_snapshot!(read(&declared("Totla"), "file.csv", text), @"
    line 1: the column `Totla` is missing; the file has `period`, `body`, `Total` and `Total`
    help: Did you mean `Total` in place of `Totla`? Columns are named under `[feed.columns]` in remit.toml
    ");
}

#[test]
fn an_encoding_that_a_file_is_not_in_is_told() {
    let declared = |encoding: &str| {
        format!(
            "measure = \"attendances\"\ntable = {{ encoding = \"{encoding}\" }}\ncolumns = {{ period = \"period\", body = \"body\", value = \"value\" }}"
        )
    };
    let utf_16: Vec<u8> =
        "\u{feff}period,body,value\n2024-01,P1,1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_snapshot!(read(&declared("utf-16"), "file.csv", &utf_16), @"2: attendances of hm-prison-service in 2024-01 = 1");
    assert_snapshot!(read(&declared("shift_jis"), "file.csv", b"period,body,value\n2024-01,P1,\xFF\n"), @"
    line 2: the file is not in Shift_JIS from line 2
    help: Say the encoding of the files with `encoding` under [feed.table] in remit.toml
    ");
}

#[test]
fn a_text_that_breaks_off_within_its_table_is_not_taken() {
    let declared = r#"measure = "attendances"
        table = { ends_at = "Notes" }
        columns = { period = "period", body = "body", value = "value" }"#;
    assert_snapshot!(read(declared, "file.csv", b"period,body,value\n2024-01,P1,1\n2024-02,P1"), @"
    line 3: the file seems cut off at line 3
    help: Nothing in it was taken; send the whole file again
    ");
    assert_snapshot!(read(declared, "file.csv", b"period,body,value\n2024-01,P1,1\nNotes"), @"2: attendances of hm-prison-service in 2024-01 = 1");
}

#[test]
fn contradictions_are_told() {
    let text = r#"measure = "attendances"
        [feed.table]
        header = ["a"]
        skip_rows = 1
        encoding = "windows-1225"
        delimiter = "::"
        header_rows = 2
        [feed.columns]
        period = { from = "headings", row = 3 }
        body = { is = "P1", column = "b" }
        value = "v""#;
    assert_snapshot!(faults(text), @r#"
    7 at 1: invalid-value: `header` and `skip_rows` exclude each other
        help: leave one of them out
    8 at "windows-1225": invalid-value: there is no encoding `windows-1225`
        help: did you mean `windows-1252`?
    9 at "::": invalid-value: `::` cannot stand between fields
        help: write one sign, such as `;` or `|`, or the word `tab`
    12 at 3: feed: there is no row 3 of headings: `header_rows` is 2
        help: say under [feed.table] how many rows make the headings
    13 at column: feed: the body has two sources
        help: write exactly one of `from`, `is`, `first_of` and `column`
    "#);
    let text = r#"measure = "attendances"
        [feed.table]
        not_read = ["Total"]
        [feed.columns]
        period = { from = "title", pattern = '\d{4}' }
        body = { from = "file-name" }
        value = "v""#;
    assert_snapshot!(faults(text), @r#"
    6 at not_read: feed: `not_read` means nothing here: nothing is taken from headings, and other columns are left out anyway
        help: leave it out
    8 at '\d{4}': invalid-value: the pattern has no group, so nothing is taken from what it matches
        help: put brackets around what is meant, as in `'(\d{4})'`
    9 at "file-name": feed: no body is found there without a pattern
        help: add `pattern = '(...)'`, whose group is what is taken
    "#);
    let text = r#"measure = "attendances"
        format = "ndjson"
        [feed.columns]
        period = { is = 2024, part = 1 }
        body = "b"
        value = "v""#;
    assert_snapshot!(faults(text), @"
    1 at [[feed]]: feed: files of the format `ndjson` hold no table
        help: leave [feed.table] out, and name keys in [feed.columns]
    7 at 1: feed: `part` means nothing beside `is`
        help: it belongs to `column`
    ");
}
