//! Silences that people ask for: on the command line, over HTTP and by a form. They stop messages, and never a verdict or a page.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use ledger::entry::Entry;
use ledger::silences::Phase;
use tests::process::{Folder, Page, recorded, remit, until};

use super::known::{PASSWORD, Up, folder, token};

const JSON: &str = "Accept: application/json";
const SENT: &str = "Content-Type: application/json";
const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const MET: &str = "month,body,percent\n2024-02,north-council,91\n";
const NOTIFIER: &str = "\n[[notifier]]\nid = \"board\"\nkind = \"stdout\"\n";

/// The day that is so many days ahead.
fn ahead(days: i64) -> String {
    let then = Timestamp::now().saturating_add(SignedDuration::from_hours(24 * days)).expect("a moment");
    then.to_zoned_datetime(jiff::tz::TimeZone::UTC).date().to_string()
}

/// A project whose first files were read, with one notifier.
fn told(folder: Folder) -> Folder {
    folder.append("remit.toml", NOTIFIER);
    assert_eq!(remit(&folder, "run project").code, Some(0));
    folder
}

/// What was queued, in order, with whether it waits.
fn queued(folder: &Folder) -> Vec<String> {
    let told = recorded(folder).into_iter().filter_map(|recorded| match recorded.entry {
        Entry::Queued { message, hold, .. } => {
            let waits = hold.is_some_and(|hold| hold.until > recorded.at);
            Some(format!("{}{}", message.kind, if waits { " waits" } else { "" }))
        }
        _ => None,
    });
    told.collect()
}

/// The reference in what is said of a silence.
fn reference(said: &str) -> String {
    let (_, rest) = said.split_once("reference is ").unwrap_or_else(|| panic!("no reference: {said}"));
    rest.chars().take(14).collect()
}

fn add(folder: &Folder, matcher: &str, more: &str) -> tests::process::Answer {
    let until = ahead(3);
    remit(folder, &format!("silence add project {matcher} --until {until} --reason moves {more}"))
}

#[test]
fn a_silence_keeps_messages_back_and_nothing_else() {
    let folder = told(Folder::two_missions());
    let asked = add(&folder, "mission=homes", "--by Ann");
    assert_eq!(asked.code, Some(0), "{asked}");
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    let run = remit(&folder, "run project");
    assert_eq!(run.code, Some(1), "the verdict stands: {run}");
    assert!(run.out.contains("FIRING"), "{run}");
    assert!(run.err.contains(": Ann asked for silence"), "{run}");
    assert_eq!(queued(&folder), ["alert.firing waits"]);
    // Once it ends, what waited is told at once.
    let ended =
        remit(&folder, &format!("silence end project {} --by Bo --reason done", reference(&asked.out)));
    assert_eq!(ended.code, Some(0), "{ended}");
    assert!(ended.out.contains("Bo ended the silence"), "{ended}");
    assert_eq!(queued(&folder), ["alert.firing waits", "alert.firing"]);
    assert!(ended.err.contains("Councils keep homes warm"), "it was told: {ended}");
    assert!(remit(&folder, "silence list project").out.starts_with("No silence is in force."));
}

#[test]
fn a_silence_that_begins_while_a_message_waits_keeps_that_back_as_well() {
    let folder = told(Folder::two_missions());
    folder.append(
        "remit.toml",
        "\n[[route]]\nname = \"later\"\nnotifiers = [\"board\"]\ndigest = \"weekly\"\n",
    );
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    remit(&folder, "run project");
    let waits = |folder: &Folder| -> String {
        let json: serde_json::Value =
            serde_json::from_str(&remit(folder, "run project --format json").out).expect("JSON");
        json["undelivered"][0]["waits_until"].as_str().expect("it waits").to_owned()
    };
    let before = waits(&folder);
    let until = ahead(60);
    let asked = remit(
        &folder,
        &format!("silence add project body=north-council --until {until} --reason x --by Ann"),
    );
    assert_eq!(asked.code, Some(0), "{asked}");
    assert!(waits(&folder) > before, "a digest of a later week tells it");
    remit(&folder, &format!("silence end project {} --by Ann", reference(&asked.out)));
    assert_eq!(waits(&folder), before);
    // What is newer about the alert takes the place of what waits, as ever.
    folder.drop_in("feeds/warmth/still-more.csv", MET);
    remit(&folder, "run project");
    assert_eq!(queued(&folder).last().map(String::as_str), Some("alert.corrected waits"));
}

