//! Starter packs: each checks, passes its own tests, and runs on the files that are published, as they are.

use std::fs;

use rules::starters::STARTERS;
use serde_json::Value;
use tests::process::{Answer, Folder, remit};

use super::register::published;

/// A new project of this pack.
#[track_caller]
fn started(pack: &str) -> Folder {
    let folder = Folder::missing();
    let answer = remit(&folder, &format!("init --pack {pack} project"));
    assert_eq!(answer.code, Some(0), "{answer}");
    folder
}

/// Puts a published file into a folder of feeds; false, with a word about it, where this machine lacks it.
fn has(folder: &Folder, file: &str, feed: &str) -> bool {
    let Some(path) = published(file) else { return false };
    let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    folder.drop_in(&format!("feeds/{feed}/{name}"), fs::read(&path).expect("the file can be read"));
    true
}

fn in_json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.out).expect("an answer for programs is JSON")
}

#[track_caller]
fn check(pack: &str) {
    let folder = started(pack);
    let checked = remit(&folder, "check project --format json");
    assert_eq!(checked.code, Some(0), "{checked}");
    // A promise without a day stands in a pack as what it is; nothing else may be said of it.
    let faults: Vec<Value> = serde_json::from_str(&checked.out).expect("a list of faults");
    assert!(faults.iter().all(|fault| fault["code"] == "not-measurable"), "{checked}");
    let tested = remit(&folder, "test project --fail-on-empty");
    assert_eq!(tested.code, Some(0), "{tested}");
    let ran = remit(&folder, "run project --as-of 2024-01-01");
    assert_ne!(ran.code, Some(2), "no file has come yet, and that is no fault: {ran}");
    assert_eq!(remit(&folder, "docs project --out pages").code, Some(0));
    let page =
        fs::read_to_string(folder.root().join(format!("pages/mission-{pack}.html"))).expect("its page");
    assert!(page.contains("<h1"), "{page}");
    let declared = folder.read("remit.toml") + folder.read(&format!("missions/{pack}.toml")).as_str();
    let says_something = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    assert!(declared.lines().filter(says_something).count() < 160, "{pack} is short");
    assert!(folder.read("README.md").lines().count() <= 32, "{pack} is introduced on one screen");
    assert!(!folder.path("rules").exists(), "{pack} uses rules that come with Remit");
}

#[test]
fn every_pack_checks_passes_its_tests_and_has_its_pages() {
    for starter in STARTERS {
        check(starter.name);
    }
    assert!(STARTERS.is_sorted_by_key(|starter| starter.name));
}

