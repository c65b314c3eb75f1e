//! Several values of a mission's text in one change: asked for together, approved together, and written all or none.

use serde_json::{Value, json};
use tests::process::{Page, until};

use super::form::{PAGE, hidden, send, sign_in};
use super::known::{PASSWORD, Up, token};
use super::text_changes::{
    FLOOR, HOMES, TARGET, add_bo, ask, decide, id, kinds, look, refusal, settled, state, up, wish,
};

const BY: &str = "target/warm-homes:2024-01-01/by";

fn together(values: &[(&str, &str, Option<&str>)]) -> Value {
    let value = |(place, value, from): &(&str, &str, Option<&str>)| json!({ "place": place, "value": value, "from": from });
    json!({ "values": values.iter().map(value).collect::<Vec<_>>(), "reason": "the board has agreed" })
}

fn values_of(answer: &Page) -> Value {
    answer.json()["proposal"]["change"]["values"].clone()
}

#[test]
fn several_values_are_approved_together_and_written_at_once() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let before = up.folder.read(HOMES);
    let change = together(&[(FLOOR, "97", None), (TARGET, "95", None), (BY, "2025-06-30", None)]);
    let foreseen = look(&up, &bea, &change);
    insta::assert_snapshot!(format!("{foreseen:#}"), @r#"
    {
      "effect": [
        "1 alert appears.",
        "6 verdicts go from met to missed.",
        "The alert homes/warmth appears, about January 2024 and February 2024."
      ],
      "faults": [],
      "mission": "homes",
      "path": "missions/homes.toml",
      "put": "params = { floor = 97 }\nvalue = 95 # as agreed\nby = \"2025-06-30\"",
      "values": [
        {
          "after": "97",
          "before": "90",
          "from": null,
          "place": "obligation/warmth/params/floor"
        },
        {
          "after": "95",
          "before": "92",
          "from": null,
          "place": "target/warm-homes:2024-01-01/value"
        },
        {
          "after": "2025-06-30",
          "before": "2024-12-31",
          "from": null,
          "place": "target/warm-homes:2024-01-01/by"
        }
      ],
      "warnings": []
    }
    "#);
    let asked = ask(&up, &bea, &change);
    insta::assert_snapshot!(settled(&asked), @r#"["Bea asks to change three values of the mission homes together: the floor (params) of the obligation warmth from 90 to 97; the value of the target warm-homes (from 1 January 2024) from 92 to 95; the by of the target warm-homes (from 1 January 2024) from 2024-12-31 to 2025-06-30.","It waits until a second person approves it. Until then the text stays as it is."]"#);
    assert_eq!(values_of(&asked).as_array().map(Vec::len), Some(3));
    assert!(asked.json()["proposal"]["change"]["place"].is_null(), "there is no one place: {}", asked.body);
    assert_eq!(up.folder.read(HOMES), before, "nothing changes yet");
    let shown = up.visitor.ask("GET", &format!("/approvals/{}", id(&asked)), &[&kim, PAGE]).body;
    for said in
        ["the floor (params) of the obligation warmth", "the value of the target warm-homes", "2025-06-30"]
    {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    let approved = decide(&up, &kim, &asked, "approve");
    assert_eq!(approved.status, 200, "{}", approved.body);
    insta::assert_snapshot!(settled(&approved), @r#"["Kim approved request REFERENCE: seen.","missions/homes.toml says 97, 95 and 2025-06-30 there now, each in its place, and every other letter of it is as it was.","It comes into force at once. Verdicts of ended periods that it turns are told as restated, and not as delivered."]"#);
    let after = before.replace("floor = 90", "floor = 97").replace("value = 92", "value = 95");
    assert_eq!(up.folder.read(HOMES), after.replace("by = \"2024-12-31\"", "by = \"2025-06-30\""));
    assert_eq!(state(&up, &bea), "missed");
    assert_eq!(kinds(&up), ["activated", "proposed", "decided", "activated"], "it is one edit");
}

#[test]
fn what_begins_on_one_day_is_one_further_version_of_a_target() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let before = up.folder.read(HOMES);
    let day = Some("2024-07-01");
    let asked = ask(&up, &bea, &together(&[(TARGET, "95", day), (BY, "2025-06-30", day)]));
    assert_eq!(decide(&up, &kim, &asked, "approve").status, 200);
    let version =
        "\n[[target]]\nmeasure = \"warm-homes\"\nfrom = \"2024-07-01\"\nvalue = 95\nby = \"2025-06-30\"\n";
    assert_eq!(up.folder.read(HOMES), before + version);
}

#[test]
fn where_one_value_was_edited_meanwhile_none_is_written() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let asked = ask(&up, &bea, &together(&[(FLOOR, "97", None), (TARGET, "95", None)]));
    up.folder.edit(HOMES, "value = 92", "value = 93");
    let edited = up.folder.read(HOMES);
    insta::assert_snapshot!(refusal(&decide(&up, &kim, &asked, "approve")), @"409 text-moved: The text says `93` for the value of the target warm-homes (from 1 January 2024) by now, and said `92` when it was asked for, so that the request counts no longer, with all that is asked for in it. ask for the change once more, from what the text says now");
    assert_eq!(up.folder.read(HOMES), edited);
    assert_eq!(kinds(&up).iter().filter(|kind| **kind == "decided").count(), 0);
    until("the page of the request says so", || {
        let shown = up.visitor.ask("GET", &format!("/approvals/{}", id(&asked)), &[&kim, PAGE]);
        shown.body.contains("the request counts no longer").then_some(())
    });
}

#[test]
fn what_was_written_already_before_the_service_ended_is_written_once() {
    let up = up();
    let (bea, kim) = (token(&up.folder, "Bea"), token(&up.folder, "Kim"));
    let day = Some("2024-07-01");
    let asked =
        ask(&up, &bea, &together(&[(FLOOR, "97", None), (TARGET, "95", day), (BY, "2025-06-30", day)]));
    let version =
        "\n[[target]]\nmeasure = \"warm-homes\"\nfrom = \"2024-07-01\"\nvalue = 95\nby = \"2025-06-30\"\n";
    let written = up.folder.read(HOMES).replace("floor = 90", "floor = 97") + version;
    up.folder.drop_in(HOMES, &written);
    let approved = decide(&up, &kim, &asked, "approve");
    assert_eq!(approved.status, 200, "{}", approved.body);
    assert_eq!(up.folder.read(HOMES), written);
}

#[test]
fn none_is_asked_for_where_one_cannot_be() {
    let up = up();
    let bea = token(&up.folder, "Bea");
    let refused = |change: &Value| refusal(&ask(&up, &bea, change));
    insta::assert_snapshot!(refused(&together(&[(FLOOR, "97", None), (TARGET, "many", None)])), @"422 refused-change: The value of the target warm-homes (from 1 January 2024): write a number, such as 92. -");
    insta::assert_snapshot!(refused(&together(&[(FLOOR, "97", None), (FLOOR, "98", None)])), @"422 refused-change: The floor (params) of the obligation warmth: it is asked for twice in one change. -");
    insta::assert_snapshot!(refused(&together(&[])), @"422 improper-response: A change is of one value, or of up to 20 together. -");
    let many: Vec<(&str, &str, Option<&str>)> = vec![(FLOOR, "97", None); 21];
    insta::assert_snapshot!(refused(&together(&many)), @"422 improper-response: A change is of one value, or of up to 20 together. -");
    let mut both = together(&[(FLOOR, "97", None)]);
    both["place"] = TARGET.into();
    insta::assert_snapshot!(refused(&both), @"400 not-understood: With `values`, each has its own `place`, `value` and `from`. send an object with `place`, `value`, `reason` and, where the change begins with a day or a period, `from`; or with `reason` and a list of such `values`");
    insta::assert_snapshot!(refused(&json!({ "place": FLOOR })), @"400 not-understood: Missing field `value`. send an object with `place`, `value`, `reason` and, where the change begins with a day or a period, `from`; or with `reason` and a list of such `values`");
    assert_eq!(kinds(&up), ["activated"]);
    // One of a value that waits already waits for that.
    id(&ask(&up, &bea, &wish(TARGET, "95")));
    let again = refused(&together(&[(FLOOR, "97", None), (TARGET, "96", None)]));
    assert!(again.starts_with("409 waits-already"), "{again}");
}

#[test]
fn several_are_ticked_filled_in_checked_and_sent_without_a_script() {
    let folder = super::known::folder();
    add_bo(&folder);
    let up = Up::start(folder);
    let cookie = sign_in(&up, "Bo", PASSWORD).expect("Bo has a password");
    let line = format!("Cookie: {cookie}");
    let listed = up.visitor.ask("GET", "/values/homes", &[PAGE, &line]).body;
    let form = "<form method=\"get\" action=\"/propose/homes\">";
    let needs = "obligation/warmth/needs";
    assert!(listed.contains(form), "{listed}");
    for place in [FLOOR, needs] {
        assert!(listed.contains(&format!("name=\"place\" value=\"{place}\"")), "{place}: {listed}");
    }
    let nothing = up.visitor.ask("GET", "/propose/homes", &[PAGE, &line]);
    assert!(nothing.status == 422 && nothing.body.contains("Nothing is ticked"), "{}", nothing.body);
    let shown = up.visitor.ask(
        "GET",
        &format!("/propose/homes?place={FLOOR}&place={needs}&place={FLOOR}"),
        &[PAGE, &line],
    );
    assert_eq!(shown.status, 200, "{}", shown.body);
    let said = hidden(&shown);
    let fill = |step: &str, needs: &str| {
        let said = |name: &str| said.get(name).map_or("", String::as_str);
        let fields = [
            ("form_token", said("form_token")),
            ("key", said("key")),
            ("place", said("place")),
            ("place-2", said("place-2")),
            ("step", step),
            ("value", "97"),
            ("value-2", needs),
            ("reason", "the board has agreed"),
        ];
        send(&up, "/changes/homes", &cookie, &fields)
    };
    let wrong = fill("check", "");
    assert!(wrong.status == 422 && wrong.body.contains("Write each new value"), "{}", wrong.body);
    let checked = fill("check", "any");
    assert_eq!(checked.status, 200, "{}", checked.body);
    assert!(checked.body.contains("What it would have changed over the history"), "{}", checked.body);
    assert!(checked.body.contains("params = { floor = 97 }"), "{}", checked.body);
    let sent = fill("send", "any");
    assert_eq!(sent.status, 202, "{}", sent.body);
    assert_eq!(fill("send", "any").body, sent.body, "sent twice, it is asked for once");
    assert_eq!(kinds(&up), ["activated", "proposed"]);
}
