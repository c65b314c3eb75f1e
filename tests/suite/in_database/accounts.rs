//! People who are known to every machine that serves one ledger, wherever they signed in and whichever machine took the ledger over.

use std::time::{Duration, Instant};

use serde_json::json;
use tests::process::{Cluster, Folder, IdentityServer, Page, Service, Visitor, remit, until};

use super::ask;

const PAGE: &str = "Accept: text/html";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const OLA: &str = "Ola --role official --body north-council --password-file project/password";
const ADA: &str = "Ada --role administrator";
/// Much longer than the service takes for it, on a machine that is busy.
const SOME_SECONDS: Duration = Duration::from_secs(30);

/// Two machines with one database, each with a folder of its own for what lies beside the ledger.
fn machines(cluster: &Cluster) -> [Folder; 2] {
    let machines = [Folder::two_missions(), Folder::two_missions()];
    cluster.hold(&machines[0], "ledger");
    machines[1].drop_in("remit.toml", machines[0].read("remit.toml"));
    machines
}

#[track_caller]
fn make(folder: &Folder, account: &str) {
    folder.drop_in("password", "correct horse battery\n");
    let made = remit(folder, &format!("account add project {account}"));
    assert_eq!(made.code, Some(0), "{made}");
}

/// The line in the head by which a person's program is known.
#[track_caller]
fn token(folder: &Folder, name: &str) -> String {
    let made = remit(folder, &format!("token add project {name}"));
    assert_eq!(made.code, Some(0), "{made}");
    format!("Authorization: Bearer {}", made.out.trim())
}

/// Signs Ola in; the line by which the browser is known.
#[track_caller]
fn sign_in(visitor: &Visitor) -> String {
    let page = visitor.post("/sign-in", &[FORM, PAGE], "name=Ola&password=correct+horse+battery&then=/since");
    assert_eq!((page.status, page.line("location")), (303, Some("/since")), "{}", page.body);
    kept(&page, "remit_session=")
}

/// What a browser keeps of an answer under a name, as it sends it along.
#[track_caller]
fn kept(page: &Page, name: &str) -> String {
    let lines = page.head.lines().filter_map(|line| line.strip_prefix("set-cookie: "));
    let word = lines.filter_map(|line| line.split(';').next()).find(|word| word.starts_with(name));
    format!("Cookie: {}", word.expect("the browser keeps something"))
}

