//! Officials respond to alerts: at once where nobody else holds the ledger, and by way of the service where it is up.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ledger::entry::Entry;
use tests::process::{Folder, Receiver, Service, recorded, remit, until};

const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const ALERT: &str = "homes/warmth";
const WAIVE: &str =
    "respond project homes/warmth waive --by Ann --reason flooded --approver Bob --until 2098-12-31";

/// The project with one alert that fires.
fn firing() -> Folder {
    let folder = Folder::two_missions();
    folder.drop_in("feeds/warmth/more-revised.csv", MISSED);
    assert_eq!(remit(&folder, "run project").code, Some(1));
    folder
}

/// What the program says, with the day of the test as `TODAY`.
#[track_caller]
fn said(folder: &Folder, line: &str) -> String {
    let zone = TimeZone::get("Europe/London").unwrap();
    let today = words::english::date(Timestamp::now().to_zoned_datetime(zone).date());
    remit(folder, line).to_string().replace(&today, "TODAY")
}

/// How many responses stand on the ledger.
fn on_ledger(folder: &Folder) -> usize {
    recorded(folder).iter().filter(|recorded| matches!(recorded.entry, Entry::Responded(_))).count()
}

/// A request as `respond` would write it, for a test to put in by hand.
fn request(id: &str) -> String {
    format!(
        r#"{{"format": 1, "id": "{id}", "at": "2026-01-01T00:00:00Z", "request": {{"respond": {{
            "alert": "{ALERT}", "contribution": null, "periods": [], "kind": "accept", "by": "Ann", "reason": "",
            "approver": null, "until": null}}}}}}"#
    )
}

