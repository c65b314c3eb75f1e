//! Examples of what a rule should find: given on a form or by a program, played by the rule in force, approved by a second person and written as tests of the project.

use std::fs;

use serde_json::{Value, json};
use tests::process::{Folder, Page, Receiver, queued, remit};

use super::form::{PAGE, hidden, send, sign_in};
use super::known::{PASSWORD, Up, folder, token};
use super::text_changes::{add_bo, decide, id, kinds, refusal, settled, up};

const TESTS: &str = "tests/homes-examples.toml";
const ADDRESS: &str = "/examples/homes/warmth";

/// What the council reports in January, and what that should be found to be.
fn example(value: Option<&str>, verdict: &str) -> Value {
    let figure = |value: &str| json!({ "measure": "warm-homes", "body": "north-council", "period": "2024-01", "value": value });
    json!({ "figures": value.map(figure).into_iter().collect::<Vec<_>>(), "verdict": verdict })
}

fn words(examples: &[Value]) -> Value {
    json!({ "contribution": "north-council", "period": "2024-01", "examples": examples, "reason": "so the board reads the promise" })
}

#[track_caller]
fn ask(up: &Up, token: &str, words: &Value) -> Page {
    let key = format!("Idempotency-Key: {}", blake3::hash(words.to_string().as_bytes()).to_hex());
    up.visitor.post(ADDRESS, &[token, "Content-Type: application/json", &key], words.to_string())
}

