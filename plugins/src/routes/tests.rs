//! What matchers hold, and where messages go.

use std::collections::BTreeSet;

use engine::model::Calendar;
use jiff::civil::date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use ledger::outbox::Outbox;

use super::matcher::Matcher;
use super::*;

/// `name=value` by name, with `;` between them.
fn marks(said: &str) -> Marks {
    let mut marks = Marks::default();
    for (name, value) in said.split(';').filter_map(|pair| pair.trim().split_once('=')) {
        marks.add(name, [value]);
    }
    marks
}

#[track_caller]
fn check(matcher: &str, said: &str, expect: bool) {
    let matcher = Matcher::parse(matcher).unwrap();
    assert_eq!(matcher.holds(&marks(said)), expect, "{matcher} on {said}");
}

#[test]
fn a_matcher_compares_as_alertmanager_does() {
    check("severity = breach", "severity=breach", true);
    check("severity=\"breach\"", "severity=at-risk", false);
    check("severity != breach", "severity=at-risk", true);
    check("mission =~ \"home.*|health\"", "mission=homelessness", true);
    check("mission =~ home", "mission=homelessness", false);
    check("mission !~ home.*", "mission=homelessness", false);
    check("owner = \"Ann Hay\"", "owner=Ann Hay", true);
}

#[test]
fn what_a_message_does_not_say_is_the_empty_text() {
    check("theme = \"\"", "severity=breach", true);
    check("theme != housing", "severity=breach", true);
    check("theme != \"\"", "severity=breach", false);
    check("theme =~ .*", "severity=breach", true);
}

#[test]
fn of_several_values_one_suffices_and_a_denial_is_held_to_all() {
    check("body = leeds", "body=leeds; body=york", true);
    check("body != leeds", "body=leeds; body=york", false);
    check("body != hull", "body=leeds; body=york", true);
}

#[test]
fn what_is_no_matcher_says_why() {
    let fault = |text| Matcher::parse(text).unwrap_err().to_string();
    assert_eq!(fault("severity"), "it has no `=`, `!=`, `=~` or `!~`");
    assert_eq!(fault("= breach"), "before the sign stands no name");
    assert_eq!(fault("a = \"b"), "its quotation marks do not end where it ends");
    assert!(fault("a =~ (").starts_with("its pattern cannot be used: "));
}

fn route(name: &str, matchers: &[&str], notifiers: &[&str], onward: Onward) -> Route {
    Route {
        name: name.to_owned(),
        matchers: matchers.iter().map(|text| Matcher::parse(text).unwrap()).collect(),
        notifiers: notifiers.iter().map(|name| (*name).to_owned()).collect(),
        onward,
        hours: Hours::default(),
        gathering: Gathering::default(),
        repeat: None,
        place: 0..0,
        written: vec![0..0; matchers.len()],
    }
}

fn routes() -> Routes {
    Routes {
        silences: Vec::new(),
        all: vec![
            route("log", &[], &["log"], Onward::Continues),
            route("breaches", &["severity = breach"], &["mail", "board"], Onward::Stops),
            route("homes", &["mission = homes"], &["mail"], Onward::Stops),
        ],
    }
}

