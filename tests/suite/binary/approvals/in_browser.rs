//! A change that somebody asks for over the service, of a mission that is guarded by keys: a second person who is signed in has it written, and two keys bring it into force.

use serde_json::json;
use tests::process::{Service, remit, until};

use super::board::{Board, FIRING, HOMES, MET, check_says};

const FLOOR: &str = "obligation/warmth/params/floor";

#[test]
fn what_two_people_agree_on_who_are_signed_in_is_written_and_waits_for_two_keys() {
    let board = Board::in_force();
    for account in ["Bea --role board --mission homes", "Kim --role approver", "Jane --role approver"] {
        assert_eq!(board.remit(&format!("account add project {account}")).code, Some(0));
    }
    let token = |name: &str| {
        let made = remit(&board.folder, &format!("token add project {name}"));
        format!("Authorization: Bearer {}", made.out.trim())
    };
    let (bea, kim, jane) = (token("Bea"), token("Kim"), token("Jane"));
    let before = board.folder.read(HOMES);
    let mut service = Service::start(&board.folder);
    let visitor = service.visitor();
    let send = |path: &str, token: &str, body: &serde_json::Value| {
        visitor.post(path, &[token, "Content-Type: application/json"], body.to_string())
    };
    let wish = json!({ "place": FLOOR, "value": "99", "reason": "the board has agreed" });
    let asked = send("/changes/homes", &bea, &wish);
    assert_eq!(asked.status, 202, "{}", asked.body);
    let id = asked.json()["proposal"]["id"].as_str().expect("it has an id").to_owned();
    let decisions = format!("/approvals/{id}/decisions");
    // The mission names who may decide about it, and Kim is none of them.
    let refused = send(&decisions, &kim, &json!({ "decision": "approve" }));
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(refused.body.contains("Kim"), "{}", refused.body);
    assert_eq!(board.folder.read(HOMES), before, "nothing is written by whoever may not decide");
    let approved = send(&decisions, &jane, &json!({ "decision": "approve", "reason": "seen" }));
    assert_eq!(approved.status, 200, "{}", approved.body);
    let told = approved.json()["sentences"].to_string();
    assert!(
        told.contains(
            "it comes into force once two of them have signed it with their keys: see /changes/homes."
        ),
        "{told}"
    );
    assert_eq!(board.folder.read(HOMES), before.replace("floor = 90", "floor = 99"));
    service.wait_for("waits.");
    let ask = |path: &str| visitor.ask("GET", path, &[&bea, "Accept: application/json"]).json();
    assert_eq!(ask("/missions/homes/warmth")["state"], "on-track", "what is in force stays so");
    let waiting = ask("/changes/homes");
    assert_eq!(waiting["signed_by"], json!([]), "to be signed in is no signature: {waiting}");
    let revision = board.waiting();
    check_says(&board.jane.approves(&board.folder, &revision), "a second person must");
    assert_eq!(ask("/missions/homes/warmth")["state"], "on-track", "one key is not enough");
    check_says(&board.john.approves(&board.folder, &revision), "The change is approved.");
    until("the change is in force", || (ask("/missions/homes/warmth")["state"] == "missed").then_some(()));
    assert_eq!(visitor.ask("GET", "/changes/homes", &[&bea]).status, 404, "it waits no longer");
    service.stop();
    check_says(&board.remit("run project"), FIRING);
    assert_eq!(board.signatures().len(), 2);
}

#[test]
fn a_guarded_text_that_is_taken_back_is_in_force_as_it_was() {
    let board = Board::in_force();
    for account in ["Bea --role board --mission homes", "Jane --role approver"] {
        assert_eq!(board.remit(&format!("account add project {account}")).code, Some(0));
    }
    let token = |name: &str| {
        let made = remit(&board.folder, &format!("token add project {name}"));
        format!("Authorization: Bearer {}", made.out.trim())
    };
    let (bea, jane) = (token("Bea"), token("Jane"));
    let mut service = Service::start(&board.folder);
    let visitor = service.visitor();
    let send = |path: &str, token: &str, body: &serde_json::Value| {
        visitor.post(path, &[token, "Content-Type: application/json"], body.to_string())
    };
    for (value, told) in [("99", "waits."), ("90", "homes")] {
        let asked =
            send("/changes/homes", &bea, &json!({ "place": FLOOR, "value": value, "reason": "agreed" }));
        assert_eq!(asked.status, 202, "{}", asked.body);
        let id = asked.json()["proposal"]["id"].as_str().expect("it has an id").to_owned();
        let approved = send(&format!("/approvals/{id}/decisions"), &jane, &json!({ "decision": "approve" }));
        assert_eq!(approved.status, 200, "{}", approved.body);
        service.wait_for(told);
    }
    assert!(board.folder.read(HOMES).contains("floor = 90"));
    assert_eq!(visitor.ask("GET", "/changes/homes", &[&bea]).status, 404, "nothing waits any more");
    service.stop();
    check_says(&board.remit("run project"), MET);
    assert_eq!(board.signatures().len(), 0);
}
