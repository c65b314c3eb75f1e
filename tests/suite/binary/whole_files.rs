//! Files as a whole: one in which nothing could be used, and one that is taken away, each told of once.

use std::fs;

use tests::process::{Folder, Receiver, Service, queued, remit};

const REFUSED: &str = "feed.refused feeds/warmth/bad.csv: nothing in it could be used";
const GONE: &str = "feed.gone feeds/warmth/2024.csv: gone; its four figures stay in force";

/// A project with a receiver.
fn project() -> (Folder, Receiver) {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    (folder, receiver)
}

#[test]
fn a_refused_file_is_told_of_once_for_each_content() {
    let (folder, receiver) = project();
    let mut service = Service::start(&folder);
    let bad = "month,body,per_cent\n2024-02,north-council,40\n";
    folder.drop_in("feeds/warmth/bad.csv", bad);
    insta::assert_snapshot!(receiver.wait_for(REFUSED).said()["data"]["text"].as_str().unwrap(), @"
    For the sender of feeds/warmth/bad.csv: nothing in it was used (feeds/warmth/bad.csv: the column `percent` is missing; the file has `month`, `body` and `per_cent`).

    Asked of you: send it again, so that it can be read.
    Help: Did you mean `per_cent` in place of `percent`? Columns are named under `[feed.columns]` in remit.toml; `remit look feeds/warmth/bad.csv` proposes a feed that reads the file.
    ");
    folder.drop_in("feeds/warmth/bad.csv", bad);
    service.wait_for("feeds/warmth/bad.csv: the column `percent` is missing");
    service.stop();
    let mut service = Service::start(&folder);
    folder.drop_in("feeds/warmth/bad.csv", format!("{bad}2024-02,south-council,50\n"));
    service.wait_for("feeds/warmth/bad.csv: the column `percent` is missing");
    service.wait_for("delivered");
    service.stop();
    assert_eq!(receiver.titles(), [REFUSED, REFUSED]);
}

#[test]
fn a_file_that_is_taken_away_is_told_of_once_and_takes_no_figure_with_it() {
    let (folder, receiver) = project();
    let mut service = Service::start(&folder);
    fs::remove_file(folder.path("feeds/warmth/2024.csv")).unwrap();
    receiver.wait_for(GONE);
    service.wait_for("delivered");
    service.stop();
    let mut service = Service::start(&folder);
    folder.drop_in("feeds/trains/more.csv", "month,body,percent\n2024-02,railway,87\n");
    service.wait_for("file=\"feeds/trains/more.csv\"");
    service.stop();
    assert_eq!(receiver.titles(), [GONE]);
    let answer = remit(&folder, "run project");
    assert_eq!(answer.code, Some(0), "{answer}");
    assert!(
        answer.out.contains("  feeds/warmth/2024.csv: gone; its four figures stay in force\n"),
        "{answer}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&remit(&folder, "run project --format json").out).unwrap();
    insta::assert_snapshot!(json["gone"], @r#"[{"figures":4,"file":"feeds/warmth/2024.csv"}]"#);
}

#[test]
fn a_file_that_gets_another_name_is_not_gone() {
    let (folder, receiver) = project();
    let mut service = Service::start(&folder);
    fs::rename(folder.path("feeds/warmth/2024.csv"), folder.path("feeds/warmth/homes.csv")).unwrap();
    service.wait_for("file=\"feeds/warmth/homes.csv\"");
    service.stop();
    assert_eq!(receiver.titles(), [""; 0]);
}

/// What is told of the only file of a feed, of which nothing can be used until a column of the feed is put right.
fn mended(file: &str, column: (&str, &str)) -> String {
    let (folder, _receiver) = project();
    folder.drop_in("feeds/warmth/2024.csv", file);
    remit(&folder, "run project");
    let columns = |(name, of): (&str, &str)| {
        let [body, value] =
            [("body", "body"), ("value", "percent")].map(|(key, usual)| if key == name { of } else { usual });
        format!(
            "measure = \"warm-homes\"\n\n[feed.columns]\nperiod = \"month\"\nbody = \"{body}\"\nvalue = \"{value}\""
        )
    };
    folder.edit("remit.toml", &columns(("", "")), &columns(column));
    remit(&folder, "run project");
    let told = queued(&folder).into_iter().filter(|message| message.kind.starts_with("alert."));
    let said = told.map(|message| format!("{}: {}", message.kind, message.text.lines().next().unwrap()));
    said.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_refused_file_that_a_change_of_its_feed_mends_was_there_all_the_time() {
    let file = "month,body,share\n2024-01,north-council,95\n2024-01,south-council,93\n2024-02,north-council,96\n2024-02,south-council,94\n";
    insta::assert_snapshot!(mended(file, ("value", "share")), @"
    alert.firing: Councils keep homes warm: not met for two months in a row, January 2024 and February 2024. Two of two councils gave no usable figure for February 2024. North Council and South Council gave no usable figure for two months in a row, January 2024 and February 2024 (may be in a file that could not be used: feeds/warmth/2024.csv: the column `percent` is missing; the file has `month`, `body` and `share`).
    alert.withdrawn: Councils keep homes warm: withdrawn for February 2024, because feeds/warmth/2024.csv, line 4 and feeds/warmth/2024.csv, line 5 are read otherwise than before, and not because anything was reported: 96, where no figure was read (Homes that are warm enough of North Council for February 2024) and 94, where no figure was read (Homes that are warm enough of South Council for February 2024).
    ");
}

#[test]
fn a_file_of_which_no_row_could_be_used_is_no_delivery_once_its_feed_is_mended() {
    let file = "month,body,code,percent\n2024-01,N,north-council,95\n2024-01,S,south-council,93\n2024-02,N,north-council,96\n2024-02,S,south-council,94\n";
    insta::assert_snapshot!(mended(file, ("body", "code")), @"
    alert.firing: Councils keep homes warm: not met for two months in a row, January 2024 and February 2024. Two of two councils gave no usable figure for February 2024. North Council and South Council gave no usable figure for two months in a row, January 2024 and February 2024.
    alert.withdrawn: Councils keep homes warm: withdrawn for February 2024, because feeds/warmth/2024.csv, line 4 and feeds/warmth/2024.csv, line 5 are read otherwise than before, and not because anything was reported: 96, where no figure was read (Homes that are warm enough of North Council for February 2024) and 94, where no figure was read (Homes that are warm enough of South Council for February 2024).
    ");
}
