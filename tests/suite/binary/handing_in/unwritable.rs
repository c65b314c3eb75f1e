//! A change of a text that is approved and cannot be written: that is said, nothing is decided, the file is as it was, and the change can be approved once it can be.

use std::fs;

use tests::process::{Page, Service};

use super::known::{Up, folder, token};
use super::text_changes::{FLOOR, HOMES, ask, decide, id, kinds, refusal, up, wish};

/// That a change was not written and waits on, with the file as it was.
#[track_caller]
fn check_waits(up: &Up, asked: &Page, token: &str) {
    let shown =
        up.visitor.ask("GET", &format!("/approvals/{}", id(asked)), &[token, "Accept: application/json"]);
    assert_eq!(shown.json()["state"], "waiting", "{}", shown.body);
    assert_eq!(kinds(up), ["activated", "proposed"], "nothing is decided");
    let listed = up.folder.listing();
    let left: Vec<&str> = listed.lines().filter(|file| file.contains(".toml.")).collect();
    assert_eq!(left, [""; 0], "nothing half-written is left");
}

#[test]
fn on_a_disk_that_takes_nothing_an_approval_says_so_and_counts_once_it_does() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let asked = ask(&up, &bea, &wish(FLOOR, "97"));
    id(&asked);
    let before = up.folder.read(HOMES);
    let Up { folder, service, .. } = up;
    service.stop();
    // Where nobody may mount anything, this is not seen.
    let Some(service) = Service::start_with_read_only(&folder, "project/missions") else { return };
    let visitor = service.visitor();
    let up = Up { folder, service, visitor };
    insta::assert_snapshot!(refusal(&decide(&up, &kim, &asked, "approve")), @"409 text-not-writable: The service may not write missions/homes.toml: it is read only where the service runs. ask the people who look after the project to change it there");
    assert_eq!(up.folder.read(HOMES), before);
    check_waits(&up, &asked, &kim);
    let another = up.visitor.post(
        "/changes/homes",
        &[&bea, "Content-Type: application/json"],
        wish("obligation/warmth/needs", "any").to_string(),
    );
    assert!(refusal(&another).starts_with("409 text-not-writable"), "{}", another.body);
    let Up { folder, service, .. } = up;
    service.stop();
    let up = Up::start(folder);
    let approved = decide(&up, &kim, &asked, "approve");
    assert_eq!(approved.status, 200, "{}", approved.body);
    assert_eq!(up.folder.read(HOMES), before.replace("floor = 90", "floor = 97"));
}

#[test]
fn where_the_draft_of_a_text_has_no_place_the_text_stays() {
    let up = Up::start(folder());
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let asked = ask(&up, &bea, &wish(FLOOR, "97"));
    let before = up.folder.read(HOMES);
    // Only while it is written does this show: a folder stands where the new text is put together.
    let in_the_way = up.folder.path("missions/.homes.toml.part");
    fs::create_dir(&in_the_way).expect("a folder");
    let refused = refusal(&decide(&up, &kim, &asked, "approve"));
    assert!(
        refused.starts_with("409 text-not-writable: The file missions/homes.toml cannot be read or written"),
        "{refused}"
    );
    assert_eq!(up.folder.read(HOMES), before);
    fs::remove_dir(&in_the_way).expect("it is empty");
    check_waits(&up, &asked, &kim);
    assert_eq!(decide(&up, &kim, &asked, "approve").status, 200);
    assert_eq!(up.folder.read(HOMES), before.replace("floor = 90", "floor = 97"));
}
