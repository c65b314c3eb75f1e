//! Another value in the text of a mission, asked for over HTTP: the board asks, a second person approves, and one span of the file changes.

use ledger::entry::Entry;
use serde_json::{Value, json};
use tests::process::{Folder, Page, Receiver, queued, recorded, remit};

use super::form::{PAGE, hidden, send, sign_in};
use super::known::{PASSWORD, Up, folder, token};

pub(super) const HOMES: &str = "missions/homes.toml";
pub(super) const FLOOR: &str = "obligation/warmth/params/floor";
pub(super) const TARGET: &str = "target/warm-homes:2024-01-01/value";
const TARGET_TEXT: &str = "\n[[target]]\nmeasure = \"warm-homes\"\nfrom = \"2024-01-01\"\nvalue = 92 # as agreed\nby = \"2024-12-31\"\n";

pub(super) fn up() -> Up {
    let folder = folder();
    folder.drop_in(HOMES, folder.read(HOMES) + TARGET_TEXT);
    Up::start(folder)
}

/// One of the board who signs in with a browser.
pub(super) fn add_bo(folder: &Folder) {
    folder.drop_in("password", format!("{PASSWORD}\n"));
    let made =
        remit(folder, "account add project Bo --role board --mission homes --password-file project/password");
    assert_eq!(made.code, Some(0), "{made}");
}

pub(super) fn wish(place: &str, value: &str) -> Value {
    json!({ "place": place, "value": value, "reason": "the board has agreed" })
}

#[track_caller]
pub(super) fn ask(up: &Up, token: &str, wish: &Value) -> Page {
    let key = format!("Idempotency-Key: {}", blake3::hash(wish.to_string().as_bytes()).to_hex());
    up.visitor.post("/changes/homes", &[token, "Content-Type: application/json", &key], wish.to_string())
}

#[track_caller]
pub(super) fn look(up: &Up, token: &str, wish: &Value) -> Value {
    let lines = [token, "Content-Type: application/json"];
    let page = up.visitor.post("/changes/homes?dry=true", &lines, wish.to_string());
    assert_eq!(page.status, 200, "{}", page.body);
    page.json()
}

#[track_caller]
pub(super) fn decide(up: &Up, token: &str, asked: &Page, decision: &str) -> Page {
    let id = id(asked);
    let body = json!({ "decision": decision, "reason": "seen" }).to_string();
    up.visitor.post(&format!("/approvals/{id}/decisions"), &[token, "Content-Type: application/json"], body)
}

#[track_caller]
pub(super) fn id(asked: &Page) -> String {
    assert_eq!(asked.status, 202, "{}", asked.body);
    asked.json()["proposal"]["id"].as_str().expect("a request has an id").to_owned()
}

pub(super) fn refusal(page: &Page) -> String {
    let problem = page.json();
    let part = |name: &str| problem[name].as_str().unwrap_or("-").to_owned();
    format!("{} {}: {} {}", page.status, part("code"), part("detail"), part("help"))
}

pub(super) fn settled(page: &Page) -> String {
    let told = page.json();
    let reference = told["reference"].as_str().expect("a reference number");
    told["sentences"].to_string().replace(reference, "REFERENCE")
}

pub(super) fn state(up: &Up, token: &str) -> Value {
    up.visitor.ask("GET", "/missions/homes/warmth", &[token, "Accept: application/json"]).json()["state"]
        .clone()
}

pub(super) fn kinds(up: &Up) -> Vec<&'static str> {
    let kinds = recorded(&up.folder).into_iter().filter_map(|one| match one.entry {
        Entry::Proposed(_) => Some("proposed"),
        Entry::Decided(_) => Some("decided"),
        Entry::Activated(_) => Some("activated"),
        _ => None,
    });
    kinds.collect()
}

