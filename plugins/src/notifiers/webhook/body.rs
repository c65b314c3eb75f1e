//! The JSON that is posted: the same bytes at every attempt.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use ledger::entry::Message;

use crate::notifiers::notifier::{NotifyError, NotifyFault};

#[derive(Serialize)]
struct WebhookBody<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    timestamp: String,
    /// The alert's own fields as they are written, since reading numbers and writing them again may change them.
    data: BTreeMap<String, Box<RawValue>>,
}

pub(super) fn body(message: &Message) -> Result<String, NotifyError> {
    let mut data: BTreeMap<String, Box<RawValue>> = serde_json::from_str(&message.json)
        .map_err(|error| NotifyError::Refused(NotifyFault::NotAnObject(error)))?;
    for (name, text) in [("subject", &message.subject), ("text", &message.text)] {
        data.insert(name.to_owned(), to_raw_value(text).expect("a text is always JSON"));
    }
    let body = WebhookBody { kind: &message.kind, timestamp: message.at.to_string(), data };
    Ok(serde_json::to_string(&body).expect("texts and JSON are always JSON"))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn message(json: &str) -> Message {
        let [id, kind, subject, text, json] =
            ["m1", "alert.firing", "Missed", "Too \"few\"", json].map(str::to_owned);
        Message { id, at: Timestamp::UNIX_EPOCH, kind, subject, text, json }
    }

    #[test]
    fn the_alert_goes_out_with_its_subject_and_text() {
        let body = body(&message(r#"{"id": "a1", "periods": ["2021-Q3"]}"#)).unwrap();
        insta::assert_snapshot!(body, @r#"{"type":"alert.firing","timestamp":"1970-01-01T00:00:00Z","data":{"id":"a1","periods":["2021-Q3"],"subject":"Missed","text":"Too \"few\""}}"#);
    }

    #[test]
    fn figures_keep_every_digit() {
        let body = body(&message(r#"{"kept": 0.12345678901234567890123450}"#)).unwrap();
        assert!(body.contains(r#""kept":0.12345678901234567890123450"#), "{body}");
    }

    #[test]
    fn an_alert_that_is_no_object_is_not_sent() {
        let error = body(&message("[1]")).unwrap_err();
        assert!(matches!(error, NotifyError::Refused(_)), "{error}");
    }
}
