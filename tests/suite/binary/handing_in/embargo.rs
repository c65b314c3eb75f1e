//! Files under embargo, and every way on which a service tells anything.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde_json::Value;
use tests::process::{Folder, Page, recorded, until};

use super::super::past_days::aged;
use super::known::{Up, token, told, with_people};
use super::panels::panel;

const HEADER: &str = "month,body,percent\n";
const HELD: &str = "figures-until-2999-08-30T0930.csv";
/// What it says turns a verdict, revises a figure, names a body that nobody knows and leaves another body's figure as it was.
const FIGURES: &str = "2024-02,north-council,41.75\n2024-02,south-council,40\n2024-02,nowhere,42\n";
/// Nothing that anybody is told may have these.
const UNSAID: [&str; 4] = ["2999", "41.75", "41.8", "nowhere"];
const FORMS: [&str; 3] = ["text/html", "application/json", "text/csv"];

/// A service that has been told of a breach ten days ago, and whose feed of warm homes may be put under embargo, file by file.
fn up() -> Up {
    let folder = Folder::two_missions();
    let feed = "folder = \"feeds/warmth\"\n";
    let pattern = r"'^[a-z0-9-]*?(?<embargo>\d{4}-\d{2}-\d{2}T\d+)?\.csv$'";
    folder.edit("remit.toml", feed, &format!("{feed}vintage = {{ file_name = {pattern} }}\n"));
    folder.edit("feeds/warmth/2024.csv", "2024-02,south-council,94", "2024-02,south-council,40");
    // What people contest anybody may read, and so nobody reads it of what waits.
    folder.append("remit.toml", &panel("open_for = [\"homes\"]"));
    folder.drop_in("feeds/tenants/2024.csv", "month,body,percent\n2024-02,north-council,61\n");
    Up::start(with_people(aged(folder, 10)))
}

/// A service whose feed of warm homes says row by row until when nothing of it may be told.
fn up_by_column() -> Up {
    let folder = Folder::two_missions();
    let column = "value = \"percent\"";
    let text = folder.read("remit.toml").replacen(column, &format!("{column}\nembargo = \"until\""), 1);
    folder.drop_in("remit.toml", text);
    let rows = folder.read("feeds/warmth/2024.csv").replace("percent\n", "percent,until\n");
    let rows = rows.replace("2024-02,south-council,94", "2024-02,south-council,40");
    let (header, rows) = rows.split_once('\n').expect("a header");
    let rows: String = rows.lines().flat_map(|row| [row, ",\n"]).collect();
    folder.drop_in("feeds/warmth/2024.csv", format!("{header}\n{rows}"));
    Up::start(with_people(aged(folder, 10)))
}

/// Whoever asks, by name, with the line by which he is known: one who may see all, and one who reports.
fn askers(up: &Up) -> Vec<(&'static str, String)> {
    let known = ["Ada", "Ann"].map(|name| (name, token(&up.folder, name)));
    known.into_iter().chain([("Nobody", "X-Known: no".to_owned())]).collect()
}

/// What stands for the parts of addresses.
fn names(up: &Up, ada: &str, content: &str) -> BTreeMap<&'static str, Vec<String>> {
    let ask = |path: &str| up.visitor.ask("GET", path, &[ada, "Accept: application/json"]).json();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let alert = text(&ask("/alerts")["alerts"][0]["id"]);
    let known = text(&ask("/feeds/warmth")["receipts"][0]["hash"]);
    let held = blake3::hash(content.as_bytes()).to_hex().to_string();
    let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
    BTreeMap::from([
        ("mission", list(&["homes"])),
        ("panel", list(&["tenants"])),
        ("obligation", list(&["warmth"])),
        ("feed", list(&["warmth"])),
        ("rule", list(&["at-least"])),
        ("body", list(&["north-council", "south-council"])),
        ("measure", list(&["warm-homes"])),
        ("period", list(&["2024-01", "2024-02"])),
        ("id", list(&[&alert])),
        ("of", list(&[&alert, "homes/warmth", "homes/warmth?period=2024-01", "homes/warmth?turned=true"])),
        ("hash", list(&[&known, &held])),
        ("place", list(&["obligation/warmth/params/floor"])),
    ])
}

/// Every address that is read, as the description of the service has it, with its parts filled in.
fn addresses(up: &Up, names: &BTreeMap<&'static str, Vec<String>>) -> Vec<String> {
    let described = up.visitor.json("/openapi.json");
    let paths = described["paths"].as_object().expect("addresses");
    let read = paths.iter().filter(|(_, methods)| methods.get("get").is_some());
    // Whoever listens is answered without end, and asked below.
    let read = read.map(|(path, _)| path.clone()).filter(|path| path != "/events");
    read.flat_map(|path| filled(path, names)).collect()
}