#[test]
fn what_cannot_be_silenced_is_refused_with_what_was_meant() {
    let folder = told(Folder::two_missions());
    let refused = |matcher: &str, more: &str| add(&folder, matcher, more).err;
    insta::assert_snapshot!(refused("misson=homes", "--by Ann"), @r"
    remit: no message has `misson`, and nothing has such a label
      help: did you mean `mission`?
    ");
    insta::assert_snapshot!(refused("body=nort-council", "--by Ann"), @r"
    remit: there is no body `nort-council`
      help: did you mean `north-council`?
    ");
    insta::assert_snapshot!(refused("mission=homes", ""), @"remit: say who asks, with `--by NAME`: every silence says so on the ledger");
    let far = format!("silence add project mission=homes --until {} --reason x --by Ann", ahead(120));
    insta::assert_snapshot!(remit(&folder, &far).err, @r"
    remit: the last day of the silence is more than 90 days ahead
      help: ask for a shorter one, and again when it ends
    ");
    let past = "silence add project mission=homes --until 2024-01-01 --reason x --by Ann";
    insta::assert_snapshot!(remit(&folder, past).err, @"remit: the last day of the silence is over, or lies before its first");
    insta::assert_snapshot!(remit(&folder, "silence end project NONE --by Ann").err, @r"
    remit: there is no silence `NONE`
      help: `remit silence list` names those that there are
    ");
    assert_eq!(queued(&folder), [""; 0]);
    let is_silence = |entry: &Entry| matches!(entry, Entry::Silenced(_) | Entry::SilenceEnded(_));
    assert!(!recorded(&folder).iter().any(|recorded| is_silence(&recorded.entry)));
}

#[test]
fn a_ledger_that_is_rewound_names_the_silences_that_it_takes_back() {
    let folder = told(Folder::two_missions());
    let before = Timestamp::now();
    let asked = add(&folder, "mission=homes", "--by Ann");
    let reference = reference(&asked.out);
    remit(&folder, &format!("silence end project {reference} --by Bo"));
    let rewound = remit(&folder, &format!("ledger rewind project --to {before}"));
    assert_eq!(rewound.code, Some(0), "{rewound}");
    let lines: Vec<&str> = rewound.out.lines().collect();
    assert!(lines[0].contains("one silence and one end of a silence"), "{rewound}");
    assert_eq!(
        lines[1],
        format!("  Ann: silence {reference} over alerts with mission = homes; people are told of them again")
    );
    assert_eq!(
        lines[2],
        format!("  Bo: the end of silence {reference}; it is in force again until its own end")
    );
    assert!(remit(&folder, "silence list project").out.starts_with("No silence is in force."));
}

fn begin(up: &Up, token: &str, body: &serde_json::Value) -> Page {
    up.visitor.post("/silences", &[token, SENT], body.to_string())
}

fn words(matcher: &str) -> serde_json::Value {
    serde_json::json!({ "matchers": [matcher], "until": ahead(3), "reason": "the register moves" })
}

#[test]
fn a_board_silences_its_own_mission_and_an_administrator_any() {
    let folder = folder();
    folder.append("remit.toml", NOTIFIER);
    folder.drop_in("feeds/warmth/more-revised.csv", MISSED);
    let up = Up::start(folder);
    let token = |name: &str| token(&up.folder, name);
    let (bea, ada, ola) = (token("Bea"), token("Ada"), token("Ola"));
    let status = |token: &str, matcher: &str| begin(&up, token, &words(matcher)).status;
    assert_eq!(status(&ola, "mission = homes"), 403);
    assert_eq!(status(&bea, "mission = trains"), 403);
    assert_eq!(status(&bea, "severity = breach"), 403);
    assert_eq!(begin(&up, &bea, &words("misson = homes")).json()["help"], "did you mean `mission`?");
    let made = begin(&up, &bea, &words("mission = homes"));
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(status(&ada, "severity = at-risk"), 201);
    let id = made.json()["silence"]["id"].as_str().expect("an id").to_owned();
    let listed = up.visitor.ask("GET", "/silences", &[&ola, JSON]).json();
    assert_eq!(listed["sentence"], "Two silences are in force.");
    let shown = up.visitor.ask("GET", &format!("/silences/{id}"), &[&ola, JSON]).json();
    assert_eq!((&shown["by"], &shown["alerts"][0]), (&"Bea".into(), &"homes/warmth".into()));
    let page = |path: &str| up.visitor.ask("GET", path, &[&ola, "Accept: text/html"]).body;
    assert!(page("/alerts/homes/warmth").contains("Bea asked for silence"), "the alert says so");
    assert!(page("/").contains("Two silences are in force."), "the front page says so");
    let audit = up.visitor.ask("GET", "/audit", &[&bea, JSON]).json();
    let told: Vec<&str> =
        audit["entries"].as_array().expect("entries").iter().filter_map(|one| one["told"].as_str()).collect();
    assert!(
        told.iter().any(
            |told| told.starts_with("Bea asked that nobody is told of alerts with mission = homes from ")
        ),
        "{told:?}"
    );
    let end = |token: &str| up.visitor.post(&format!("/silences/{id}/end"), &[token, SENT], "{}");
    assert_eq!(end(&ola).status, 403);
    let over = end(&bea);
    assert_eq!((over.status, &over.json()["silence"]["state"]), (200, &Phase::Over.as_str().into()));
    assert_eq!(end(&ada).status, 409);
    let alert = up.visitor.ask("GET", "/alerts/homes/warmth", &[&ola, JSON]).json();
    assert_eq!(alert["state"], "missed");
}

#[test]
fn a_silence_is_in_force_after_a_restart_and_people_are_told_before_it_ends() {
    let folder = folder();
    folder.append("remit.toml", NOTIFIER);
    let up = Up::start(folder);
    let ada = token(&up.folder, "Ada");
    // One that ends tonight is about to end by noon, and by the last half of what is left at any time.
    let made = begin(&up, &ada, &words("mission = homes"));
    assert_eq!(made.status, 201, "{}", made.body);
    let Up { folder, service, .. } = up;
    service.kill();
    folder.drop_in("feeds/warmth/more-revised.csv", MISSED);
    let up = Up::start(folder);
    until("the alert waits", || {
        queued(&up.folder).iter().any(|told| told == "alert.firing waits").then_some(())
    });
    let listed = remit(&up.folder, "silence list project");
    assert!(listed.out.starts_with("One silence is in force."), "{listed}");
}

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const PAGE: &str = "Accept: text/html";

fn send(up: &Up, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Page {
    let plain = |text: &str| {
        text.replace('%', "%25")
            .replace('&', "%26")
            .replace('=', "%3D")
            .replace(' ', "+")
            .replace('\n', "%0D%0A")
    };
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", plain(value))).collect();
    up.visitor.post(path, &[FORM, PAGE, &format!("Cookie: {cookie}")], body.join("&"))
}

/// What a page's hidden fields say.
fn hidden(page: &Page) -> BTreeMap<String, String> {
    let fields = page.body.split("<input type=\"hidden\" name=\"").skip(1);
    let field = |rest: &str| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        Some((name.to_owned(), rest.split_once('"')?.0.to_owned()))
    };
    fields.filter_map(field).collect()
}

#[test]
fn a_person_asks_for_a_silence_on_a_page_and_ends_it() {
    let folder = folder();
    folder.drop_in("feeds/warmth/more-revised.csv", MISSED);
    let made =
        remit(&folder, "account add project Ivo --role administrator --password-file project/password");
    assert_eq!(made.code, Some(0), "{made}");
    let up = Up::start(folder);
    let signed_in =
        send(&up, "/sign-in", "", &[("name", "Ivo"), ("password", PASSWORD), ("then", "/silence")]);
    let cookie = signed_in.line("set-cookie").and_then(|line| line.split(';').next()).expect("a session");
    let line = format!("Cookie: {cookie}");
    let said = hidden(&up.visitor.ask("GET", "/silence", &[PAGE, &line]));
    let last = ahead(2);
    let fields = |step: &'static str, matchers: &'static str| {
        let said = |name: &str| said.get(name).map_or("", String::as_str).to_owned();
        vec![
            ("form_token", said("form_token")),
            ("key", said("key")),
            ("step", step.to_owned()),
            ("matchers", matchers.to_owned()),
            ("until", last.clone()),
            ("reason", "the register moves".to_owned()),
        ]
    };
    let post = |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        send(&up, "/silences", cookie, &fields)
    };
    let wrong = post(fields("check", "mission = hoems"));
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("Did you mean `homes`?"), "{}", wrong.body);
    let checked = post(fields("check", "mission = homes\nseverity = breach"));
    assert_eq!(checked.status, 200, "{}", checked.body);
    assert!(checked.body.contains("Councils keep homes warm"), "it names the open alert: {}", checked.body);
    let done = post(fields("send", "mission = homes\nseverity = breach"));
    assert_eq!(done.status, 201, "{}", done.body);
    let listed = up.visitor.ask("GET", "/silences", &[&line, JSON]).json();
    let id = listed["silences"][0]["id"].as_str().expect("an id").to_owned();
    let form = up.visitor.ask("GET", &format!("/end-silence/{id}"), &[PAGE, &line]);
    let said = hidden(&form);
    let end = send(
        &up,
        &format!("/silences/{id}/end"),
        cookie,
        &[("form_token", &said["form_token"]), ("key", &said["key"]), ("reason", "it moved")],
    );
    assert_eq!(end.status, 200, "{}", end.body);
    assert!(end.body.contains("Ivo ended the silence"), "{}", end.body);
    let foreign = send(&up, &format!("/silences/{id}/end"), cookie, &[("form_token", "x"), ("key", "y")]);
    assert_eq!(foreign.status, 403);
}