/// What the forms of a session say.
#[track_caller]
fn form_token(page: &Page) -> &str {
    let behind =
        page.body.split("name=\"form_token\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    behind.unwrap_or_else(|| panic!("no form: {}", page.body))
}

#[test]
fn whoever_is_known_to_one_machine_is_known_to_the_one_that_takes_over() {
    let Some(cluster) = Cluster::start() else { return };
    let [first, second] = machines(&cluster);
    make(&first, OLA);
    make(&second, ADA);
    let listed = ask(&first, "account list project");
    assert!(
        listed.contains("Ada: administrator") && listed.contains("Ola: official of north-council"),
        "{listed}"
    );
    assert_eq!(ask(&second, "account list project"), listed);
    let ada = token(&first, "Ada");

    let service = Service::start(&first);
    let visitor = service.visitor();
    let ola = sign_in(&visitor);
    let since = visitor.ask("GET", "/since", &[&ola, PAGE]);
    let moved =
        visitor.post("/since", &[FORM, PAGE, &ola], format!("entry=4&form_token={}", form_token(&since)));
    assert_eq!(moved.status, 303, "{}", moved.body);
    service.kill();

    let service = Service::start(&second);
    let visitor = service.visitor();
    let since = visitor.ask("GET", "/since", &[&ola, PAGE]);
    assert!(since.status == 200 && since.body.contains("you last looked"), "{}", since.body);
    assert_eq!(visitor.ask("GET", "/audit", &[&ada, PAGE]).status, 200);
    let out = visitor.post("/sign-out", &[FORM, PAGE, &ola], format!("form_token={}", form_token(&since)));
    assert_eq!((out.status, out.line("location")), (303, Some("/sign-in")), "{}", out.body);
    let again = sign_in(&visitor);
    service.kill();

    let service = Service::start(&first);
    let visitor = service.visitor();
    let status = |line: &str| visitor.ask("GET", "/since", &[line, PAGE]).status;
    assert_eq!((status(&ola), status(&again)), (303, 200), "who signed out at one is signed out at all");
    assert!(ask(&second, "account remove project Ola").starts_with("0\n"));
    assert_eq!(status(&again), 303, "whose account is erased is known nowhere");
    assert!(ask(&second, "account remove project Ada").starts_with("0\n"));
    assert_eq!(status(&ada), 401);
    for machine in [&first, &second] {
        assert!(!machine.path(".remit/accounts.sqlite").exists(), "nothing of it lies on a machine");
    }
}

#[test]
fn who_was_led_away_from_one_machine_comes_back_to_another_once() {
    let Some(cluster) = Cluster::start() else { return };
    let provider = IdentityServer::of(json!({ "sub": "olive-51", "name": "Olive Ray" }));
    let [first, second] = machines(&cluster);
    for machine in [&first, &second] {
        provider.declare_in(machine, "http://remit.test", "");
    }
    make(&first, "Olive --role official --body north-council --identity olive-51");
    let service = Service::start(&first);
    let page = service.visitor().get("/sign-in/elsewhere?then=/due");
    let (led, cookie) =
        (page.line("location").expect("it is led on").to_owned(), kept(&page, "remit_attempt="));
    let (code, state) = provider.grant(&led);
    service.kill();
    let service = Service::start(&second);
    let visitor = service.visitor();
    let back = format!("/sign-in/back?code={code}&state={state}");
    let page = visitor.ask("GET", &back, &[PAGE, &cookie]);
    assert_eq!(page.status, 200, "{}", page.body);
    let olive = kept(&page, "remit_session=");
    service.kill();
    let service = Service::start(&first);
    let visitor = service.visitor();
    assert_eq!(visitor.ask("GET", "/due", &[&olive, PAGE]).status, 200);
    let page = visitor.ask("GET", &back, &[PAGE, &cookie]);
    assert!(page.status == 403 && page.body.contains("it was used already"), "{}", page.body);
}

#[test]
fn accounts_come_along_when_the_ledger_moves_into_a_database() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = Folder::two_missions();
    make(&folder, ADA);
    let ada = token(&folder, "Ada");
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let listed = ask(&folder, "account list project");
    let address = cluster.database("ledger");
    assert_eq!(remit(&folder, &format!("ledger copy project {address}")).code, Some(0));
    folder.append("remit.toml", &format!("\n[store]\nurl = \"{address}\"\n"));
    let mut service = Service::begin(&folder, "serve project --listen 127.0.0.1:0");
    service.wait_for("serving; stop with SIGTERM");
    let brought = "were brought over into the database, 1 of them";
    until("it is said that accounts came along", || (service.times_said(brought) == 1).then_some(()));
    assert_eq!(service.visitor().ask("GET", "/audit", &[&ada, PAGE]).status, 200);
    assert_eq!(ask(&folder, "account list project"), listed);
    assert!(folder.path(".remit/accounts.sqlite").exists(), "the file stays");
    assert!(ask(&folder, "account remove project Ada").starts_with("0\n"));
    service.kill();
    let service = Service::start(&folder);
    assert_eq!(
        service.visitor().ask("GET", "/audit", &[&ada, PAGE]).status,
        401,
        "nobody comes back from there"
    );
}

#[test]
fn while_the_database_is_silent_what_needs_no_account_is_answered_and_all_else_is_told_to_come_back() {
    let Some(cluster) = Cluster::start() else { return };
    cluster.database("ledger");
    let (folder, line) = (Folder::two_missions(), cluster.forwarder());
    folder
        .append("remit.toml", &format!("\n[store]\nurl = \"postgres://remit@{}/ledger\"\n", line.address()));
    make(&folder, OLA);
    make(&folder, ADA);
    let ada = token(&folder, "Ada");
    let mut service = Service::begin(&folder, "serve project --listen 127.0.0.1:0 --open");
    service.wait_for("serving; stop with SIGTERM");
    let visitor = service.visitor();
    let ola = sign_in(&visitor);
    let front = |lines: &[&str]| visitor.ask("GET", "/", &[lines, &[PAGE]].concat());
    assert_eq!((front(&[]).status, front(&[&ada]).status, front(&[&ola]).status), (200, 200, 200));
    line.fall_silent();
    let begun = Instant::now();
    for path in ["/healthz", "/readyz", "/style.css"] {
        assert_eq!(visitor.ask("GET", path, &[&ola, &ada]).status, 200, "{path}");
    }
    assert_eq!(front(&[]).status, 200, "what anybody may read");
    for known in [&ada, &ola] {
        let page = front(&[known]);
        assert_eq!((page.status, page.line("retry-after")), (503, Some("1")), "{}", page.body);
    }
    assert!(begun.elapsed() < SOME_SECONDS, "{:?}", begun.elapsed());
    line.speak_again();
    for known in [&ada, &ola] {
        until("who is known is known again", || (front(&[known]).status == 200).then_some(()));
    }
}