#[test]
fn approved_examples_are_tests_of_the_project() {
    let receiver = Receiver::start();
    let folder = folder();
    receiver.declare_in(&folder);
    let up = Up::start(folder);
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let examples =
        words(&[example(Some("95"), "met"), example(Some("89.5"), "missed"), example(None, "no-data")]);
    let lines = [&*bea, "Content-Type: application/json"];
    let tried = up.visitor.post(&format!("{ADDRESS}?dry=true"), &lines, examples.to_string());
    assert_eq!(tried.status, 200, "{}", tried.body);
    let told = tried.json();
    assert_eq!(
        (&told["path"], &told["subject"]),
        (&TESTS.into(), &"homes/warmth/north-council 2024-01".into())
    );
    insta::assert_snapshot!(format!("{:#}", told["examples"]), @r#"
    [
      {
        "agrees": true,
        "told": "Where warm-homes of north-council in 2024-01 is 95, the example says met, and so does the rule."
      },
      {
        "agrees": true,
        "told": "Where warm-homes of north-council in 2024-01 is 89.5, the example says missed, and so does the rule."
      },
      {
        "agrees": true,
        "told": "Where nothing is reported, the example says no-data, and so does the rule."
      }
    ]
    "#);
    assert!(!up.folder.path(TESTS).exists(), "nothing is written");
    let asked = ask(&up, &bea, &examples);
    insta::assert_snapshot!(settled(&asked), @r#"["Bea asks for three examples of what the rule should say of homes/warmth/north-council 2024-01.","It waits until a second person approves it. Until then nothing is written."]"#);
    assert_eq!(ask(&up, &bea, &examples).body, asked.body, "sent twice, it is asked for once");
    let shown = up.visitor.ask("GET", &format!("/approvals/{}", id(&asked)), &[&kim, PAGE]);
    for said in ["What the rule in force says of them", "and so does the rule", "exp_verdicts"] {
        assert!(shown.body.contains(said), "{said}: {}", shown.body);
    }
    let own = refusal(&decide(&up, &bea, &asked, "approve"));
    assert!(own.starts_with("403 "), "{own}");
    let approved = decide(&up, &kim, &asked, "approve");
    assert_eq!(approved.status, 200, "{}", approved.body);
    insta::assert_snapshot!(settled(&approved), @r#"["Kim approved request REFERENCE: seen.","tests/homes-examples.toml holds them now, and `remit test` plays them.","They change no verdict: a test says what a rule should find, and the rule stays as it is."]"#);
    let answer = remit(&up.folder, "test project");
    assert!(answer.code == Some(0) && answer.out.contains("three passed"), "{answer}");
    assert_eq!(kinds(&up), ["activated", "proposed", "decided"], "they change no text that judges");
    let page = up.visitor.ask("GET", "/rules/at-least", &[&kim, PAGE]);
    assert!(page.body.contains("is no-data where nothing is reported"), "{}", page.body);
    let told: Vec<String> = queued(&up.folder).into_iter().map(|message| message.text).collect();
    assert!(told.iter().any(|text| text.contains("Bea asks for three examples")), "{told:?}");
}

#[test]
fn what_is_written_reads_as_any_test_does() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let asked = ask(&up, &bea, &words(&[example(Some("95"), "met"), example(None, "no-data")]));
    assert_eq!(decide(&up, &kim, &asked, "approve").status, 200);
    let written = up.folder.read(TESTS);
    let reference = asked.json()["reference"].as_str().expect("a reference number").to_owned();
    insta::assert_snapshot!(written.replace(&reference, "REFERENCE"), @r##"
    # What people who write no rules say that rules should find, asked for and approved over the service. `remit test` plays them.

    [[test]]
    name = "homes/warmth/north-council 2024-01 is met where warm-homes of north-council in 2024-01 is 95 (Bea, REFERENCE, 1)"
    mission = "homes"

    [[test.input_series]]
    measure = "warm-homes"
    body = "north-council"
    from = "2024-01"
    values = "95"

    [[test.check]]
    eval_time = "2024-02-22"
    exp_verdicts = { "homes/warmth/north-council 2024-01" = "met" }

    [[test]]
    name = "homes/warmth/north-council 2024-01 is no-data where nothing is reported (Bea, REFERENCE, 2)"
    mission = "homes"

    [[test.check]]
    eval_time = "2024-02-22"
    exp_verdicts = { "homes/warmth/north-council 2024-01" = "no-data" }
    "##);
}

#[test]
fn examples_with_which_the_rule_does_not_agree_are_said_and_may_be_proposed() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let first = ask(&up, &bea, &words(&[example(Some("95"), "met")]));
    assert_eq!(decide(&up, &kim, &first, "approve").status, 200);
    let before = up.folder.read(TESTS);
    let asked = ask(&up, &bea, &words(&[example(Some("91"), "missed")]));
    insta::assert_snapshot!(settled(&asked), @r#"["Bea asks for one example of what the rule should say of homes/warmth/north-council 2024-01.","It waits until a second person approves it. Until then nothing is written."]"#);
    let approved = decide(&up, &kim, &asked, "approve");
    assert_eq!(approved.status, 200, "{}", approved.body);
    let after = up.folder.read(TESTS);
    assert!(
        after.starts_with(before.trim_end()) && after.len() > before.len(),
        "it stands behind the other: {after}"
    );
    let answer = remit(&up.folder, "test project");
    assert!(answer.code == Some(1) && answer.out.contains("one passed and one failed"), "{answer}");
}

/// The project in which a target is what councils are judged by.
fn by_target() -> Folder {
    let folder = folder();
    let text = folder.read("rules/at-least.rhai").replace("my.params.floor", "my.target()");
    folder.drop_in("rules/at-least.rhai", text);
    folder.edit("missions/homes.toml", "params = { floor = 90 }\n", "");
    folder.append(
        "missions/homes.toml",
        "\n[[target]]\nmeasure = \"warm-homes\"\nfrom = \"2020-01-01\"\nvalue = 92\nby = \"2020-12-31\"\n",
    );
    folder
}

/// Approves what waits.
#[track_caller]
fn approve_first(up: &Up) {
    let kim = token(&up.folder, "Kim");
    let waiting = up.visitor.ask("GET", "/approvals", &[&kim, "Accept: application/json"]).json();
    let asked = waiting["requests"][0]["id"].as_str().expect("it waits").to_owned();
    let decided =
        up.visitor.post(&format!("/approvals/{asked}/decisions"), &[&kim], r#"{"decision": "approve"}"#);
    assert_eq!(decided.status, 200, "{}", decided.body);
}

#[test]
fn an_example_names_a_target_of_its_own() {
    let folder = by_target();
    add_bo(&folder);
    let up = Up::start(folder);
    let cookie = sign_in(&up, "Bo", PASSWORD).expect("Bo has a password");
    let line = format!("Cookie: {cookie}");
    let parts = up.visitor.ask("GET", ADDRESS, &[PAGE, &line]);
    assert!(parts.status == 200 && parts.body.contains("?contribution=north-council"), "{}", parts.body);
    let form = up.visitor.ask(
        "GET",
        &format!("{ADDRESS}?contribution=north-council&period=2024-01"),
        &[PAGE, &line],
    );
    assert_eq!(form.status, 200, "{}", form.body);
    assert!(form.body.contains("Declared: 92"), "{}", form.body);
    let said = hidden(&form);
    let fill = |step: &str, verdict: &str| {
        let said = |name: &str| said.get(name).map_or("", String::as_str);
        let fields = [
            ("form_token", said("form_token")),
            ("key", said("key")),
            ("contribution", said("contribution")),
            ("period", said("period")),
            ("figure-of-1", said("figure-of-1")),
            ("target-of-1", said("target-of-1")),
            ("step", step),
            ("figure-1-1", "70"),
            ("target-1-1", "78"),
            ("verdict-1", verdict),
            ("figure-2-1", "70"),
            ("target-2-1", "60"),
            ("verdict-2", "met"),
            ("reason", "so the board reads the promise"),
        ];
        send(&up, ADDRESS, &cookie, &fields)
    };
    let wrong = fill("check", "");
    assert!(
        wrong.status == 422 && wrong.body.contains("Choose the verdict of each example"),
        "{}",
        wrong.body
    );
    let checked = fill("check", "missed");
    assert_eq!(checked.status, 200, "{}", checked.body);
    assert!(
        checked.body.contains("[[test.target]]") && !checked.body.contains("does not agree"),
        "{}",
        checked.body
    );
    let differs = fill("check", "met");
    assert!(
        differs.body.contains("One of two examples does not agree with the rule in force"),
        "{}",
        differs.body
    );
    assert!(differs.body.contains("Accept and send"), "{}", differs.body);
    let sent = fill("send", "missed");
    assert_eq!(sent.status, 202, "{}", sent.body);
    approve_first(&up);
    let answer = remit(&up.folder, "test project");
    assert!(
        answer.code == Some(0) && answer.out.contains("two passed"),
        "{answer}\n{}",
        up.folder.read(TESTS)
    );
}

#[test]
fn the_form_asks_for_a_target_once_and_says_what_it_leaves_out() {
    let folder = by_target();
    folder.edit(
        "rules/at-least.rhai",
        "fn assess(my) {\n",
        "fn assess(my) {\n    for n in 0..30 { my.has(my.period.back(n)); }\n    for n in 0..3 { my.target(my.period.back(n)); }\n",
    );
    add_bo(&folder);
    let up = Up::start(folder);
    let cookie = sign_in(&up, "Bo", PASSWORD).expect("Bo has a password");
    let address = format!("{ADDRESS}?contribution=north-council&period=2024-01");
    let form = up.visitor.ask("GET", &address, &[PAGE, &format!("Cookie: {cookie}")]);
    assert_eq!(form.status, 200, "{}", form.body);
    let said = hidden(&form);
    let asked = |kind: &str| said.keys().filter(|name| name.starts_with(kind)).count();
    assert_eq!((asked("figure-of-"), asked("target-of-")), (23, 1), "{}", form.body);
    let left_out = "than this form has room for: seven are left out";
    assert!(form.body.contains(left_out), "{}", form.body);
    let mut fields: Vec<(&str, &str)> = said.iter().map(|(name, value)| (&**name, &**value)).collect();
    fields.retain(|(name, _)| *name != "step");
    fields.extend([("step", "change"), ("verdict-1", "met")]);
    let again = send(&up, ADDRESS, &cookie, &fields);
    assert!(again.status == 200 && again.body.contains(left_out), "{}", again.body);
    assert!(!again.body.contains("Met late"), "no example can come to that: {}", again.body);
}

#[test]
fn a_fault_of_another_test_keeps_no_example_out() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    up.folder.drop_in(TESTS, "[[test]]\nname = \"stale\"\nmission = \"homes-of-old\"\n");
    let asked = ask(&up, &bea, &words(&[example(Some("95"), "met")]));
    let approved = decide(&up, &kim, &asked, "approve");
    assert_eq!(approved.status, 200, "{}", approved.body);
    assert!(up.folder.read(TESTS).contains("homes-of-old"), "it stands there still");
}

#[test]
fn what_stands_in_the_file_is_named_where_it_keeps_examples_out() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let asked = ask(&up, &bea, &words(&[example(Some("95"), "met")]));
    let reference = asked.json()["reference"].as_str().expect("a reference number").to_owned();
    let refused = |text: &str| {
        up.folder.drop_in(TESTS, text);
        let refused = refusal(&decide(&up, &kim, &asked, "approve"));
        assert!(up.folder.read(TESTS) == text, "nothing is written");
        refused.replace(&reference, "REFERENCE")
    };
    insta::assert_snapshot!(refused("[[test]\n"), @"409 text-not-writable: The examples are sound, and what stands in tests/homes-examples.toml already keeps them out: this is not TOML: unclosed array table, expected `]`. ask the people who look after the project to change it there");
    let name = format!(
        "homes/warmth/north-council 2024-01 is met where warm-homes of north-council in 2024-01 is 95 (Bea, {reference}, 1)"
    );
    insta::assert_snapshot!(refused(&format!("[[test]]\nname = \"{name}\"\n")), @"409 text-not-writable: The examples are sound, and what stands in tests/homes-examples.toml already keeps them out: two tests have the name `homes/warmth/north-council 2024-01 is met where warm-homes of north-council in 2024-01 is 95 (Bea, REFERENCE, 1)` (give one of them another name). ask the people who look after the project to change it there");
    insta::assert_snapshot!(refused(&format!("#{}\n", "-".repeat((16 << 20) - 100))), @"409 text-not-writable: The file tests/homes-examples.toml would be larger with them than the 16 MB that Remit reads of a text. ask the people who look after the project to change it there");
    assert_eq!(kinds(&up), ["activated", "proposed"], "it waits on");
    fs::remove_file(up.folder.path(TESTS)).expect("the file goes");
    assert_eq!(decide(&up, &kim, &asked, "approve").status, 200);
}

#[test]
fn nobody_gives_examples_who_may_not_or_of_what_is_not_there() {
    let up = up();
    let (bea, ola) = (token(&up.folder, "Bea"), token(&up.folder, "Ola"));
    let refused = |token: &str, words: &Value| refusal(&ask(&up, token, words));
    let met = || example(Some("95"), "met");
    insta::assert_snapshot!(refused(&ola, &words(&[met()])), @"403 not-allowed: Its role does not include it. ask the people who look after accounts; `remit account add` says who may do what");
    insta::assert_snapshot!(refused(&bea, &words(&[])), @"422 improper-response: There is one example, or up to 5. -");
    insta::assert_snapshot!(refused(&bea, &words(&[met(), met(), met(), met(), met(), met()])), @"422 improper-response: There is one example, or up to 5. -");
    insta::assert_snapshot!(refused(&bea, &words(&[example(Some("many"), "met")])), @"422 faulty-examples: `many` is no number. -");
    insta::assert_snapshot!(refused(&bea, &words(&[example(Some("95"), "fine")])), @"422 faulty-examples: These examples make no test: `homes/warmth/north-council 2024-01` cannot be `fine` (it may be `not-due`, `awaiting`, `met`, `met-late`, `at-risk`, `missed`, `no-data`, `held-up`, `not-judged`, `disputed`, `waived` or `failed`). -");
    insta::assert_snapshot!(refused(&bea, &words(&[example(Some("95"), "met-late")])), @"422 faulty-examples: No example can be `met-late`: it does not say when a figure comes, and is looked at once nothing is waited for. -");
    let target = |value: &str| json!({ "measure": "warm-homes", "body": "north-council", "value": value });
    let mut aimed = example(Some("95"), "met");
    aimed["targets"] = json!([target("90"), target("92")]);
    insta::assert_snapshot!(refused(&bea, &words(&[aimed])), @"422 faulty-examples: These examples make no test: the test sets two targets for `warm-homes` of `north-council` (a target of a test holds in every period; leave one of the two out). -");
    let mut nowhere = words(&[met()]);
    nowhere["contribution"] = "west-council".into();
    insta::assert_snapshot!(refused(&bea, &nowhere), @"422 faulty-examples: These examples make no test: there is no contribution `west-council` (there is `north-council` and `south-council`). -");
    nowhere["contribution"] = "north-council".into();
    nowhere["period"] = "soon".into();
    insta::assert_snapshot!(refused(&bea, &nowhere), @"404 no-verdict: There is no verdict `homes/warmth/north-council soon`. -");
    let elsewhere = up.visitor.post(
        "/examples/trains/punctuality",
        &[&bea, "Content-Type: application/json"],
        words(&[met()]).to_string(),
    );
    assert!(refusal(&elsewhere).starts_with("403 other-mission"), "{}", elsewhere.body);
    assert_eq!(kinds(&up), ["activated"]);
    assert!(!up.folder.path(TESTS).exists());
}

#[cfg(unix)]
#[test]
fn examples_are_written_through_no_link() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let asked = ask(&up, &bea, &words(&[example(Some("95"), "met")]));
    let precious = up.folder.root().join("precious.toml");
    fs::write(&precious, "precious").expect("a file");
    fs::create_dir_all(up.folder.path("tests")).expect("a folder");
    std::os::unix::fs::symlink(&precious, up.folder.path(TESTS)).expect("a link");
    let refused = refusal(&decide(&up, &kim, &asked, "approve"));
    assert!(
        refused.starts_with("409 text-not-writable: The file tests/homes-examples.toml is a link"),
        "{refused}"
    );
    assert_eq!(fs::read_to_string(&precious).expect("it is there"), "precious");
    assert_eq!(kinds(&up), ["activated", "proposed"], "it waits on");
    fs::remove_file(up.folder.path(TESTS)).expect("the link goes");
    assert_eq!(decide(&up, &kim, &asked, "approve").status, 200);
}
