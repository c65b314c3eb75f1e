//! What people say of figures, for whoever may read it: beside the official figure, with who is asked for an answer and what was answered.

use tests::process::{Folder, Page, Service, Visitor, remit};

use super::super::past_days::aged;
use super::known::{Up, token, with_people};

/// A feed that speaks for tenants, and what is said of their panel.
pub(in super::super) fn panel(of_panel: &str) -> String {
    format!(
        "\n[[feed]]\nid = \"tenants\"\nfolder = \"feeds/tenants\"\nmeasure = \"warm-homes\"\nvoice = \"people\"\n{of_panel}\n\
         [feed.columns]\nperiod = \"month\"\nbody = \"body\"\nvalue = \"percent\"\n"
    )
}

/// Tenants of the north say otherwise than the council of one month, and the same of another.
pub(in super::super) fn contested(of_panel: &str) -> Folder {
    let folder = Folder::two_missions();
    folder.append("remit.toml", &panel(of_panel));
    folder.append(
        "remit.toml",
        "\n[[person]]\nbody = \"north-council\"\nrole = \"owner\"\nname = \"Ann Hay\"\n",
    );
    let rows = "month,body,percent\n2024-02,north-council,61\n2024-01,north-council,95\n";
    folder.drop_in("feeds/tenants/2024.csv", rows);
    folder
}

const OPEN: &str = "open_for = [\"homes\"]\nanswer_within_working_days = 10";

fn nobody(visitor: &Visitor, path: &str, form: &str) -> Page {
    visitor.ask("GET", path, &[&format!("Accept: {form}")])
}

#[test]
fn anybody_reads_what_a_panel_is_open_for_beside_the_official_figure() {
    let up = Up::start(with_people(contested(OPEN)));
    let page = nobody(&up.visitor, "/panels/tenants", "text/html");
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(
        page.body.contains("<h1>tenants contests one official figure; one answer is awaited.</h1>"),
        "{}",
        page.body
    );
    assert!(page.body.contains("<tbody><tr><td>61%</td><td>96%</td></tr></tbody>"), "{}", page.body);
    assert!(page.body.contains("North Council (owner) is asked for an answer by "), "{}", page.body);
    assert!(page.body.contains("The two agree"), "{}", page.body);
    // Who holds a post is for those who are known, and so is all else.
    for told in ["Ann Hay", "href=\"/due\"", "href=\"/reply", "of the ledger", "/live.js", "data-position"] {
        assert!(!page.body.contains(told), "{told}: {}", page.body);
    }
    let json = nobody(&up.visitor, "/panels/tenants", "application/json").json();
    assert_eq!(json["contested"], 1, "{json}");
    assert_eq!(json["said"][0]["official"], serde_json::json!(["96"]), "{json}");
    assert_eq!(json["said"][0]["asked"][0]["obligation"], "homes/warmth", "{json}");
    assert_eq!(json["said"][0]["asked"][0].get("person"), None, "{json}");
    assert_eq!(json.get("position"), None, "{json}");
    let table = nobody(&up.visitor, "/panels/tenants?format=csv", "text/html").body;
    assert!(table.contains("North Council,2024-02,61%,96%,contested,"), "{table}");
    let all = nobody(&up.visitor, "/panels", "text/html").body;
    assert!(all.contains("<a href=\"/panels/tenants\">tenants</a>"), "{all}");
    // What is shown has a tag of its own, and is not sent twice.
    let tag = nobody(&up.visitor, "/panels/tenants?format=csv", "text/html");
    let tag = tag.line("etag").expect("it has a tag").to_owned();
    let again = up.visitor.ask("GET", "/panels/tenants?format=csv", &[&format!("If-None-Match: {tag}")]);
    assert_eq!((again.status, again.line("etag")), (304, Some(&*tag)));
    let known = [&*token(&up.folder, "Ann"), "Accept: text/html"];
    let known = up.visitor.ask("GET", "/panels/tenants", &known).body;
    assert!(known.contains("North Council (Ann Hay, owner) is asked for an answer by "), "{known}");
    assert!(
        known.contains("href=\"/reply/homes/warmth?contribution=north-council&#38;period=2024-02\""),
        "{known}"
    );
}

