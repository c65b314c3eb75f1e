//! Which messages go through which notifiers, and what is said of routes that do nothing.

use ledger::entry::Entry;
use tests::process::{Folder, recorded, remit, until};

const NOTIFIERS: &str = "\n[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n\n[[notifier]]\nid = \"board\"\nkind = \"stdout\"\n";
const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const MET: &str = "month,body,percent\n2024-02,north-council,91\n";

/// A project with these routes, whose first files were received.
fn routed(routes: &str) -> Folder {
    let folder = Folder::two_missions();
    folder.append("remit.toml", NOTIFIERS);
    folder.append("remit.toml", routes);
    remit(&folder, "run project");
    assert_eq!(queued(&folder), [""; 0]);
    folder
}

/// What was queued for whom, in order.
fn queued(folder: &Folder) -> Vec<String> {
    let told = recorded(folder).into_iter().filter_map(|recorded| match recorded.entry {
        Entry::Queued { notifier, message, .. } => Some(format!("{} for {notifier}", message.kind)),
        _ => None,
    });
    told.collect()
}

#[test]
fn a_message_goes_where_its_route_leads() {
    let folder = routed(
        "\n[[route]]\nmatchers = [\"severity = breach\", \"body = north-council\"]\nnotifiers = [\"board\"]\n\n[[route]]\nnotifiers = [\"terminal\"]\n",
    );
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    let answer = remit(&folder, "run project");
    assert_eq!(answer.code, Some(1), "{}", answer.err);
    assert_eq!(queued(&folder), ["alert.firing for board"]);
}

#[test]
fn whoever_was_told_of_an_alert_hears_the_rest_of_it() {
    let folder = routed("");
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    remit(&folder, "run project");
    folder.append("remit.toml", "\n[[route]]\nname = \"board alone\"\nnotifiers = [\"board\"]\n");
    folder.drop_in("feeds/warmth/more-still.csv", MET);
    remit(&folder, "run project");
    let told = queued(&folder);
    assert_eq!(told[..2], ["alert.firing for terminal", "alert.firing for board"]);
    assert_eq!(told[2..], ["alert.corrected for terminal", "alert.corrected for board"]);
}

#[test]
fn routes_that_do_nothing_are_named() {
    let folder =
        routed("\n[[route]]\nname = \"a\"\nmatchers = [\"mission = warmht\"]\nnotifiers = [\"bord\"]\n");
    insta::assert_snapshot!(remit(&folder, "check project").err);
    let folder = routed(concat!(
        "\n[[route]]\nname = \"typos\"\nmatchers = [\"misson = warmth\", \"severity = grave\", \"body = nort-council\"]\nnotifiers = [\"board\"]\n",
        "\n[[route]]\nname = \"twice\"\nmatchers = [\"severity = breach\", \"severity = at-risk\"]\nnotifiers = [\"board\"]\n",
        "\n[[route]]\nname = \"first\"\nmatchers = [\"severity = breach\"]\nnotifiers = [\"board\"]\n",
        "\n[[route]]\nname = \"never\"\nmatchers = [\"severity = breach\", \"body = north-council\"]\nnotifiers = [\"board\"]\n",
    ));
    insta::assert_snapshot!(remit(&folder, "check project").err);
}

#[test]
fn a_route_is_tried_before_anybody_is_told() {
    let folder = routed(
        "\n[[route]]\nname = \"log\"\nnotifiers = [\"terminal\"]\ncontinue = true\n\n[[route]]\nname = \"north\"\nmatchers = [\"body = north-council\", \"severity = breach\"]\nnotifiers = [\"board\"]\n",
    );
    let at_risk = remit(&folder, "routes test project --body north-council --severity at-risk").out;
    let breach = remit(&folder, "routes test project --body north-council").out;
    let other = remit(&folder, "routes test project --kind feed.refused --severity none").out;
    insta::assert_snapshot!([at_risk, breach, other].join("\n"));
    let unknown = remit(&folder, "routes test project warmth/nothing");
    assert_eq!((unknown.code, unknown.out.as_str()), (Some(2), ""));
}

/// A route whose alerts go out in a digest, and one that tells nobody until a day far ahead.
const WAITING: &str = concat!(
    "\n[[route]]\nname = \"digest\"\nnotifiers = [\"board\"]\ndigest = \"daily\"\ncontinue = true\n",
    "\n[[route]]\nname = \"log\"\nnotifiers = [\"terminal\"]\n",
);

