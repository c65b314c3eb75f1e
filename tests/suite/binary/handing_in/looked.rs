//! What is somebody's own, and what is news to each who reads: a mark that each moves on purpose, and that no look moves.

use tests::process::Page;

use super::form::{PAGE, hidden, send};
use super::known::{PASSWORD, Up, folder, token};

const JSON: &str = "Accept: application/json";
const SENT: &str = "Content-Type: application/json";

/// A service with an alert of each mission.
fn up() -> Up {
    let folder = folder();
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    folder.drop_in("feeds/trains/more-revised.csv", "month,body,percent\n2024-02,railway,40\n");
    Up::start(folder)
}

/// Signs in; the line by which the browser is known, and its cookie.
fn signed_in(up: &Up, name: &str) -> (String, String) {
    let page = send(up, "/sign-in", "", &[("name", name), ("password", PASSWORD), ("then", "/since")]);
    let cookie = page.line("set-cookie").and_then(|line| line.split(';').next()).expect("a session");
    (format!("Cookie: {cookie}"), cookie.to_owned())
}

/// The heading of a page.
fn heading(page: &Page) -> String {
    let text = page.body.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next());
    text.unwrap_or_else(|| panic!("no heading: {}", page.body)).to_owned()
}

#[test]
fn what_is_news_begins_behind_what_somebody_has_marked_as_read() {
    let up = up();
    let (ola, cookie) = signed_in(&up, "Ola");
    let look = |path: &str| up.visitor.ask("GET", path, &[&ola, PAGE]);
    let front = |text: &str| assert!(look("/").body.contains(text), "{}", look("/").body);
    front("What has changed in the last seven days");
    for _ in 0..2 {
        let since = look("/since");
        assert!(heading(&since).starts_with("What changed since "), "{}", since.body);
        assert!(!since.body.contains("you last looked"), "to look moves no mark: {}", since.body);
    }
    let said = hidden(&look("/since"));
    let foreign = send(&up, "/since", &cookie, &[("form_token", "x"), ("entry", &said["entry"])]);
    assert_eq!(foreign.status, 403, "{}", foreign.body);
    let moved =
        send(&up, "/since", &cookie, &[("form_token", &said["form_token"]), ("entry", &said["entry"])]);
    assert_eq!((moved.status, moved.line("location")), (303, Some("/since")));
    assert!(heading(&look("/since")).starts_with("Nothing was written since you last looked, on "));
    front("Nothing has been written since you last looked, on ");

    let ann = token(&up.folder, "Ann");
    assert_eq!(up.report(&ann, &[], "2024-02,north-council,41\n").status, 201);
    front("<a href=\"/since\">What has changed since you last looked, on ");
    let since = look("/since");
    assert!(heading(&since).starts_with("What changed since you last looked, on "), "{}", since.body);
    assert!(
        since.body.contains("feeds/warmth/posted-") && !since.body.contains("trains/punctuality"),
        "{}",
        since.body
    );
    // What is asked for is told, whatever was read.
    assert!(look("/since?entry=0").body.contains("trains/punctuality"));
    // Others have marks of their own.
    assert!(!up.visitor.ask("GET", "/since", &[&ann, PAGE]).body.contains("you last looked"));
}

#[test]
fn a_program_moves_the_mark_of_its_account_and_no_further_than_the_ledger_goes() {
    let up = up();
    let ann = token(&up.folder, "Ann");
    let position = up.visitor.ask("GET", "/", &[&ann, JSON]).json()["position"].clone();
    let moved = up.visitor.post("/since", &[&ann, SENT], r#"{"entry": 999999}"#);
    assert_eq!((moved.status, &moved.json()["entry"]), (200, &position));
    let since = up.visitor.ask("GET", "/since", &[&ann, JSON]).json();
    assert_eq!(since["alerts"], serde_json::json!([]), "{since}");
    for (said, status) in [("{}", 400), (r#"{"entry": -1}"#, 400), (r#"{"entry": 1, "of": "Ola"}"#, 400)] {
        assert_eq!(up.visitor.post("/since", &[&ann, SENT], said).status, status, "{said}");
    }
    assert_eq!(up.visitor.post("/since", &[SENT], r#"{"entry": 1}"#).status, 401);
}

#[test]
fn what_is_somebodys_own_is_told_alone_in_every_form() {
    let up = up();
    let (ola, ada) = (token(&up.folder, "Ola"), token(&up.folder, "Ada"));
    let ask = |path: &str, token: &str| up.visitor.ask("GET", path, &[token, JSON]).json();
    let alerts = |path: &str, token: &str| {
        let told = ask(path, token);
        let all = told["alerts"].as_array().expect("alerts").clone();
        all.iter().map(|alert| alert["id"].as_str().expect("an id").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(alerts("/alerts", &ola).len(), 2);
    assert_eq!(alerts("/alerts?mine=true", &ola), ["homes/warmth"]);
    let bea = token(&up.folder, "Bea");
    assert_eq!(alerts("/alerts?mine=true", &bea), ["homes/warmth"], "it is of her mission");
    let table = up.visitor.ask("GET", "/alerts?mine=true", &[&ola, "Accept: text/csv"]);
    assert_eq!(table.body.lines().count(), 2, "{}", table.body);
    let front = ask("/?mine=true", &ola);
    assert_eq!(front["missions"].as_array().map(Vec::len), Some(1), "{front}");
    assert_eq!(front["sentence"], "One obligation: none met, one broken and none held up.");
    // Nothing is an administrator's alone, and nobody's who is not known.
    let refused = up.visitor.ask("GET", "/alerts?mine=true", &[&ada, JSON]);
    assert_eq!((refused.status, &refused.json()["code"]), (400, &serde_json::json!("nothing-own")));
    let (session, _) = signed_in(&up, "Ola");
    let page = |path: &str| up.visitor.ask("GET", path, &[&session, PAGE]).body;
    assert!(page("/").contains("<a href=\"/?mine=true\">Show only what is yours</a>"));
    let own = page("/?mine=true");
    assert!(own.contains("lead, owe or wait for") && !own.contains("The railway"), "{own}");
    assert!(
        page("/alerts?mine=true").contains("/alerts?mine=true&#38;format=csv"),
        "{}",
        page("/alerts?mine=true")
    );
    assert!(!page("/due?mine=true").contains("The Railway"));
}

#[test]
fn an_answer_that_is_somebodys_own_is_given_to_nobody_else() {
    let up = up();
    let (ola, _) = signed_in(&up, "Ola");
    let (kim, _) = signed_in(&up, "Kim");
    let front = up.visitor.ask("GET", "/", &[&ola, PAGE]);
    let tag = front.line("etag").expect("a tag").to_owned();
    assert_eq!(front.line("vary"), Some("accept, authorization, cookie"));
    let known = format!("If-None-Match: {tag}");
    assert_eq!(up.visitor.ask("GET", "/", &[&ola, PAGE, &known]).status, 304);
    assert_eq!(up.visitor.ask("GET", "/", &[&kim, PAGE, &known]).status, 200);
}
