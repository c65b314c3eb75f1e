//! What Alertmanager is sent.

use jiff::Timestamp;
use ledger::entry::Message;
use rules::source::SourceText;
use toml::Spanned;

use super::AlertmanagerSettings;
use super::posted::posted;
use crate::notifiers::test_receiver::TestReceiver;
use crate::notifiers::{Notifier as _, NotifyError};

fn message(kind: &str, json: &str) -> Message {
    let at: Timestamp = "2024-04-02T09:00:00Z".parse().unwrap();
    let [id, kind, subject, text, json] =
        ["m1", kind, "firing: Homes, homes/warmth", "Too few homes are warm.", json].map(str::to_owned);
    Message { id, at, kind, subject, text, json }
}

fn told(kind: &str, json: &str) -> String {
    serde_json::to_string_pretty(&posted(&message(kind, json), None).unwrap()).unwrap()
}

const OPEN: &str = r#"{"id":"homes/warmth","mission":"homes","obligation":"warmth","body":"leeds","state":"firing","severity":"breach","since":"2024-03-01T00:00:00Z"}"#;

#[test]
fn an_open_alert_never_ends_by_itself_and_ends_the_warning_before_it() {
    insta::assert_snapshot!(told("alert.firing", OPEN), @r#"
    [
      {
        "labels": {
          "alertname": "homes/warmth",
          "mission": "homes",
          "obligation": "warmth",
          "severity": "breach"
        },
        "annotations": {
          "body": "leeds",
          "description": "Too few homes are warm.",
          "summary": "firing: Homes, homes/warmth"
        },
        "startsAt": "2024-03-01T00:00:00Z",
        "endsAt": "9999-12-31T23:59:59Z"
      },
      {
        "labels": {
          "alertname": "homes/warmth",
          "mission": "homes",
          "obligation": "warmth",
          "severity": "at-risk"
        },
        "annotations": {
          "body": "leeds",
          "description": "Too few homes are warm.",
          "summary": "firing: Homes, homes/warmth"
        },
        "startsAt": "2024-03-01T00:00:00Z",
        "endsAt": "2024-04-02T09:00:00Z"
      }
    ]
    "#);
}

#[test]
fn it_leads_to_the_page_of_its_alert_where_people_find_that() {
    let pages = |id: &str| format!("https://remit.example/alerts/{id}");
    let digest = format!("{{\"group\":\"all\",\"alerts\":[{OPEN}]}}");
    for (kind, json) in [("alert.firing", OPEN), ("digest.alerts", &digest)] {
        let told = serde_json::to_string(&posted(&message(kind, json), Some(&pages)).unwrap()).unwrap();
        let led = told.matches("\"generatorURL\":\"https://remit.example/alerts/homes/warmth\"").count();
        assert_eq!(led, 2, "{told}");
    }
}

#[test]
fn an_alert_that_is_over_ends_in_both_severities() {
    let over = OPEN.replace("\"firing\"", "\"inactive\"");
    assert_eq!(told("alert.resolved", &over).matches("\"endsAt\": \"2024-04-02T09:00:00Z\"").count(), 2);
}

#[test]
fn a_digest_is_as_many_alerts_and_a_notice_lasts_for_a_day() {
    let digest = format!("{{\"group\":\"all\",\"alerts\":[{OPEN},{OPEN}]}}");
    assert_eq!(told("digest.alerts", &digest).matches("\"startsAt\"").count(), 4);
    let notice = told("project.refused", "{\"diagnostics\":[]}");
    assert!(notice.contains("\"alertname\": \"project.refused\"") && notice.contains("2024-04-03T09:00:00Z"));
}

#[test]
fn it_is_posted_to_the_interface_and_refusals_are_told_apart() {
    let receiver = TestReceiver::answering(&[
        "200 OK\r\ncontent-length: 0\r\n\r\n",
        "400 Bad Request\r\ncontent-length: 9\r\n\r\nno labels",
    ]);
    let url = Spanned::new(0..0, format!("http://{}/", receiver.address));
    let settings = AlertmanagerSettings { id: "am".to_owned(), url };
    let notifier = settings.connect(&SourceText::new("remit.toml", ""), None).unwrap();
    notifier.send(&message("alert.firing", OPEN)).unwrap();
    let refused = notifier.send(&message("alert.firing", OPEN)).unwrap_err();
    assert!(
        matches!(refused, NotifyError::Refused(_)) && refused.to_string().ends_with("no labels"),
        "{refused}"
    );
    assert_eq!(receiver.requests()[0].first_line, "POST /api/v2/alerts HTTP/1.1");
}
