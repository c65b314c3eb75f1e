//! Extensions and waivers over HTTP: one person asks, a second decides, and both are on the ledger.

use ledger::entry::Entry;
use tests::process::{Page, Receiver, Service, queued, recorded};

use super::known::{Up, folder, token};

const JSON: &str = "Accept: application/json";
const WAIVER: &str = r#"{"kind": "waive", "reason": "the depot was flooded", "until": "2098-12-31"}"#;

/// A service with one alert that fires; Kim is an approver, whom the project names or not.
fn firing(people: &str) -> Up {
    let folder = folder();
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    if !people.is_empty() {
        folder.edit("remit.toml", "[project]\n", &format!("[project]\npeople = [{people}]\n"));
    }
    Up::start(folder)
}

#[track_caller]
fn ask(up: &Up, token: &str, body: &str, key: &str) -> Page {
    let key = format!("Idempotency-Key: {key}");
    up.visitor.post("/alerts/homes/warmth/responses", &[token, "Content-Type: application/json", &key], body)
}

#[track_caller]
fn decide(up: &Up, token: &str, id: &str, body: &str) -> Page {
    let key = format!("Idempotency-Key: {}", blake3::hash(body.as_bytes()).to_hex());
    let lines = [token, "Content-Type: application/json", &key];
    up.visitor.post(&format!("/approvals/{id}/decisions"), &lines, body)
}

fn id(answer: &Page) -> String {
    answer.json()["proposal"]["id"].as_str().expect("a request has an id").to_owned()
}

/// The status with what a problem says.
fn refusal(answer: &Page) -> String {
    let problem = answer.json();
    let part = |name: &str| problem[name].as_str().unwrap_or("-").to_owned();
    format!("{} {}: {} {}", answer.status, part("code"), part("detail"), part("help"))
}

/// What is said of a request, which is called otherwise each time.
fn settled(said: &str, asked: &Page) -> String {
    let asked = asked.json();
    let reference = asked["reference"].as_str().expect("a request has a reference number");
    let id = asked["proposal"]["id"].as_str().expect("a request has an id");
    said.replace(reference, "REFERENCE").replace(id, "ID")
}

fn kinds(up: &Up) -> Vec<&'static str> {
    let entries = recorded(&up.folder);
    let kinds = entries.iter().filter_map(|one| match one.entry {
        Entry::Proposed(_) => Some("proposed"),
        Entry::Decided(_) => Some("decided"),
        Entry::Responded(_) => Some("responded"),
        _ => None,
    });
    kinds.collect()
}

