//! An alert as Alertmanager has it. What it is known by are its labels, which stay the same from its firing to its end; all else is told
//! in annotations.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use ledger::entry::Message;
use serde::{Deserialize, Serialize};

/// An alert is open until Remit says that it is over: without an end Alertmanager would take silence for recovery.
const NEVER: &str = "9999-12-31T23:59:59Z";
/// So long what is said of the project itself is shown.
const NOTICE: SignedDuration = SignedDuration::from_hours(24);
/// Severities, each of which is an alert of its own for Alertmanager: one ends as the other begins.
const SEVERITIES: [&str; 2] = ["breach", "at-risk"];

/// Where the page of an alert is, by its id.
pub type AlertPages = dyn Fn(&str) -> String + Send + Sync;

/// One alert of a request.
#[derive(Serialize, PartialEq, Debug)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostedAlert {
    labels: BTreeMap<&'static str, String>,
    annotations: BTreeMap<&'static str, String>,
    starts_at: String,
    ends_at: String,
    /// The page of the alert; none where the project says of no address at which people find it.
    #[serde(rename = "generatorURL", skip_serializing_if = "Option::is_none")]
    page: Option<String>,
}

/// What a message says of its alert, in full or among others in a digest.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    id: Option<String>,
    mission: Option<String>,
    obligation: Option<String>,
    body: Option<String>,
    state: Option<String>,
    severity: Option<String>,
    since: Option<String>,
    subject: Option<String>,
    alerts: Vec<Said>,
}

/// The alerts that a message is about.
pub(super) fn posted(
    message: &Message,
    pages: Option<&AlertPages>,
) -> Result<Vec<PostedAlert>, serde_json::Error> {
    let said: Said = serde_json::from_str(&message.json)?;
    if !said.alerts.is_empty() {
        return Ok(said.alerts.iter().flat_map(|one| of_alert(one, message, None, pages)).collect());
    }
    if message.kind.starts_with("alert.") && said.id.is_some() {
        return Ok(of_alert(&said, message, Some(&message.text), pages));
    }
    let labels = [("alertname", Some(message.kind.clone())), ("mission", said.mission.clone())];
    let ends = message.at.saturating_add(NOTICE).unwrap_or(message.at);
    Ok(vec![PostedAlert {
        labels: given(labels),
        annotations: annotations(&message.subject, Some(&message.text), None),
        starts_at: message.at.to_string(),
        ends_at: ends.to_string(),
        page: None,
    }])
}

/// An alert as it stands, and the end of what it was before.
fn of_alert(
    said: &Said,
    message: &Message,
    text: Option<&str>,
    pages: Option<&AlertPages>,
) -> Vec<PostedAlert> {
    let page = pages.zip(said.id.as_deref()).map(|(pages, id)| pages(id));
    let is_open = matches!(said.state.as_deref(), Some("firing" | "pending"));
    let subject = said.subject.as_deref().unwrap_or(&message.subject);
    let with = |severity: Option<&str>, ends_at: String| PostedAlert {
        labels: given([
            ("alertname", said.id.clone()),
            ("mission", said.mission.clone()),
            ("obligation", said.obligation.clone()),
            ("severity", severity.map(str::to_owned)),
        ]),
        annotations: annotations(subject, text, said.body.as_deref()),
        starts_at: said.since.clone().unwrap_or_else(|| message.at.to_string()),
        ends_at,
        page: page.clone(),
    };
    let own = said.severity.as_deref();
    let ended = message.at.max(began(said)).to_string();
    let ends = if is_open { NEVER.to_owned() } else { ended.clone() };
    let before = SEVERITIES.into_iter().filter(|other| own.is_some_and(|own| own != *other));
    let before = before.map(|other| with(Some(other), ended.clone()));
    std::iter::once(with(own, ends)).chain(before).collect()
}

/// When it began: nothing ends before that.
fn began(said: &Said) -> Timestamp {
    said.since.as_deref().and_then(|since| since.parse().ok()).unwrap_or(Timestamp::MIN)
}

/// Who leads it is told here: an alert whose lead is handed over stays the same one.
fn annotations(subject: &str, text: Option<&str>, lead: Option<&str>) -> BTreeMap<&'static str, String> {
    let said = [("summary", Some(subject)), ("description", text), ("body", lead)];
    given(said.map(|(name, value)| (name, value.map(str::to_owned))))
}

fn given<const N: usize>(values: [(&'static str, Option<String>); N]) -> BTreeMap<&'static str, String> {
    let given = values.into_iter().filter_map(|(name, value)| Some((name, value?)));
    given.filter(|(_, value)| !value.is_empty()).collect()
}
