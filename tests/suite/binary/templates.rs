//! Messages in a board's own words: tried before they are needed, never without what a reader needs, and never a reason for silence.

use tests::process::{Folder, Receiver, Service, remit, until};

const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const FIRING: &str = "alert.firing homes/warmth";

/// A project whose board is told in the words of this template.
fn project(template: &str) -> (Folder, Receiver) {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    folder.edit("remit.toml", "id = \"board\"\n", "id = \"board\"\ntemplate = \"board.txt\"\n");
    folder.drop_in("templates/board.txt", template);
    (folder, receiver)
}

/// What the board is told once a home is cold.
fn told(folder: &Folder, receiver: &Receiver) -> (String, String) {
    let service = Service::start(folder);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    let said = receiver.wait_for(FIRING).said();
    service.stop();
    let text = |key: &str| said["data"][key].as_str().unwrap_or_default().to_owned();
    (text("subject"), text("text"))
}

#[test]
fn a_board_is_told_in_its_own_words_with_what_no_template_leaves_out() {
    let template = "Subject: Cold homes in {{ alert.periods | join(\", \") }}\n\nDear board,\n{{ text }}\n<b>Please act.</b>\n";
    let (folder, receiver) = project(template);
    let checked = remit(&folder, "check project");
    assert_eq!(checked.code, Some(0), "{checked}");
    let (subject, text) = told(&folder, &receiver);
    assert_eq!(subject, "Cold homes in 2024-02");
    assert!(text.starts_with("Dear board,\n"), "{text}");
    assert!(text.contains("40 against") && text.contains("\n<b>Please act.</b>\n\nTo: "), "{text}");
    assert!(text.contains("\nAnswer: remit respond homes/warmth"), "{text}");
    assert!(text.ends_with("\nEvidence: remit explain homes/warmth"), "{text}");
}

#[test]
fn a_preview_shows_examples_or_the_last_message_about_an_alert_and_sends_nothing() {
    let (folder, receiver) = project("{{ text }}\nPlease act.\n");
    insta::assert_snapshot!(remit(&folder, "notify preview project board").out);
    let nothing = remit(&folder, "notify preview project board --alert homes/warmth");
    assert!(nothing.err.contains("nobody was told of the alert `homes/warmth` yet"), "{nothing}");
    remit(&folder, "run project");
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    remit(&folder, "run project");
    let before = receiver.requests().len();
    folder.drop_in("templates/other.txt", "{{ alert.mission }} is in trouble.");
    let line = "notify preview project board --template other.txt --alert homes/warmth";
    let shown = remit(&folder, line).out;
    assert!(
        shown.contains("The last message about homes/warmth (alert.firing), by templates/other.txt:"),
        "{shown}"
    );
    assert!(shown.contains("\n  homes is in trouble.\n\n  To: "), "{shown}");
    assert_eq!(receiver.requests().len(), before);
}

#[test]
fn faults_of_templates_are_told_with_their_place_and_a_way_out() {
    let mut told = Vec::new();
    for template in [
        "Dear board,\n{{ alert.owed_by }}\n",
        "{% if alert.severity %}\nAct.\n",
        "{{ text | shout }}",
        "{% for a in range(1000) %}{% for b in range(1000) %}x{% endfor %}{% endfor %}",
        "{% include \"../remit.toml\" %}",
        "\n\n",
    ] {
        let (folder, _receiver) = project(template);
        let checked = remit(&folder, "check project");
        assert_eq!(checked.code, Some(2), "{template}: {checked}");
        told.push(checked.err);
    }
    for name in ["missing.txt", "../remit.toml", "/etc/passwd"] {
        let (folder, _receiver) = project("{{ text }}");
        folder.edit("remit.toml", "\"board.txt\"", &format!("\"{name}\""));
        let checked = remit(&folder, "check project");
        assert_eq!(checked.code, Some(2), "{name}: {checked}");
        told.push(checked.err);
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_template_that_fails_on_a_message_keeps_nobody_from_hearing() {
    // No example is about a body of many.
    let (folder, receiver) =
        project("{% if \"2024-02\" in alert.periods %}{{ alert.surely_not }}{% else %}{{ text }}{% endif %}");
    let checked = remit(&folder, "check project");
    assert_eq!(checked.code, Some(0), "{checked}");
    let (subject, text) = told(&folder, &receiver);
    assert!(subject.contains("homes/warmth"), "{subject}");
    assert!(text.contains("40 against") && text.contains("\nEvidence: "), "{text}");
    let why = "This is the standard text: the template templates/board.txt cannot be filled (line 1: ";
    assert!(text.contains(why), "{text}");
}

#[test]
fn a_service_takes_a_changed_template_up_and_refuses_one_with_a_fault() {
    let (folder, receiver) = project("{{ text }} One.");
    let mut service = Service::start(&folder);
    folder.drop_in("templates/board.txt", "{{ texxt }}");
    service.wait_for("its notifiers cannot be used");
    folder.drop_in("templates/board.txt", "{{ text }} Two.");
    service.wait_for("in force");
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    let text = || {
        receiver.requests().iter().any(|request| request.title() == FIRING && request.body.contains(" Two."))
    };
    until("the new words are used", || text().then_some(()));
    service.stop();
}
