//! Messages through scripts: what is sent, where it may go, and what an answer means.

use std::path::Path;

use insta::assert_snapshot;
use rules::diagnostic::{Colour, render};
use rules::source::SourceText;

use super::request;
use crate::host::{PluginTexts, Plugins};
use crate::notifiers::notifier::{Notifier as _, NotifyError};
use crate::notifiers::test_receiver::TestReceiver;
use crate::registry::NotifierSettings;
use crate::settings::parse_with;
use ledger::entry::Message;

const SCRIPT: &str = r"
fn request(message) {
    #{ url: message.settings.url, body: #{ id: message.id, title: message.subject, alert: message.alert } }
}
";

fn message() -> Message {
    let parts =
        ["msg_1", "alert.firing", "Prisons missed", "For 11 quarters", "{\"id\":\"a1\",\"kept\":0.10}"];
    let [id, kind, subject, text, json] = parts.map(str::to_owned);
    Message { id, at: "2024-08-31T12:00:00Z".parse().unwrap(), kind, subject, text, json }
}

/// A notifier's settings: its script, the host that it is granted and the address that it is told.
fn settings(script: &str, granted: &str, url: &str) -> super::ScriptNotifierSettings {
    let manifest = r#"
        [plugin]
        name = "chat"
        version = "1.0.0"
        kind = "notifier"
        title = "Chat"
        [capabilities]
        hosts = ["*"]
        [settings.url]
        type = "text"
        required = true
        secret = true
    "#;
    let texts = PluginTexts {
        manifest: SourceText::new("plugins/chat/plugin.toml", manifest),
        scripts: vec![SourceText::new("plugins/chat/notifier.rhai", script)],
    };
    let (plugins, faults) = Plugins::load(&[texts], None);
    assert!(faults.is_empty() || script.contains("broken"), "{}", render(&faults, Colour::Plain));
    let text = format!(
        "[[plugin]]\nname = 'chat'\nallow_hosts = ['{granted}']\n[[notifier]]\nid = 'team'\nkind = 'chat'\nurl = '{url}'\n"
    );
    let (settings, faults) = parse_with(&SourceText::new("remit.toml", text), &plugins);
    let settings = settings.unwrap_or_else(|| panic!("{}", render(&faults, Colour::Plain)));
    match settings.notifiers[0].settings.clone() {
        NotifierSettings::Script(settings) => settings,
        other => panic!("{other:?} is no script"),
    }
}

/// What a message comes to as a request to this address, granted this host.
#[track_caller]
fn requested(script: &str, granted: &str, url: &str) -> String {
    let settings = settings(script, granted, url);
    let ready = settings.engagement.ready(Path::new(".")).unwrap();
    match request(&ready, &message()) {
        Ok(request) => {
            let headers =
                request.headers.iter().map(|(name, value)| format!("{name}: {}\n", value.to_str().unwrap()));
            format!("{} {}\n{}{}", request.method, request.url, headers.collect::<String>(), request.body)
        }
        Err(error) => error.to_string(),
    }
}

/// What sending one message comes to when the receiver answers so, with the script's `judge`.
#[track_caller]
fn sent(judge: &str, answer: &'static str) -> String {
    let receiver = TestReceiver::answering(Box::leak(Box::new([answer])));
    let address = receiver.address;
    let settings =
        settings(&format!("{SCRIPT}{judge}"), &address.to_string(), &format!("http://{address}/secret"));
    let notifier = settings.connect(&SourceText::new("remit.toml", ""), Path::new(".")).unwrap();
    let outcome = match notifier.send(&message()) {
        Ok(()) => "taken".to_owned(),
        Err(NotifyError::Refused(why)) => format!("refused: {why}"),
        Err(NotifyError::Unavailable(why)) => format!("try again: {why}"),
        Err(NotifyError::Busy { fault, wait }) => format!("try again after {wait:#}: {fault}"),
    };
    assert_eq!(receiver.requests().len(), 1);
    outcome
}