#[test]
fn a_second_person_approves_a_change_and_one_span_of_the_text_is_another() {
    let receiver = Receiver::start();
    let folder = folder();
    receiver.declare_in(&folder);
    folder.drop_in(HOMES, folder.read(HOMES) + TARGET_TEXT);
    let up = Up::start(folder);
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let before = up.folder.read(HOMES);
    assert_eq!(state(&up, &bea), "on-track");
    let foreseen = look(&up, &bea, &wish(FLOOR, "97"));
    insta::assert_snapshot!(format!("{foreseen:#}"), @r#"
    {
      "after": "97",
      "before": "90",
      "effect": [
        "1 alert appears.",
        "6 verdicts go from met to missed.",
        "The alert homes/warmth appears, about January 2024 and February 2024."
      ],
      "faults": [],
      "from": null,
      "mission": "homes",
      "path": "missions/homes.toml",
      "place": "obligation/warmth/params/floor",
      "put": "params = { floor = 97 }",
      "values": [
        {
          "after": "97",
          "before": "90",
          "from": null,
          "place": "obligation/warmth/params/floor"
        }
      ],
      "warnings": []
    }
    "#);
    let asked = ask(&up, &bea, &wish(FLOOR, "97"));
    insta::assert_snapshot!(settled(&asked), @r#"["Bea asks to change the floor (params) of the obligation warmth of the mission homes from 90 to 97.","It waits until a second person approves it. Until then the text stays as it is."]"#);
    assert_eq!(ask(&up, &bea, &wish(FLOOR, "97")).body, asked.body, "sent twice, it is asked for once");
    assert_eq!(
        (up.folder.read(HOMES), state(&up, &bea)),
        (before.clone(), "on-track".into()),
        "nothing changes yet"
    );
    let shown = up.visitor.ask("GET", &format!("/approvals/{}", id(&asked)), &[&kim, PAGE]);
    assert!(shown.body.contains("the floor (params) of the obligation warmth"), "{}", shown.body);
    let approved = decide(&up, &kim, &asked, "approve");
    assert_eq!(approved.status, 200, "{}", approved.body);
    insta::assert_snapshot!(settled(&approved), @r#"["Kim approved request REFERENCE: seen.","missions/homes.toml says 97 there now, and every other letter of it is as it was.","It comes into force at once. Verdicts of ended periods that it turns are told as restated, and not as delivered."]"#);
    assert_eq!(up.folder.read(HOMES), before.replace("floor = 90", "floor = 97"));
    assert_eq!(state(&up, &bea), "missed", "the verdicts of ended periods turn");
    assert_eq!(kinds(&up), ["activated", "proposed", "decided", "activated"]);
    let Up { folder, service, .. } = up;
    service.stop();
    let told = queued(&folder).into_iter().filter(|message| message.kind.starts_with("alert."));
    let told: Vec<String> = told.map(|message| format!("{}: {}", message.kind, message.text)).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("alert.restated") && told[1].starts_with("alert.firing"), "{told:?}");
    assert!(
        told[0].contains(
            "Changed: missions/homes.toml, asked for by Bea and approved by Kim (the board has agreed)"
        ),
        "{}",
        told[0]
    );
}

#[test]
fn a_target_gets_a_further_version_from_a_day_on() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let before = up.folder.read(HOMES);
    let mut from = wish(TARGET, "95");
    from["from"] = "2024-07-01".into();
    let asked = ask(&up, &bea, &from);
    assert_eq!(decide(&up, &kim, &asked, "approve").status, 200);
    let version =
        "\n[[target]]\nmeasure = \"warm-homes\"\nfrom = \"2024-07-01\"\nvalue = 95\nby = \"2024-12-31\"\n";
    assert_eq!(up.folder.read(HOMES), before + version);
    let listed = up.visitor.ask("GET", "/values/homes", &[&bea, "Accept: application/json"]).json();
    let values = listed["values"].as_array().expect("values");
    let target = values.iter().find(|value| value["place"] == "target/warm-homes:2024-07-01/value");
    assert_eq!(target.map(|value| &value["value"]), Some(&"95".into()), "{listed}");
    let page = up.visitor.ask("GET", "/measures/warm-homes", &[&bea, PAGE]);
    assert!(page.body.contains("/propose/homes/target/warm-homes%3A2024-07-01/value"), "{}", page.body);
}

#[test]
fn a_version_that_stands_there_already_is_put_in_once() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let mut from = wish(TARGET, "95");
    from["from"] = "2024-07-01".into();
    let asked = ask(&up, &bea, &from);
    let version =
        "\n[[target]]\nmeasure = \"warm-homes\"\nfrom = \"2024-07-01\"\nvalue = 95\nby = \"2024-12-31\"\n";
    let written = up.folder.read(HOMES) + version;
    up.folder.drop_in(HOMES, &written);
    let approved = decide(&up, &kim, &asked, "approve");
    assert_eq!(approved.status, 200, "{}", approved.body);
    assert_eq!(up.folder.read(HOMES), written);
}

