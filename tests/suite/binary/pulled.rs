//! Files that are fetched from a publisher's server: by `run --pull`, and by the service at the moment of a release.

use tests::process::{Folder, Publisher, Receiver, Service, remit, until};

const FIGURES: &str = "month,body,percent\n2024-02,railway,91\n";

/// The names of the files in the folder of the pulled feed, days left out.
fn files(folder: &Folder) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path("feeds/trains")).expect("a folder");
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.expect("an entry").file_name();
    let mut names: Vec<_> = entries.map(|entry| without_days(&name(entry).to_string_lossy())).collect();
    names.sort();
    names
}

/// Days, times and ports are those of the test.
fn without_days(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let is_clock = word.len() >= 5
            && word.as_bytes()[2] == b':'
            && word.as_bytes()[..2].iter().all(u8::is_ascii_digit);
        if is_clock { format!("HH:MM{}", word.get(5..).unwrap_or_default()) } else { word.to_owned() }
    });
    let mut told = words.collect::<Vec<_>>().join(" ");
    let today = today();
    told = told.replace(&today.to_string(), "TODAY");
    told.replace(&words_of(today), "TODAY")
}

fn today() -> jiff::civil::Date {
    let zone = jiff::tz::TimeZone::get("Europe/London").expect("a zone");
    jiff::Timestamp::now().to_zoned_datetime(zone).date()
}

fn words_of(day: jiff::civil::Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

#[test]
fn a_run_asks_no_server_unless_it_is_told_to() {
    let (folder, publisher) = (Folder::two_missions(), Publisher::of(FIGURES));
    publisher.declare_in(&folder);
    remit(&folder, "run project");
    assert_eq!((publisher.requests(), files(&folder)), (0, vec!["2024.csv".to_owned()]));
    let answer = remit(&folder, "run project --pull");
    insta::assert_snapshot!(without_days(&answer.err), @"the feed `trains` pulled feeds/trains/trains.TODAY.csv (38 bytes)");
    assert_eq!(files(&folder), ["2024.csv", "trains.TODAY.csv"]);
    let answer = remit(&folder, "run project --pull");
    assert_eq!((publisher.requests(), answer.err.as_str()), (1, ""), "a release is had once");
}

#[test]
fn a_server_that_fails_is_told_and_the_rest_goes_on() {
    let (folder, publisher) = (Folder::two_missions(), Publisher::of(FIGURES));
    publisher.declare_in(&folder);
    publisher.fail();
    let answer = remit(&folder, "run project --pull");
    insta::assert_snapshot!(without_days(&answer.err), @"remit: the feed `trains` could not pull its release of TODAY at HH:MM: 127.0.0.1 refuses (status 500); it is asked for again from TODAY at HH:MM");
    assert!(answer.out.contains("feeds/warmth/2024.csv"), "{}", answer.out);
    assert_eq!(answer.code, Some(2));
    remit(&folder, "run project --pull");
    assert_eq!(publisher.requests(), 1, "it is left alone until the next try");
}

#[test]
fn the_service_pulls_a_release_that_is_due_and_reads_it() {
    let (folder, publisher) = (Folder::two_missions(), Publisher::of(FIGURES));
    publisher.declare_in(&folder);
    let mut service = Service::start(&folder);
    service.wait_for("received file=\"feeds/trains/trains.");
    assert_eq!(files(&folder), ["2024.csv", "trains.TODAY.csv"]);
    service.stop();
}

#[test]
fn people_hear_once_of_a_release_that_was_asked_for_in_vain() {
    let (folder, publisher, receiver) = (Folder::two_missions(), Publisher::of(FIGURES), Receiver::start());
    publisher.declare_in(&folder);
    folder.append("remit.toml", "tries = 1\n");
    receiver.declare_in(&folder);
    publisher.fail();
    let service = Service::start(&folder);
    let title = "feed.not-pulled trains: the file of a release could not be pulled";
    let request = receiver.wait_for(title);
    insta::assert_snapshot!(without_days(request.said()["data"]["text"].as_str().unwrap()), @"
    For the people who look after the feed `trains`: the feed `trains` could not pull its release of TODAY at HH:MM: 127.0.0.1 refuses (status 500); it is asked for again at the next release

    Asked of you: put the file into the folder of the feed yourself, or put the address right.
    ");
    until("it is delivered", || (receiver.titles() == [title]).then_some(()));
    service.stop();
    assert_eq!(publisher.requests(), 1);
}

#[test]
fn what_is_not_granted_is_told_by_check() {
    let (folder, publisher) = (Folder::two_missions(), Publisher::of(FIGURES));
    publisher.declare_in(&folder);
    folder.append("remit.toml", "on = \"Monday\"\nmonths_back = 99\n");
    let url =
        |text: String| text.lines().find(|line| line.starts_with("url")).expect("an address").to_owned();
    let own = url(folder.read("remit.toml"));
    folder.edit("remit.toml", &own, "url = \"https://elsewhere.example/{week}/figures.csv\"");
    insta::assert_snapshot!(remit(&folder, "check project").err, @r#"
    error[invalid-value]: `{week}` means nothing in an address
      --> remit.toml:31:7
       |
    31 | url = "https://elsewhere.example/******************"
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: it may be `{year}`, `{month}`, `{month_name}` or `{day}`

    error[feed]: `on` means nothing here: there is a release on every day
      --> remit.toml:34:6
       |
    34 | on = "Monday"
       |      ^^^^^^^^
       |
       = help: leave it out

    error[invalid-value]: `months_back` must be a whole number from 0 to 24
      --> remit.toml:35:15
       |
    35 | months_back = 99
       |               ^^
    "#);
    folder.edit("remit.toml", "/{week}", "");
    folder.edit("remit.toml", "on = \"Monday\"\nmonths_back = 99\n", "");
    insta::assert_snapshot!(remit(&folder, "check project").err, @r#"
    error[feed]: the files cannot be pulled: elsewhere.example is not among the hosts that the project grants
      --> remit.toml:31:7
       |
    31 | url = "https://elsewhere.example/***********"
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       |
       = help: Name it in `hosts` under [project], if it is to be asked
    "#);
}
