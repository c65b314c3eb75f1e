//! Rows and files that came in time and could be used only later, though nobody changed a byte of them.

use jiff::{ToSpan as _, ZonedDateTime};
use tests::process::{Folder, remit};

use super::past_days::written_earlier;

/// A project of one obligation whose month ended ten days ago or more and was due three days ago, with this file of the feed, which has been there for
/// ten days.
fn received_in_time(history: impl Fn(&str) -> String, file: impl Fn(&str) -> String) -> Folder {
    let folder = Folder::two_missions();
    let today = ZonedDateTime::now().date();
    let ended = (today - 10.days()).first_of_month() - 1.day();
    let days = ended.until(today - 3.days()).expect("some days").get_days();
    let month = ended.strftime("%Y-%m").to_string();
    folder.edit("missions/homes.toml", "timely_days = 20", &format!("timely_days = {days}"));
    folder.edit("missions/homes.toml", "from = \"2024-01\"", &format!("from = \"{month}\""));
    folder.edit("missions/homes.toml", "until = \"2024-02\"", &format!("until = \"{month}\""));
    let feed = "folder = \"feeds/warmth\"\n";
    folder.edit("remit.toml", feed, &format!("{feed}vintage = \"received\"\n"));
    // The feed began with this, so that nothing else here is its first load.
    folder.drop_in("feeds/warmth/2024.csv", format!("month,body,percent\n{}", history(&month)));
    remit(&folder, "run project");
    folder.drop_in("feeds/warmth/new.csv", file(&month));
    written_earlier(folder, 240)
}

#[track_caller]
fn assert_in_time(folder: &Folder) {
    let told = remit(folder, "run project --all --format json");
    assert!(told.out.contains("\"met\""), "{told}");
    assert!(!told.out.contains("met-late") && !told.out.contains("no-data"), "{told}");
}

#[test]
fn a_row_that_the_register_learnt_to_read_counts_from_when_its_file_came_in() {
    let history = |month: &str| format!("{month},south-council,94\n");
    let folder = received_in_time(history, |month| format!("month,body,percent\n{month},E07000001,96\n"));
    let before = remit(&folder, "run project --all --format json");
    assert!(before.out.contains("no-data"), "{before}");
    folder.edit("bodies.csv", "id,name,kind", "id,name,kind,codes");
    let text = folder.read("bodies.csv");
    let bodies = text.lines().skip(1).map(|row| match row {
        row if row.starts_with("north") => format!("{row},E07000001\n"),
        row => format!("{row},\n"),
    });
    folder.drop_in("bodies.csv", format!("id,name,kind,codes\n{}", bodies.collect::<String>()));
    assert_in_time(&folder);
    let explained = remit(&folder, "explain project homes/warmth --all");
    assert!(explained.out.contains("received on"), "{explained}");
}

#[test]
fn a_file_that_was_refused_counts_from_when_it_came_in_once_the_feed_is_declared_right() {
    let history = |_: &str| "2023-01,south-council,93\n".to_owned();
    let folder = received_in_time(history, |month| {
        format!("month,body,per_cent\n{month},south-council,94\n{month},north-council,96\n")
    });
    let before = remit(&folder, "run project --all --format json");
    assert!(before.out.contains("no-data"), "{before}");
    std::fs::remove_file(folder.path("feeds/warmth/2024.csv")).expect("a file");
    let text = folder.read("remit.toml").replacen("value = \"percent\"", "value = \"per_cent\"", 1);
    folder.drop_in("remit.toml", text);
    assert_in_time(&folder);
}

#[test]
fn a_file_whose_bytes_were_put_right_counts_from_then() {
    let history = |month: &str| format!("{month},south-council,94\n");
    let folder =
        received_in_time(history, |month| format!("month,body,percent\n{month},north-council,9x6\n"));
    let text = folder.read("feeds/warmth/new.csv").replace("9x6", "96");
    folder.drop_in("feeds/warmth/new.csv", text);
    let told = remit(&folder, "run project --all --format json");
    assert!(told.out.contains("met-late"), "{told}");
}
