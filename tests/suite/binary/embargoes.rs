//! Files of which nothing may be told before a moment that their names say.

use jiff::{SignedDuration, Timestamp};
use tests::process::{Folder, Service, recorded, remit, until};

use super::past_days::written_earlier;

const HEADER: &str = "month,body,percent\n";
const HELD: &str = "feeds/warmth/figures-until-2999-08-30T0930.csv";

/// A project whose feed of warm homes may be put under embargo, file by file.
fn project() -> Folder {
    let folder = Folder::two_missions();
    let feed = "folder = \"feeds/warmth\"\n";
    let pattern = r"'(?<embargo>\d{4}-\d{2}-\d{2}T\d+)?\.csv$'";
    folder.edit("remit.toml", feed, &format!("{feed}vintage = {{ file_name = {pattern} }}\n"));
    folder
}

#[test]
fn nothing_of_a_file_shows_before_its_embargo_ends() {
    let (without, with) = (project(), project());
    with.drop_in(HELD, format!("{HEADER}2024-02,north-council,41.75\n2024-02,nowhere,42\n"));
    for line in [
        "run project --dry",
        "run project --all --format json",
        "due project",
        "explain project homes/warmth 2024-02",
        "register project --missing warmth",
    ] {
        let [without, told] = [&without, &with].map(|folder| remit(folder, line));
        assert_eq!((without.code, &without.out), (told.code, &told.out), "{line}");
        let all = format!("{}{}", told.out, told.err);
        assert!(!all.contains("2999") && !all.contains("41.75") && !all.contains("nowhere"), "{line}: {all}");
    }
    let written = format!("{:?}", recorded(&with));
    assert!(!written.contains("2999") && !written.contains("nowhere"), "{written}");
}

#[test]
fn whoever_names_it_is_told_that_it_waits() {
    let folder = project();
    folder.drop_in(HELD, format!("{HEADER}2024-02,north-council,41.75\n"));
    remit(&folder, "run project");
    let answer = remit(&folder, "receipt project figures-until-2999-08-30T0930.csv");
    insta::assert_snapshot!(answer.err, @"remit: `figures-until-2999-08-30T0930.csv` is there and is not read yet: its name puts it under embargo until 09:30 on 30 August 2999");
}

#[test]
fn a_service_reads_it_at_the_moment_at_which_its_embargo_ends() {
    let folder = project();
    let mut service = Service::start(&folder);
    let ends = Timestamp::now() + SignedDuration::from_secs(4);
    let name = ends.in_tz("Europe/London").expect("a zone").strftime("%Y-%m-%dT%H%M%S");
    folder.drop_in(
        &format!("feeds/warmth/figures-{name}.csv"),
        format!("{HEADER}2024-02,north-council,41.75\n"),
    );
    let visitor = service.visitor();
    // Another file that comes meanwhile is read at once.
    folder.drop_in("feeds/warmth/others.csv", format!("{HEADER}2024-02,south-council,43\n"));
    service.wait_for("others.csv");
    let page = || visitor.get("/missions/homes/warmth").body;
    until("the figure shows", || page().contains("41.75").then_some(()));
    let whole_second = ends.as_second();
    assert!(Timestamp::now().as_second() >= whole_second, "it showed before the end of its embargo");
    assert_eq!(service.stop().code, Some(0));
}

#[test]
fn a_ledger_that_is_ahead_of_the_clock_ends_no_embargo() {
    let folder = written_earlier(project(), -3);
    let ends = Timestamp::now() + SignedDuration::from_hours(1);
    let name = ends.in_tz("Europe/London").expect("a zone").strftime("%Y-%m-%dT%H%M%S");
    let row = format!("{HEADER}2024-02,north-council,41.75\n");
    folder.drop_in(&format!("feeds/warmth/figures-{name}.csv"), row);
    let told = remit(&folder, "run project --all --format json");
    assert!(told.out.contains("96 against") && !told.out.contains("41.75"), "{told}");
    let service = Service::start(&folder);
    let page = service.visitor().get("/measures/warm-homes").body;
    assert!(page.contains("96") && !page.contains("41.75"), "{page}");
}

#[test]
fn an_embargo_on_one_file_of_a_release_holds_the_whole_of_it() {
    let release = |folder: &Folder, file: &str, row: &str| {
        folder.drop_in(&format!("feeds/warmth/{file}.csv"), format!("{HEADER}{row}\n"));
    };
    let folder = Folder::two_missions();
    std::fs::remove_file(folder.path("feeds/warmth/2024.csv")).expect("a file");
    let feed = "folder = \"feeds/warmth\"\n";
    let pattern = r"'/(?<published>\d{4}-\d{2}-\d{2})/[a-z]+(-until-(?<embargo>\d{4}-\d{2}-\d{2}))?\.csv$'";
    let settings = format!("files = \"*/*.csv\"\ncomplete = true\nvintage = {{ file_name = {pattern} }}\n");
    folder.edit("remit.toml", feed, &format!("{feed}{settings}"));
    release(&folder, "2024-03-10/north", "2024-02,north-council,96");
    release(&folder, "2024-03-10/south", "2024-02,south-council,94");
    let before = remit(&folder, "run project --all --format json");
    assert!(before.out.contains("2024-03-10"), "{before}");
    release(&folder, "2024-04-10/north", "2024-02,north-council,41.75");
    release(&folder, "2024-04-10/south-until-2999-08-30", "2024-02,south-council,94");
    let told = remit(&folder, "run project --all --format json");
    for unsaid in ["2024-04-10", "2999", "41.75", "withdrawn\": 1"] {
        assert!(!told.out.contains(unsaid), "{unsaid}: {told}");
    }
    // Without that file the rest of the release is read, so that it was that which held it.
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let page = || visitor.get("/missions/homes/warmth").body;
    assert!(!page().contains("41.75"), "{}", page());
    std::fs::remove_file(folder.path("feeds/warmth/2024-04-10/south-until-2999-08-30.csv")).expect("a file");
    until("the rest of the release shows", || page().contains("41.75").then_some(()));
}
