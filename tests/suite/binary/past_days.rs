//! Pages of days that are over: what they say stays the same, whatever comes later. And the texts that are in force, with what was changed in them.

use std::fs;
use std::time::Duration;

use jiff::ToSpan as _;
use jiff::civil::Date;
use ledger::entry::Entry;
use plugins::stores::{SqliteStore, Store as _};
use tests::process::{Folder, Service, Visitor, recorded, remit, until};

const LEDGER: &str = ".remit/ledger.sqlite";

/// A project whose ledger says all that it says so many days earlier.
pub(super) fn aged(folder: Folder, days: i64) -> Folder {
    written_earlier(folder, days * 24)
}

/// A project whose ledger says all that it says so many hours earlier, or later where the number is below zero.
pub(super) fn written_earlier(folder: Folder, hours: i64) -> Folder {
    let answer = remit(&folder, "run project");
    assert!(matches!(answer.code, Some(0..=2)), "{answer}");
    let entries = recorded(&folder);
    fs::remove_dir_all(folder.path(".remit")).expect("there is a ledger");
    let mut store =
        SqliteStore::open_within(&folder.path(LEDGER), Duration::from_secs(10)).expect("a new ledger");
    for mut recorded in entries {
        let at = recorded.at - hours.hours();
        if let Entry::SetAside(unused) = &mut recorded.entry {
            for waits in unused.iter_mut().filter_map(|unused| unused.under_embargo.as_mut()) {
                waits.received -= hours.hours();
            }
        }
        store.append(at, &[recorded.entry]).expect("it is written");
    }
    folder
}

/// The day of what is shown now, so many days back.
fn day(visitor: &Visitor, back: i64) -> Date {
    let today: Date = visitor.json("/due")["as_of"].as_str().expect("a day").parse().expect("a day");
    today - back.days()
}

#[test]
fn what_was_told_of_a_day_is_told_again_whatever_came_later() {
    let folder = aged(Folder::two_missions(), 10);
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let day = day(&visitor, 5);
    let addresses = [
        "/",
        "/missions/homes",
        "/missions/homes/warmth",
        "/alerts",
        "/due",
        "/matrix",
        "/bodies",
        "/explanations/homes/warmth",
    ];
    let asked = |address: &str, accept: &str| {
        let page = visitor.ask("GET", &format!("{address}?as-of={day}"), &[&format!("Accept: {accept}")]);
        assert_eq!(page.status, 200, "{address}: {}", page.body);
        (page.line("etag").map(str::to_owned), page.body)
    };
    let all = || -> Vec<_> {
        let forms = ["text/html", "application/json"];
        addresses.iter().flat_map(|address| forms.map(|form| asked(address, form))).collect()
    };
    let before = all();
    assert!(before[0].1.contains("This page stays as it is"), "{}", before[0].1);
    let position = visitor.json("/")["position"].as_u64().expect("a position");
    let mut listener = visitor.listen(&format!("/events?after={position}"), &[]);
    folder.drop_in("feeds/warmth/later.csv", "month,body,percent\n2024-02,north-council,12\n");
    while visitor.json("/missions/homes/warmth")["state"] != "missed" {
        listener.next_event();
    }
    folder.edit("missions/homes.toml", "floor = 90", "floor = 95");
    while visitor.json("/changes")["all"] == 1 {
        listener.next_event();
    }
    assert_eq!(all(), before);
    let then = visitor.json(&format!("/missions/homes/warmth?as-of={day}"));
    assert_eq!(then["state"], "on-track", "{then:#}");
}

