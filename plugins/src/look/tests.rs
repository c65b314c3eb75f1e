//! Files looked at: small ones of each kind, and those that public bodies published, where they are on this machine.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use super::{FileExtent, Looked, Question, Subject, Trial, look};

fn looked(name: &str, bytes: &[u8]) -> Looked {
    let now = "2026-08-01T10:00:00Z".parse().expect("a moment");
    look(&Subject { name, bytes, sheet: None, register: None, named: &[], now })
}

/// The feed that is proposed, and what is read with it.
#[track_caller]
fn check(name: &str, text: &str) -> String {
    let looked = looked(name, text.as_bytes());
    let Some(proposal) = looked.proposal else { return format!("{:?}", looked.sketched.lack) };
    let read = match &proposal.trial {
        Trial::Read { figures, absent, set_aside, .. } => {
            format!("{figures} figures, {absent} absent, {set_aside} set aside")
        }
        other => format!("{other:?}"),
    };
    format!("{}\n{read}\n{:?}", proposal.feed, proposal.questions)
}

#[test]
fn a_plain_table_is_read_by_its_proposal() {
    assert_snapshot!(check(
        "referrals.csv",
        "Month,Code,Total\n2024-01,E06000001,5\n2024-02,E06000001,7\n2024-01,E06000002,1\n2024-02,E06000002,3\n",
    ), @r#"
    [[feed]]
    id = "referrals"
    folder = "feeds/referrals"
    measure = "referrals"

    [feed.columns]
    period = "Month"
    body = "Code"
    value = "Total"

    4 figures, 0 absent, 0 set aside
    []
    "#);
}

#[test]
fn what_only_the_publisher_knows_is_asked() {
    assert_snapshot!(check(
        "plan.csv",
        "Board;11-April;18-April\nNorthland;1.041,5;-\nWaikato;2.020,5;x\nOtago;7,5;3,5\nTasman;9,25;1,5\n",
    ), @r#"
    [[feed]]
    id = "plan"
    folder = "feeds/plan"
    bodies = "by-name"
    measure = "plan"

    [feed.table]
    delimiter = ";"
    decimal = ","
    thousands = "."

    [feed.columns]
    period = [{ from = "headings" }, { is = "say-which-year" }]
    body = "Board"

    6 figures, 2 absent, 0 set aside
    [WhichYear, Marks([Mark { text: "-", times: 1 }, Mark { text: "x", times: 1 }])]
    "#);
}

#[test]
fn a_table_without_a_period_or_a_body_says_so() {
    assert_snapshot!(check("doses.csv", "First,Second\n5,6\n7,8\n"), @r#"
    [[feed]]
    id = "doses"
    folder = "feeds/doses"

    [feed.columns]
    period = { is = "say-which-period" }
    body = { is = "say-which-body" }

    [feed.columns.values]
    "First" = "first"
    "Second" = "second"

    0 figures, 0 absent, 2 set aside
    [WhichPeriod, WhichBody { labels: [] }, WhatSetsApart, SetAside { rows: 2, first: "line 2: conflicting values for first of say-which-body in 2021: line 2 gives 5 and line 3 gives 7; conflicting values for second of say-which-body in 2021: line 2 gives 6 and line 3 gives 8" }]
    "#);
}

#[test]
fn objects_are_read_by_their_keys() {
    assert_snapshot!(check(
        "placed.jsonl",
        "{\"month\":\"2024-01\",\"council\":\"E06000001\",\"placed\":5}\n{\"month\":\"2024-02\",\"council\":\"E06000001\",\"placed\":7.50,\"more\":{\"a\":1}}\n",
    ), @r#"
    [[feed]]
    id = "placed"
    folder = "feeds/placed"
    format = "ndjson"
    measure = "placed"

    [feed.columns]
    period = "month"
    body = "council"
    value = "placed"

    2 figures, 0 absent, 0 set aside
    []
    "#);
}

#[test]
fn data_values_are_read_by_their_attributes_and_those_around_them() {
    let value = |month: &str, value: u32| {
        format!(
            "<group period=\"{month}\" orgUnit=\"E06000001\"><dataValue dataElement=\"MAL1\" value=\"{value}\"/></group>"
        )
    };
    let adx = format!("<adx>{}{}</adx>", value("2020-01-01/P1M", 5), value("2020-02-01/P1M", 7));
    assert_snapshot!(check("malaria.xml", &adx), @r#"
    [[feed]]
    id = "malaria"
    folder = "feeds/malaria"
    format = "adx"
    measure = "malaria"

    [feed.columns]
    period = "period"
    body = "orgUnit"
    value = "value"

    2 figures, 0 absent, 0 set aside
    []
    "#);
    let set = "<dataValueSet><dataValue dataElement=\"MAL1\" period=\"202001\" orgUnit=\"DiszpKrYNg8\" value=\"5\"/><dataValue dataElement=\"MAL1\" period=\"202002\" orgUnit=\"DiszpKrYNg8\" value=\"6\"/></dataValueSet>";
    assert_snapshot!(check("set.xml", set), @r#"
    [[feed]]
    id = "set"
    folder = "feeds/set"
    format = "dhis2-xml"
    measure = "set"

    [feed.columns]
    period = "period"
    body = "orgUnit"
    value = "value"

    2 figures, 0 absent, 0 set aside
    []
    "#);
}

#[track_caller]
fn check_every(texts: &str, expect: &str) {
    let (heading, periods) = texts.split_once(": ").expect("a heading, and periods");
    let mut text = format!("{heading},Code,Total\n");
    periods.split(", ").for_each(|period| text.extend([period, ",E06000001,5\n"]));
    let looked = looked("figures.csv", text.as_bytes());
    let proposal = looked.proposal.expect("a proposal");
    let every = proposal.measures.lines().find_map(|line| line.strip_prefix("every = ")).expect("how often");
    assert_eq!(every, expect, "{texts}");
    assert!(matches!(proposal.trial, Trial::Read { set_aside: 0, .. }), "{texts}: {:?}", proposal.trial);
}

#[test]
fn halves_terms_and_years_and_weeks_that_begin_on_other_days_are_proposed() {
    check_every("Period: H1 2018, H2 2018, H1 2019", "\"half-year\"");
    check_every("Period: 2018/19 H1, 2018/19 H2, 2019/20 H1", "\"financial-half-year\"");
    check_every("Term: T1 2024/25, T2 2024/25, T3 2024/25", "\"term\"");
    check_every(
        "Year: 30 September 2022, 30 September 2023, 30 September 2024",
        "{ year_starts = \"1 October\" }",
    );
    check_every("Year: 5 April 2022, 5 April 2023, 5 April 2024", "{ year_starts = \"6 April\" }");
    check_every("Week ending: 2024-01-06, 2024-01-13, 2024-01-20", "{ week_starts = \"Sunday\" }");
    check_every("Week beginning: 2024-01-06, 2024-01-13, 2024-01-20", "{ week_starts = \"Saturday\" }");
    check_every("Week ending: 2024-01-07, 2024-01-14, 2024-01-21", "\"week\"");
}

#[test]
fn a_list_of_organisations_is_no_table_of_figures() {
    assert_snapshot!(check("list.csv", "R0A,Manchester Trust,20171001\nR0B,Sunderland Trust,20190401\n"), @"Some(RegisterList)");
}

#[test]
fn of_a_huge_text_the_first_part_is_looked_at() {
    let row = "2024-01,E06000001,5\n";
    let text = format!("Month,Code,Total\n{}", row.repeat((17 << 20) / row.len()));
    let looked = looked("huge.csv", text.as_bytes());
    assert_eq!(looked.extent, FileExtent::FirstPart { bytes: text.len() as u64 });
    assert!(looked.proposal.is_some());
}

#[test]
fn files_that_are_no_tables_make_no_panic() {
    for bytes in [
        &b""[..],
        b"\0\0\0",
        b"PK\x03\x04nothing",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"{}",
        b"<adx/>",
        b"\n\n,,,\n",
    ] {
        assert!(looked("file", bytes).proposal.is_none());
    }
}

/// Every file of public bodies gets a feed that reads all of it, or a question that says what is missing.
#[test]
fn published_files_are_read_by_their_proposals() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data"));
    let mut found = Vec::new();
    files(&folder, &mut found);
    if found.is_empty() {
        println!("skipped: the files of public bodies are not on this machine");
        return;
    }
    let faults: Vec<String> = found.iter().filter_map(|path| fault(path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    /// Larger files take long in a build without optimisation, and are like others of their kind.
    const LARGEST: u64 = 700 << 10;
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, size) = (entry.path(), entry.metadata().map_or(0, |data| data.len()));
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending != "md")
            && size <= LARGEST
            && !path.ends_with("known.csv")
        {
            found.push(path);
        }
    }
    found.sort();
}

fn fault(path: &Path) -> Option<String> {
    let bytes = fs::read(path).expect("the file can be read");
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let looked = looked(name, &bytes);
    let Some(proposal) = looked.proposal else {
        let is_told =
            looked.sketched.lack.is_some() || path.extension().is_some_and(|ending| ending == "xml");
        return (!is_told).then(|| format!("{name}: nothing is said"));
    };
    match &proposal.trial {
        Trial::Read { figures: 0, .. } => Some(format!("{name}: no figure is read")),
        Trial::Read { set_aside, .. } => {
            let is_told = |question: &Question| {
                matches!(
                    question,
                    Question::SetAside { .. } | Question::WhatSetsApart | Question::WhatRepeats { .. }
                )
            };
            let is_silent = *set_aside > 0 && !proposal.questions.iter().any(is_told);
            is_silent.then(|| format!("{name}: {set_aside} rows are set aside without a word"))
        }
        other => Some(format!("{name}: {other:?}")),
    }
}
