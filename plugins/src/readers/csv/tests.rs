//! What the CSV reader makes of tables, good and bad.

use engine::model::{Absence, BodyId, MeasureId, Report, Status};
use insta::assert_snapshot;

use super::FORMAT;
use crate::readers::test_register::{
    accident_and_emergency, any_measure, catalogue, filter, read_bytes, referrals, tell_error, told, told_as,
};
use crate::readers::{Codes, FigureColumns, Layout, VintageFrom};

#[track_caller]
fn refusal(bytes: &[u8]) -> String {
    let read = read_bytes(&FORMAT, &referrals(), "file.csv", bytes, &catalogue());
    tell_error(&read.expect_err("nothing in it can be used"))
}

#[test]
fn a_row_becomes_an_observation() {
    let text = "period,body,value\n2018-12-31,hm-prison-service,230\nQ1 2019,P2,\"1,234\"\n";
    assert_snapshot!(told(&FORMAT, &referrals(), text), @r"
    2: referrals of hm-prison-service in 2018-Q4 = 230
    3: referrals of probation in 2019-Q1 = 1234
    ");
}

#[test]
fn marks_and_dressing_hide_no_column() {
    let text = "\u{feff} value , period,stray,body,,\r\n230,2018-Q4,x,\"hm-prison-service \",,\r\n\r\n 5 [p],2019-Q1,,P1,,\r\n";
    assert_snapshot!(told(&FORMAT, &referrals(), text), @r"
    2: referrals of hm-prison-service in 2018-Q4 = 230
    4: referrals of hm-prison-service in 2019-Q1 = 5 provisional
    ");
}

#[test]
fn a_line_break_inside_quotes_is_counted() {
    let text = "period,body,value,note\n2018-Q4,P1,1,\"two\nlines, \"\"quoted\"\"\"\n2018-Q4,P2,2,5\" pipe\n";
    assert_snapshot!(told(&FORMAT, &referrals(), text), @r"
    2: referrals of hm-prison-service in 2018-Q4 = 1
    4: referrals of probation in 2018-Q4 = 2
    ");
}

#[test]
fn missing_is_never_nought() {
    let layout =
        Layout { marks: vec![("NA".to_owned(), Report::Absent(Absence::NotAvailable))], ..referrals() };
    let text = "period,body,value\n2018-Q1,P1,..\n2018-Q2,P1,-\n2018-Q3,P1,[c]\n2018-Q4,P1,\n2019-Q1,P1,na\n2019-Q2,P1,[u] [r]\n2019-Q3,P1,0\n";
    assert_snapshot!(told(&FORMAT, &layout, text), @r#"
    2: referrals of hm-prison-service in 2018-Q1 = absent: "not available"
    3: referrals of hm-prison-service in 2018-Q2 = absent: "a mark whose meaning is not declared"
    4: referrals of hm-prison-service in 2018-Q3 = absent: "confidential"
    5: referrals of hm-prison-service in 2018-Q4 = absent: "left blank"
    6: referrals of hm-prison-service in 2019-Q1 = absent: "not available"
    7: referrals of hm-prison-service in 2019-Q2 = absent: "withheld as unreliable" revised
    8: referrals of hm-prison-service in 2019-Q3 = 0
    "#);
}

#[test]
fn rows_outside_the_filter_are_no_fault_whatever_else_is_wrong_with_them() {
    let layout =
        Layout { only: vec![filter("area", &["E92000001"]), filter("body", &["P1", "P2"])], ..referrals() };
    let text = "area,period,body,value\nE92000001,2018-Q4,P1,1\nE12000007,nonsense,nobody,much\nE92000001,2018-Q4,TOTAL,9\nE12000007,too,many,fields,here\n E92000001 ,2018-Q4,P2,2\n";
    assert_snapshot!(told(&FORMAT, &layout, text), @r"
    2: referrals of hm-prison-service in 2018-Q4 = 1
    6: referrals of probation in 2018-Q4 = 2
    3 skipped
    ");
}

#[test]
fn totals_and_blank_rows_are_skipped() {
    let layout = Layout { totals: vec![filter("body", &["TOTAL"])], ..referrals() };
    let text = "period,body,value\n2018-Q4,P1,1\nTotal,Total ,9\n,,\n";
    assert_snapshot!(told(&FORMAT, &layout, text), @r"
    2: referrals of hm-prison-service in 2018-Q4 = 1
    2 skipped
    ");
}

#[test]
fn a_row_that_cannot_be_used_is_set_apart_and_the_rest_goes_in() {
    let text = "period,body,value\n2018-Q5,P1,1\n2018-Q4,hm-prision-service,1\n2018-Q4,E99999999,1\n2018-Q4,P1,many\n,P1,3\n2018-Q4,,3\n2018-Q4,P2\n2018-Q4,P2,1,2\n2018-Q4,P2,7\n";
    assert_snapshot!(told(&FORMAT, &referrals(), text), @r"
    10: referrals of probation in 2018-Q4 = 7
    line 2: `2018-Q5` is not a quarter; write it like `2020-Q4`
    line 3: unknown organisation `hm-prision-service`; did you mean `hm-prison-service`?
    line 4: unknown organisation `E99999999`
    line 5: `many` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    line 6: `(blank)` is not a quarter; write it like `2020-Q4`
    line 7: unknown organisation `(blank)`
    line 8: it has 2 fields where the header has 3
    line 9: it has 4 fields where the header has 3
    ");
}

#[test]
fn a_stray_quotation_mark_moves_no_figure() {
    let layout = referrals();
    let text = "period,body,note,value\n2018-Q1,P1,\"6 inch pipe,5\n2018-Q1,P2,ok,20\n2018-Q2,P1,\"7 inch pipe,13\n2018-Q2,P2,ok,11\n";
    assert_snapshot!(told(&FORMAT, &layout, text), @r"
    5: referrals of probation in 2018-Q2 = 11
    line 2: a quotation mark that nothing closes runs from line 2 to line 4; double it or leave it out
    line 3: a quotation mark that nothing closes runs from line 2 to line 4; double it or leave it out
    line 4: a quotation mark that nothing closes runs from line 2 to line 4; double it or leave it out
    ");
    let whole = "period,body,note,value\n2018-Q1,P1,\"two\nlines\",5\n2018-Q1,P2,\"6\"\" pipe\",20\n";
    assert_snapshot!(told(&FORMAT, &layout, whole), @r"
    2: referrals of hm-prison-service in 2018-Q1 = 5
    4: referrals of probation in 2018-Q1 = 20
    ");
}

#[test]
fn a_body_that_closed_is_mapped_through_its_one_successor() {
    let text =
        "period,body,value\n2020-Q1,E07000007,1\n2020-Q2,E07000007,2\n2020-Q2,E07000008,3\n2020-Q2,split,4\n";
    assert_snapshot!(told(&FORMAT, &referrals(), text), @r"
    2: referrals of wycombe in 2020-Q1 = 1
    3: referrals of buckinghamshire in 2020-Q2 = 2
    line 4: unknown organisation `E07000008`: Nowhere District closed on 2020-03-31 and has no successor in the register
    line 5: unknown organisation `split`: Split District closed on 2020-03-31 and has 2 successors, so its figure belongs to no one of them
    ");
}

#[test]
fn repeats_count_once_and_contradictions_go_nowhere() {
    let text = "period,body,value\n2018-Q4,london,510\n2018-Q4,P1,1\n2018-Q4,london,510.0\n2018-Q4,P1,2\n2018-Q4,P1,1\n2018-Q4,P2,..\n2018-Q4,P2,5\n";
    assert_snapshot!(told(&FORMAT, &referrals(), text), @r#"
    2: referrals of london in 2018-Q4 = 510
    1 repeated
    line 3: conflicting values for referrals of hm-prison-service in 2018-Q4: line 3 gives 1 and line 5 gives 2
    line 5: conflicting values for referrals of hm-prison-service in 2018-Q4: line 3 gives 1 and line 5 gives 2
    line 6: conflicting values for referrals of hm-prison-service in 2018-Q4: line 5 gives 2 and line 6 gives 1
    line 7: conflicting values for referrals of probation in 2018-Q4: line 7 gives "not available" and line 8 gives 5
    line 8: conflicting values for referrals of probation in 2018-Q4: line 7 gives "not available" and line 8 gives 5
    "#);
}

#[test]
fn a_wide_row_gives_each_column_its_measure() {
    let text = "period,body,all,late\nMSitAE-JUNE-2024,P1,100,20\nJuly 2024,P1,much,30\nJuly 2024,P2,..,x\nJuly 2024,nobody,1,2\nJune 2024,P1,100,20\n";
    assert_snapshot!(told(&FORMAT, &accident_and_emergency(), text), @r#"
    2: attendances of hm-prison-service in 2024-06 = 100
    2: over-4-hours of hm-prison-service in 2024-06 = 20
    3: over-4-hours of hm-prison-service in 2024-07 = 30
    4: attendances of probation in 2024-07 = absent: "not available"
    1 repeated
    line 3: `all`: `much` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    line 4: `late`: `x` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    line 5: unknown organisation `nobody`
    "#);
}

#[test]
fn a_long_row_names_its_measure() {
    let measures = [("Smoking prevalence".to_owned(), MeasureId::new("smoking"))];
    let layout = Layout {
        codes: Codes { measures: measures.into_iter().collect(), ..Codes::default() },
        ..any_measure()
    };
    let text = "period,body,measure,value\n2018,london,Smoking prevalence,19.8%\n2018/19,london,spending,\"£1,200\"\n2018,london,smokin,20\n2018,london,smoking,£5\n2018/19,london,spending,5%\n";
    assert_snapshot!(told(&FORMAT, &layout, text), @r"
    2: smoking of london in 2018 = 19.8
    3: spending of london in 2018/19 = 1200
    line 4: unknown measure `smokin`; did you mean `smoking`?
    line 5: the unit `£` does not fit the measure `smoking`, which is a percentage
    line 6: the unit `%` does not fit the measure `spending`, which is in pounds
    ");
}

#[test]
fn the_unit_of_a_row_must_be_that_of_its_measure() {
    let layout = Layout { unit: Some("unit".to_owned()), ..any_measure() };
    let text = "period,body,measure,value,unit\n2018,london,smoking,19.8,Percentage\n2018-06,london,waits,7,Days\n2018-06,london,waits,7,hours\n2018-06,london,attendances,7,Persons\n2018-06,london,attendances,7,thousands\n2018,london,smoking,5,\n";
    assert_snapshot!(told(&FORMAT, &layout, text), @r"
    2: smoking of london in 2018 = 19.8
    3: waits of london in 2018-06 = 7
    5: attendances of london in 2018-06 = 7
    line 4: the unit `hours` does not fit the measure `waits`, which is in `days`
    line 6: the unit `thousands` does not fit the measure `attendances`, which is a count
    line 7: the unit `(blank)` does not fit the measure `smoking`, which is a percentage
    ");
}

#[test]
fn statuses_and_codes_are_those_of_the_file() {
    let codes = Codes {
        bodies: [("adult_prison".to_owned(), BodyId::new("hm-prison-service"))].into_iter().collect(),
        statuses: [("est".to_owned(), Status::Provisional)].into_iter().collect(),
        ..Codes::default()
    };
    let layout = Layout { codes, status: Some("status".to_owned()), ..referrals() };
    let text = "period,body,value,status\n2018-Q1,adult_prison,1,as_published\n2018-Q2,adult_prison,2,corrected\n2018-Q3,adult_prison,3,est\n2018-Q4,adult_prison,4,Provisional\n2019-Q1,adult_prison,5,guess\n";
    assert_snapshot!(told(&FORMAT, &layout, text), @r"
    2: referrals of hm-prison-service in 2018-Q1 = 1
    3: referrals of hm-prison-service in 2018-Q2 = 2 revised
    4: referrals of hm-prison-service in 2018-Q3 = 3 provisional
    5: referrals of hm-prison-service in 2018-Q4 = 4 provisional
    line 6: unknown status `guess`; write provisional, final or revised, or name it under `[feed.codes.status]`
    ");
}

#[test]
fn the_vintage_comes_from_a_column_and_tells_two_releases_apart() {
    let layout = Layout { vintage: VintageFrom::Column("published".to_owned()), ..referrals() };
    let text = "period,body,value,published\n2018-Q4,P1,1,2019-06-01\n2018-Q4,P1,2,01/09/2019\n2018-Q4,P2,3,2019-06-01T09:30:00+01:00\n2018-Q4,P2,4,soon\n";
    assert_snapshot!(told(&FORMAT, &layout, text), @r"
    2: referrals of hm-prison-service in 2018-Q4 = 1 at 2019-06-01T00:00:00Z
    3: referrals of hm-prison-service in 2018-Q4 = 2 at 2019-09-01T00:00:00Z
    4: referrals of probation in 2018-Q4 = 3 at 2019-06-01T08:30:00Z
    line 5: `soon` is not a date on which a figure was published; write it like 2024-08-30
    ");
}

#[test]
fn a_time_of_publication_without_a_zone_is_that_of_the_project() {
    let layout = Layout { vintage: VintageFrom::Column("published".to_owned()), ..referrals() };
    let rows = "period,body,value,published\n2018-Q1,P1,1,2018-04-20 09:30\n2018-Q2,P1,2,2018-07-20T09:30:00\n\
                2018-Q3,P1,3,20/12/2018 09:30\n2018-Q4,P1,4,2019-01-20T09:30:00Z\n2017-Q4,P1,5,2018-01-20 25:00\n";
    assert_snapshot!(told(&FORMAT, &layout, rows), @"
    2: referrals of hm-prison-service in 2018-Q1 = 1 at 2018-04-20T08:30:00Z
    3: referrals of hm-prison-service in 2018-Q2 = 2 at 2018-07-20T08:30:00Z
    4: referrals of hm-prison-service in 2018-Q3 = 3 at 2018-12-20T09:30:00Z
    5: referrals of hm-prison-service in 2018-Q4 = 4 at 2019-01-20T09:30:00Z
    line 6: `2018-01-20 25:00` is not a date on which a figure was published; write it like 2024-08-30
    ");
}

#[test]
fn the_vintage_comes_from_the_files_name_or_from_receipt() {
    let text = "period,body,value\n2018-Q4,P1,1\n";
    let named = Layout { vintage: VintageFrom::FileName, ..referrals() };
    let received = Layout { vintage: VintageFrom::Received, ..referrals() };
    assert_snapshot!(told_as(&FORMAT, &named, "smoking.2024-08-30.4a799e0.csv", text), @"2: referrals of hm-prison-service in 2018-Q4 = 1 at 2024-08-30T00:00:00Z");
    assert_snapshot!(told(&FORMAT, &received, text), @"2: referrals of hm-prison-service in 2018-Q4 = 1 at 2024-08-31T10:00:00Z");
    assert_snapshot!(told_as(&FORMAT, &named, "smoking.csv", text), @r"
    the name `smoking.csv` holds no date, and the feed's vintage is to come from it
    help: Name the file like figures.2024-08-30.csv, by the day on which it was published
    ");
    assert_snapshot!(told_as(&FORMAT, &named, "2024-01-01 to 2024-03-31.csv", text), @r"
    the name `2024-01-01 to 2024-03-31.csv` holds more than one date, and the feed's vintage is to come from it
    help: Name the file like figures.2024-08-30.csv, by the day on which it was published
    ");
}

#[test]
fn wrong_columns_are_named_with_those_that_are_there() {
    assert_snapshot!(refusal(b"period,bdy,figure,\n2018-Q4,P1,1,\n"), @r"
    line 1: the columns `body` and `value` are missing; the file has `period`, `bdy` and `figure`
    help: Did you mean `bdy` in place of `body`? Columns are named under `[feed.columns]` in remit.toml
    ");
    assert_snapshot!(refusal(b"period,body,x1\n"), @r"
    line 1: the column `value` is missing; the file has `period`, `body` and `x1`
    help: Name the file's own columns under `[feed.columns]` in remit.toml
    ");
    assert_snapshot!(refusal(b"period;body;value\n2018-Q4;P1;1\n"), @r#"
    line 1: the columns `period`, `body` and `value` are missing; the file has `period;body;value`
    help: The columns are separated by something else; say so with `delimiter` under [feed.table] in remit.toml, as in `delimiter = ";"`
    "#);
    assert_snapshot!(refusal(b"period,body,value,value\n2018-Q4,P1,1,2\n"), @r"
    line 1: the file has two columns `value`
    help: Send it with one of them, or under names that tell them apart
    ");
}

#[test]
fn a_file_that_stops_in_the_middle_is_not_taken() {
    assert_snapshot!(refusal(b"period,body,value\n2018-Q4,P1,1\n2019-Q1,P"), @r"
    line 3: the file seems cut off at line 3
    help: Nothing in it was taken; send the whole file again
    ");
    assert_snapshot!(refusal(b"period,body,value\r\n\r\n2018-Q4,P1,\"1\r\n2019-Q1,P1,2\r\n"), @r"
    line 3: the file seems cut off at line 3
    help: Nothing in it was taken; send the whole file again
    ");
    assert_snapshot!(refusal(b"period,bo"), @r"
    line 1: the file seems cut off at line 1
    help: Nothing in it was taken; send the whole file again
    ");
    let whole = "period,body,value\n2018-Q4,P1,\"1\"\"\"\n2018-Q4,P2,2";
    assert_snapshot!(told(&FORMAT, &referrals(), whole), @r#"
    3: referrals of probation in 2018-Q4 = 2
    line 2: `1"` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    "#);
}

#[test]
fn what_is_not_text_is_refused() {
    let save = "help: Save it again as plain text in UTF-8; spreadsheet programs call it \"CSV UTF-8\"";
    let refused = |bytes: &[u8]| refusal(bytes).replace(save, "(save as UTF-8)");
    assert_snapshot!(refused(b"\xFF\xFEp\0"), @r"
    line 1: the file is in UTF-16
    (save as UTF-8)
    ");
    assert_snapshot!(refused(b"period,body,value\n2018-Q4,Caf\xE9,1\n"), @r"
    line 2: the file is not in UTF-8 from line 2
    (save as UTF-8)
    ");
    assert_snapshot!(refused(b"p\0e\0"), @r"
    line 1: the file is not text
    (save as UTF-8)
    ");
    assert_snapshot!(refused(b"PK\x03\x04"), @r"
    line 1: the file is a spreadsheet or an archive, not text
    (save as UTF-8)
    ");
    assert_snapshot!(refused(b"\xEF\xBB\xBF \r\n"), @r"
    the file is empty
    help: Send it again; if nothing was measured, send a row with the reason in place of the figure
    ");
}

#[test]
fn a_measure_that_nobody_declares_stops_the_whole_file() {
    let figures =
        FigureColumns::Fixed { measure: MeasureId::new("referals"), value: vec!["value".to_owned()] };
    let layout = Layout { figures, ..referrals() };
    assert_snapshot!(told(&FORMAT, &layout, "period,body,value\n2018-Q4,P1,1\n"), @r"
    unknown measure `referals`; did you mean `referrals`?
    help: Declare the measure in a mission, or name another one in the feed
    ");
}

#[test]
fn a_header_alone_says_nothing_and_is_no_fault() {
    assert_eq!(told(&FORMAT, &referrals(), "period,body,value\n"), "");
}

#[test]
fn a_line_of_more_fields_than_any_table_has_is_set_aside_and_the_rest_counts() {
    let commas = ",".repeat(5_000);
    let text =
        format!("period,body,value\n2018-Q4,P1,1{commas}\r\n2019-Q1,P2,2,\"{commas}\"\n2019-Q2,P1,3\n");
    assert_snapshot!(told(&FORMAT, &referrals(), &text), @"
    4: referrals of hm-prison-service in 2019-Q2 = 3
    line 2: it has more than 4096 fields
    line 3: it has 4 fields where the header has 3
    ");
    let cut_off = format!("period,body,value\n2018-Q4,P1,1\n2019-Q1,P2,2{commas}");
    assert_snapshot!(told(&FORMAT, &referrals(), &cut_off), @"
    2: referrals of hm-prison-service in 2018-Q4 = 1
    line 3: it has more than 4096 fields
    ");
    assert_snapshot!(refusal(format!("period,body,value{commas}\n2018-Q4,P1,1\n").as_bytes()), @"
    line 1: the file has more than 4096 columns
    help: Send it with the columns that the feed needs
    ");
}

#[test]
fn a_field_longer_than_any_that_means_something_is_set_aside() {
    let text = format!("period,body,value\n2018-Q4,{},1\n2019-Q1,P2,2\n", "x".repeat(1_000_000));
    assert_snapshot!(told(&FORMAT, &referrals(), &text), @"
    3: referrals of probation in 2019-Q1 = 2
    line 2: `body` is 1000000 bytes long, and 4096 are the most: `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…`
    ");
}

#[test]
fn lines_end_as_their_file_ends_them() {
    let text =
        "period,body,value\r2018-Q1,P1,12\r2018-Q1,P2,zz\r\r2018-Q2,P1,yy\r\n2018-Q2,P2,11\n2018-Q3,P2,x\r";
    assert_snapshot!(told(&FORMAT, &referrals(), text), @"
    2: referrals of hm-prison-service in 2018-Q1 = 12
    6: referrals of probation in 2018-Q2 = 11
    line 3: `zz` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    line 5: `yy` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    line 7: `x` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    ");
}

#[test]
fn the_header_is_found_below_the_title_of_a_table() {
    let text = "\"Homes, by council\",,\n,,\nperiod,body,value\n2018-Q1,P1,12\n2018-Q1,P2,x\n";
    assert_snapshot!(told(&FORMAT, &referrals(), text), @"
    4: referrals of hm-prison-service in 2018-Q1 = 12
    line 5: `x` is not a figure; if it marks a missing one, name it under `[feed.absence]`
    ");
    assert_snapshot!(told(&FORMAT, &referrals(), "Homes,,\n,,\nperiod,body,values\n2018-Q1,P1,12\n"), @"
    line 3: the column `value` is missing; the file has `period`, `body` and `values`
    help: Did you mean `values` in place of `value`? Columns are named under `[feed.columns]` in remit.toml
    ");
}
