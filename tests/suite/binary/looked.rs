//! Files that nobody declared: each is looked at, the feed that is proposed is pasted into a project as it stands, and run.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use serde_json::Value;
use tests::process::{Folder, remit};

use super::register::published;

/// What came of a file by the feed that was proposed for it.
struct Read {
    /// What was asked, or why nothing is proposed.
    said: Vec<String>,
    /// The receipt of the run; none where nothing is proposed.
    receipt: Option<Value>,
}

/// Looks at a file, and runs a project with the feed and the measures that are proposed.
fn read(name: &str, bytes: &[u8]) -> Read {
    let folder = Folder::missing();
    let name = name.replace(' ', "-");
    folder.drop_in(&name, bytes);
    let looked = remit(&folder, &format!("look project/{name} --format json"));
    let document: Value = serde_json::from_str(&looked.out).expect("an answer in JSON");
    let found = &document[0];
    let text = |key: &str| found[key].as_str().map(str::to_owned);
    let (Some(feed), Some(measures)) = (text("feed"), text("measures")) else {
        return Read { said: vec![text("reason").expect("a reason")], receipt: None };
    };
    fs::remove_file(folder.path(&name)).expect("it was written");
    let said: Vec<String> = found["questions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|asked| asked.as_str().expect("a text").to_owned())
        .collect();
    let feed = feed.replace("say-which-period", "2021").replace("say-which-year", "2021");
    let feed = [feed, absence(&said)].concat();
    let place = feed.lines().find_map(|line| line.strip_prefix("folder = ")).expect("a folder");
    folder.drop_in(&format!("{}/{name}", place.trim_matches('"')), bytes);
    folder.drop_in("bodies.csv", register(&found["unknown_bodies"], &feed));
    folder.drop_in("remit.toml", format!("[project]\ntitle = \"A look\"\n\n{feed}"));
    folder.drop_in(
        "missions/look.toml",
        format!("[mission]\nid = \"look\"\ntitle = \"A look\"\nboard = \"Nobody\"\n\n{measures}"),
    );
    let answer = remit(&folder, "run project --as-of 2026-11-01 --format json");
    let run: Value =
        serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{name}: {error}\n{answer}"));
    Read { said, receipt: Some(run["receipts"][0].clone()) }
}

/// What somebody says who is asked about marks.
fn absence(said: &[String]) -> String {
    let marks = said.iter().filter_map(|asked| asked.strip_prefix("What does `")?.split_once("` mean?"));
    let told: Vec<String> = marks.map(|(mark, _)| format!("'{mark}' = \"not-available\"\n")).collect();
    if told.is_empty() { String::new() } else { format!("\n[feed.absence]\n{}", told.concat()) }
}

/// A register of the bodies that a file names, as the feed names them.
fn register(bodies: &Value, feed: &str) -> String {
    let by_name = feed.contains("bodies = \"by-name\"");
    let mut text = String::from("id,name,kind,codes\nsay-which-body,Unsaid,body,\n");
    for (place, body) in bodies.as_array().expect("a list").iter().enumerate() {
        let body = body.as_str().expect("a name").replace('"', "\"\"").replace('\n', " ");
        let (name, code) = if by_name { (body, String::new()) } else { (format!("Body {place}"), body) };
        writeln!(text, "body-{place},\"{name}\",body,\"{code}\"").expect("a text takes it");
    }
    text
}

/// What is published and cannot be read as a whole, with the one thing that is said of it.
const NOT_KNOWN: [(&str, &str); 4] = [
    ("dhis2-importA.adx.xml", "a feed with `format = \"adx\"` reads it"),
    ("mhclg-RSX_LA_Data_2024-25_data_by_LA.ods", "What sets the rows apart?"),
    ("ods-nhs-trusts.csv", "It is a list of organisations by their codes"),
    ("ons-weekly-deaths-2020-10-09.xlsx", "Which part of the table? `Week ended` and `column B`"),
];

/// What is wrong with how a published file is read.
fn fault(path: &Path) -> Option<String> {
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    let Read { said, receipt } = read(name, &fs::read(path).expect("it can be read"));
    let count = |key: &str| receipt.as_ref().and_then(|receipt| receipt[key].as_u64()).unwrap_or_default();
    let not_known = NOT_KNOWN.iter().find(|(file, _)| *file == name);
    let is_said = not_known.is_some_and(|(_, what)| said.iter().any(|text| text.contains(what)));
    let is_whole = count("accepted") > 0 && count("quarantined") == 0;
    let is_read = is_said || is_whole && not_known.is_none();
    (!is_read)
        .then(|| format!("{name}: {} taken, {} set aside; {said:?}", count("accepted"), count("quarantined")))
}

#[test]
fn every_published_file_is_read_by_its_proposal_or_says_what_it_lacks() {
    let Some(folder) = published("wild") else { return };
    let mut paths = Vec::new();
    files(folder.parent().expect("a folder of files"), &mut paths);
    assert!(paths.len() > 40, "all files are found: {paths:?}");
    let share = paths.len().div_ceil(4);
    let faults: Vec<String> = thread::scope(|scope| {
        let parts = paths
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().filter_map(|path| fault(path)).collect::<Vec<_>>()));
        let parts: Vec<_> = parts.collect();
        parts.into_iter().flat_map(|part| part.join().expect("every file gets an answer")).collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every published file below a folder. What says where they are from is none.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("it can be listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending != "md") && !path.ends_with("known.csv") {
            found.push(path);
        }
    }
    found.sort();
}

