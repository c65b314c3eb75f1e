//! Releases that each say everything (`complete`): what a newer one no longer has is withdrawn, of what it covers, whatever file it
//! stands in and in whichever order files are read.

use serde_json::Value;
use tests::process::{Folder, Service, queued, remit};

const HEADER: &str = "month,body,percent\n";

/// A project whose feed of warm homes gives complete releases, dated by the names of their files.
fn project(files: &str) -> Folder {
    let folder = Folder::two_missions();
    std::fs::remove_file(folder.path("feeds/warmth/2024.csv")).expect("a file");
    let feed = "folder = \"feeds/warmth\"\n";
    folder.edit("remit.toml", feed, &format!("{feed}{files}complete = true\nvintage = \"file-name\"\n"));
    folder.append("remit.toml", "\n[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n");
    folder
}

fn put(folder: &Folder, name: &str, rows: &[&str]) {
    folder.drop_in(&format!("feeds/warmth/{name}"), format!("{HEADER}{}\n", rows.join("\n")));
}

/// What became of the files of the feed, a line each.
#[track_caller]
fn files(folder: &Folder) -> String {
    let answer = remit(folder, "run project --all");
    let (_, files) = answer.out.split_once("Files read\n").expect("what became of files");
    let of_feed: Vec<&str> = files.lines().map(str::trim).filter(|line| line.contains("warmth")).collect();
    of_feed.join("\n")
}

/// What was told by messages of a kind.
fn messages(folder: &Folder, kind: &str) -> String {
    let told = queued(folder).into_iter().filter(|message| message.kind == kind);
    told.map(|message| message.text).collect()
}

/// How each council stands in February.
fn verdicts(folder: &Folder) -> Vec<String> {
    let answer = remit(folder, "run project --format json");
    let document: Value = serde_json::from_str(&answer.out).expect("a document");
    let verdicts = document["verdicts"].as_array().expect("verdicts");
    let of_february = verdicts.iter().filter(|verdict| verdict["period"] == "2024-02");
    of_february.map(|verdict| format!("{} {}", verdict["contribution"], verdict["verdict"])).collect()
}

#[test]
fn a_newer_release_withdraws_what_it_no_longer_has_and_nothing_that_it_does_not_cover() {
    let folder = project("");
    put(
        &folder,
        "warmth.2024-03-10.csv",
        &["2024-01,north-council,95", "2024-02,north-council,96", "2024-02,south-council,94"],
    );
    remit(&folder, "run project");
    put(&folder, "warmth.2024-04-10.csv", &["2024-02,north-council,96"]);
    insta::assert_snapshot!(files(&folder), @"
    feeds/warmth/warmth.2024-03-10.csv: 3 known already
    feeds/warmth/warmth.2024-04-10.csv: 1 known already, 1 revised, 1 no longer in it
    ");
    insta::assert_snapshot!(messages(&folder, "figures.left-out"), @"
    For the sender of feeds/warmth/warmth.2024-04-10.csv: it does not hold one figure of what earlier releases reported of the same measures and periods. Each is withdrawn by that.

    Homes that are warm enough, South Council, February 2024

    Asked of you: if a figure was not withdrawn, send a file that holds it.
    ");
    let living = verdicts(&folder);
    std::fs::remove_dir_all(folder.path(".remit")).expect("a ledger");
    assert_eq!(verdicts(&folder), living, "a ledger that is built from the same files says the same");
}

#[test]
fn a_release_that_repeats_history_is_news_only_where_it_differs() {
    let folder = project("");
    put(&folder, "warmth.2024-03-10.csv", &["2024-01,north-council,95", "2024-01,south-council,93"]);
    remit(&folder, "run project");
    let all = [
        "2024-01,north-council,95",
        "2024-01,south-council,92",
        "2024-02,north-council,96",
        "2024-02,south-council,94",
    ];
    put(&folder, "warmth.2024-04-10.csv", &all);
    insta::assert_snapshot!(files(&folder), @"
    feeds/warmth/warmth.2024-03-10.csv: 2 known already
    feeds/warmth/warmth.2024-04-10.csv: 2 new, 1 known already, 1 revised
    ");
    assert_eq!(messages(&folder, "figures.left-out"), "");
}

#[test]
fn a_release_with_a_row_of_which_nobody_knows_what_it_is_about_withdraws_nothing() {
    let folder = project("");
    put(&folder, "warmth.2024-03-10.csv", &["2024-02,north-council,96", "2024-02,south-council,94"]);
    remit(&folder, "run project");
    put(&folder, "warmth.2024-04-10.csv", &["2024-02,north-council,96", "2024-02,suoth,94"]);
    insta::assert_snapshot!(files(&folder), @"
    feeds/warmth/warmth.2024-03-10.csv: 2 known already
    feeds/warmth/warmth.2024-04-10.csv: 1 known already, 1 set aside, 1 no longer in it
    ");
    insta::assert_snapshot!(messages(&folder, "figures.left-out"), @"
    For the sender of feeds/warmth/warmth.2024-04-10.csv: it does not hold one figure of what earlier releases reported of the same measures and periods. What was reported stays in force.

    Homes that are warm enough, South Council, February 2024

    Asked of you: if a figure was withdrawn, send a row for it with `[x]` in place of the figure.
    ");
}

#[test]
fn the_files_of_one_folder_are_one_release_and_its_first_file_alone_takes_nothing_back() {
    let folder = project("files = \"2024-*/*.csv\"\n");
    folder.edit("remit.toml", "vintage = \"file-name\"\n", "vintage = \"received\"\n");
    put(&folder, "2024-03/north.csv", &["2024-02,north-council,96"]);
    put(&folder, "2024-03/south.csv", &["2024-02,south-council,94"]);
    insta::assert_snapshot!(files(&folder), @"
    feeds/warmth/2024-03/north.csv: 1 new
    feeds/warmth/2024-03/south.csv: 1 new
    ");
    put(&folder, "2024-04/north.csv", &["2024-02,north-council,97"]);
    insta::assert_snapshot!(files(&folder), @"
    feeds/warmth/2024-03/north.csv: 1 known already
    feeds/warmth/2024-03/south.csv: 1 known already
    feeds/warmth/2024-04/north.csv: 1 revised
    ");
    put(&folder, "2024-04/south.csv", &["2024-01,south-council,94"]);
    insta::assert_snapshot!(files(&folder), @"
    feeds/warmth/2024-03/north.csv: 1 known already
    feeds/warmth/2024-03/south.csv: 1 known already
    feeds/warmth/2024-04/north.csv: 1 known already
    feeds/warmth/2024-04/south.csv: 1 new, 1 revised, 1 no longer in it
    ");
}

#[test]
fn a_folder_that_arrives_is_watched_and_read() {
    let folder = project("files = \"2024-*/*.csv\"\n");
    folder.edit("remit.toml", "vintage = \"file-name\"\n", "");
    put(&folder, "2024-03/a.csv", &["2024-02,north-council,96"]);
    let mut service = Service::start(&folder);
    put(&folder, "2024-04/b.csv", &["2024-02,south-council,94"]);
    service.wait_for("file=\"feeds/warmth/2024-04/b.csv\" accepted=1");
    put(&folder, "2024-04/c.csv", &["2024-01,south-council,93"]);
    service.wait_for("file=\"feeds/warmth/2024-04/c.csv\" accepted=1");
    service.stop();
    assert_eq!(files(&folder).lines().count(), 3);
}