#[test]
fn what_waits_for_a_digest_is_named_with_its_reason() {
    let folder = routed(WAITING);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    let answer = remit(&folder, "run project");
    let waits = answer.err.lines().find(|line| line.contains("wait")).unwrap_or_default();
    assert!(waits.starts_with("One message waits for the notifier `board` until "), "{}", answer.err);
    assert!(waits.ends_with(" at 09:00: the route `digest` tells them in a digest"), "{waits}");
    let json: serde_json::Value =
        serde_json::from_str(&remit(&folder, "run project --format json").out).unwrap();
    let undelivered = json["undelivered"].as_array().unwrap();
    assert_eq!(undelivered.len(), 1);
    assert!(undelivered[0]["waits_until"].is_string() && undelivered[0]["error"].is_null());
    // What is newer about the alert takes its place: there is one message with the last state.
    folder.drop_in("feeds/warmth/more-still.csv", MET);
    remit(&folder, "run project");
    let told = queued(&folder);
    assert_eq!(told.iter().filter(|told| told.ends_with("for board")).count(), 2, "{told:?}");
    let json: serde_json::Value =
        serde_json::from_str(&remit(&folder, "run project --format json").out).unwrap();
    assert_eq!(json["undelivered"].as_array().unwrap().len(), 1);
}

#[test]
fn a_group_goes_out_as_one_message_once_it_has_waited() {
    let folder = Folder::held_up();
    folder.append("remit.toml", NOTIFIERS);
    folder.append(
        "remit.toml",
        "\n[[route]]\nname = \"gathered\"\nnotifiers = [\"board\"]\ngroup_by = [\"severity\"]\ngroup_wait = \"1s\"\n",
    );
    remit(&folder, "run project");
    let first = queued(&folder);
    assert!(first.len() > 1 && first.iter().all(|told| told == "alert.firing for board"), "{first:?}");
    let later = until("the group has waited", || {
        remit(&folder, "run project");
        let later = queued(&folder);
        (later.len() > first.len()).then_some(later)
    });
    assert_eq!(later[first.len()..], ["digest.alerts for board"]);
    let told = remit(&folder, "run project --format json").out;
    assert!(!told.contains("waits_until"), "{told}");
}

/// A route that tells open alerts again, much sooner than anybody would want.
const AGAIN: &str = concat!(
    "\n[[route]]\nname = \"again\"\nmatchers = [\"severity = breach\"]\nnotifiers = [\"board\"]\nrepeat_interval = \"1s\"\n",
    "\n[[route]]\nname = \"rest\"\nnotifiers = [\"terminal\"]\n",
);

#[test]
fn an_alert_that_stays_open_is_told_again_and_once_only_after_a_pause() {
    let folder = routed(AGAIN);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    remit(&folder, "run project");
    assert_eq!(queued(&folder), ["alert.firing for board"]);
    // However many intervals pass between two runs, the second tells it once.
    let since = std::time::Instant::now();
    until("several intervals have passed", || (since.elapsed().as_secs() >= 3).then_some(()));
    remit(&folder, "run project");
    assert_eq!(queued(&folder), ["alert.firing for board", "alert.reminder for board"]);
    let again = recorded(&folder).into_iter().rev().find_map(|recorded| match recorded.entry {
        Entry::Queued { message, .. } => Some(message),
        _ => None,
    });
    let again = again.unwrap();
    assert!(
        again.text.contains("\nIt is still open, and nothing was sent about it since "),
        "{}",
        again.text
    );
    folder.drop_in("feeds/warmth/more-still.csv", MET);
    remit(&folder, "run project");
    let over = queued(&folder);
    assert_eq!(over.last().map(String::as_str), Some("alert.corrected for board"));
    let since = std::time::Instant::now();
    until("another interval has passed", || (since.elapsed().as_secs() >= 2).then_some(()));
    remit(&folder, "run project");
    assert_eq!(queued(&folder), over, "what is over is told no more");
}

#[test]
fn the_service_wakes_to_tell_an_open_alert_again() {
    let folder = routed(AGAIN);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    let service = tests::process::Service::start(&folder);
    until("it was told twice more", || {
        let again = queued(&folder).iter().filter(|told| *told == "alert.reminder for board").count();
        (again >= 2).then_some(())
    });
    drop(service);
}
