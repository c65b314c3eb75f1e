//! `remit silence` at a service: asking for one, ending one, and those that are known there.

use anyhow::Context as _;
use plugins::service_client::{AnswerForm, ServiceClient, encoded};
use serde::Deserialize;
use serde_json::json;
use words::elsewhere as say;

use super::pages::token;
use super::respond::hand_in;
use crate::args::{Format, SilenceArgs, SilenceEndArgs, TokenArg};
use crate::commands::said;
use crate::exit::Exit;

#[derive(Deserialize)]
struct Answer {
    sentence: String,
    silences: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    reference: String,
    told: String,
    stands: String,
}

/// Asks for one. The name under it is that of the account.
pub(in crate::commands) fn silence(service: &str, args: &SilenceArgs) -> anyhow::Result<Exit> {
    if args.by.is_some() {
        said::complain(say::NAMED_BY_ACCOUNT);
        return Ok(Exit::Unusable);
    }
    let (_, matchers) = args.matter();
    let words =
        json!({ "matchers": matchers, "from": args.from, "until": args.until, "reason": args.reason });
    hand_in(service, args.token.token.as_deref(), "/silences", &words)
}

/// Ends one.
pub(in crate::commands) fn end_silence(service: &str, args: &SilenceEndArgs) -> anyhow::Result<Exit> {
    if args.by.is_some() {
        said::complain(say::NAMED_BY_ACCOUNT);
        return Ok(Exit::Unusable);
    }
    let (_, silence) = args.matter();
    let words = json!({ "reason": args.reason.as_deref().unwrap_or_default() });
    hand_in(service, args.token.token.as_deref(), &format!("/silences/{}/end", encoded(silence)), &words)
}

/// Lists them.
pub(in crate::commands) fn silences(service: &str, given: &TokenArg, format: Format) -> anyhow::Result<Exit> {
    let client = ServiceClient::new(service, token(given.token.as_deref()))?;
    let answer = client.ask("/silences", AnswerForm::Json)?;
    if format == Format::Json {
        said::answer_json(&answer)?;
        return Ok(Exit::Quiet);
    }
    let Answer { sentence, silences } =
        serde_json::from_str(&answer).context("the service does not answer as Remit does")?;
    let told = silences.iter().map(|one| format!("  {}  {} {}", one.reference, one.told, one.stands));
    let told: Vec<String> = std::iter::once(sentence).chain(told).collect();
    said::answer(&format!("{}\n", told.join("\n")))?;
    Ok(Exit::Quiet)
}
