//! What officials say to alerts, with a token.

use ledger::entry::Entry;
use tests::process::{Page, recorded};

use super::known::{Up, folder, token};

/// A service with one alert that fires.
fn firing() -> Up {
    let folder = folder();
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    Up::start(folder)
}

#[track_caller]
fn say(up: &Up, token: &str, body: &str) -> Page {
    let lines = [token, "Content-Type: application/json", "Idempotency-Key: one"];
    up.visitor.post("/alerts/homes/warmth/responses", &lines, body)
}

#[test]
fn an_official_replies_for_his_own_body_and_the_ledger_says_who() {
    let up = firing();
    let ola = token(&up.folder, "Ola");
    let answer = say(&up, &ola, r#"{"kind": "explain", "reason": "the depot was flooded"}"#);
    let told = answer.json();
    assert_eq!(answer.status, 201, "{}", answer.body);
    assert_eq!(told["response"]["by"], "Ola");
    assert_eq!(told["response"]["contribution"], "north-council", "it is about his own part alone");
    insta::assert_snapshot!(told["sentences"], @r#"["Recorded the explanation by Ola for homes/warmth, contribution north-council, in February 2024.","It stands with the alert. It changes no verdict and stops no clock.","The alert stays open, and people are told."]"#);
    let again = say(&up, &ola, r#"{"kind": "explain", "reason": "the depot was flooded"}"#);
    assert_eq!((again.body, again.status), (answer.body.clone(), 201));
    let page = up.visitor.ask("GET", "/alerts/homes/warmth", &[&ola, "Accept: text/html"]);
    assert!(page.body.contains("the depot was flooded"), "{}", page.body);
    let entries = recorded(&up.folder);
    let place = entries.iter().position(|one| matches!(one.entry, Entry::Responded(_))).expect("it is there");
    let Some(Entry::HandedIn(handed_in)) = entries.get(place + 1).map(|one| &one.entry) else {
        panic!("who said it stands behind it");
    };
    assert_eq!((&*handed_in.key, &*handed_in.answer), ("one", &*answer.body));
    let responses = entries.iter().filter(|one| matches!(one.entry, Entry::Responded(_))).count();
    assert_eq!(responses, 1);
}

#[test]
fn nobody_replies_for_others_or_in_the_name_of_a_second_person() {
    let up = firing();
    let ola = token(&up.folder, "Ola");
    let refused = |token: &str, body: &str| {
        let answer = say(&up, token, body);
        let problem = answer.json();
        let part = |name: &str| problem[name].as_str().unwrap_or("-").to_owned();
        format!("{} {}: {} {}", answer.status, part("code"), part("detail"), part("help"))
    };
    insta::assert_snapshot!(refused(&ola, r#"{"kind": "accept", "contribution": "south-council"}"#), @"403 other-body: Homes/warmth is not this account's to answer for: south-council owes it. name your own part with `contribution`, or ask the people who look after accounts");
    insta::assert_snapshot!(refused(&token(&up.folder, "Ann"), r#"{"kind": "accept"}"#), @"403 not-allowed: Its role does not include it. ask the people who look after accounts; `remit account add` says who may do what");
    insta::assert_snapshot!(refused(&ola, r#"{"kind": "acept"}"#), @"422 improper-response: There is no response `acept`. did you mean `accept`?");
    insta::assert_snapshot!(refused(&ola, r#"{"kind": "explain"}"#), @"422 improper-response: `explain` needs a reason. -");
    insta::assert_snapshot!(refused(&ola, r#"{"kind": "accept", "by": "Min"}"#), @"400 not-understood: Unknown field `by`, expected one of `kind`, `reason`, `contribution`, `periods`, `until`, `document`, `group`, `forecast` at line 1 column 23. send an object with `kind` and, where it is wanted, `reason`, `contribution`, `periods`, `until`, `document`, `group` or `forecast`");
    insta::assert_snapshot!(refused(&ola, r#"{"kind": "accept", "periods": ["2024-05"]}"#), @"422 refused-response: `homes/warmth` is not owed for `2024-05` so far. did you mean `2024-02`?");
    let gone = up.visitor.post("/alerts/homes/cold/responses", &[&ola], r#"{"kind": "accept"}"#);
    assert_eq!((gone.status, &gone.json()["code"]), (404, &"alert-not-open".into()), "{}", gone.body);
    let nothing = recorded(&up.folder).iter().all(|one| !matches!(one.entry, Entry::Responded(_)));
    assert!(nothing, "nothing of it is on the ledger");
}

#[test]
fn the_lead_and_the_board_reply_for_the_whole() {
    for name in ["Min", "Bea"] {
        let up = firing();
        let answer = say(&up, &token(&up.folder, name), r#"{"kind": "accept"}"#);
        assert_eq!(
            (answer.status, &answer.json()["response"]["contribution"]),
            (201, &serde_json::Value::Null)
        );
        let ada = token(&up.folder, "Ada");
        let page = up.visitor.ask("GET", "/alerts/homes/warmth", &[&ada, "Accept: text/html"]);
        assert!(page.body.contains(&format!("{name} accepted this")), "{}", page.body);
    }
}
