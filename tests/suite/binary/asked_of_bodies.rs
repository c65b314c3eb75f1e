//! Pages of what bodies are asked for, and of what rests with nobody.

use tests::process::{Folder, Service};

/// The councils owe their figures to this day.
fn up() -> (Folder, Service) {
    let folder = Folder::two_missions();
    folder.edit("missions/homes.toml", "until = \"2024-02\"\n", "");
    folder.append(
        "missions/homes.toml",
        "\n[[measure]]\nid = \"asthma\"\ntitle = \"Children with asthma\"\nunit = \"count\"\nevery = \"month\"\nbetter = \"lower\"\nclass = \"outcome\"\n\n[[measure]]\nid = \"boilers\"\ntitle = \"Boilers repaired\"\nunit = \"count\"\nevery = \"month\"\nbetter = \"higher\"\n",
    );
    let service = Service::start(&folder);
    (folder, service)
}

#[test]
fn what_bodies_are_asked_for_is_counted_by_the_year_and_by_whom() {
    let (_folder, service) = up();
    let visitor = service.visitor();
    let page = visitor.get("/burden");
    assert!(page.body.contains("<h1>Two bodies were asked for 24 reports in the year to "), "{}", page.body);
    let json = visitor.json("/burden");
    assert_eq!(json["bodies"][0]["asked"][0]["reports"], 12, "{json}");
    assert_eq!(json["bodies"][0]["asked"][0]["by"][0], "homes/warmth", "{json}");
    let one = visitor.get("/burden?body=south-council").body;
    assert!(one.contains("South Council was asked for twelve reports in the year to "), "{one}");
    assert!(one.contains("Homes that are warm enough, every month: twelve reports, for "), "{one}");
    let table = visitor.get("/burden?format=csv").body;
    assert!(
        table.contains("north-council,North Council,warm-homes,Homes that are warm enough,12,"),
        "{table}"
    );
    assert_eq!(visitor.get("/burden?body=nobody").status, 404);
    assert!(visitor.get("/burden?body=railway").body.contains("was asked for no report"));
}

#[test]
fn what_rests_with_nobody_is_listed_by_its_kind() {
    let (folder, service) = up();
    folder.append("bodies.csv", "library,The Library,body\n");
    drop(service);
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let json = visitor.json("/coverage");
    assert_eq!(json["outcomes_without_obligation"], serde_json::json!(["asthma"]), "{json}");
    // The trains were judged until their duty ended, and may be told of still.
    assert_eq!(json["measures_that_judge_nobody"], serde_json::json!(["boilers"]), "{json}");
    assert_eq!(json["bodies_without_part"], serde_json::json!(["library"]), "{json}");
    let page = visitor.get("/coverage").body;
    assert!(page.contains("<h1>One outcome is owed by no obligation, nobody is judged by one other measure and no obligation touches one of "), "{page}");
    let table = visitor.get("/coverage?format=csv").body;
    assert!(table.contains("body-untouched,library,The Library\r\n"), "{table}");
}

#[test]
fn the_file_that_turned_a_verdict_is_named_with_its_row() {
    let folder = Folder::two_missions();
    let mut service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    service.wait_for("more-revised.csv");
    let visitor = service.visitor();
    tests::process::until("it is shown", || {
        (visitor.get("/alerts/homes/warmth").status == 200).then_some(())
    });
    let brief = visitor.get("/explanations/homes/warmth").body;
    assert!(brief.contains("href=\"/explanations/homes/warmth?turned=true\""), "{brief}");
    assert!(!brief.contains("What changed since the verdict before"), "{brief}");
    let full = visitor.get("/explanations/homes/warmth?turned=true").body;
    let changed =
        full.split("What changed since the verdict before").nth(1).expect("it is told what changed");
    let changed = changed.split("</ul>").next().unwrap_or_default();
    assert!(
        changed.contains("more-revised.csv, line 2") && changed.contains("from met to missed"),
        "{changed}"
    );
    assert_eq!(visitor.get("/explanations/homes/warmth?turned=maybe").status, 400);
}

#[test]
fn a_board_prints_its_mission_on_one_page_of_now_or_of_a_day() {
    let (_folder, service) = up();
    let visitor = service.visitor();
    assert!(visitor.get("/missions/homes").body.contains("href=\"/packs/homes\""));
    let page = visitor.get("/packs/homes");
    assert!(
        page.body.contains("<h1>Warm homes</h1>") && page.body.contains("As it stood at "),
        "{}",
        page.body
    );
    assert!(
        page.line("content-security-policy")
            .is_some_and(|policy| policy.contains("style-src 'unsafe-inline'"))
    );
    assert_eq!(visitor.json("/packs/homes")["id"], "homes");
    assert_eq!(visitor.get("/packs/nothing").status, 404);
}
