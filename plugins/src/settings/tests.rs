//! What `remit.toml` comes to, and every fault in it.

use std::path::Path;

use engine::model::{BodyId, MeasureId};
use insta::assert_snapshot;
use rules::diagnostic::{Colour, render};
use rules::source::SourceText;

use super::test_program::program;
use super::{Settings, check, parse};
use crate::readers::{FigureColumns, VintageFrom};
use crate::registry::NotifierSettings;
use crate::stores::LedgerPlace;

fn settings(text: &str) -> Settings {
    let (settings, faults) = parse(&SourceText::new("remit.toml", text));
    settings.unwrap_or_else(|| panic!("{}", render(&faults, Colour::Plain)))
}

/// Every fault on two lines: line, code and message, then help.
#[track_caller]
fn faults(text: &str) -> String {
    let (settings, faults) = parse(&SourceText::new("remit.toml", text));
    assert!(settings.is_none(), "settings with faults are no settings");
    tell(&faults)
}

pub(super) fn tell(faults: &[rules::diagnostic::Diagnostic]) -> String {
    let line = |fault: &rules::diagnostic::Diagnostic| {
        let span = &fault.labels[0].span;
        let excerpt =
            span.source.text.get(span.range.clone()).unwrap_or_default().lines().next().unwrap_or_default();
        let help = fault.help.as_ref().map_or_else(String::new, |help| format!("\n    help: {help}"));
        format!(
            "{} at {excerpt}: {}: {}{help}",
            span.source.line(span.range.start),
            fault.code,
            fault.message
        )
    };
    faults.iter().map(line).collect::<Vec<_>>().join("\n")
}

const WHOLE: &str = r#"
[project]
title = "ours to ignore"

[store]
path = "data/ledger.sqlite"

[[feed]]
id = "duty-to-refer"
folder = "feeds/duty-to-refer/"
format = "csv"
measure = "referrals"
where = { gss_code = "E92000001", referrer = ["adult_prison", "probation"], type = 1 }
totals = { org_code = ["TOTAL"] }
[feed.columns]
period = "period_end"
body = "referrer"
value = "households"
status = "file_status"
[feed.codes.body]
adult_prison = "hm-prison-service"
[feed.codes.status]
est = "provisional"
[feed.absence]
NA = "not-available"

[[feed]]
id = "ae"
folder = "feeds/ae"
files = "Monthly-*.csv"
vintage = { column = "published" }
columns = { period = "Period", body = "Org Code", values = { all = "attendances", late = "over-4-hours" } }

[[feed]]
id = "live"
folder = "feeds/live"
format = "ndjson"
vintage = "received"
[feed.columns]
period = "period"
body = "body"
measure = "measure"
value = "value"
[feed.codes.measure]
refs = "referrals"

[[notifier]]
id = "screen"
kind = "stdout"

[[notifier]]
kind = "webhook"
id = "board"
url = "https://example.org/hook"
secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
"#;

#[test]
fn a_project_says_where_its_evidence_comes_from_and_who_is_told() {
    let settings = settings(WHOLE);
    assert_eq!(settings.store.place(Path::new("project")), LedgerPlace::file("project/data/ledger.sqlite"));
    let [duty, ae, live] = settings.feeds.as_slice() else { panic!("three feeds") };
    assert_eq!(
        (duty.folder.as_str(), duty.files.glob(), duty.format.name()),
        ("feeds/duty-to-refer", "*.csv", "csv")
    );
    let said: Vec<_> =
        duty.layout.only.iter().map(|filter| (&*filter.column, filter.any_of.join("|"))).collect();
    let expected = [("gss_code", "E92000001"), ("referrer", "adult_prison|probation"), ("type", "1")];
    assert_eq!(said, expected.map(|(column, texts)| (column, texts.to_owned())));
    assert_eq!(duty.layout.vintage, VintageFrom::Backfill);
    assert_eq!(duty.layout.codes.bodies.get("adult_prison"), Some(&BodyId::new("hm-prison-service")));
    assert!(matches!(&ae.layout.figures, FigureColumns::Wide(columns) if columns.len() == 2));
    assert_eq!(ae.layout.vintage, VintageFrom::Column("published".to_owned()));
    assert_eq!((live.files.glob(), live.format.name()), ("*.{ndjson,jsonl}", "ndjson"));
    assert!(matches!(&live.layout.figures, FigureColumns::Long { measure, .. } if measure == "measure"));
    assert!(matches!(settings.notifiers[0].settings, NotifierSettings::Stdout(_)));
    assert_eq!(settings.notifiers[1].settings.id(), "board");
}