#[test]
fn what_was_edited_meanwhile_is_refused_with_both_sides_and_nothing_is_lost() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let asked = ask(&up, &bea, &wish(FLOOR, "97"));
    // What stands elsewhere in the file may change.
    up.folder.edit(HOMES, "value = 92", "value = 93");
    let other = ask(&up, &bea, &wish(TARGET, "95"));
    up.folder.edit(HOMES, "floor = 90", "floor = 91");
    let edited = up.folder.read(HOMES);
    let refused = decide(&up, &kim, &asked, "approve");
    insta::assert_snapshot!(refusal(&refused), @"409 text-moved: The text says `91` there by now, and said `90` when it was asked for, so that the request counts no longer. ask for the change once more, from what the text says now");
    assert_eq!(up.folder.read(HOMES), edited);
    assert_eq!(decide(&up, &kim, &other, "approve").status, 200);
    assert_eq!(up.folder.read(HOMES), edited.replace("value = 93", "value = 95"));
    assert_eq!(decide(&up, &bea, &asked, "withdraw").status, 200);
}

#[test]
fn nobody_changes_a_text_who_may_not_or_to_what_cannot_be() {
    let up = up();
    let token = |name: &str| token(&up.folder, name);
    let (bea, kim, ola) = (token("Bea"), token("Kim"), token("Ola"));
    let refused = |token: &str, wish: &Value| refusal(&ask(&up, token, wish));
    insta::assert_snapshot!(refused(&ola, &wish(FLOOR, "97")), @"403 not-allowed: Its role does not include it. ask the people who look after accounts; `remit account add` says who may do what");
    insta::assert_snapshot!(refused(&bea, &wish(FLOOR, "many")), @"422 refused-change: Write a number, such as 90. -");
    insta::assert_snapshot!(refused(&bea, &wish("obligation/warmth/id", "cold")), @"404 no-value: Nothing that can be changed stands at `obligation/warmth/id` in the mission's text. `/values/MISSION` lists what can be changed");
    insta::assert_snapshot!(refused(&bea, &wish("obligation/warmth/lead", "nobody")), @"422 faulty-text: With this change the text has a fault: There is no body `nobody` (add it to the register of bodies). -");
    insta::assert_snapshot!(refused(&bea, &json!({ "place": FLOOR, "value": "97" })), @"422 improper-response: A change needs a reason. -");
    let elsewhere = up.visitor.post(
        "/changes/rail",
        &[&bea, "Content-Type: application/json"],
        wish(FLOOR, "97").to_string(),
    );
    insta::assert_snapshot!(refusal(&elsewhere), @"403 other-mission: The account does not speak for this mission. ask the people who look after accounts");
    let asked = ask(&up, &bea, &wish(FLOOR, "97"));
    let twice = refused(&bea, &wish(FLOOR, "98"));
    assert!(twice.starts_with("409 waits-already: A change of the same value waits"), "{twice}");
    insta::assert_snapshot!(refusal(&decide(&up, &bea, &asked, "approve")), @"403 not-allowed: Its role does not include it. ask the people who look after accounts; `remit account add` says who may do what");
    assert_eq!(decide(&up, &kim, &asked, "refuse").status, 200);
    assert!(up.folder.read(HOMES).contains("floor = 90"));
    assert_eq!(kinds(&up), ["activated", "proposed", "decided"]);
}