fn through(routes: &Routes, said: &str) -> String {
    let notifiers = ["board", "log", "mail", "pager"].map(str::to_owned);
    let through = routes.through(&marks(said), &notifiers).into_iter();
    through.map(|(notifier, _)| notifier).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_first_route_that_takes_a_message_decides_unless_it_continues() {
    assert_eq!(through(&routes(), "mission=homes; severity=breach"), "board log mail");
    assert_eq!(through(&routes(), "mission=homes; severity=at-risk"), "log mail");
    assert_eq!(through(&routes(), "mission=health"), "log");
    let all = routes();
    let said = marks("severity=breach");
    let answers: Vec<_> = all.answers(&said).into_iter().map(|(_, answer)| answer).collect();
    assert_eq!(answers, [Answer::Takes, Answer::Takes, Answer::NotAsked]);
}

#[test]
fn what_no_route_takes_goes_through_every_notifier() {
    assert_eq!(through(&Routes::default(), "mission=homes"), "board log mail pager");
    let only = Routes {
        silences: Vec::new(),
        all: vec![route("homes", &["mission = homes"], &["mail"], Onward::Stops)],
    };
    assert_eq!(through(&only, "mission=health"), "board log mail pager");
    // A message is not lost to a route whose notifiers are not among those that may be told.
    let notifiers = ["board".to_owned()];
    assert_eq!(only.through(&marks("mission=homes"), &notifiers)[0].0, "board");
}

fn london() -> Calendar {
    let zone = TimeZone::get("Europe/London").unwrap();
    Calendar::new(zone, BTreeSet::from([date(2024, 12, 25), date(2024, 12, 26)]))
}

fn office_hours() -> TimeInterval {
    let span = Span { from: jiff::civil::time(9, 0, 0, 0), until: Some(jiff::civil::time(17, 30, 0, 0)) };
    TimeInterval {
        name: "office-hours".to_owned(),
        times: vec![span],
        weekdays: Vec::new(),
        days: Days::Working,
    }
}

fn moment(text: &str) -> Timestamp {
    text.parse::<jiff::ZonedDateTime>().map(|zoned| zoned.timestamp()).unwrap()
}

#[test]
fn a_message_waits_for_the_next_hour_of_a_working_day() {
    let hours = Hours { active: vec![office_hours()], mute: Vec::new() };
    let next = |text: &str| hours.next(moment(text), &london()).unwrap();
    let now = "2024-12-23T10:00[Europe/London]";
    assert_eq!(next(now), moment(now));
    assert_eq!(next("2024-12-21T00:00[Europe/London]"), moment("2024-12-23T09:00[Europe/London]"));
    assert_eq!(next("2024-12-24T17:30[Europe/London]"), moment("2024-12-27T09:00[Europe/London]"));
    // By summer time too.
    assert_eq!(next("2024-06-01T12:00[Europe/London]"), moment("2024-06-03T09:00[Europe/London]"));
    let never = Hours { mute: vec![office_hours()], active: vec![office_hours()] };
    assert_eq!(never.next(moment(now), &london()), None);
}

#[test]
fn a_digest_goes_out_at_nine_on_a_working_day() {
    let next = |digest: Digest, text: &str| digest.next(moment(text), &london());
    let friday = "2024-12-20T09:00[Europe/London]";
    assert_eq!(next(Digest::Daily, "2024-12-20T08:59[Europe/London]"), moment(friday));
    assert_eq!(next(Digest::Daily, friday), moment("2024-12-23T09:00[Europe/London]"));
    assert_eq!(
        next(Digest::Daily, "2024-12-24T12:00[Europe/London]"),
        moment("2024-12-27T09:00[Europe/London]")
    );
    assert_eq!(next(Digest::Weekly, friday), moment("2024-12-23T09:00[Europe/London]"));
    assert_eq!(
        next(Digest::Weekly, "2024-12-23T09:30[Europe/London]"),
        moment("2024-12-30T09:00[Europe/London]")
    );
}

#[test]
fn a_silence_and_a_group_say_until_when_a_message_waits() {
    let mut mail = route("homes", &[], &["mail"], Onward::Stops);
    let (wait, interval) = (SignedDuration::from_mins(5), SignedDuration::from_hours(4));
    mail.gathering = Gathering { by: vec!["mission".to_owned()], pace: Pace::Spaced { wait, interval } };
    let silence = Silence {
        matchers: vec![Matcher::parse("body = leeds").unwrap()],
        time: SilenceTime::Days { from: date(2024, 12, 20), until: date(2024, 12, 22) },
        by: "Ann Hay".to_owned(),
        reason: "The register moves".to_owned(),
        written: Vec::new(),
    };
    let queued = |said: &str, route: Option<&Route>| {
        let (marks, calendar, outbox) = (marks(said), london(), Outbox::default());
        let at = moment("2024-12-20T10:00[Europe/London]");
        let queueing = Queueing { marks: &marks, notifier: "mail", calendar: &calendar, outbox: &outbox, at };
        queueing.hold(route, &[&silence])
    };
    let hold = queued("kind=alert.firing; mission=homes", Some(&mail)).unwrap();
    assert_eq!(
        (hold.until, hold.group.as_deref()),
        (moment("2024-12-20T10:05[Europe/London]"), Some("homes; mission homes"))
    );
    let hold = queued("kind=alert.firing; body=leeds", None).unwrap();
    assert_eq!((hold.until, &*hold.by), (moment("2024-12-23T00:00[Europe/London]"), "Ann Hay"));
    assert_eq!(queued("kind=feed.refused; mission=homes", Some(&mail)), None);
}

#[test]
fn a_silence_that_begins_while_a_message_waits_keeps_it_back() {
    let mut mail = route("homes", &[], &["mail"], Onward::Stops);
    mail.hours = Hours { active: vec![office_hours()], mute: Vec::new() };
    let (from, until) =
        (moment("2024-12-23T00:00[Europe/London]"), moment("2024-12-23T12:00[Europe/London]"));
    let silence = Silence {
        matchers: vec![Matcher::parse("mission = homes").unwrap()],
        time: SilenceTime::Moments { from, until },
        by: "Ann Hay".to_owned(),
        reason: "The register moves".to_owned(),
        written: Vec::new(),
    };
    let queued = |said: &str, at: &str| {
        let (marks, calendar, outbox) = (marks(said), london(), Outbox::default());
        let (notifier, at) = ("mail", moment(at));
        let queueing = Queueing { marks: &marks, notifier, calendar: &calendar, outbox: &outbox, at };
        queueing.hold(Some(&mail), &[&silence]).map(|hold| hold.until)
    };
    let saturday = "2024-12-21T10:00[Europe/London]";
    assert_eq!(queued("kind=alert.firing; mission=homes", saturday), Some(until));
    let monday = moment("2024-12-23T09:00[Europe/London]");
    assert_eq!(queued("kind=alert.firing; mission=health", saturday), Some(monday));
    assert_eq!(queued("kind=silence.ending; mission=homes", saturday), Some(monday));
}