/// What is taken of a file, what is set aside, and what is asked.
#[track_caller]
fn check(name: &str, text: &str, expect: (u64, u64), asked: &[&str]) {
    let Read { said, receipt } = read(name, text.as_bytes());
    let receipt = receipt.unwrap_or_else(|| panic!("{name}: nothing is proposed: {said:?}"));
    let count = |key: &str| receipt[key].as_u64().expect("a count");
    assert_eq!((count("accepted"), count("quarantined")), expect, "{name}: {receipt}\n{said:?}");
    let begins: Vec<bool> =
        asked.iter().map(|question| said.iter().any(|text| text.starts_with(question))).collect();
    assert!(said.len() == asked.len() && begins.iter().all(|found| *found), "{name}: {said:?}");
}

#[test]
fn files_in_the_shapes_of_offices_abroad_are_read_at_first_sight() {
    // Eurostat: several keys in the first field, and flags behind figures.
    check(
        "eurostat.tsv",
        "freq,unit,geo\\TIME_PERIOD\t2019 \t2020 \nA,PC_GDP,AT\t0.6 \t-8.0 p\nA,PC_GDP,BE\t-1.9 \t-9.0 b\nA,MIO_EUR,AT\t2404.5 \t-30521.9 \n",
        (6, 0),
        &[],
    );
    // SDMX-CSV, with the moment of its last update before the period.
    check(
        "sdmx.csv",
        "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nESTAT:A(1.0),2024-10-21,A,PC_GDP,AT,2019,0.6,\nESTAT:A(1.0),2024-10-21,A,PC_GDP,AT,2020,-8.0,p\nESTAT:A(1.0),2024-10-21,A,MIO_EUR,AT,2019,2404.5,\n",
        (3, 0),
        &[],
    );
    // OECD, and the WHO's Global Health Observatory.
    check(
        "oecd.csv",
        "\"LOCATION\",\"INDICATOR\",\"SUBJECT\",\"MEASURE\",\"FREQUENCY\",\"TIME\",\"Value\",\"Flag Codes\"\n\"AUS\",\"GDP\",\"TOT\",\"MLN_USD\",\"A\",\"2019\",1353000,\n\"AUS\",\"GDP\",\"TOT\",\"USD_CAP\",\"A\",\"2019\",53200,\n\"AUT\",\"GDP\",\"TOT\",\"MLN_USD\",\"A\",\"2019\",520000,\n",
        (3, 0),
        &[],
    );
    check(
        "who.csv",
        "IndicatorCode,SpatialDimType,SpatialDim,TimeDimType,TimeDim,Dim1Type,Dim1,Value,NumericValue,Date\nLIFE,COUNTRY,GBR,YEAR,2019,SEX,SEX_MLE,79.8 [79.7-79.9],79.82,2020-12-04T00:00:00Z\nLIFE,COUNTRY,GBR,YEAR,2019,SEX,SEX_FMLE,83.0 [82.9-83.1],83.01,2020-12-04T00:00:00Z\nLIFE,COUNTRY,IRL,YEAR,2019,SEX,SEX_MLE,80.2 [80.0-80.4],80.21,2020-12-04T00:00:00Z\n",
        (3, 0),
        &[],
    );
    // GENESIS of Destatis, as flat rows; INSEE, with series as rows and commas before decimals.
    check(
        "genesis.csv",
        "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Auspraegung_Code;1_Auspraegung_Label;BEVSTD__Anzahl\n12411;Fortschreibung;STAG;Stichtag;31.12.2019;DLAND;01;Schleswig-Holstein;2903773\n12411;Fortschreibung;STAG;Stichtag;31.12.2019;DLAND;02;Hamburg;1847253\n12411;Fortschreibung;STAG;Stichtag;31.12.2020;DLAND;01;Schleswig-Holstein;2910875\n",
        (3, 0),
        &[],
    );
    check(
        "insee.csv",
        "\"Libellé\";\"idBank\";\"Dernière mise à jour\";\"2023-01\";\"2023-02\"\n\"Taux de chômage\";\"001739980\";\"14/08/2024 12:00\";\"5,9\";\"5,8\"\n\"Taux de recours\";\"001739981\";\"14/08/2024 12:00\";\"6,4\";\"6,3\"\n",
        (4, 0),
        &["Whose figures? `Libellé` was taken for what is counted"],
    );
}

