//! Changes to missions, rules and settings while the service is up: each mission by itself, and no alert loses its state.

use tests::process::{Folder, Receiver, Service, queued, remit, until};

const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const HOMES_FIRING: &str = "alert.firing homes/warmth";
const TRAINS_RESTATED: &str = "alert.restated trains/punctuality";
const TRAINS_FIRING: &str = "alert.firing trains/punctuality";

/// A project with a receiver, served.
fn served() -> (Folder, Receiver, Service) {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let service = Service::start(&folder);
    (folder, receiver, service)
}

/// The kinds of everything that was ever to be sent, with what it is about.
fn announced(folder: &Folder) -> Vec<String> {
    let told = queued(folder).into_iter().map(|message| {
        let about = message.subject.rsplit(", ").next().unwrap_or_default().to_owned();
        format!("{} {about}", message.kind)
    });
    told.collect()
}

#[test]
fn a_change_of_one_mission_is_in_force_at_once() {
    let (folder, receiver, service) = served();
    folder.edit("missions/trains.toml", "floor = 80", "floor = 95");
    receiver.wait_for(TRAINS_FIRING);
    assert_eq!(service.stop().code, Some(0));
    assert_eq!(announced(&folder), [TRAINS_RESTATED, TRAINS_FIRING]);
}

#[test]
fn a_change_of_a_rule_is_in_force_at_once() {
    let (folder, receiver, service) = served();
    folder.edit("rules/on-time.rhai", "now >= my.params.floor", "now > 99");
    receiver.wait_for(TRAINS_FIRING);
    service.stop();
    assert_eq!(announced(&folder), [TRAINS_RESTATED, TRAINS_FIRING]);
}

#[test]
fn a_change_of_a_library_is_in_force_where_it_is_imported_and_a_broken_one_is_not() {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let manifest =
        "[plugin]\nname = \"floors\"\nversion = \"1.0.0\"\nkind = \"library\"\ntitle = \"Floors\"\n";
    folder.drop_in("plugins/floors/plugin.toml", manifest);
    folder.drop_in("plugins/floors/library.rhai", "fn lowest(my) { my.params.floor }\n");
    folder.edit("rules/on-time.rhai", "my.params.floor", "floors::lowest(my)");
    let rule = folder.read("rules/on-time.rhai");
    folder.drop_in("rules/on-time.rhai", format!("import \"floors@1\" as floors;\n{rule}"));
    let mut service = Service::start(&folder);
    folder.drop_in("plugins/floors/library.rhai", "fn lowest(my) { my.params.flor * }\n");
    service.wait_for("missions/trains.toml cannot be used as written; the last good revision stays in force");
    folder.drop_in("plugins/floors/library.rhai", "fn lowest(my) { my.params.floor + 15 }\n");
    receiver.wait_for(TRAINS_FIRING);
    service.stop();
}

#[test]
fn a_broken_mission_keeps_its_last_good_revision_and_the_others_move_on() {
    let (folder, receiver, mut service) = served();
    folder.edit("missions/homes.toml", "by = \"north-council\"", "by = \"north-counsil\"");
    service.wait_for("there is no body `north-counsil`");
    service.wait_for("missions/homes.toml cannot be used as written; the last good revision stays in force");
    let refusal = receiver.wait_for("project.refused missions/homes.toml: the newest text is not in force");
    let said = refusal.said();
    assert!(said["data"]["text"].as_str().unwrap().contains("did you mean `north-council`?"), "{said}");
    assert_eq!(said["data"]["diagnostics"][0]["code"], "unknown-body", "{said}");

    folder.edit("missions/trains.toml", "floor = 80", "floor = 95");
    receiver.wait_for(TRAINS_FIRING);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    receiver.wait_for(HOMES_FIRING);

    folder.edit("missions/homes.toml", "north-counsil", "north-council");
    service.wait_for("in force");
    folder.edit("missions/homes.toml", "floor = 90", "floor = 30");
    receiver.wait_for("alert.restated homes/warmth");
    assert_eq!(service.stop().code, Some(0));
    let refusals = receiver.titles().into_iter().filter(|title| title.starts_with("project.refused"));
    assert_eq!(refusals.count(), 1, "the same faults are told once");
}

#[test]
fn the_same_mistake_made_again_after_a_repair_is_told_again() {
    let (folder, receiver, service) = served();
    let told = |kind: &str| receiver.titles().iter().filter(|title| title.starts_with(kind)).count();
    for round in 1..=2 {
        folder.edit("missions/homes.toml", "by = \"north-council\"", "by = \"north-counsil\"");
        until("the mistake is told", || (told("project.refused") == round).then_some(()));
        folder.edit("missions/homes.toml", "north-counsil", "north-council");
        until("the repair is told", || (told("project.accepted") == round).then_some(()));
    }
    service.stop();
}