#[test]
fn a_waiver_waits_until_a_second_person_has_approved_it() {
    let up = firing(r#""Kim""#);
    let (ola, kim) = (token(&up.folder, "Ola"), token(&up.folder, "Kim"));
    let asked = ask(&up, &ola, WAIVER, "one");
    assert_eq!(asked.status, 202, "{}", asked.body);
    insta::assert_snapshot!(asked.json()["sentences"], @r#"["Ola asks for a waiver of homes/warmth, contribution north-council, in February 2024, until 31 December 2098.","It waits until a second person whom the project names (Kim) approves it. Until then it changes nothing."]"#);
    assert_eq!(ask(&up, &ola, WAIVER, "one").body, asked.body, "sent twice, it is asked for once");
    let state = |path: &str| up.visitor.ask("GET", path, &[&ola, JSON]).json();
    assert_eq!(state("/alerts/homes/warmth")["state"], "missed", "it changes nothing yet");
    let listed = state("/approvals");
    assert_eq!((&listed["waiting"], &listed["requests"][0]["state"]), (&1.into(), &"waiting".into()));
    let id = id(&asked);
    let approved = decide(&up, &kim, &id, r#"{"decision": "approve"}"#);
    assert_eq!(approved.status, 200, "{}", approved.body);
    let told = approved.json();
    insta::assert_snapshot!(settled(&told["sentences"].to_string(), &asked), @r#"["Kim approved request REFERENCE.","Recorded the waiver by Ola for homes/warmth, contribution north-council, in February 2024.","North Council, February 2024: waived (was: missed).","The whole, February 2024: waived (was: missed).","The alert is resolved.","After 31 December 2098 it is a breach again, unless the evidence has changed."]"#);
    assert_eq!((&told["response"]["by"], &told["response"]["approver"]), (&"Ola".into(), &"Kim".into()));
    assert_eq!(decide(&up, &kim, &id, r#"{"decision": "approve"}"#).body, approved.body);
    assert_eq!(state(&format!("/approvals/{id}"))["state"], "approved");
    assert_eq!(kinds(&up), ["proposed", "decided", "responded"]);
    let late = refusal(&decide(&up, &kim, &id, r#"{"decision": "refuse", "reason": "no"}"#));
    insta::assert_snapshot!(settled(&late, &asked), @"409 decided-already: It was decided already: Kim approved request REFERENCE. see its page under `/approvals`");
}

#[test]
fn what_is_refused_or_taken_back_changes_nothing() {
    let up = firing("");
    let (ola, kim) = (token(&up.folder, "Ola"), token(&up.folder, "Kim"));
    let first = ask(&up, &ola, WAIVER, "one");
    let twice = refusal(&ask(&up, &ola, WAIVER, "two"));
    insta::assert_snapshot!(settled(&twice, &first), @"409 waits-already: The same waits for a second person already, as REFERENCE. see `/approvals/ID`; take it back there to ask for something else");
    let taken_back = decide(&up, &ola, &id(&first), r#"{"decision": "withdraw"}"#);
    assert_eq!(taken_back.status, 200, "{}", taken_back.body);
    let second = ask(&up, &ola, WAIVER, "two");
    assert_eq!(second.status, 202, "{}", second.body);
    let why = r#"{"decision": "refuse", "reason": "the flood was in 2023"}"#;
    let refused = decide(&up, &kim, &id(&second), why);
    assert_eq!(refused.status, 200, "{}", refused.body);
    insta::assert_snapshot!(settled(&refused.json()["sentences"].to_string(), &second), @r#"["Kim refused request REFERENCE: the flood was in 2023."]"#);
    assert_eq!(kinds(&up), ["proposed", "decided", "proposed", "decided"]);
    let alert = up.visitor.ask("GET", "/alerts/homes/warmth", &[&ola, JSON]).json();
    assert_eq!(alert["state"], "missed");
}

#[test]
fn nobody_decides_who_may_not() {
    let up = firing(r#""Jane Doe""#);
    let token = |name: &str| token(&up.folder, name);
    let (ola, kim) = (token("Ola"), token("Kim"));
    let id = id(&ask(&up, &ola, WAIVER, "one"));
    let refused = |token: &str, body: &str| refusal(&decide(&up, token, &id, body)).replace(&id, "ID");
    insta::assert_snapshot!(refused(&kim, r#"{"decision": "approve"}"#), @"422 refused-response: `Kim` is nobody whom the project names, and cannot approve it. there are: Jane Doe");
    insta::assert_snapshot!(refused(&ola, r#"{"decision": "approve"}"#), @"403 not-allowed: Its role does not include it. ask the people who look after accounts; `remit account add` says who may do what");
    insta::assert_snapshot!(refused(&token("Ada"), r#"{"decision": "approve"}"#), @"403 not-allowed: Its role does not include it. ask the people who look after accounts; `remit account add` says who may do what");
    insta::assert_snapshot!(refused(&token("Bea"), r#"{"decision": "withdraw"}"#), @"403 not-own: `Bea` did not ask for it, and only the person who asked for it can take it back. ask the person who asked for it");
    insta::assert_snapshot!(refused(&kim, r#"{"decision": "refuse"}"#), @"422 improper-response: `refuse` needs a reason. -");
    insta::assert_snapshot!(refused(&kim, r#"{"decision": "aprove"}"#), @"422 improper-response: There is no decision `aprove`. there are: approve, refuse, withdraw");
    insta::assert_snapshot!(refused(&kim, r#"{"decide": "approve"}"#), @"400 not-understood: Unknown field `decide`, expected `decision` or `reason` at line 1 column 9. send an object with `decision` (approve, refuse or withdraw) and, where it is wanted, `reason`");
    insta::assert_snapshot!(refusal(&decide(&up, &kim, "req_1", r#"{"decision": "approve"}"#)), @"404 not-found: Nobody asked for anything as `req_1`. see `/approvals`");
    let nobody = up.visitor.post(&format!("/approvals/{id}/decisions"), &[], r#"{"decision": "approve"}"#);
    assert_eq!(nobody.status, 401, "{}", nobody.body);
    assert_eq!(kinds(&up), ["proposed"], "nothing was decided");
}

#[test]
fn what_waits_is_known_after_a_restart() {
    let up = firing("");
    let (ola, kim) = (token(&up.folder, "Ola"), token(&up.folder, "Kim"));
    let id = id(&ask(&up, &ola, WAIVER, "one"));
    let Up { folder, service, .. } = up;
    service.stop();
    let service = Service::start(&folder);
    let up = Up { visitor: service.visitor(), folder, service };
    let approved = decide(&up, &kim, &id, r#"{"decision": "approve"}"#);
    assert_eq!(approved.status, 200, "{}", approved.body);
}

#[test]
fn people_are_told_what_waits_and_what_was_decided() {
    let folder = folder();
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    let receiver = Receiver::start();
    receiver.declare_in(&folder);
    let up = Up::start(folder);
    let (ola, kim) = (token(&up.folder, "Ola"), token(&up.folder, "Kim"));
    let asked = ask(&up, &ola, WAIVER, "one");
    let why = r#"{"decision": "refuse", "reason": "the flood was in 2023"}"#;
    assert_eq!(decide(&up, &kim, &id(&asked), why).status, 200);
    let Up { folder, service, .. } = up;
    service.stop();
    let told = queued(&folder).into_iter().filter(|message| message.kind.starts_with("response."));
    let told: Vec<String> =
        told.map(|message| settled(&format!("{}: {}", message.kind, message.text), &asked)).collect();
    insta::assert_snapshot!(told.join("\n\n"), @"
    response.proposed: Ola asks for a waiver of homes/warmth, contribution north-council, in February 2024, until 31 December 2098.
    It waits until a second person approves it. Until then it changes nothing.
    Reason: the depot was flooded
    To decide about it, sign in to the service as an approver and open /approvals/ID

    response.decided: Kim refused request REFERENCE: the flood was in 2023.
    Ola asks for a waiver of homes/warmth, contribution north-council, in February 2024, until 31 December 2098.
    ");
}
