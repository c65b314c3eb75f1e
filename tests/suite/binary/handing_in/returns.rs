//! Returns: all that a body is asked to report for a period, filled in by people with a browser.

use tests::process::{Page, recorded};

use super::form::{hidden, read, send, sign_in, up_as_reporter};
use super::known::{PASSWORD, Up};

const RETURN: &str = "/returns/north-council/2024-02";
const FIGURE: &str = "figure/warm-homes";

/// Sends the form of a page with a figure typed into it.
#[track_caller]
fn fill(up: &Up, cookie: &str, form: &Page, (step, figure): (&str, &str)) -> Page {
    let said = hidden(form);
    let said = |name: &str| said.get(name).map_or("", String::as_str);
    let fields = [("form_token", said("form_token")), ("key", said("key")), ("step", step), (FIGURE, figure)];
    send(up, RETURN, cookie, &fields)
}

#[test]
fn a_figure_is_typed_checked_and_taken_in_once_with_a_reference_number() {
    let (up, cookie) = up_as_reporter();
    let shown = read(&up, RETURN, &cookie);
    assert!(shown.body.contains("is complete: its one figure is in."), "{}", shown.body);
    let form = read(&up, "/fill-in/north-council/2024-02", &cookie);
    assert!(form.body.contains("In force: 96%") && form.body.contains("January 2024: 95%"), "{}", form.body);

    assert_eq!(read(&up, "/alerts/homes/warmth", &cookie).status, 404);
    let check = fill(&up, &cookie, &form, ("check", "40"));
    assert!(check.body.contains("96% would be revised to 40%"), "{}", check.body);
    let before = recorded(&up.folder).len();
    let done = fill(&up, &cookie, &form, ("send", "40"));
    assert_eq!(done.status, 201, "{}", done.body);
    assert!(done.body.contains("96% was revised to 40%"), "{}", done.body);
    let after = recorded(&up.folder).len();
    assert!(after > before);
    assert_eq!(fill(&up, &cookie, &form, ("send", "40")).body, done.body, "sent twice, it is one return");
    assert_eq!(recorded(&up.folder).len(), after);

    let hash = done.body.split("href=\"/reports/").nth(1).and_then(|rest| rest.split('"').next());
    let receipt = read(&up, &format!("/reports/{}", hash.expect("it leads to the receipt")), &cookie);
    assert!(receipt.body.contains("1 revised"), "{}", receipt.body);
    assert_eq!(read(&up, "/alerts/homes/warmth", &cookie).status, 200, "it is judged at once");
}

#[test]
fn what_cannot_be_used_is_said_beside_its_figure_and_nothing_is_taken_in() {
    let (up, cookie) = up_as_reporter();
    let form = read(&up, "/fill-in/north-council/2024-02", &cookie);
    let before = recorded(&up.folder).len();
    for (figure, why) in [
        ("ninety", "`ninety` is not a figure"),
        ("9300", "lie between 0 and 100"),
        ("-", "may mean several things"),
        ("", "Type at least one figure"),
    ] {
        for step in ["check", "send"] {
            let page = fill(&up, &cookie, &form, (step, figure));
            assert_eq!(page.status, 422, "{figure}: {}", page.body);
            assert!(page.body.contains("There is a problem") && page.body.contains(why), "{}", page.body);
        }
    }
    assert_eq!(recorded(&up.folder).len(), before);
}

#[test]
fn a_draft_is_kept_until_it_is_sent_and_is_on_no_ledger() {
    let (up, cookie) = up_as_reporter();
    let form = read(&up, "/fill-in/north-council/2024-02", &cookie);
    let before = recorded(&up.folder).len();
    let kept = fill(&up, &cookie, &form, ("save", "41"));
    assert!(kept.body.contains("Nothing of it is handed in."), "{}", kept.body);
    let again = read(&up, "/fill-in/north-council/2024-02", &cookie);
    assert!(again.body.contains("value=\"41\""), "{}", again.body);
    assert_eq!(recorded(&up.folder).len(), before);
    assert_eq!(fill(&up, &cookie, &again, ("send", "95")).status, 201);
    let empty = read(&up, "/fill-in/north-council/2024-02", &cookie);
    assert!(!empty.body.contains("value=\"41\"") && !empty.body.contains("draft was kept"), "{}", empty.body);
}

#[test]
fn nobody_fills_in_the_return_of_another_body_or_from_another_page() {
    let (up, cookie) = up_as_reporter();
    let other = read(&up, "/fill-in/south-council/2024-02", &cookie);
    assert_eq!(other.status, 403);
    assert!(other.body.contains("The return is another body"), "{}", other.body);
    let ola = sign_in(&up, "Ola", PASSWORD).expect("name and password belong together");
    assert_eq!(read(&up, "/fill-in/north-council/2024-02", &ola).status, 403, "an official reports nothing");
    let foreign = send(&up, RETURN, &cookie, &[("step", "send"), ("key", "k"), (FIGURE, "40")]);
    assert_eq!(foreign.status, 403, "{}", foreign.body);
    assert_eq!(read(&up, "/returns/north-council/1999-01", &cookie).status, 404);
}

#[test]
fn the_returns_of_one_body_are_listed_in_every_form() {
    let (up, cookie) = up_as_reporter();
    let page = read(&up, "/returns?body=north-council", &cookie);
    assert!(page.body.contains("<h1>No return of North Council waits for figures.</h1>"), "{}", page.body);
    let line = format!("Cookie: {cookie}");
    let ask = |path: &str, form: &str| up.visitor.ask("GET", path, &[&line, &format!("Accept: {form}")]);
    let json = ask("/returns?body=north-council", "application/json").json();
    assert_eq!((json["all"].as_u64(), json["open"].as_u64()), (Some(2), Some(0)), "{json}");
    let table = ask("/returns?body=north-council", "text/csv").body;
    assert!(table.contains("north-council,North Council,2024-02,1,1,0,0,\r\n"), "{table}");
    let table = ask(RETURN, "text/csv").body;
    assert!(table.contains("warm-homes,Homes that are warm enough,reported,2024-03-20,96,final"), "{table}");
    assert_eq!(ask("/returns?body=nobody", "application/json").status, 404);
}