#[test]
fn a_ledger_may_lie_in_a_database() {
    let url = "url = \"postgres://remit@db.example.gov.uk/remit\"";
    let place = settings(&format!("[store]\n{url}\npassword_file = \"db.secret\"\n"))
        .store
        .place(Path::new("project"));
    assert_eq!(place.to_string(), "postgres://remit@db.example.gov.uk/remit");
    assert_eq!(place.beside(), Path::new("project/.remit/ledger.sqlite"));
    assert_snapshot!(faults(&format!("[store]\n{url}\npassword_file = \"db.secret\"\npassword_env = \"DB\"\n")), @r#"
    4 at "DB": invalid-value: `password_file` and `password_env` exclude each other
        help: leave one of them out
    "#);
    assert_snapshot!(faults("[store]\npath = \"postgres://remit@db.example.gov.uk/remit\"\n"), @r#"
    2 at "postgres://remit@db.example.gov.uk/remit": invalid-value: `path` names a file, and this is the address of a database
        help: write `url` in the place of `path`
    "#);
    let with_password = "[store]\nurl = \"postgres://remit:hunter2@db.example.gov.uk/remit\"\n";
    assert_snapshot!(faults(with_password), @r#"2 at "postgres://remit:hunter2@db.example.gov.uk/remit": invalid-value: a password stands in the address; put it into a file that `password_file` names, or into the variable that `password_env` names"#);
    let (_, told) = parse(&SourceText::new("remit.toml", with_password));
    assert!(!render(&told, Colour::Plain).contains("hunter2"), "the line is shown without it");
}

#[test]
fn a_project_may_say_nothing() {
    let settings = settings("\u{feff}[project]\n");
    assert_eq!((settings.feeds.len(), settings.notifiers.len()), (0, 0));
    assert_eq!(settings.store.place(Path::new("")), LedgerPlace::file(".remit/ledger.sqlite"));
}

#[test]
fn all_faults_of_all_tables_are_told_at_once() {
    let text = r#"
[store]
file = "x"
[[feed]]
id = "One"
folder = "../elsewhere"
files = "../*.csv"
format = "cvs"
measure = 5
colour = "red"
vintage = "recieved"
where = { area = [], kind = { a = 1 } }
[feed.columns]
period = "p"
bdy = "b"
value = 5
[feed.codes.status]
x = "finale"
[feed.absence]
NA = "unknown"
[[feed]]
[[notifier]]
id = "a"
kind = "carrier-pigeon"
[[notifier]]
id = "b"
[[notifier]]
id = "c"
kind = "stdout"
colour = "red"
[[notifier]]
id = "c"
kind = "stdout"
[[notifier]]
kind = "webhook"
"#;
    assert_snapshot!(faults(text));
}

#[test]
fn a_feed_says_in_one_way_what_its_figures_are_of() {
    let feed = |more: &str, columns: &str| {
        let text = format!(
            "[[feed]]\nid = \"a\"\nfolder = \"a\"\n{more}\n[feed.columns]\nperiod = \"p\"\nbody = \"b\"\n{columns}\n"
        );
        faults(&text).lines().next().unwrap_or_default().to_owned()
    };
    assert_snapshot!(feed("", "value = \"v\""), @"1 at [[feed]]: feed: the feed does not say which measure its figures are of");
    assert_snapshot!(feed("measure = \"m\"", "measure = \"m\"\nvalue = \"v\""), @"1 at [[feed]]: feed: the feed says in more than one way which measure its figures are of");
    assert_snapshot!(feed("", "value = \"v\"\nvalues = { v = \"m\" }"), @"1 at [[feed]]: feed: a feed with `columns.values` names at least one measure there, and has no `columns.value`");
    assert_snapshot!(feed("measure = \"m\"", ""), @"5 at [feed.columns]: toml: [feed.columns] lacks `value`");
    assert_snapshot!(feed("measure = \"m\"\ncodes = { measure = { a = \"m\" } }", "value = \"v\""), @r#"5 at "m": feed: no column names a measure, so its codes are of no use"#);
}

#[test]
fn a_figure_is_the_sum_of_the_columns_that_its_feed_names() {
    let figures = |more: &str, columns: &str| {
        let text = format!(
            "[[feed]]\nid = \"a\"\nfolder = \"a\"\n{more}\n[feed.columns]\nperiod = \"p\"\nbody = \"b\"\n{columns}\n"
        );
        let (read, faults) = parse(&SourceText::new("remit.toml", text.as_str()));
        (read.map(|settings| settings.feeds[0].layout.figures.clone()), tell(&faults))
    };
    let fixed = |columns: &[&str]| FigureColumns::Fixed {
        measure: MeasureId::new("m"),
        value: columns.iter().map(|column| (*column).to_owned()).collect(),
    };
    let read = |more, columns| figures(more, columns).0.expect("a feed that can be used");
    let fault = |more, columns| figures(more, columns).1;
    assert_eq!(read("measure = \"m\"", "value = \"v\""), fixed(&["v"]));
    assert_eq!(read("measure = \"m\"", "value = [\"v\", \"w\"]"), fixed(&["v", "w"]));
    let wide = FigureColumns::Wide(vec![
        (vec!["v".to_owned(), "w".to_owned()], MeasureId::new("m")),
        (vec!["x".to_owned()], MeasureId::new("n")),
    ]);
    let columns =
        "values = [{ measure = \"m\", columns = [\"v\", \"w\"] }, { measure = \"n\", columns = \"x\" }]";
    assert_eq!(read("", columns), wide);
    assert_snapshot!(fault("measure = \"m\"", "value = []"), @"8 at []: invalid-value: `value` names no column; name one or several");
    assert_snapshot!(fault("measure = \"m\"", "value = [\"v\", \" v\"]"), @r#"8 at " v": feed: the column `v` would be added twice"#);
    assert_snapshot!(fault("", "values = { v = \"m\", w = \"m\" }"), @r#"
    8 at "m": feed: two columns hold the measure `m`
        help: if it is their sum, write `values = [{ measure = "m", columns = ["...", "..."] }]`
    "#);
    assert_snapshot!(fault("", "values = [{ measure = \"m\" }]"), @r#"
    8 at { measure = "m" }: toml: an entry of `values` lacks `columns`
        help: add a line such as `columns = ["type_1", "type_2"]`
    "#);
}

#[test]
fn two_feeds_may_not_have_one_id() {
    let feed = "[[feed]]\nid = \"a\"\nfolder = \"a\"\nmeasure = \"m\"\ncolumns = { period = \"p\", body = \"b\", value = \"v\" }\n";
    assert_snapshot!(faults(&feed.repeat(2)), @r#"7 at "a": duplicate-id: two feeds have the id `a`"#);
}

#[test]
fn tables_and_lists_of_tables_are_told_apart() {
    assert_snapshot!(faults("store = 5\n[feed]\n[notifier]\n"), @r#"
    1 at 5: toml: `store` must be a table, not a number
        help: write it like `{ path = ".remit/ledger.sqlite" }`; it may also hold `url`, `password_file`, `password_env` and `authorities_file`
    2 at [feed]: toml: `feed` must be a list of tables, not a table
        help: begin each with a line `[[feed]]`
    3 at [notifier]: toml: `notifier` must be a list of tables, not a table
        help: begin each with a line `[[notifier]]`
    "#);
}

#[test]
fn a_text_that_is_not_toml_is_left_to_the_projects_own_reading() {
    assert_eq!(parse(&SourceText::new("remit.toml", "[[feed]\n")), (None, Vec::new()));
}

#[test]
fn a_measure_or_body_that_the_project_lacks_is_told_with_the_near_one() {
    let text = WHOLE.replace("\"referrals\"", "\"referals\"").replace("hm-prison-service", "hm-prison");
    assert_snapshot!(tell(&check(&settings(&text), &program())), @r#"
    12 at "referals": unknown-measure: no mission declares the measure `referals`
        help: did you mean `referrals`?
    21 at "hm-prison": unknown-body: the register has no body `hm-prison`
        help: did you mean `hm-prison-service`?
    32 at "over-4-hours": unknown-measure: no mission declares the measure `over-4-hours`
        help: declare it in a mission with `[[measure]]`
    45 at "referals": unknown-measure: no mission declares the measure `referals`
        help: did you mean `referrals`?
    "#);
}

#[test]
fn no_secret_is_left_in_the_text_that_is_kept() {
    let text = SourceText::new(
        "remit.toml",
        "[[notifier]]\nid = \"board\"\nkind = \"webhook\"\nurl = \"https://example.org/\"\n\
         secret = \"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"   # ours\n\n\
         [[notifier]]\nid = \"desk\"\nkind = \"webhook\"\nurl = \"https://example.org/\"\n\
         secret = '''whsec_MfKQ9r8GKYqrTwjU\nwhsec_PD8ILPZIo2LaLaSw'''\n",
    );
    let (settings, faults) = parse(&text);
    let settings = settings.unwrap_or_else(|| panic!("{}", render(&faults, Colour::Plain)));
    let kept = settings.without_secrets(&text);
    assert_eq!(kept.text.len(), text.text.len(), "every place stays where it is");
    assert_snapshot!(kept.text, @r#"
    [[notifier]]
    id = "board"
    kind = "webhook"
    url = "https://example.org/"
    secret = "**************************************"   # ours

    [[notifier]]
    id = "desk"
    kind = "webhook"
    url = "https://example.org/"
    secret = '''**********************
    **********************'''
    "#);
}

#[test]
fn a_feed_is_pulled_by_the_calendar_of_its_publisher() {
    let pulled = |pull: &str| {
        let text = format!(
            "[project]\nhosts = [\"example.org\"]\n{FEED}[feed.pull]\nurl = \"https://example.org/{{year}}.csv\"\nat = \"9:30\"\n{pull}"
        );
        format!("{:?}", settings(&text).pulls[0].releases.days)
    };
    assert_eq!(
        pulled("every = \"month\"\non = \"second Thursday\""),
        "Monthly(Nth(2, Thursday), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])"
    );
    assert_eq!(pulled("every = \"month\"\non = 31\nmonths = [2, 5]"), "Monthly(Numbered(31), [2, 5])");
    assert_eq!(
        pulled("every = \"month\"\non = \"third working day\"\nmonths = [1]"),
        "Monthly(WorkingDay(3), [1])"
    );
    assert_eq!(pulled("every = \"month\"\non = \"last friday\"\nmonths = [1]"), "Monthly(Last(Friday), [1])");
    assert_eq!(pulled("every = \"week\"\non = \"Thursday\""), "Weekly(Thursday)");
    assert_eq!(pulled("every = \"working-day\""), "EveryWorkingDay");
    assert_eq!(pulled("dates = [\"2026-12-10\", 2027-01-14]"), "Dates([2026-12-10, 2027-01-14])");
}

#[test]
fn faults_of_pulling_are_told_at_once() {
    let check = |hosts: &str, pull: &str, expect: &[&str]| {
        let told = faults(&format!("[project]\nhosts = [{hosts}]\n{FEED}[feed.pull]\n{pull}"));
        for expect in expect {
            assert!(told.contains(expect), "`{expect}` is not told in\n{told}");
        }
    };
    check(
        "\"https://example.org\"",
        "at = \"25:30\"\nevery = \"month\"\non = \"sixth Thursday\"",
        &["this is no host", "lacks `url`", "`25:30` is no time of day", "`sixth Thursday` is no such day"],
    );
    check(
        "\"example.org\"",
        "url = \"https://example.org/{week}\"\nat = \"9\"\nevery = \"day\"\non = 3\nmonths = [1]",
        &[
            "`{week}` means nothing in an address",
            "`9` is no time of day",
            "`on` means nothing",
            "`months` means nothing",
        ],
    );
    let url = "url = \"https://example.org/a.csv\"\nat = \"09:30\"\n";
    check("", &format!("{url}dates = [\"soon\"]\ntries = 99"), &["`soon` is not a date", "`tries` must be"]);
    check(
        "",
        &format!("{url}every = \"day\""),
        &["example.org is not among the hosts that the project grants"],
    );
    check("\"example.org\"", url, &["[feed.pull] lacks `every`"]);
}

/// A feed that is sound.
const FEED: &str = "[[feed]]\nid = \"f\"\nfolder = \"f\"\nmeasure = \"m\"\n[feed.columns]\nperiod = \"p\"\nbody = \"b\"\nvalue = \"v\"\n";
