//! Messages over a real socket, and settings that come to none.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use language::grammar::WEBHOOK;
use language::read::{Document, Table};
use rules::diagnostic::Diagnostic;
use rules::source::SourceText;
use toml::de::DeTable;

use super::*;
use crate::notifiers::notifier::{Notifier as _, NotifyError};
use crate::notifiers::test_receiver::TestReceiver;
use ledger::entry::Message;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn webhook(receiver: &TestReceiver) -> Webhook {
    connect(&format!("url = 'http://{}/hook'\nsecret = '{SECRET}'", receiver.address)).unwrap()
}

fn message() -> Message {
    let parts = [
        "homelessness/duty-to-refer#3",
        "alert.firing",
        "Prisons missed",
        "For 11 quarters",
        "{\"id\":\"a1\"}",
    ];
    let [id, kind, subject, text, json] = parts.map(str::to_owned);
    Message { id, at: "2024-08-31T12:00:00Z".parse().unwrap(), kind, subject, text, json }
}

fn connect(settings: &str) -> Result<Webhook, Vec<Diagnostic>> {
    connect_in(Path::new("."), settings)
}

fn connect_in(project: &Path, settings: &str) -> Result<Webhook, Vec<Diagnostic>> {
    let text = format!("id = 'board'\n{settings}");
    let source = SourceText::new("remit.toml", text);
    settings_in(&source).connect(&source, 0..4, project)
}

fn settings_in(source: &SourceText) -> WebhookSettings {
    let (document, root) = (Document::new(source), DeTable::parse(&source.text).unwrap());
    WebhookSettings::read(&Table::open(&document, &WEBHOOK, 0..0, root.get_ref())).unwrap()
}

/// What sending one message comes to when the receiver answers so.
#[track_caller]
fn sent(answer: &'static [&'static str]) -> String {
    let receiver = TestReceiver::answering(answer);
    let outcome = match webhook(&receiver).send(&message()) {
        Ok(()) => "taken".into(),
        Err(NotifyError::Refused(why)) => format!("refused: {why}"),
        Err(NotifyError::Unavailable(why)) => format!("try again: {why}"),
        Err(NotifyError::Busy { fault, wait }) => format!("try again after {wait:#}: {fault}"),
    };
    assert_eq!(receiver.requests().len(), 1);
    outcome
}