#[test]
fn a_message_becomes_the_request_that_the_script_makes() {
    assert_snapshot!(requested(SCRIPT, "example.org", "https://example.org/hook?sig=1"), @r#"
    POST https://example.org/hook?sig=1
    idempotency-key: msg_1
    content-type: application/json
    {"alert":{"id":"a1","kept":0.10},"id":"msg_1","title":"Prisons missed"}
    "#);
    let plain = r#"fn request(message) { #{ method: "put", url: message.settings.url, body: message.text,
        headers: #{ "Content-Type": "text/plain", "Idempotency-Key": "own", "webhook-id": "own" } } }"#;
    assert_snapshot!(requested(plain, "*.example.org", "https://a.example.org:443/"), @r"
    PUT https://a.example.org:443/
    content-type: text/plain
    idempotency-key: msg_1
    webhook-id: msg_1
    For 11 quarters
    ");
}

#[test]
fn a_request_goes_nowhere_but_where_it_is_granted() {
    let to = |url: &str| requested(SCRIPT, "example.org", url);
    let urls = [
        "https://evil.net/",
        "https://example.org.evil.net/",
        "https://example.org@evil.net/",
        "https://user:pass@example.org/",
        "https://example.org:8443/",
        "https://example.org:/",
        "https://EXAMPLE.ORG/fine",
        "https://example.org./",
        "https://evil.net\\@example.org/",
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "//example.org/",
        "example.org/hook",
        "https:///hook",
    ];
    let told: Vec<String> =
        urls.iter().map(|url| format!("{url} -> {}", to(url).lines().next().unwrap_or_default())).collect();
    assert_snapshot!(told.join("\n"), @r#"
    https://evil.net/ -> the plugin `chat` gave a request to evil.net, which is not granted; grant it with `allow_hosts` under [[plugin]]
    https://example.org.evil.net/ -> the plugin `chat` gave a request to example.org.evil.net, which is not granted; grant it with `allow_hosts` under [[plugin]]
    https://example.org@evil.net/ -> the plugin `chat` gave a `url` with a name or a password before its host
    https://user:pass@example.org/ -> the plugin `chat` gave a `url` with a name or a password before its host
    https://example.org:8443/ -> the plugin `chat` gave a request to example.org:8443, which is not granted; grant it with `allow_hosts` under [[plugin]]
    https://example.org:/ -> the plugin `chat` gave a `url` with a port that is none
    https://EXAMPLE.ORG/fine -> POST https://EXAMPLE.ORG/fine
    https://example.org./ -> the plugin `chat` gave a request to example.org., which is not granted; grant it with `allow_hosts` under [[plugin]]
    https://evil.net\@example.org/ -> the plugin `chat` gave a `url` that is not an address
    http://example.org/ -> the plugin `chat` gave a `url` that sends to example.org without encryption; use https
    ftp://example.org/ -> the plugin `chat` gave a `url` that does not begin with `https://`
    file:///etc/passwd -> the plugin `chat` gave a `url` that is not an address
    //example.org/ -> the plugin `chat` gave a `url` without a host
    example.org/hook -> the plugin `chat` gave a `url` that is not an address
    https:///hook -> the plugin `chat` gave a `url` that is not an address
    "#);
    assert_snapshot!(requested(SCRIPT, "127.0.0.1:8080", "http://127.0.0.1:8080/").lines().next().unwrap(), @"POST http://127.0.0.1:8080/");
    assert_snapshot!(requested(SCRIPT, "127.0.0.1", "http://127.0.0.1:8080/"), @"the plugin `chat` gave a request to 127.0.0.1:8080, which is not granted; grant it with `allow_hosts` under [[plugin]]");
    assert_snapshot!(requested(SCRIPT, "169.254.169.254", "http://169.254.169.254/"), @"the plugin `chat` gave a `url` that sends to 169.254.169.254 without encryption; use https");
}

#[test]
fn what_is_no_request_is_not_sent() {
    let given = |body: &str| {
        let script = format!("fn request(message) {{ let url = message.settings.url; {body} }}");
        requested(&script, "example.org", "https://example.org/token")
    };
    let bodies = [
        "7",
        "#{ }",
        "#{ url: url, method: \"DELETE\" }",
        "#{ url: url, bdy: 1 }",
        "#{ url: url, body: 7 }",
        "#{ url: url, headers: #{ Host: \"evil.net\" } }",
        "#{ url: url, headers: #{ \"a b\": \"x\" } }",
        "#{ url: url, headers: #{ a: \"x\\r\\nHost: evil.net\" } }",
        "#{ url: url, headers: #{ a: 1 } }",
        "#{ url: `${url} x` }",
        "fail(`no channel at ${url}`)",
        "throw url",
        "loop { }",
    ];
    assert_snapshot!(bodies.map(given).join("\n"), @r"
    the plugin `chat` gave a number, and not a map with `url` and `body`
    the plugin `chat` gave a request without a `url`
    the plugin `chat` gave the method `DELETE`; it may be POST, PUT or PATCH
    the plugin `chat` gave a request with the key `bdy`, which means nothing
    the plugin `chat` gave a `body` that is a number, and not a text, a map or a list
    the plugin `chat` gave the header `Host`, which is the host's own
    the plugin `chat` gave `a b` as the name of a header
    the plugin `chat` gave a header `a` that cannot be sent
    the plugin `chat` gave the header `a` as a number
    the plugin `chat` gave a `url` that is not an address
    no channel at (secret)
    the plugin `chat` failed at line 1 of plugins/chat/notifier.rhai: the script stopped itself: (secret)
    the plugin `chat` failed at line 1 of plugins/chat/notifier.rhai: the script ran for too long and was stopped
    ");
}

#[test]
fn an_answer_is_judged_by_its_status_where_the_script_does_not() {
    let answers = [
        "202 Accepted\r\ncontent-length: 0\r\n\r\n",
        "404 Not Found\r\ncontent-length: 7\r\n\r\nno flow",
        "429 Too Many Requests\r\ncontent-length: 0\r\n\r\n",
        "503 Unavailable\r\nretry-after: 90\r\ncontent-length: 0\r\n\r\n",
        "404 Not Found\r\nretry-after: 90\r\ncontent-length: 0\r\n\r\n",
        "302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
    ];
    assert_snapshot!(answers.map(|answer| sent("", answer)).join("\n"), @r"
    taken
    refused: the receiver answered 404 Not Found: no flow
    try again: the receiver answered 429 Too Many Requests
    try again after 1m 30s: the receiver answered 503 Service Unavailable
    refused: the receiver answered 404 Not Found
    try again: the receiver answered 302 Found
    ");
}

#[test]
fn a_script_may_judge_an_answer() {
    let judge = r#"fn judge(answer) {
        if answer.body.contains("throttled") { "retry" } else if answer.status < 300 { "taken" } else { "refused" }
    }"#;
    let throttled = "200 OK\r\ncontent-length: 9\r\n\r\nthrottled";
    let broken = "500 Oops\r\ncontent-length: 0\r\n\r\n";
    assert_snapshot!(sent(judge, throttled), @"try again: the receiver answered 200 OK: throttled");
    assert_snapshot!(sent(judge, "200 OK\r\ncontent-length: 2\r\n\r\nok"), @"taken");
    assert_snapshot!(sent(judge, broken), @"refused: the receiver answered 500 Internal Server Error");
    assert_snapshot!(sent("fn judge(answer) { answer.nothing }", broken), @"try again: the receiver answered 500 Internal Server Error; the plugin `chat` failed at line 5 of plugins/chat/notifier.rhai: there is no entry `nothing`");
    assert_snapshot!(sent("fn judge(answer) { \"perhaps\" }", broken), @"try again: the receiver answered 500 Internal Server Error; the plugin `chat` gave no judgement that is `taken`, `retry` or `refused`");
    assert_snapshot!(sent("fn judge(answer) { \"perhaps\" }", throttled), @"try again: the receiver answered 200 OK: throttled; the plugin `chat` gave no judgement that is `taken`, `retry` or `refused`");
    assert_snapshot!(sent("fn judge(answer) { throw 1 }", throttled), @"try again: the receiver answered 200 OK: throttled; the plugin `chat` failed at line 5 of plugins/chat/notifier.rhai: the script stopped itself: 1");
}

#[test]
fn a_message_waits_where_the_plugin_is_broken_or_its_secret_is_gone() {
    let broken = settings("fn broken(message) { }", "example.org", "https://example.org/");
    let notifier = broken.connect(&SourceText::new("remit.toml", ""), Path::new(".")).unwrap();
    let error = notifier.send(&message()).unwrap_err();
    assert!(matches!(error, NotifyError::Unavailable(_)));
    assert_snapshot!(error, @"the plugin `chat` cannot be used: the script has no function `request` (line 1 of plugins/chat/notifier.rhai)");
    assert_snapshot!(format!("{notifier:?}"), @r#"ScriptNotifier { id: "team", plugin: "chat", .. }"#);
}
