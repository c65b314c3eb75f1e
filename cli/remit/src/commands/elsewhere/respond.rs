//! `remit respond URL`: what an official says to an alert at a service, and `remit approve URL`: what a second person decides.

use anyhow::Context as _;
use engine::respond::{Enclosure, ForecastWords, GroupWords, PaperWords};
use plugins::service_client::{HandedOver, ServiceClient, encoded, key_of};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use words::elsewhere as say;

use super::pages::{path_of, token};
use crate::args::{ApproveArgs, ResponseArgs};
use crate::commands::said;
use crate::exit::Exit;

#[derive(Deserialize)]
struct Answer {
    sentences: Vec<String>,
    proposal: Option<Proposal>,
}

#[derive(Deserialize)]
struct Proposal {
    id: String,
    state: String,
}

/// Hands a response in. The name under it is that of the account.
pub(in crate::commands) fn respond(service: &str, args: &ResponseArgs) -> anyhow::Result<Exit> {
    if args.by.is_some() || args.approver.is_some() {
        said::complain(say::NAMED_BY_ACCOUNT);
        return Ok(Exit::Unusable);
    }
    let (_, alert) = args.matter();
    let path = format!("/alerts/{}/responses", path_of(alert));
    hand_in(service, args.token.token.as_deref(), &path, &words(args))
}

/// Hands a decision in.
pub(in crate::commands) fn decide(service: &str, args: &ApproveArgs) -> anyhow::Result<Exit> {
    let decision = if args.refuse { "refuse" } else { "approve" };
    let words = json!({ "decision": decision, "reason": args.reason.as_deref().unwrap_or_default() });
    let path = format!("/approvals/{}/decisions", encoded(&args.revision));
    hand_in(service, args.token.token.as_deref(), &path, &words)
}

pub(super) fn hand_in(service: &str, given: Option<&str>, path: &str, words: &Value) -> anyhow::Result<Exit> {
    let client = ServiceClient::new(service, token(given))?;
    let bytes = words.to_string();
    // Who runs the command twice on one day, since the first answer was lost, says it once.
    let day = jiff::Timestamp::now().to_string();
    let day = day.split('T').next().unwrap_or_default();
    let key = key_of(&[day.as_bytes(), path.as_bytes(), bytes.as_bytes()]);
    let handed_over =
        HandedOver { content_type: "application/json", key: Some(&key), bytes: bytes.as_bytes() };
    let answer = client.hand_in(path, &handed_over)?;
    let Answer { sentences, proposal } =
        serde_json::from_str(&answer).context("the service does not answer as Remit does")?;
    let waits = proposal.filter(|proposal| proposal.state == "waiting");
    let waits = waits.map(|proposal| say::to_approve(service, &proposal.id));
    let told: Vec<String> = sentences.into_iter().chain(waits).collect();
    said::answer(&format!("{}\n", told.join("\n  ")))?;
    Ok(Exit::Quiet)
}

/// What is said, as a service takes it.
fn words(args: &ResponseArgs) -> Value {
    let kind = engine::model::ResponseKind::from(args.kind);
    let mut words = Map::new();
    words.insert("kind".to_owned(), kind.as_str().into());
    words.extend(args.reason.as_ref().map(|reason| ("reason".to_owned(), reason.as_str().into())));
    words.extend(args.contribution.as_ref().map(|part| ("contribution".to_owned(), part.as_str().into())));
    words.extend(args.until.map(|until| ("until".to_owned(), until.to_string().into())));
    if !args.periods.is_empty() {
        words.insert("periods".to_owned(), args.periods.clone().into());
    }
    let enclosed = match args.enclosure() {
        Enclosure::Nothing => None,
        Enclosure::Paper(PaperWords { title, link, from }) => {
            Some(("document", json!({ "title": title, "link": link, "from": from })))
        }
        Enclosure::Group(GroupWords { members, exit_test }) => {
            Some(("group", json!({ "members": members, "exit_test": exit_test })))
        }
        Enclosure::Forecast(ForecastWords { value, period }) => {
            Some(("forecast", json!({ "value": value.to_string(), "period": period })))
        }
    };
    words.extend(enclosed.map(|(name, enclosed)| (name.to_owned(), enclosed)));
    words.into()
}