#[test]
fn a_day_that_is_not_over_or_before_the_ledger_and_what_is_no_day_are_refused() {
    let folder = aged(Folder::two_missions(), 10);
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let code = |address: &str, day: &str| {
        let answer = visitor.json(&format!("{address}?as-of={day}"));
        format!("{} {}", answer["status"], answer["code"].as_str().unwrap_or_default())
    };
    assert_eq!(code("/", &day(&visitor, 0).to_string()), "400 not-over");
    assert_eq!(code("/matrix", &day(&visitor, -400).to_string()), "400 not-over");
    assert_eq!(code("/", &day(&visitor, 100).to_string()), "404 too-early");
    assert_eq!(code("/alerts", "yesterday"), "400 misasked");
    assert_eq!(code("/feeds", &day(&visitor, 5).to_string()), "400 misasked");
}

#[test]
fn a_rule_is_shown_with_its_tests_and_how_they_end_by_the_program_in_force() {
    let folder = Folder::each_council();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let tests = || visitor.json("/rules/enough")["tests"].clone();
    let first = until("the tests were played", || tests().as_array().cloned());
    assert!(!first.is_empty() && first.iter().all(|test| test["outcome"] == "passed"), "{first:?}");
    assert_eq!(first[0]["name"], "one council's plan is short, and another's is not");
    let page = visitor.get("/rules/enough").body;
    assert!(page.contains("one council&#39;s plan is short") && page.contains("<td>Passed</td>"), "{page}");
    assert!(page.contains("of the project, by the rules in force: "), "{page}");
    // A test that expects something else fails with what was found.
    folder.edit("tests/plans.toml", "council-1\" = \"firing\"", "council-1\" = \"inactive\"");
    let failed = until("the tests were played again", || {
        let tests = tests().as_array()?.clone();
        tests.into_iter().find(|test| test["outcome"] == "failed")
    });
    let difference = failed["differences"][0].as_str().expect("a difference");
    assert!(difference.contains("state of homes/plans/council-1"), "{difference}");
}

#[test]
fn a_rule_is_shown_with_where_it_judges_and_a_change_of_it_with_its_lines() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let obligation = visitor.get("/missions/homes/warmth");
    assert!(obligation.body.contains("href=\"/rules/at-least\""), "{}", obligation.body);
    let rule = visitor.get("/rules/at-least");
    assert_eq!(rule.status, 200);
    assert!(
        rule.body.contains("Councils keep homes warm") && rule.body.contains("floor: 90"),
        "{}",
        rule.body
    );
    assert_eq!(visitor.json("/rules/at-least")["text"], folder.read("rules/at-least.rhai"));
    assert_eq!(visitor.get("/rules/none").status, 404);
    let changes = visitor.json("/changes");
    assert_eq!(changes["changes"][0]["missions"][0]["fate"], "added", "{changes:#}");
    let position = changes["position"].as_u64().expect("a position");
    let mut listener = visitor.listen(&format!("/events?after={position}"), &[]);
    folder.edit("missions/homes.toml", "floor = 90", "floor = 95");
    while visitor.json("/changes")["all"] == 1 {
        listener.next_event();
    }
    let told = visitor.json("/changes")["changes"][0]["told"].clone();
    insta::assert_snapshot!(told[0].as_str().unwrap_or_default(), @"Warm homes: the declaration of the mission (missions/homes.toml) was changed: line 25, under `[[obligation]]`, was `params = { floor = 90 }` and is now `params = { floor = 95 }`.");
    assert!(visitor.get("/changes").body.contains("floor = 95"));
    let why = visitor.get("/explanations/homes/warmth").body;
    assert!(why.contains("What changed since the verdict before") && why.contains("floor = 95"), "{why}");
}

#[test]
fn every_question_says_that_the_ledger_is_ahead_of_the_clock() {
    let folder = written_earlier(Folder::two_missions(), -3);
    for line in [
        "run project",
        "run project --as-of 2024-05-01",
        "due project",
        "matrix project",
        "replay project",
        "explain project homes/warmth 2024-02",
    ] {
        let answer = remit(&folder, line);
        assert!(answer.err.contains("ahead of this machine's clock"), "{line}: {answer}");
        assert!(answer.err.contains("remit ledger rewind"), "{line}: {answer}");
    }
}