/// The faults of these settings, with the text that each points to.
fn faults(settings: &str) -> String {
    let faults = connect(settings).err().unwrap_or_default();
    let fault = |fault: &Diagnostic| {
        let span = &fault.labels[0].span;
        let place = span.source.text.get(span.range.clone()).unwrap();
        format!(
            "{}: {} [{place}]\n  {}",
            fault.code,
            fault.message,
            fault.help.as_deref().unwrap_or_default()
        )
    };
    faults.iter().map(fault).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_message_is_posted_so_that_the_reference_library_accepts_it() {
    let receiver = TestReceiver::answering(&["204 No Content\r\n\r\n"]);
    webhook(&receiver).send(&message()).unwrap();
    let request = receiver.requests().remove(0);
    standardwebhooks::Webhook::new(SECRET)
        .unwrap()
        .verify(request.body.as_bytes(), &request.headers)
        .unwrap();
    assert_eq!(request.first_line, "POST /hook HTTP/1.1");
    assert_eq!(request.headers["webhook-id"], "homelessness/duty-to-refer#3");
    assert_eq!(request.headers["content-type"], "application/json");
    assert_eq!(request.headers["user-agent"], concat!("remit/", env!("CARGO_PKG_VERSION")));
    insta::assert_snapshot!(request.body, @r#"{"type":"alert.firing","timestamp":"2024-08-31T12:00:00Z","data":{"id":"a1","subject":"Prisons missed","text":"For 11 quarters"}}"#);
}

#[test]
fn another_attempt_keeps_the_id_and_the_body_and_signs_its_own_moment() {
    let receiver = TestReceiver::answering(&[
        "503 Busy\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
        "200 OK\r\ncontent-length: 0\r\n\r\n",
    ]);
    let webhook = webhook(&receiver);
    webhook.post(&message(), "2024-08-31T12:00:01Z".parse().unwrap()).unwrap_err();
    webhook.post(&message(), "2024-08-31T12:00:03Z".parse().unwrap()).unwrap();
    let requests = receiver.requests();
    let of = |name: &str| [0, 1].map(|number| requests[number].headers[name].to_str().unwrap());
    assert_eq!(of("webhook-id"), ["homelessness/duty-to-refer#3"; 2]);
    assert_eq!(of("webhook-timestamp"), ["1725105601", "1725105603"]);
    assert_ne!(of("webhook-signature")[0], of("webhook-signature")[1]);
    assert_eq!(requests[0].body, requests[1].body);
}

#[test]
fn the_answer_tells_taken_from_refused_and_from_try_again() {
    let answers: [&'static [&'static str]; 9] = [
        &["200 OK\r\ncontent-length: 2\r\n\r\nok"],
        &["410 Gone\r\ncontent-length: 0\r\n\r\n"],
        &["422 Unprocessable Entity\r\ncontent-length: 26\r\n\r\n\n  no such channel\nmore...."],
        &["408 Request Timeout\r\ncontent-length: 0\r\n\r\n"],
        &["409 Conflict\r\ncontent-length: 0\r\n\r\n"],
        &["425 Too Early\r\ncontent-length: 0\r\n\r\n"],
        &["429 Too Many Requests\r\ncontent-length: 0\r\n\r\n"],
        &["302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n"],
        &["500 Internal Server Error\r\ncontent-length: 99\r\n\r\ncut off"],
    ];
    insta::assert_snapshot!(answers.map(sent).join("\n"), @r"
    taken
    refused: the receiver answered 410 Gone
    refused: the receiver answered 422 Unprocessable Entity: no such channel
    try again: the receiver answered 408 Request Timeout
    try again: the receiver answered 409 Conflict
    try again: the receiver answered 425 Too Early
    try again: the receiver answered 429 Too Many Requests
    try again: the receiver answered 302 Found
    try again: the receiver answered 500 Internal Server Error
    ");
}

#[test]
fn a_receiver_that_is_down_or_talks_nonsense_is_worth_another_try() {
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let webhook = connect(&format!("url = 'http://{gone}/secret-path'\nsecret = '{SECRET}'")).unwrap();
    let error = webhook.send(&message()).unwrap_err();
    assert!(matches!(error, NotifyError::Unavailable(_)));
    assert!(!error.to_string().contains("secret-path"), "{error}");
    insta::assert_snapshot!(error, @"the receiver cannot be reached: connection refused");
    assert!(sent(&["what?\r\n\r\n"]).starts_with("try again: "));
}

#[test]
fn the_secret_may_stand_in_a_file_of_its_own() {
    let project = tempfile::tempdir().unwrap();
    fs::write(project.path().join("hook.secret"), format!("{SECRET}\n")).unwrap();
    assert!(connect_in(project.path(), "url = 'https://example.org/'\nsecret_file = 'hook.secret'").is_ok());
}

#[test]
fn every_fault_in_the_settings_is_told_without_the_secret() {
    insta::assert_snapshot!(faults("url = 'example.org/hook'\nsecret = 'whsec_%%%'"), @r#"
    notifier: the `url` of the webhook `board` is not the address of a webhook ['example.org/hook']
      write the whole address, such as `https://example.org/hooks/remit`
    notifier: the part of the secret after `whsec_` is not base64 ['whsec_%%%']
      write `secret = "whsec_..."` with the text that the receiver shows, which ends in base64
    "#);
    insta::assert_snapshot!(faults("url = 'https://example.org'"), @r#"
    notifier: the webhook `board` has no secret to sign with [id =]
      add `secret = "whsec_..."`, or `secret_file` with the path of a file that holds it
    "#);
    insta::assert_snapshot!(faults("url = 'https://example.org'\nsecret = 'whsec_aGk='\nsecret_file = 'x'"), @r"
    notifier: the webhook `board` has both a secret and a secret file ['x']
      keep one of them
    ");
    insta::assert_snapshot!(faults("url = 'https://example.org'\nsecret_file = 'nowhere.secret'"), @r"
    notifier: there is no secret file `nowhere.secret` ['nowhere.secret']
      put the file there, relative to the project, and allow Remit to read it
    ");
}

#[test]
fn nothing_secret_is_shown() {
    let text = format!("id = 'board'\nurl = 'https://example.org/token'\nsecret = '{SECRET}'");
    let settings = settings_in(&SourceText::new("remit.toml", text));
    assert_eq!(format!("{settings:?}"), r#"WebhookSettings { id: "board", .. }"#);
    let webhook = connect(&format!("url = 'https://example.org/token'\nsecret = '{SECRET}'")).unwrap();
    assert_eq!(format!("{webhook:?}"), r#"Webhook { id: "board", .. }"#);
}