fn filled(path: String, names: &BTreeMap<&'static str, Vec<String>>) -> Vec<String> {
    let Some((before, part)) = path.split_once('{') else { return vec![path] };
    let (part, after) = part.split_once('}').expect("a part of an address ends");
    let names_of_part = names.get(part).unwrap_or_else(|| panic!("nothing stands for `{part}` in {path}"));
    names_of_part.iter().flat_map(|name| filled(format!("{before}{name}{after}"), names)).collect()
}

/// All that is answered: to everybody who asks, in every form, of now and of a day that is over.
fn all_ways(up: &Up, askers: &[(&str, String)], addresses: &[String], day: &str) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    for (asker, token) in askers {
        for address in addresses {
            let mark = if address.contains('?') { '&' } else { '?' };
            let past = format!("{address}{mark}as-of={day}");
            // Whoever is not known may ask little of days that are over.
            let past = Some(past).filter(|_| *asker != "Nobody");
            for asked in std::iter::once(address.clone()).chain(past) {
                for form in FORMS {
                    let page = up.visitor.ask("GET", &asked, &[token, &format!("Accept: {form}")]);
                    answers.insert(format!("{asker} asks for {asked} as {form}"), settled(&page));
                }
            }
        }
    }
    answers
}

/// An answer without what another moment of asking changes: the moment itself, how much was asked, how long the ledger is, and what is made up
/// for each form anew.
fn settled(page: &Page) -> String {
    let metrics = ["remit_http_answers_total", "remit_shown_as_at_seconds", "remit_ledger_position"];
    let is_settled = |line: &&str| !metrics.iter().any(|name| line.starts_with(name));
    let lines: Vec<&str> = page.body.lines().filter(is_settled).collect();
    let mut text = lines.join("\n");
    for (mark, end) in
        [("As at ", " on "), ("\"as_at\":\"", "\""), ("name=\"key\" value=\"", "\""), ("/since?entry=", "\"")]
    {
        let mut parts = text.split(mark);
        let first = parts.next().unwrap_or_default().to_owned();
        let cut =
            |part: &str| part.find(end).map_or_else(|| part.to_owned(), |at| part.split_at(at).1.to_owned());
        text = parts.fold(first, |told, part| format!("{told}{mark}{}", cut(part)));
    }
    // Tables say when as well.
    for mark in ["How it stood at ", " came by ", " were known at ", " were in doubt at "] {
        let time = |letter: char| letter.is_ascii_digit() || letter == ':';
        let without = |part: &str| part.trim_start_matches(time).to_owned();
        text = text.split(mark).map(without).collect::<Vec<_>>().join(mark);
    }
    for mark in ["\"position\":", "data-position=\"", ", entry "] {
        let without = |part: &str| part.trim_start_matches(|letter: char| letter.is_ascii_digit()).to_owned();
        text = text.split(mark).map(without).collect::<Vec<_>>().join(mark);
    }
    format!("{} {text}", page.status)
}

#[track_caller]
fn assert_unsaid(answers: &BTreeMap<String, String>) {
    for (asked, answer) in answers {
        let said = UNSAID.into_iter().find(|unsaid| answer.contains(unsaid) && !asked.contains(unsaid));
        assert_eq!(said, None, "{asked}: {answer}");
    }
}

fn shown_day(up: &Up, token: &str) -> jiff::civil::Date {
    let due = up.visitor.ask("GET", "/due", &[token, "Accept: application/json"]).json();
    due["as_of"].as_str().expect("a day").parse().expect("a day")
}