#[cfg(unix)]
#[test]
fn a_text_that_cannot_be_written_is_said_before_anybody_fills_the_form_in() {
    let folder = folder();
    add_bo(&folder);
    let project = folder.root().join("project");
    std::fs::rename(project.join(HOMES), folder.root().join("homes.toml")).expect("it moves");
    std::os::unix::fs::symlink(folder.root().join("homes.toml"), project.join(HOMES)).expect("a link");
    let up = Up::start(folder);
    let cookie = sign_in(&up, "Bo", PASSWORD).expect("Bo has a password");
    let form =
        up.visitor.ask("GET", &format!("/propose/homes/{FLOOR}"), &[PAGE, &format!("Cookie: {cookie}")]);
    assert_eq!(form.status, 409, "{}", form.body);
    assert!(
        form.body.contains("The file missions/homes.toml is a link, and Remit writes through none"),
        "{}",
        form.body
    );
}

#[test]
fn the_form_is_filled_in_checked_and_sent_without_a_script() {
    let folder = folder();
    add_bo(&folder);
    let up = Up::start(folder);
    let cookie = sign_in(&up, "Bo", PASSWORD).expect("Bo has a password");
    let form =
        up.visitor.ask("GET", &format!("/propose/homes/{FLOOR}"), &[PAGE, &format!("Cookie: {cookie}")]);
    assert_eq!(form.status, 200, "{}", form.body);
    let said = hidden(&form);
    let fill = |step: &str, value: &str| {
        let said = |name: &str| said.get(name).map_or("", String::as_str);
        let fields = [
            ("form_token", said("form_token")),
            ("key", said("key")),
            ("place", said("place")),
            ("step", step),
            ("value", value),
            ("reason", "the board has agreed"),
        ];
        send(&up, "/changes/homes", &cookie, &fields)
    };
    let wrong = fill("check", "many");
    assert_eq!(wrong.status, 422, "{}", wrong.body);
    assert!(wrong.body.contains("Write a number, such as 90"), "{}", wrong.body);
    let checked = fill("check", "97");
    assert_eq!(checked.status, 200, "{}", checked.body);
    assert!(checked.body.contains("What it would have changed over the history"), "{}", checked.body);
    assert!(checked.body.contains("params = { floor = 97 }") && up.folder.read(HOMES).contains("floor = 90"));
    let sent = fill("send", "97");
    assert_eq!(sent.status, 202, "{}", sent.body);
    assert_eq!(fill("send", "97").body, sent.body, "sent twice, it is asked for once");
    assert_eq!(kinds(&up), ["activated", "proposed"]);
}

#[test]
fn whoever_decides_sees_what_it_would_do_by_what_is_known_now() {
    let up = up();
    let (ann, bea) = (token(&up.folder, "Ann"), token(&up.folder, "Bea"));
    let asked = ask(&up, &bea, &wish(FLOOR, "97"));
    let kim = sign_in(&up, "Kim", PASSWORD).expect("Kim has a password");
    let form = |up: &Up| {
        let cookie = format!("Cookie: {kim}");
        up.visitor.ask("GET", &format!("/decide/{}", id(&asked)), &[&cookie, PAGE]).body
    };
    let before = form(&up);
    assert!(before.contains("<h2>What it would change on today&#39;s figures</h2>"), "{before}");
    assert!(before.contains("The same as when it was proposed."), "{before}");
    // Since then the council has reported what would be in order all the same.
    let rows = "2024-01,north-council,99\n2024-02,north-council,99\n";
    assert_eq!(up.report(&ann, &[], rows).status, 201);
    let after = form(&up);
    let (said, now) = after.split_once("What it would change on today").expect("it is looked at anew");
    assert!(said.contains("6 verdicts go from met to missed."), "{after}");
    assert!(now.contains("4 verdicts go from met to missed."), "{after}");
}
