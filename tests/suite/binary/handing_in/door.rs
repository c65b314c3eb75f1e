//! Who is let in, how often, and what is never believed.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use tests::process::{Folder, Service, remit};

use super::known::{Up, folder, token};

#[test]
fn without_accounts_the_service_is_only_read() {
    let folder = Folder::two_missions();
    let service = Service::start(&folder);
    let visitor = service.visitor();
    assert_eq!(visitor.get("/").status, 200);
    let answer = visitor.post("/feeds/warmth/reports", &[], "month,body,percent\n");
    insta::assert_snapshot!(answer.json(), @r#"{"code":"no-accounts","detail":"Nobody has an account, so that it cannot be told who asks. `remit respond` replies to an alert and `remit silence` asks for a silence all the same.","help":"`remit account add` makes an account, and `remit token add` a token for it","status":403,"title":"Nothing can be changed over HTTP yet"}"#);
    // From the first account on, whoever reads must be known, without a restart.
    remit(&folder, "account add project Vic --role viewer");
    let page = visitor.get("/missions/homes?a=1");
    assert_eq!(
        (page.status, page.line("location")),
        (303, Some("/sign-in?then=%2Fmissions%2Fhomes%3Fa%3D1"))
    );
    let refused = visitor.ask("GET", "/", &["Accept: application/json"]);
    assert_eq!((refused.status, refused.line("www-authenticate")), (401, Some("Bearer")));
    assert_eq!(visitor.get("/healthz").status, 200);
    let token = token(&folder, "Vic");
    assert_eq!(visitor.ask("GET", "/", &[&token]).status, 200);
    let answer = visitor.post("/feeds/warmth/reports", &[&token], "month,body,percent\n");
    assert_eq!((answer.status, &answer.json()["code"]), (403, &"not-allowed".into()));
}

#[test]
fn a_token_that_is_revoked_or_guessed_lets_nobody_in() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    let status = |line: &str| up.visitor.ask("GET", "/", &[line, "Accept: application/json"]).status;
    assert_eq!(status(&ann), 200);
    let list = remit(&up.folder, "token list project").out;
    let id = list.split_whitespace().next().expect("a token").to_owned();
    assert_eq!(remit(&up.folder, &format!("token revoke project {id}")).code, Some(0));
    assert_eq!(status(&ann), 401);
    assert_eq!(status("Authorization: Basic QW5uOng="), 401);
    let guessed = |number: u32| status(&format!("Authorization: Bearer remit_{number}"));
    assert!((0..40).any(|number| guessed(number) == 429), "whoever guesses is stopped");
    assert_eq!(status(&token(&up.folder, "Ada")), 200, "who has a token is let in from the same address");
    let guess = "Authorization: Bearer remit_0";
    let answer = up.visitor.ask("GET", "/", &[guess, "Accept: application/json"]);
    assert!(answer.line("retry-after").is_some_and(|wait| wait != "0"), "{}", answer.head);
}

#[test]
fn whoever_asks_without_end_is_told_to_wait() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    let statuses = (0..4_000).map(|_| up.visitor.ask("GET", "/healthz", &[&ann]).status);
    assert!(statuses.into_iter().any(|status| status == 429));
    assert_eq!(up.visitor.ask("GET", "/", &[&token(&up.folder, "Ada")]).status, 200, "others are answered");
}

#[test]
fn what_is_said_of_another_host_is_not_believed() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    let answer =
        up.visitor.post("/feeds/warmth/reports", &[&ann, "Host: evil.example"], "month,body,percent\n");
    assert_eq!((answer.status, &answer.json()["code"]), (421, &"other-host".into()));
}

#[test]
fn behind_a_proxy_the_service_answers_to_its_name_too() {
    let folder = folder();
    let service = Service::begin(&folder, "serve project --listen 127.0.0.1:0 --name remit.example");
    let visitor = service.visitor();
    let status = |host: &str| visitor.ask("GET", "/healthz", &[&format!("Host: {host}")]).status;
    assert_eq!([status("remit.example"), status("evil.example")], [200, 421]);
}

#[test]
fn a_request_that_does_not_come_is_given_up_and_holds_up_nobody() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    let mut silent = TcpStream::connect(up.visitor.address()).expect("the service listens");
    silent.write_all(b"POST /feeds/warmth/reports HTTP/1.1\r\nHost: ").expect("it takes a beginning");
    assert_eq!(up.report(&ann, &[], "2024-02,north-council,94\n").status, 201);
    let mut answer = String::new();
    silent.read_to_string(&mut answer).expect("the connection is closed");
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[test]
fn what_an_operator_counts_is_for_those_who_look_after_the_service() {
    let up = Up::start(folder());
    let ann = token(&up.folder, "Ann");
    up.report(&ann, &[], "2024-02,north-council,94\n");
    assert_eq!(up.visitor.ask("GET", "/metrics", &[&ann]).status, 403);
    let metrics = up.visitor.ask("GET", "/metrics", &[&token(&up.folder, "Ada")]);
    for wanted in [
        "remit_rows_total 1\n",
        "remit_http_answers_total{class=\"2xx\"} 1\n",
        "# TYPE remit_queue_waiting gauge\n",
    ] {
        assert!(metrics.body.contains(wanted), "{wanted} is not in\n{}", metrics.body);
    }
}