#[test]
fn packs_are_listed_and_one_that_does_not_exist_is_told() {
    let folder = Folder::missing();
    insta::assert_snapshot!(remit(&folder, "init --packs"), @"
    Packs that a project can start from:
      homelessness: Prevent homelessness
        Public bodies refer people to the council in time, no family stays in bed and breakfast, and prevention keeps its share.
      mental-health-in-schools: Mental health in schools
        A mental health support team is within reach of every pupil, owed by NHS England and the Department for Education together.
      urgent-care: Urgent care
        Nobody waits over four hours in A&E, or twelve for a bed.
      work-and-health: Work and health
        Fewer people are out of work because they are ill, the two departments owe that together, and each place has a plan for it.

    Write one with `remit init --pack NAME DIR`.
    exit code 0
    ");
    let answer = remit(&folder, "init --pack homelesness project");
    assert!(
        answer.code == Some(2) && answer.err.contains("`homelessness`")
            || answer.err.contains("'homelessness'")
    );
    assert!(!folder.project().exists());
    folder.drop_in("mine.txt", "mine");
    let full = remit(&folder, "init --pack homelessness project");
    assert!(full.code == Some(2) && full.err.contains("is not empty"), "{full}");
}

#[test]
fn homelessness_runs_on_the_published_tables() {
    let folder = started("homelessness");
    let tables = [
        ("homelessness/duty-to-refer.csv", "duty-to-refer"),
        ("homelessness/temporary-accommodation.csv", "temporary-accommodation"),
        ("homelessness/prevention-and-relief.csv", "duties-owed"),
    ];
    if !tables.iter().all(|(file, feed)| has(&folder, file, feed)) {
        return;
    }
    let ran = in_json(&remit(&folder, "run project --as-of 2024-08-31 --format json"));
    let receipts = ran["receipts"].as_array().expect("receipts");
    assert_eq!(receipts.len(), 3);
    assert!(receipts.iter().all(|receipt| receipt["quarantined"] == 0), "{receipts:?}");
    let verdicts = ran["verdicts"].as_array().expect("verdicts");
    let is = |verdict: &Value, obligation: &str, contribution: &str, period: &str| {
        verdict["obligation"] == obligation
            && verdict["contribution"] == contribution
            && verdict["period"] == period
    };
    let of = |obligation: &str, contribution: &str, period: &str| {
        let one = verdicts.iter().find(|verdict| is(verdict, obligation, contribution, period));
        one.map_or("not owed", |verdict| verdict["verdict"].as_str().expect("a word")).to_owned()
    };
    assert_eq!(of("duty-to-refer-england", "hm-prison-service", "2024-Q1"), "missed");
    assert_eq!(of("duty-to-refer-england", "probation-service", "2024-Q1"), "met");
    assert_eq!(of("prevention-share", "mhclg", "2021-Q1"), "missed");
    assert_eq!(of("prevention-share", "mhclg", "2024-Q1"), "met");
    assert_eq!(of("bed-and-breakfast", "birmingham", "2024-Q1"), "missed");
    assert_eq!(of("bed-and-breakfast", "halton", "2024-Q1"), "not-judged", "its figure was withheld");
    // Kettering ended with March 2021, Craven with March 2023: neither is asked for what came after.
    assert_eq!(of("bed-and-breakfast", "kettering", "2021-Q2"), "not owed");
    assert_eq!(of("duty-to-refer/craven", "hm-prison-service", "2023-Q2"), "not owed");
    // Wyre Forest made no return for the first quarter of 2024, which is no prison's fault.
    assert_eq!(of("duty-to-refer/wyre-forest", "hm-prison-service", "2024-Q1"), "not-judged");
    let parts = verdicts.iter().filter(|verdict| !verdict["contribution"].is_null());
    let about_each = parts.filter(|verdict| verdict["about"].is_string()).count();
    assert!(
        about_each > 35_000,
        "every council, nine referrers and every quarter as one obligation: {about_each}"
    );
    assert!(remit(&folder, "register project duty-to-refer").out.is_empty(), "the register lacks nobody");
}

#[test]
fn homelessness_reads_a_workbook_as_it_is_published() {
    let folder = started("homelessness");
    if !has(&folder, "homelessness/workbooks/Detailed_LA_202312.xlsx", "workbooks") {
        return;
    }
    let ran = in_json(&remit(&folder, "run project --as-of 2024-07-31 --format json"));
    let receipts = ran["receipts"].as_array().expect("receipts");
    assert_eq!(receipts.len(), 3, "three sheets of one file");
    assert!(receipts.iter().all(|receipt| receipt["quarantined"] == 0), "{receipts:?}");
    let reason = |contribution: &str| {
        let verdicts = ran["verdicts"].as_array().expect("verdicts").iter();
        let mut own = verdicts.filter(|verdict| {
            verdict["contribution"] == contribution
                && verdict["obligation"] == "bed-and-breakfast"
                && verdict["period"] == "2023-Q4"
        });
        own.next().expect("a verdict")["reason"].as_str().expect("a reason").to_owned()
    };
    assert!(reason("birmingham").starts_with("536 families"), "as row 37 of sheet TA1 has it");
}

#[test]
fn urgent_care_runs_on_the_published_files() {
    let folder = started("urgent-care");
    let months =
        ["June-2024 copy", "July-2024-revised", "August-2024", "September-2024", "October-2024-revised"];
    let later = ["November-2024-revised", "December-2024"];
    let mut files = months.iter().chain(&later).map(|month| format!("nhs-ae-monthly/Monthly-AE-{month}.csv"));
    if !files.all(|file| has(&folder, &file, "ae-monthly")) {
        return;
    }
    insta::assert_snapshot!(remit(&folder, "run project --as-of 2025-01-31").out);
    let told = remit(&folder, "explain project urgent-care/pace-to-march-2025 --as-of 2025-01-31");
    assert!(told.out.contains("71.12%") || told.out.contains("71.1%"), "as NHS England published it: {told}");
}

#[test]
fn work_and_health_runs_on_a_file_of_nomis() {
    let folder = started("work-and-health");
    let header = "DATE,DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,VARIABLE_NAME,MEASURES_NAME,OBS_VALUE,OBS_STATUS_NAME\n";
    let rows =
        [("2022-12", "Jan 2022-Dec 2022", "21.2", "75.6"), ("2024-12", "Jan 2024-Dec 2024", "21.5", "75.7")];
    let rows = rows.map(|(date, name, inactive, employed)| {
        let row = |variable: &str, measure: &str, value: &str| {
            format!("{date},{name},England,E92000001,{variable},{measure},{value},Normal Value\n")
        };
        let inactivity = "% who are economically inactive - aged 16-64";
        row(inactivity, "Variable", inactive)
            + row(inactivity, "Denominator", "35000000").as_str()
            + row(inactivity, "Confidence", "0.4").as_str()
            + row("Employment rate - aged 16-64", "Variable", employed).as_str()
    });
    folder.drop_in("feeds/nomis/nomis.csv", format!("{header}{}", rows.concat()));
    insta::assert_snapshot!(remit(&folder, "run project --as-of 2025-06-30").out);
}

#[test]
fn mental_health_in_schools_runs_on_a_small_table_and_a_published_file() {
    let folder = started("mental-health-in-schools");
    folder.drop_in(
        "feeds/support-teams/coverage.csv",
        "year,gss_code,percent_of_pupils\n2021/22,E92000001,26\n2022/23,E92000001,35\n2023/24,E92000001,44\n\
        2024/25,E92000001,52\n",
    );
    folder.drop_in(
        "feeds/absence/1_absence_3term_nat_reg_la.csv",
        "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,\
        education_phase,enrolments_pa_10_exact_percent\n\
        202122,Academic year,National,E92000001,England,,,Total,22.5\n\
        202223,Academic year,National,E92000001,England,,,Total,21.2\n\
        202324,Academic year,National,E92000001,England,,,Total,20.0\n\
        202223,Academic year,Regional,E92000001,England,E12000001,North East,Total,22.9\n\
        202223,Academic year,National,E92000001,England,,,Special,37.9\n",
    );
    insta::assert_snapshot!(remit(&folder, "run project --as-of 2025-07-31").out);
}