#[test]
fn a_broken_rule_keeps_its_last_good_text() {
    let (folder, receiver, mut service) = served();
    folder.drop_in("rules/at-least.rhai", "fn assess(my) { if { }");
    service.wait_for("the last good revision stays in force");
    receiver.wait_for("project.refused missions/homes.toml: the newest text is not in force");
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    receiver.wait_for(HOMES_FIRING);
    service.stop();
}

#[test]
fn settings_that_cannot_be_used_change_nothing() {
    let (folder, receiver, mut service) = served();
    let sound = folder.read("remit.toml");
    folder.append("remit.toml", "[[feed]\n");
    service.wait_for("the change cannot be used; everything stays as it was");
    receiver.wait_for("project.refused the project: the newest text is not in force");
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    receiver.wait_for(HOMES_FIRING);
    folder.drop_in("remit.toml", &sound);
    service.wait_for("in force");
    assert_eq!(service.stop().code, Some(0));
}

#[test]
fn a_feed_that_is_added_is_read_and_watched() {
    let (folder, receiver, mut service) = served();
    let columns = "[feed.columns]\nperiod = \"month\"\nbody = \"body\"\nvalue = \"percent\"\n";
    let feed =
        "\n[[feed]]\nid = \"late\"\nfolder = \"feeds/late\"\nformat = \"csv\"\nmeasure = \"warm-homes\"\n";
    folder.drop_in("feeds/late/first.csv", "month,body,percent\n2024-02,north-council,92\n");
    folder.append("remit.toml", &format!("{feed}{columns}"));
    service.wait_for("file=\"feeds/late/first.csv\" accepted=0 unchanged=0 revised=1");
    folder.drop_in("feeds/late/second.csv", MISSED);
    receiver.wait_for(HOMES_FIRING);
    assert_eq!(service.stop().code, Some(0));
}

#[test]
fn a_mission_that_is_added_is_judged() {
    let (folder, receiver, service) = served();
    let more = folder.read("missions/trains.toml");
    let more = more.replace("\"trains\"", "\"buses\"").replace("punctual-trains", "punctual-buses");
    folder.drop_in("missions/buses.toml", more);
    receiver.wait_for("alert.firing buses/punctuality");
    service.stop();
    assert_eq!(announced(&folder), ["alert.firing buses/punctuality"]);
}

#[test]
fn a_new_title_or_order_resets_no_alert() {
    let (folder, receiver, mut service) = served();
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    receiver.wait_for(HOMES_FIRING);
    service.wait_for("delivered");
    let since = since(&folder);

    folder.edit("missions/homes.toml", "title = \"Warm homes\"", "title = \"Homes that are warm\"");
    service.wait_for("in force");
    let text = folder.read("missions/homes.toml");
    let (rest, south) = text.split_once("[[obligation.contribution]]\nby = \"south-council\"\n").unwrap();
    let (start, north) = rest.split_once("[[obligation.contribution]]\n").unwrap();
    let reordered = format!(
        "{start}[[obligation.contribution]]\nby = \"south-council\"\n\n[[obligation.contribution]]\n{north}{south}"
    );
    folder.drop_in("missions/homes.toml", reordered);
    service.wait_for("in force");
    std::fs::rename(folder.path("missions/homes.toml"), folder.path("missions/warmth.toml")).unwrap();
    service.wait_for("in force");
    assert_eq!(service.stop().code, Some(0));

    assert_eq!(announced(&folder), [HOMES_FIRING]);
    assert_eq!(self::since(&folder), since);
}

/// Since when the alert about homes is open.
fn since(folder: &Folder) -> String {
    let answer = remit(folder, "run project --as-of 2100-01-01 --format json");
    let answer: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    answer["alerts"][0]["since"].as_str().unwrap().to_owned()
}

#[test]
fn a_column_that_is_read_otherwise_is_no_delivery() {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    folder
        .drop_in("feeds/warmth/more-revised.csv", "month,body,percent,share\n2024-02,north-council,40,95\n");
    remit(&folder, "run project");
    let columns = |value: &str| {
        format!(
            "measure = \"warm-homes\"\n\n[feed.columns]\nperiod = \"month\"\nbody = \"body\"\nvalue = \"{value}\""
        )
    };
    folder.edit("remit.toml", &columns("percent"), &columns("share"));
    remit(&folder, "run project");
    assert_eq!(announced(&folder), [HOMES_FIRING, "alert.withdrawn homes/warmth"]);
    let told = queued(&folder).pop().expect("the last message").text;
    let because = "because feeds/warmth/more-revised.csv, line 2 is read otherwise than before, and not because anything was reported: 40 became 95";
    assert!(told.contains(because), "{told}");
}