#[test]
fn an_explanation_stands_with_the_alert_wherever_it_is_shown() {
    let folder = firing();
    insta::assert_snapshot!(said(&folder, &format!("respond project {ALERT} explain --by Ann --reason flooded")), @"
    Recorded the explanation by Ann for homes/warmth in February 2024.
      It stands with the alert. It changes no verdict and stops no clock.
      The alert stays open, and people are told.
    exit code 0
    ");
    insta::assert_snapshot!(said(&folder, "run project"), @"
    Two obligations: one met, one broken and none held up.
    Two missions, as of TODAY

    Warm homes (homes)

      FIRING  Councils keep homes warm
             Not met in February 2024; open since 21 March 2024.
             Ministry of Homes answers for the whole.
             Broken by
               One of two councils missed February 2024.
               North Council: missed February 2024.
                 February 2024: 40 against a floor of 90.
             Delivered by South Council.
             Responses
               Ann explained this on TODAY: flooded.
             Evidence: remit explain project homes/warmth

    Trains on time (trains)

      MET  The railway runs on time
             The Railway leads. Met for February 2024.

    One alert is firing.

    Files read
      feeds/warmth/2024.csv: 4 known already
      feeds/warmth/more-revised.csv: 1 known already
      feeds/trains/2024.csv: 2 known already

    What changes from here on: remit run project --since 6
    exit code 1
    ");
    let explained = said(&folder, &format!("explain project {ALERT}"));
    assert!(explained.contains("Ann explained this on TODAY: flooded."), "{explained}");
    let document: serde_json::Value =
        serde_json::from_str(&remit(&folder, "run project --format json").out).unwrap();
    let response = &document["alerts"][0]["responses"][0];
    assert_eq!((&response["kind"], &response["by"]), (&"explain".into(), &"Ann".into()));
    // Before it was said, nobody knew of it.
    let earlier = said(&folder, &format!("explain project {ALERT} --as-of 2024-06-01"));
    assert!(!earlier.contains("Ann explained"), "{earlier}");
}

#[test]
fn a_waived_part_is_explained_by_its_waiver() {
    let folder = firing();
    assert_eq!(remit(&folder, WAIVE).code, Some(0));
    let told = said(&folder, "explain project homes/warmth/north-council 2024-02");
    let lines: Vec<&str> = told.lines().filter(|line| line.contains("North Council")).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    February 2024, North Council: waived.
    February 2024, the whole: waived (delivered by one of two contributions; waived for North Council).
    February 2024, North Council: waived until 31 December 2098 by Ann, approved by Bob: flooded; was missed: 40 against a floor of 90.
    North Council: waived at any figure, for as long as the waiver stands.
    On TODAY a waiver was recorded; the verdict on North Council went from missed to waived.
    North Council: waived
    ");
}

#[test]
fn a_waiver_ends_the_alert_until_it_ends_itself() {
    let folder = firing();
    insta::assert_snapshot!(said(&folder, WAIVE), @"
    Recorded the waiver by Ann for homes/warmth in February 2024.
      North Council, February 2024: waived (was: missed).
      The whole, February 2024: waived (was: missed).
      The alert is resolved.
      After 31 December 2098 it is a breach again, unless the evidence has changed.
    exit code 0
    ");
    insta::assert_snapshot!(said(&folder, "run project"), @"
    Two obligations: one met, none broken, none held up and one waived.
    Two missions, as of TODAY

    Warm homes (homes)

      WAIVED  Councils keep homes warm
             Ministry of Homes leads. Waived for February 2024.
             North Council, February 2024: waived until 31 December 2098 by Ann, approved by Bob: flooded; was missed: 40 against a floor of 90.

    Trains on time (trains)

      MET  The railway runs on time
             The Railway leads. Met for February 2024.

    No alerts are firing.

    Files read
      feeds/warmth/2024.csv: 4 known already
      feeds/warmth/more-revised.csv: 1 known already
      feeds/trains/2024.csv: 2 known already

    What changes from here on: remit run project --since 6
    exit code 0
    ");
    assert_eq!(remit(&folder, "run project --as-of 2098-12-31").code, Some(0));
    assert_eq!(remit(&folder, "run project --as-of 2099-01-01").code, Some(1));
    insta::assert_snapshot!(said(&folder, &format!("respond project {ALERT} withdraw --by Bob")), @"
    Recorded the withdrawal by Bob for homes/warmth in February 2024.
      North Council, February 2024: missed (was: waived).
      The whole, February 2024: missed (was: waived).
      The alert fires.
    exit code 0
    ");
    assert_eq!(remit(&folder, "run project").code, Some(1));
}

#[test]
fn a_dispute_of_one_contribution_keeps_the_alert_open() {
    let folder = firing();
    let dispute = format!(
        "respond project {ALERT} dispute --by Ann --reason miscounted --contribution north-council --period 2024-02"
    );
    insta::assert_snapshot!(said(&folder, &dispute), @"
    Recorded the dispute by Ann for homes/warmth, contribution north-council, in February 2024.
      North Council, February 2024: disputed (was: missed).
      The whole, February 2024: disputed (was: missed).
      The alert stays open, and people are told.
    exit code 0
    ");
    insta::assert_snapshot!(said(&folder, "run project"), @"
    Two obligations: one met, none broken, none held up and one disputed.
    Two missions, as of TODAY

    Warm homes (homes)

      DISPUTED  Councils keep homes warm
             Disputed in February 2024; open since 21 March 2024.
             Ministry of Homes answers for the whole.
             What is disputed
               One of two councils missed February 2024.
               North Council: missed February 2024.
                 February 2024: 40 against a floor of 90.
             Delivered by South Council.
             Disputed: North Council.
             Responses
               Ann disputed the part of North Council on TODAY: miscounted.
             Evidence: remit explain project homes/warmth

    Trains on time (trains)

      MET  The railway runs on time
             The Railway leads. Met for February 2024.

    One alert is firing.

    Files read
      feeds/warmth/2024.csv: 4 known already
      feeds/warmth/more-revised.csv: 1 known already
      feeds/trains/2024.csv: 2 known already

    What changes from here on: remit run project --since 6
    exit code 1
    ");
}

#[test]
fn where_the_project_names_people_one_of_them_approves() {
    let folder = firing();
    let project = folder.read("remit.toml").replacen("[project]\n", "[project]\npeople = [\"Bo\"]\n", 1);
    folder.drop_in("remit.toml", project);
    remit(&folder, "run project");
    let answer = remit(&folder, WAIVE);
    assert!(answer.err.contains("`Bob` is nobody whom the project names"), "{answer}");
    assert_eq!((answer.code, on_ledger(&folder)), (Some(2), 0), "{answer}");
    let answer = remit(&folder, &WAIVE.replace("Bob", "Bo"));
    assert_eq!((answer.code, on_ledger(&folder)), (Some(0), 1), "{answer}");
}

#[test]
fn what_cannot_be_said_is_refused_with_a_way_out() {
    let folder = firing();
    let mut told = Vec::new();
    for line in [
        "homes/warmth/ministy accept --by Ann",
        "trains/punctuality accept --by Ann",
        "homes/warmth accept --by Ann --contribution nort-council",
        "homes/warmth accept --by Ann --period 2024-09",
        "homes/warmth explain --by Ann",
        "homes/warmth waive --by Ann --reason flooded --approver ann --until 2098-12-31",
        "homes/warmth waive --by Ann --reason flooded --approver Bob --until 2020-12-31",
        "homes/warmth withdraw --by Ann",
        "homes/warmth forgive --by Ann",
    ] {
        told.push(format!("> {line}\n{}", said(&folder, &format!("respond project {line}"))));
    }
    insta::assert_snapshot!(told.join("\n"), @"
    > homes/warmth/ministy accept --by Ann
    remit: no alert `homes/warmth/ministy` is open
      help: did you mean `homes/warmth`?
    exit code 2
    > trains/punctuality accept --by Ann
    remit: no alert `trains/punctuality` is open
      help: there are: homes/warmth
    exit code 2
    > homes/warmth accept --by Ann --contribution nort-council
    remit: `homes/warmth` has no contribution `nort-council`
      help: did you mean `north-council`?
    exit code 2
    > homes/warmth accept --by Ann --period 2024-09
    remit: `homes/warmth` is not owed for `2024-09` so far
      help: did you mean `2024-02`?
    exit code 2
    > homes/warmth explain --by Ann
    remit: `explain` needs a reason
    exit code 2
    > homes/warmth waive --by Ann --reason flooded --approver ann --until 2098-12-31
    remit: `waive` needs an approver other than the person who asks for it
    exit code 2
    > homes/warmth waive --by Ann --reason flooded --approver Bob --until 2020-12-31
    remit: 31 December 2020 has passed already
    exit code 2
    > homes/warmth withdraw --by Ann
    remit: nothing that Ann said to `homes/warmth` or approved is still in force
      help: a response is withdrawn by the person who gave or approved it, under the same name
    exit code 2
    > homes/warmth forgive --by Ann
    error: invalid value 'forgive' for '<KIND>'
      [possible values: accept, explain, dispute, extend, waive, document, group, forecast, withdraw]

    For more information, try '--help'.
    exit code 2
    ");
    assert_eq!(on_ledger(&folder), 0);
}

#[test]
fn where_nothing_was_ever_read_there_is_nothing_to_respond_to() {
    let folder = Folder::two_missions();
    insta::assert_snapshot!(said(&folder, &format!("respond project {ALERT} accept --by Ann")), @"
    remit: no alert `homes/warmth` is open
      help: nothing is in force yet; `remit run` reads the project first
    exit code 2
    ");
}

#[test]
fn a_response_reaches_the_service_that_is_up_and_takes_effect_at_once() {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let mut service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more-revised.csv", MISSED);
    receiver.wait_for("alert.firing homes/warmth");
    insta::assert_snapshot!(said(&folder, WAIVE), @"
    Recorded by the service that holds the ledger.
    exit code 0
    ");
    receiver.wait_for("alert.resolved homes/warmth");
    service.wait_for("response recorded");
    insta::assert_snapshot!(said(&folder, "respond project homes/warmth/ministr accept --by Ann"), @"
    remit: no alert `homes/warmth/ministr` is open
      help: nothing is firing or pending
    exit code 2
    ");
    insta::assert_snapshot!(said(&folder, &format!("respond project {ALERT} withdraw --by Ann")), @"
    Recorded by the service that holds the ledger.
    exit code 0
    ");
    until("the alert is back", || {
        let firing = receiver.titles().iter().filter(|title| title.starts_with("alert.firing")).count();
        (firing == 2).then_some(())
    });
    assert_eq!(service.stop().code, Some(0));
    assert_eq!(on_ledger(&folder), 2);
    assert_eq!(remit(&folder, "run project").code, Some(1));
}

#[test]
fn a_request_that_is_taken_up_twice_is_recorded_once() {
    let folder = firing();
    let mut service = Service::start(&folder);
    folder.drop_in(".remit/inbox/first.json", request("req_1"));
    service.wait_for("response recorded");
    folder.drop_in(".remit/inbox/again.json", request("req_1"));
    service.wait_for("carried out before");
    service.kill();
    folder.drop_in(".remit/inbox/once-more.json", request("req_1"));
    Service::start(&folder).stop();
    assert_eq!(on_ledger(&folder), 1);
    assert_eq!(std::fs::read_dir(folder.path(".remit/inbox")).unwrap().count(), 0);
}

#[test]
fn what_was_handed_in_while_nobody_was_there_is_taken_up_by_the_next_run() {
    let folder = firing();
    folder.drop_in(".remit/inbox/a.json", request("req_1"));
    folder.drop_in(".remit/inbox/b.json", "{\"format\": 1,");
    let answer = remit(&folder, "run project");
    insta::assert_snapshot!(answer.err, @"
    Recorded the acceptance by Ann for homes/warmth in February 2024.
      It stands with the alert. It changes no verdict and stops no clock.
      The alert stays open, and people are told.
    remit: the request b.json is refused: it is not a whole request: EOF while parsing a value at line 1 column 13
    ");
    assert_eq!(on_ledger(&folder), 1);
    assert!(folder.path(".remit/inbox/refused/b.json").exists(), "what is no request is kept aside");
    assert_eq!(remit(&folder, "run project").err, "");
}
