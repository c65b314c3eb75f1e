//! The register: lists that others publish, whom it lacks, and every council by everybody who refers.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tests::process::{Folder, remit};

/// Where published files lie, on machines that have them.
pub(super) fn published(path: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data"));
    let folder = std::env::var_os("REMIT_TEST_DATA").map_or(beside, PathBuf::from);
    let found = Some(folder.join(path)).filter(|file| file.exists());
    if found.is_none() {
        println!("skipped: {path} is not on this machine");
    }
    found
}

const HEADER: &str = "id,name,kind,parent,opened,closed,successors,codes\n";
const FEED: &str = "[[feed]]\nid = \"f\"\nfolder = \"feeds/f\"\nmeasure = \"m\"\n\n[feed.columns]\nperiod = \"period\"\n\
    body = \"code\"\nname = \"area\"\nvalue = \"value\"\n";
const MISSION: &str = "[mission]\nid = \"x\"\ntitle = \"Seen in time\"\n\n[[measure]]\nid = \"m\"\ntitle = \"Attendances\"\n\
    every = \"quarter\"\n\n[[obligation]]\nid = \"o\"\ntitle = \"People are seen\"\nlead = \"board\"\nfrom = \"2018-Q1\"\n\
    until = \"2018-Q1\"\nmeasure = \"m\"\nrule = \"r\"\n\n[[obligation.contribution]]\n";

fn project(settings: &str, part: &str, rows: &str) -> Folder {
    let folder = Folder::missing();
    folder.drop_in("remit.toml", format!("{settings}{FEED}"));
    folder.drop_in(
        "bodies.csv",
        format!("{HEADER}board,The Board,board,,,,,\nleeds,Leeds,council,,,,,E08000035\n"),
    );
    folder.drop_in("missions/x.toml", format!("{MISSION}{part}\n"));
    folder.drop_in("rules/r.rhai", "fn assess(my) { my.value(); met() }\n");
    folder.drop_in("feeds/f/a.csv", format!("period,code,area,value\n{rows}"));
    folder
}