/// A feed of two columns of percentages, of which the second holds what the first lacks, or less than it.
fn read_by_another_column(row: &str) -> Folder {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let others = "2024-01,north-council,95,95\n2024-01,south-council,93,93\n2024-02,south-council,94,94";
    std::fs::remove_dir_all(folder.path("feeds/warmth")).unwrap();
    folder.drop_in("feeds/warmth/two-columns.csv", format!("month,body,percent,share\n{others}\n{row}\n"));
    remit(&folder, "run project");
    let columns = |value: &str| {
        format!(
            "measure = \"warm-homes\"\n\n[feed.columns]\nperiod = \"month\"\nbody = \"body\"\nvalue = \"{value}\""
        )
    };
    folder.edit("remit.toml", &columns("percent"), &columns("share"));
    remit(&folder, "run project");
    folder
}

#[test]
fn a_first_figure_that_is_only_read_otherwise_is_no_delivery() {
    let folder = read_by_another_column("2024-02,north-council,,95");
    assert_eq!(announced(&folder), [HOMES_FIRING, "alert.withdrawn homes/warmth"]);
    let told = queued(&folder).pop().expect("the last message").text;
    insta::assert_snapshot!(told, @"
    Councils keep homes warm: withdrawn for February 2024, because feeds/warmth/two-columns.csv, line 5 is read otherwise than before, and not because anything was reported: 95, where no figure was read (Homes that are warm enough of North Council for February 2024).
    To: Ministry of Homes
    ");
}

#[test]
fn a_figure_that_is_read_otherwise_and_breaks_says_so() {
    let folder = read_by_another_column("2024-02,north-council,95,40");
    let told = queued(&folder).pop().expect("the last message").text;
    insta::assert_snapshot!(told, @"
    Councils keep homes warm: not met in February 2024. One of two councils missed February 2024. North Council missed February 2024 (40 against a floor of 90). This was found because feeds/warmth/two-columns.csv, line 5 is read otherwise than before, and not because anything was reported: 95 became 40 (Homes that are warm enough of North Council for February 2024).
    To: Ministry of Homes; North Council
    Answer: remit respond homes/warmth explain --by NAME --reason TEXT
    Evidence: remit explain homes/warmth
    ");
}

#[test]
fn what_an_edit_would_restate_is_said_before_it_is_made() {
    let folder = Folder::two_missions();
    remit(&folder, "run project");
    let same = remit(&folder, "check project --against project");
    assert!(same.out.contains("these texts would change no verdict of an ended period"), "{same}");
    folder.edit("missions/trains.toml", "floor = 80", "floor = 95");
    let answer = remit(&folder, "check project --against project");
    assert_eq!(answer.code, Some(0), "{answer}");
    assert!(answer.out.contains("RESTATED  trains/punctuality"), "{answer}");
    assert!(answer.out.contains("Met became missed in"), "{answer}");
    let document = remit(&folder, "check project --against project --format json").out;
    let document: serde_json::Value = serde_json::from_str(&document).expect("it is JSON");
    assert_eq!(document["restated"][0]["restatement"]["verdicts"][0]["before"], "met", "{document}");
    let before = remit(&folder, "run project --as-of 2025-01-01");
    assert!(before.out.contains("none broken"), "nothing was put in force: {before}");
}

#[test]
fn a_run_says_what_an_edit_restated() {
    let folder = Folder::two_missions();
    remit(&folder, "run project");
    folder.edit("missions/trains.toml", "floor = 80", "floor = 95");
    let answer = remit(&folder, "run project --format json");
    let said = "restated, because what is asked of";
    assert!(answer.err.contains(said), "{answer}");
    let document: serde_json::Value = serde_json::from_str(&answer.out).expect("it is JSON");
    assert!(document["restated"][0].as_str().is_some_and(|text| text.contains(said)), "{document}");
    let again = remit(&folder, "run project");
    assert!(!again.err.contains("restated"), "it is said once: {again}");
}

#[test]
fn a_text_that_cannot_be_used_holds_up_no_report_that_came_with_it() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let signal = |name: &str| {
        let sent = std::process::Command::new("kill").args([name, &service.id().to_string()]).status();
        assert!(sent.is_ok_and(|sent| sent.success()), "the service is there");
    };
    // It hears at once of what comes while it stands still, but for the first file, which it reads meanwhile.
    signal("-STOP");
    folder.drop_in("feeds/trains/first.csv", "month,body,percent\n2024-02,railway,88\n");
    folder.drop_in("remit.toml", "no = [text");
    folder.drop_in("feeds/warmth/later.csv", "month,body,percent\n2024-02,north-council,41.75\n");
    signal("-CONT");
    until("the report counts", || visitor.get("/missions/homes/warmth").body.contains("41.75").then_some(()));
}