#[test]
fn what_is_not_open_is_told_as_what_is_not_there() {
    // Of a mission that nobody named, nothing is shown, however open the panel is for another.
    for of_panel in ["", "open_for = [\"railway\"]"] {
        let up = Up::start(with_people(contested(of_panel)));
        for path in ["/panels", "/panels/tenants", "/panels/nobody"] {
            let page = nobody(&up.visitor, path, "text/html");
            assert_eq!(page.status, 303, "{path}: {}", page.body);
            assert!(page.line("location").is_some_and(|to| to.starts_with("/sign-in?then=")), "{path}");
            for form in ["application/json", "text/csv"] {
                let refused = nobody(&up.visitor, path, form);
                assert_eq!(refused.status, 401, "{path}: {}", refused.body);
                assert!(!refused.body.contains("61"), "{path}: {}", refused.body);
            }
        }
        let ann = token(&up.folder, "Ann");
        let known = up.visitor.ask("GET", "/panels/tenants", &[&ann, "Accept: text/html"]);
        assert!(known.status == 200 && known.body.contains("61%"), "{}", known.body);
        assert_eq!(up.visitor.ask("GET", "/panels/nobody", &[&ann, "Accept: text/html"]).status, 404);
    }
}

#[test]
fn an_answer_stands_beside_both_figures_until_it_is_taken_back() {
    let up = Up::start(with_people(contested(OPEN)));
    let ola = token(&up.folder, "Ola");
    let say = |words: &str| up.visitor.post("/alerts/homes/warmth/responses", &[&ola], words);
    // No alert is open: nothing else can be said, and of nothing else.
    assert_eq!(say(r#"{"kind": "accept"}"#).json()["code"], "alert-not-open");
    let other = up.visitor.post(
        "/alerts/railway/punctuality/responses",
        &[&ola],
        r#"{"kind": "explain", "reason": "no"}"#,
    );
    assert_eq!(other.status, 404, "{}", other.body);
    let said = say(r#"{"kind": "explain", "reason": "Tenants were asked in a cold week."}"#);
    assert_eq!(said.status, 201, "{}", said.body);
    assert_eq!(
        said.json()["sentences"][1],
        "It stands with the obligation. It changes no verdict and stops no clock."
    );
    assert!(said.body.contains("anyone may read these words beside both figures"), "{}", said.body);
    let page = nobody(&up.visitor, "/panels/tenants", "text/html").body;
    assert!(page.contains("<h1>tenants contests one official figure.</h1>"), "{page}");
    assert!(
        page.contains("North Council answered on ") && page.contains(": Tenants were asked in a cold week."),
        "{page}"
    );
    assert!(!page.contains("Ola"), "{page}");
    let standing = up.visitor.ask("GET", "/missions/homes", &[&ola, "Accept: application/json"]).json();
    assert!(!standing.to_string().contains("missed"), "{standing}");
    assert_eq!(say(r#"{"kind": "withdraw"}"#).status, 201);
    let page = nobody(&up.visitor, "/panels/tenants", "text/html").body;
    assert!(page.contains("None has come yet."), "{page}");
}

#[test]
fn a_day_that_is_over_is_read_on_as_long_as_the_panel_is_open() {
    let folder = with_people(aged(contested(OPEN), 10));
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let ann = token(&folder, "Ann");
    let due = visitor.ask("GET", "/due", &[&ann, "Accept: application/json"]).json();
    let today: jiff::civil::Date = due["as_of"].as_str().expect("a day").parse().expect("a day");
    let path = format!("/panels/tenants?as-of={}", today - jiff::Span::new().days(5));
    let page = nobody(&visitor, &path, "text/html");
    assert!(page.status == 200 && page.body.contains("61%"), "{}", page.body);
    assert!(page.body.contains("This page stays as it is"), "{}", page.body);
    service.stop();
    folder.edit("remit.toml", "open_for = [\"homes\"]\n", "");
    let service = Service::start(&folder);
    assert_eq!(nobody(&service.visitor(), &path, "text/html").status, 303);
}

#[test]
fn what_is_said_of_a_panel_is_said_of_people_and_of_missions_that_there_are() {
    let folder = contested("open_for = [\"home\"]");
    let answer = remit(&folder, "check project");
    assert!(answer.err.contains("there is no mission `home`") && answer.err.contains("homes"), "{answer}");
    let folder = contested(OPEN);
    folder.edit("remit.toml", "voice = \"people\"\n", "");
    let answer = remit(&folder, "check project");
    assert!(answer.err.contains("`open_for` is said of a voice of people"), "{answer}");
    assert_eq!(answer.code, Some(2), "{answer}");
}