#[test]
fn files_in_the_shapes_of_british_publishers_are_read_at_first_sight() {
    // Nomis: codes as numbers, and names beside every code.
    check(
        "nomis.csv",
        "\"DATE\",\"DATE_NAME\",\"GEOGRAPHY\",\"GEOGRAPHY_NAME\",\"GEOGRAPHY_CODE\",\"SEX_NAME\",\"OBS_VALUE\",\"OBS_STATUS\"\n\"2024-01\",\"January 2024\",\"1811\",\"Darlington\",\"E06000005\",\"Male\",\"1250\",\"A\"\n\"2024-01\",\"January 2024\",\"1811\",\"Darlington\",\"E06000005\",\"Female\",\"980\",\"A\"\n\"2024-02\",\"February 2024\",\"1811\",\"Darlington\",\"E06000005\",\"Male\",\"1260\",\"A\"\n",
        (3, 0),
        &[],
    );
    // PxStat, of Northern Ireland.
    check(
        "pxstat.csv",
        "\u{feff}\"STATISTIC\",\"Statistic Label\",\"TLIST(M1)\",\"Month\",\"LGD2014\",\"Local Government District\",\"UNIT\",\"VALUE\"\n\"CC\",\"Claimant count\",\"202401\",\"2024 January\",\"N09000001\",\"Antrim and Newtownabbey\",\"Number\",\"1800\"\n\"CR\",\"Claimant rate\",\"202401\",\"2024 January\",\"N09000001\",\"Antrim and Newtownabbey\",\"%\",\"2.0\"\n",
        (2, 0),
        &[],
    );
    // NHS England's waiting times, and Fingertips.
    check(
        "rtt.csv",
        "Period,Provider Parent Org Code,Provider Parent Name,Provider Org Code,Provider Org Name,RTT Part Type,Treatment Function Code,Treatment Function Name,Gt 00 To 01 Weeks SUM 1,Total All\nRTT-July-2024,QE1,NHS Lancashire,RXL,Blackpool Trust,Part_2,C_100,General Surgery,10,22\nRTT-July-2024,QE1,NHS Lancashire,RXL,Blackpool Trust,Part_2,C_101,Urology,3,7\nRTT-July-2024,QOP,NHS Manchester,R0A,Manchester Trust,Part_2,C_100,General Surgery,30,62\n",
        (6, 0),
        &[],
    );
    check(
        "fingertips.csv",
        "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Time period,Value,Lower CI 95.0 limit,Time period Sortable\n92443,Smoking,E92000001,England,E06000001,Hartlepool,Unitary,Persons,18+ yrs,2021,17.1,13.0,20210000\n92443,Smoking,E92000001,England,E06000002,Middlesbrough,Unitary,Persons,18+ yrs,2021,16.2,12.0,20210000\n",
        (4, 0),
        &[],
    );
    // StatsWales, with its figures first; Stat-Xplore, with months across, a title above and notes below.
    check(
        "statswales.csv",
        "\"Data values\",\"Year\",\"Area\",\"Measure\",\"Notes\"\n\"1250\",\"2022-23\",\"Isle of Anglesey\",\"Households\",\"\"\n\"980\",\"2022-23\",\"Gwynedd\",\"Households\",\"[p]\"\n\"1310\",\"2023-24\",\"Isle of Anglesey\",\"Households\",\"\"\n\"[c]\",\"2023-24\",\"Gwynedd\",\"Households\",\"[c]\"\n",
        (4, 0),
        &[],
    );
    check(
        "statxplore.csv",
        "\"Housing Benefit\"\n\"Counting: Claimants\"\n\n\"Filters:\"\n\"Default Summation\",\"Claimants\"\n\n\"Month\",\"May-24\",\"Jun-24\",\"Jul-24\",\n\"National - Regional - LA\",\n\"County Durham\",19532,19410,19288,\n\"Darlington\",4012,3998,\"..\"\n\"Total\",23544,23408,23288,\n\n\"Annotation\"\n\"Statistical disclosure control has been applied.\"\n",
        (6, 1),
        &["One row cannot be used as it stands: line 8"],
    );
    // The oldest of all: years down, months across, and a total at the end.
    check(
        "months.csv",
        "Year,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Total\n2022,5,6,7,8,9,10,11,12,13,14,15,16,126\n2023,5,6,7,8,9,10,11,12,13,14,15,16,126\n",
        (24, 0),
        &["Whose figures? No column names a body"],
    );
}