#[test]
fn on_no_way_is_anything_told_of_a_file_under_embargo() {
    let mut up = up();
    let askers = askers(&up);
    let content = format!("{HEADER}{FIGURES}");
    let addresses = addresses(&up, &names(&up, &askers[0].1, &content));
    let day = (shown_day(&up, &askers[0].1) - 5.days()).to_string();
    let ask = |up: &Up| all_ways(up, &askers, &addresses, &day);
    let (before, written) = (ask(&up), recorded(&up.folder).len());
    // Whoever hands it in is told the same whether or not it is there, and also where he only asks what it would come to.
    let hand_in = |up: &Up, more: &str| {
        let lines = [&*askers[1].1, "Content-Type: text/csv"];
        told(&up.visitor.post(&format!("/feeds/warmth/reports?name={HELD}{more}"), &lines, &content))
    };
    let refused = hand_in(&up, "");
    insta::assert_snapshot!(refused, @r#"
    422 {
      "code": "under-embargo",
      "detail": "Its name puts the report under embargo until 09:30 on 30 August 2999, and nothing of it is kept before.",
      "help": "hand it in once that moment has come, or put it into the folder of its feed, where it waits unread",
      "status": 422,
      "title": "The report is under embargo"
    }
    "#);
    up.folder.drop_in(&format!("feeds/warmth/{HELD}"), &content);
    // The service reads all of its feeds again, so that it has seen the file.
    up.folder.drop_in("remit.toml", up.folder.read("remit.toml"));
    up.service.wait_for("in force");
    assert_eq!([hand_in(&up, ""), hand_in(&up, "&dry=true")], [refused.clone(), refused]);
    let after = ask(&up);
    assert_unsaid(&after);
    // That a file waits is an entry of the ledger, whose name nobody is told as long as no figure is overdue that it may hold.
    for (asked, answer) in after.iter().filter(|(asked, _)| !asked.contains("/audit")) {
        assert_eq!(Some(answer), before.get(asked), "{asked}");
    }
    assert_eq!(recorded(&up.folder).len(), written + 2, "that it waits, and the look at what it may hold");
}

#[test]
fn on_no_way_is_anything_told_of_rows_under_embargo() {
    let mut up = up_by_column();
    let askers = askers(&up);
    let rows: String = FIGURES.lines().flat_map(|row| [row, ",2999-08-30T09:30\n"]).collect();
    let content = format!("month,body,percent,until\n2024-01,north-council,95,\n{rows}");
    let addresses = addresses(&up, &names(&up, &askers[0].1, &content));
    let day = (shown_day(&up, &askers[0].1) - 5.days()).to_string();
    let lines = [&*askers[1].1, "Content-Type: text/csv"];
    let refused = told(&up.visitor.post("/feeds/warmth/reports?name=more.csv", &lines, &content));
    assert!(refused.contains("\"code\": \"under-embargo\"") && !refused.contains("41.75"), "{refused}");
    up.folder.drop_in("feeds/warmth/more.csv", &content);
    up.service.wait_for("more.csv");
    let answers = all_ways(&up, &askers, &addresses, &day);
    let hash = blake3::hash(content.as_bytes()).to_hex().to_string();
    let held = answers.iter().filter(|(asked, _)| asked.contains(&format!("/reports/{hash}/content")));
    assert!(
        held.clone().count() > 0
            && held.clone().all(|(_, answer)| answer.starts_with("40") || answer.starts_with("303")),
        "{hash}"
    );
    assert_unsaid(&answers);
    assert!(!format!("{:?}", recorded(&up.folder)).contains("41.75"));
}

#[test]
fn it_shows_on_every_way_once_the_moment_has_come_and_on_none_before() {
    let up = up();
    let askers = askers(&up);
    let ada = &*askers[0].1;
    let day = (shown_day(&up, ada) - 5.days()).to_string();
    let content = format!("{HEADER}{FIGURES}");
    let hash = blake3::hash(content.as_bytes()).to_hex().to_string();
    let ask = |path: &str| up.visitor.ask("GET", path, &[ada, "Accept: application/json"]);
    let past = format!("/measures/warm-homes?as-of={day}");
    let told_of_past = ask(&past).body;
    let position = ask("/").json()["position"].as_u64().expect("a position");
    let mut listener = up.visitor.listen(&format!("/events?after={position}"), &[ada]);
    let ends = Timestamp::now() + SignedDuration::from_secs(3);
    let name = ends.in_tz("Europe/London").expect("a zone").strftime("%Y-%m-%dT%H%M%S");
    let name = format!("figures-until-{name}.csv");
    up.folder.drop_in(&format!("feeds/warmth/{name}"), &content);
    let report = format!("/reports/{hash}");
    let ways = [
        ("/measures/warm-homes", "41.75"),
        ("/measures/warm-homes/north-council", "41.75"),
        ("/since", &*name),
        ("/missions/homes/warmth", "41.75"),
        ("/bodies/north-council", "missed"),
        ("/explanations/homes/warmth", "41.75"),
        ("/feeds/warmth", &*name),
        ("/audit", &*name),
        (&*report, "nowhere"),
        (&*format!("{report}/content"), "41.75"),
    ];
    let is_shown = |(path, shown): &(&str, &str)| ask(path).body.contains(shown);
    until("something of it shows", || {
        let first = ways.iter().find(|way| is_shown(way))?;
        let has_come = Timestamp::now().as_second() >= ends.as_second();
        assert!(has_come, "{} showed it before its moment", first.0);
        Some(())
    });
    for way in &ways {
        assert!(is_shown(way), "{} says nothing of `{}`: {}", way.0, way.1, ask(way.0).body);
    }
    assert!(listener.next_event().parse::<u64>().expect("a position") > position);
    assert_eq!(ask(&past).body, told_of_past, "of a day that is over the same is told");
}
