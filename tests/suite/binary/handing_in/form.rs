//! Signing in with a browser, and replying to an alert by its form.

use std::collections::BTreeMap;

use tests::process::{Page, remit};

use super::known::{PASSWORD, Up, folder};

/// A service with one alert that fires.
fn firing() -> Up {
    let folder = folder();
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    Up::start(folder)
}

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
pub(super) const PAGE: &str = "Accept: text/html";

/// Sends a form as a browser does.
#[track_caller]
pub(super) fn send(up: &Up, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Page {
    let plain =
        |text: &str| text.replace('%', "%25").replace('&', "%26").replace('=', "%3D").replace(' ', "+");
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", plain(value))).collect();
    up.visitor.post(path, &[FORM, PAGE, &format!("Cookie: {cookie}")], body.join("&"))
}

/// What a page's hidden fields say.
pub(super) fn hidden(page: &Page) -> BTreeMap<String, String> {
    let fields = page.body.split("<input type=\"hidden\" name=\"").skip(1);
    let field = |rest: &str| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        Some((name.to_owned(), rest.split_once('"')?.0.to_owned()))
    };
    fields.filter_map(field).collect()
}

/// Signs in; what the browser keeps.
#[track_caller]
pub(super) fn sign_in(up: &Up, name: &str, password: &str) -> Option<String> {
    let page =
        send(up, "/sign-in", "", &[("name", name), ("password", password), ("then", "/reply/homes/warmth")]);
    let cookie = page.line("set-cookie")?;
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    assert_eq!((page.status, page.line("location")), (303, Some("/reply/homes/warmth")));
    cookie.split(';').next().map(str::to_owned)
}

#[test]
fn a_person_signs_in_checks_what_he_says_and_gets_a_reference_number() {
    let up = firing();
    let cookie = sign_in(&up, "Ola", PASSWORD).expect("name and password belong together");
    let line = format!("Cookie: {cookie}");
    let form = up.visitor.ask("GET", "/reply/homes/warmth", &[PAGE, &line]);
    assert_eq!(form.status, 200, "{}", form.body);
    let said = hidden(&form);
    let fields = |step: &'static str, reason: &'static str| {
        let said = |name: &str| said.get(name).map_or("", String::as_str);
        [
            ("form_token", said("form_token")),
            ("key", said("key")),
            ("step", step),
            ("kind", "explain"),
            ("reason", reason),
        ]
    };
    let action = "/alerts/homes/warmth/responses";
    let empty = send(&up, action, &cookie, &fields("check", ""));
    assert_eq!(empty.status, 422);
    assert!(
        empty.body.contains("There is a problem") && empty.body.contains("Give a reason"),
        "{}",
        empty.body
    );
    let check = send(&up, action, &cookie, &fields("check", "the <depot> was flooded"));
    assert!(check.body.contains("Check your answers before you send them"), "{}", check.body);
    assert!(
        check.body.contains("the &#60;depot&#62; was flooded")
            || check.body.contains("the &lt;depot&gt; was flooded")
    );
    let done = send(&up, action, &cookie, &fields("send", "the <depot> was flooded"));
    assert_eq!(done.status, 201, "{}", done.body);
    assert!(done.body.contains("Your reference number"), "{}", done.body);
    let again = send(&up, action, &cookie, &fields("send", "the <depot> was flooded"));
    assert_eq!(again.body, done.body, "sent twice, it is recorded once");
    let alert = up.visitor.ask("GET", "/alerts/homes/warmth", &[PAGE, &line]);
    assert!(alert.body.contains("was flooded"), "{}", alert.body);
}