#[test]
fn whom_the_register_lacks_is_told_and_added_where_asked() {
    let rows = "2018-Q1,E08000035,Leeds,1\n2018-Q1,E06000014,York,2\n2018-Q2,E06000014,York,3\n\
        2018-Q1,E08000099,LEEDS,4\n2018-Q1,E12000003,\"Yorkshire, and The Humber\",5\n2018-Q1,X9,Ledes,6\n";
    let folder = project("", "by = \"leeds\"", rows);
    insta::assert_snapshot!(remit(&folder, "register project f"), @r#"
    york,York,council,,,,,E06000014
    yorkshire-and-the-humber,"Yorkshire, and The Humber",region,,,,,E12000003
    ledes,Ledes,,,,,,X9
    `E06000014` (York): two rows from Q1 2018 to Q2 2018
    `E08000099` (LEEDS): one row for Q1 2018; `leeds` has that name, so no row is made: if it is the same body, add the code to its row
    `E12000003` (Yorkshire, and The Humber): one row for Q1 2018
    `X9` (Ledes): one row for Q1 2018; `leeds` is nearly called so: see whether it is the same body
    exit code 0
    "#);
    insta::assert_snapshot!(remit(&folder, "register project f --write"), @"
    Added three rows to bodies.csv. See whether kinds, parents and dates are right.
    `E06000014` (York): two rows from Q1 2018 to Q2 2018
    `E08000099` (LEEDS): one row for Q1 2018; `leeds` has that name, so no row is made: if it is the same body, add the code to its row
    `E12000003` (Yorkshire, and The Humber): one row for Q1 2018
    `X9` (Ledes): one row for Q1 2018; `leeds` is nearly called so: see whether it is the same body
    exit code 0
    ");
    insta::assert_snapshot!(folder.read("bodies.csv"), @r#"
    id,name,kind,parent,opened,closed,successors,codes
    board,The Board,board,,,,,
    leeds,Leeds,council,,,,,E08000035
    york,York,council,,,,,E06000014
    yorkshire-and-the-humber,"Yorkshire, and The Humber",region,,,,,E12000003
    ledes,Ledes,,,,,,X9
    "#);
    assert!(remit(&folder, "check project").err.is_empty());
    insta::assert_snapshot!(remit(&folder, "register project f"), @"
    `E08000099` (LEEDS): one row for Q1 2018; `leeds` has that name, so no row is made: if it is the same body, add the code to its row
    exit code 0
    ");
    insta::assert_snapshot!(remit(&folder, "register project g"), @"
    remit: the project has no feed `g`; it has `f`
    exit code 2
    ");
}

#[test]
fn a_register_is_filled_for_a_mission_that_names_a_kind_of_which_nobody_is_there_yet() {
    let rows = "2017-Q1,E06000014,York,1\n2017-Q1,E06000001,Hartlepool,1\n2018-Q1,E06000001,Hartlepool,1\n";
    let folder = project("", "each = { kind = \"unitary\" }", rows);
    assert!(remit(&folder, "check project").err.contains("no body is of the kind `unitary`"));
    insta::assert_snapshot!(remit(&folder, "register project f"), @"
    hartlepool,Hartlepool,council,,,,,E06000001
    york,York,council,,,,,E06000014
    `E06000001` (Hartlepool): two rows from Q1 2017 to Q1 2018
    `E06000014` (York): one row for Q1 2017; others go on to Q1 2018: if it has closed, fill in `closed`
    exit code 0
    ");
    assert!(!folder.read("bodies.csv").contains("nobody"), "who is nobody is written nowhere");
}

#[test]
fn a_list_of_trusts_is_the_register_and_a_changed_list_is_an_edit() {
    let settings = "register = { file = \"etr.csv\", format = \"ods-csv\", kind = \"trust\" }\n\n";
    let folder = project(settings, "by = \"r0a\"", "2018-Q1,R0A,North,1\n");
    let missing = remit(&folder, "check project");
    assert!(missing.code == Some(2) && missing.err.contains("etr.csv is missing"), "{missing}");
    let line = |name: &str, closed: &str| {
        format!("\"R0A\",\"{name}\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"20171001\",\"{closed}\",\"\"\n")
    };
    folder.drop_in("etr.csv", line("NORTH TRUST", ""));
    assert!(remit(&folder, "check project").err.is_empty());
    let run = |folder: &Folder| remit(folder, "run project --as-of 2018-12-31 --format json");
    let verdicts = |folder: &Folder| {
        let document: Value = serde_json::from_str(&run(folder).out).expect("JSON");
        document["verdicts"].to_string()
    };
    let met = verdicts(&folder);
    assert!(met.contains("\"met\"") && met.contains("r0a"), "{met}");
    folder.drop_in("etr.csv", line("NORTH TRUST", "20170930x"));
    let refused = remit(&folder, "check project");
    assert!(refused.err.contains("--> etr.csv:1:1"), "{refused}");
    folder.drop_in("etr.csv", line("NORTH TRUST", "20180331"));
    assert!(verdicts(&folder).contains("\"met\""), "its last day is the last day of the quarter");
    folder.drop_in("etr.csv", line("NORTH TRUST", "20180330"));
    assert!(!verdicts(&folder).contains("\"met\""), "it closed within the quarter");
}

#[test]
fn the_list_of_nhs_trusts_goes_in_as_it_is_published() {
    let Some(list) = published("ods-nhs-trusts.csv") else { return };
    let settings = "register = { file = \"ods.csv\", format = \"ods-csv\", kind = \"trust\" }\n\n";
    let folder = project(settings, "each = { kind = \"trust\" }", "2018-Q1,R1A,Trust,1\n");
    folder.drop_in("ods.csv", fs::read(list).expect("the list"));
    let checked = remit(&folder, "check project");
    assert!(checked.err.is_empty() && checked.out.contains("212 bodies"), "{checked}");
}

const REFERRERS: &str = "\"adult_prison\", \"youth_secure_estate\", \"probation\", \"hospital_ae_utc_inpatient\", \
    \"mental_health_inpatient\", \"jobcentre_plus\", \"adult_social_services\", \"childrens_social_services\", \
    \"childrens_early_help\", \"armed_forces\", \"community_rehabilitation_company\", \"nil_recourse_team\"";

#[test]
fn every_council_by_everybody_who_refers_takes_a_page_of_toml() {
    let Some(file) = published("homelessness/duty-to-refer.csv") else { return };
    let settings = format!(
        "[[feed]]\nid = \"dtr\"\nfolder = \"feeds/dtr\"\nmeasure = \"referrals\"\n\
        rounding = {{ region = 10, country = 10 }}\n\n[feed.where]\nreferrer = [{REFERRERS}, \"TOTAL_DTR\"]\n\n\
        [feed.columns]\nperiod = \"period_end\"\nbody = \"gss_code\"\nname = \"area_name\"\nvalue = \"households\"\n\
        status = \"file_status\"\nbreakdown = {{ referrer = \"referrer\" }}\n\n\
        [feed.codes.breakdown]\nTOTAL_DTR = \"total\"\n"
    );
    let mission = format!(
        "[mission]\nid = \"homelessness\"\ntitle = \"Prevent homelessness\"\n\n[[measure]]\nid = \"referrals\"\n\
        title = \"Households referred\"\nunit = \"households\"\nevery = \"quarter\"\ndue = {{ timely_days = 120 }}\n\
        breakdown = {{ name = \"referrer\", of = [{REFERRERS}] }}\n\n[[obligation]]\nid = \"refer\"\n\
        title = \"Public bodies refer\"\nabout = {{ kind = \"council\" }}\nlead = \"mhclg\"\nfrom = \"2018-Q4\"\n\
        until = \"2019-Q4\"\nneeds = \"any\"\nmeasure = \"referrals/*\"\nrule = \"r\"\n"
    );
    assert!(settings.lines().count() + mission.lines().count() < 60);
    let folder = Folder::missing();
    folder.drop_in("remit.toml", settings);
    folder.drop_in("missions/m.toml", mission);
    folder.drop_in("bodies.csv", format!("{HEADER}mhclg,Ministry of Housing,department,,,,,\n"));
    folder.drop_in(
        "rules/r.rhai",
        "fn assess(my) { if my.value() > 0 { met() } else { missed(\"nobody\") } }\n",
    );
    folder.drop_in("feeds/dtr/all.csv", fs::read(file).expect("the file"));
    let added = remit(&folder, "register project dtr --write");
    assert_eq!(added.out.lines().count(), 1, "{added}");
    assert!(added.out.starts_with("Added 334 rows to bodies.csv."), "{added}");
    // Aylesbury Vale was abolished in April 2020, and nobody who adds rows may miss it.
    let ended = added.err.lines().find(|line| line.contains("(Aylesbury Vale)")).unwrap_or_default();
    assert!(ended.contains("others go on to Q1 2024: if it has closed, fill in `closed`"), "{added}");
    assert!(added.err.lines().count() < 64, "{added}");
    let answer = remit(&folder, "run project --as-of 2024-08-31 --format json");
    let document: Value = serde_json::from_str(&answer.out).expect("JSON");
    let receipt = &document["receipts"][0];
    assert_eq!(receipt["quarantined"], 0, "{receipt}");
    // Regions are rounded to ten, and every one of their totals is borne out; some councils' are not.
    let unequal = receipt["unequal_totals"].as_array().expect("totals");
    let bodies = folder.read("bodies.csv");
    let kind = |id: &str| {
        let row = bodies.lines().find(|row| row.starts_with(&format!("{id},"))).expect("a row");
        if row.contains(",council,") { "council" } else { "other" }
    };
    assert!(unequal.iter().all(|total| kind(total["body"].as_str().expect("a body")) == "council"));
    assert!(document["verdicts"].as_array().expect("verdicts").len() > 10_000);
}