#[test]
fn json_stat_is_told_as_what_it_is() {
    // Eurostat's second edition, and the first.
    let second = r#"{"version": "2.0", "class": "dataset", "id": ["geo", "time"], "size": [1, 1], "value": [11.2],
        "dimension": {"geo": {"category": {"index": {"BE": 0}}}, "time": {"category": {"index": {"2022": 0}}}}}"#;
    let first = r#"{"dataset": {"value": [1], "dimension": {"id": ["geo"], "size": [1]}}}"#;
    for text in [second, first] {
        let folder = Folder::missing();
        folder.drop_in("figures.json", text);
        insta::allow_duplicates! {
            insta::assert_snapshot!(remit(&folder, "look project/figures.json").out, @"
            project/figures.json: figures in JSON-stat

            Its figures stand in one list, apart from what they are about, and no feed reads that by itself: ask its publisher for the same table as CSV, or write a plugin that reads it.
            ");
        }
    }
}

#[test]
fn a_series_with_its_facts_above_it_is_read_from_its_first_period_on() {
    // A series of the ONS holds years, quarters and months one below the other; a measure has one of them.
    check(
        "series.csv",
        "\"Title\",\"CPIH ANNUAL RATE\"\n\"CDID\",\"L55O\"\n\"PreUnit\",\"\"\n\"Unit\",\"%\"\n\"Release date\",\"16-10-2024\"\n\"Next release\",\"20 November 2024\"\n\"Important notes\",\n\"2022\",\"7.9\"\n\"2022 Q1\",\"5.5\"\n\"2022 JAN\",\"4.9\"\n\"2022 FEB\",\"5.5\"\n\"2022 MAR\",\"6.2\"\n",
        (3, 2),
        &[
            "Whose figures?",
            "Two rows cannot be used as they stand; the first: line 8: `2022` is a calendar year",
        ],
    );
}

#[test]
fn months_that_come_first_are_found_by_the_dates_that_show_it() {
    let rows = "01/04/2020,Alabama,1077\n01/11/2020,Alabama,1148\n";
    check("cdc.csv", &format!("Week Ending Date,State,Deaths\n{rows}11/28/2020,Alabama,1310\n"), (3, 0), &[]);
    check(
        "open.csv",
        &format!("Week Ending Date,State,Deaths\n{rows}"),
        (2, 0),
        &["Is the day first, as Britain writes it? Nothing in the file tells of dates such as `01/04/2020`."],
    );
}

#[test]
fn labels_of_rows_are_nobodys_names() {
    check(
        "deaths.csv",
        "Cause,Group,2022,2023\nAll causes,,90,80\nRespiratory,All ages,40,30\n,Under 15,10,10\n,15 and over,30,20\nTotal checked by,,,\n",
        (8, 0),
        &["Whose figures? `Cause` and `Group` were taken for what is counted"],
    );
}