#[test]
fn a_waiver_is_asked_for_by_one_form_and_approved_by_another() {
    let up = firing();
    let ola = sign_in(&up, "Ola", PASSWORD).expect("name and password belong together");
    let kim = sign_in(&up, "Kim", PASSWORD).expect("name and password belong together");
    let read = |path: &str, cookie: &str| up.visitor.ask("GET", path, &[PAGE, &format!("Cookie: {cookie}")]);
    let fill = |page: &Page, fields: &[(&str, &str)]| -> Vec<(String, String)> {
        let hidden = hidden(page).into_iter().filter(|(name, _)| name != "step");
        hidden.chain(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).collect()
    };
    let send = |path: &str, cookie: &str, fields: &[(String, String)]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        send(&up, path, cookie, &fields)
    };
    let action = "/alerts/homes/warmth/responses";
    let form = read("/reply/homes/warmth", &ola);
    let said = [("kind", "waive"), ("reason", "the depot was flooded")];
    let endless = send(action, &ola, &fill(&form, &said));
    assert!(endless.body.contains("Give the last day on which it holds"), "{}", endless.body);
    let said = [said[0], said[1], ("until", "2098-12-31"), ("step", "send")];
    let asked = send(action, &ola, &fill(&form, &said));
    assert_eq!(asked.status, 202, "{}", asked.body);
    assert!(asked.body.contains("Your request waits for a second person"), "{}", asked.body);

    let list = read("/approvals", &kim);
    assert!(list.body.contains("<h1>One request waits for a second person.</h1>"), "{}", list.body);
    let place = list.body.split("href=\"/approvals/").nth(1).and_then(|rest| rest.split('"').next());
    let id = place.expect("the list leads to it");
    let shown = read(&format!("/approvals/{id}"), &kim);
    assert!(shown.body.contains("the depot was flooded"), "{}", shown.body);
    let (form, action) = (read(&format!("/decide/{id}"), &kim), format!("/approvals/{id}/decisions"));
    assert!(form.body.contains("What do you decide?"), "{}", form.body);
    let check = send(&action, &kim, &fill(&form, &[("decision", "approve"), ("step", "check")]));
    assert!(check.body.contains("Check your answers before you send them"), "{}", check.body);
    let foreign = send(&action, &kim, &[("decision".to_owned(), "approve".to_owned())]);
    assert_eq!(foreign.status, 403, "{}", foreign.body);
    let done = send(&action, &kim, &fill(&check, &[("step", "send")]));
    assert_eq!(done.status, 200, "{}", done.body);
    assert!(done.body.contains("Kim approved request"), "{}", done.body);
    let again = send(&action, &kim, &fill(&check, &[("step", "send")]));
    assert_eq!(again.body, done.body, "sent twice, it is decided once");
    let own = read(&format!("/decide/{id}"), &ola);
    assert!(own.body.contains("It was decided already"), "{}", own.body);
}

#[test]
fn a_form_from_elsewhere_or_of_nobody_changes_nothing() {
    let up = firing();
    assert_eq!(sign_in(&up, "Ola", "wrong horse battery"), None);
    assert_eq!(sign_in(&up, "Nobody", PASSWORD), None);
    let cookie = sign_in(&up, "Ola", PASSWORD).expect("name and password belong together");
    let action = "/alerts/homes/warmth/responses";
    let fields = [("kind", "accept"), ("step", "send"), ("key", "k"), ("form_token", "guessed")];
    let page = send(&up, action, &cookie, &fields);
    assert_eq!(page.status, 403, "{}", page.body);
    let line = format!("Cookie: {cookie}");
    let form = hidden(&up.visitor.ask("GET", "/reply/homes/warmth", &[PAGE, &line]));
    let token = form.get("form_token").map_or("", String::as_str);
    let foreign = up.visitor.post(
        action,
        &[FORM, PAGE, &line, "Origin: https://evil.example"],
        format!("kind=accept&step=send&key=k&form_token={token}"),
    );
    assert_eq!(foreign.status, 403, "{}", foreign.body);
    // A session counts for the forms of pages alone: a program shows a token.
    let json = up.visitor.post(action, &[&line, "Content-Type: application/json"], r#"{"kind": "accept"}"#);
    assert_eq!((json.status, &json.json()["code"]), (403, &"foreign-form".into()));
    let out = send(&up, "/sign-out", &cookie, &[("form_token", token)]);
    assert_eq!((out.status, out.line("location")), (303, Some("/sign-in")));
    assert_eq!(
        up.visitor.ask("GET", "/reply/homes/warmth", &[PAGE, &line]).status,
        303,
        "the session is over"
    );
}

/// A service, and the session of somebody who reports for one council.
pub(super) fn up_as_reporter() -> (Up, String) {
    let folder = folder();
    let line =
        "account add project Rea --role reporter --body north-council --password-file project/password";
    assert_eq!(remit(&folder, line).code, Some(0));
    let up = Up::start(folder);
    let cookie = sign_in(&up, "Rea", PASSWORD).expect("name and password belong together");
    (up, cookie)
}

pub(super) fn read(up: &Up, path: &str, cookie: &str) -> Page {
    up.visitor.ask("GET", path, &[PAGE, &format!("Cookie: {cookie}")])
}
