//! Lists of a service, page by page.

use anyhow::Context as _;
use plugins::service_client::{AnswerForm, ServiceClient, encoded};
use serde_json::Value;

/// So much is asked for at a time: the most that a service lists.
const AT_A_TIME: usize = 500;
/// So many pages are asked for at the most.
const MOST_PAGES: usize = 1_000;

/// The token that is given, or that of the environment.
pub(in crate::commands) fn token(given: Option<&str>) -> Option<String> {
    given.map(str::to_owned).or_else(|| std::env::var("REMIT_TOKEN").ok())
}

/// A name of several segments as it stands in an address.
pub(super) fn path_of(name: &str) -> String {
    let segments: Vec<String> = name.split('/').map(encoded).collect();
    segments.join("/")
}

/// A list as a whole, as JSON: the first page with what the others list added to it.
pub(super) fn whole_list(client: &ServiceClient, path: &str, list: &str) -> anyhow::Result<Value> {
    let joined = if path.contains('?') { '&' } else { '?' };
    let page = |after: u64| -> anyhow::Result<Value> {
        let answer =
            client.ask(&format!("{path}{joined}limit={AT_A_TIME}&after={after}"), AnswerForm::Json)?;
        serde_json::from_str(&answer).context("the service does not answer as Remit does")
    };
    let mut whole = page(0)?;
    for _ in 1..MOST_PAGES {
        let Some(next) = whole["next"].as_u64() else { break };
        let mut further = page(next)?;
        let more = further[list].as_array_mut().map(std::mem::take).unwrap_or_default();
        if let Some(listed) = whole[list].as_array_mut() {
            listed.extend(more);
        }
        match (whole.as_object_mut(), further["next"].take()) {
            (Some(object), Value::Null) => drop(object.remove("next")),
            (_, next) => whole["next"] = next,
        }
    }
    Ok(whole)
}

/// The same as a table.
pub(super) fn whole_table(client: &ServiceClient, path: &str) -> anyhow::Result<String> {
    let joined = if path.contains('?') { '&' } else { '?' };
    let mut table = String::new();
    for number in 0..MOST_PAGES {
        let after = number * AT_A_TIME;
        let page =
            client.ask(&format!("{path}{joined}limit={AT_A_TIME}&after={after}"), AnswerForm::Table)?;
        let (heading, rows) = page.split_once("\r\n").unwrap_or((&page, ""));
        if number == 0 {
            table = format!("{heading}\r\n");
        }
        table.push_str(rows);
        if rows.matches("\r\n").count() < AT_A_TIME {
            break;
        }
    }
    Ok(table)
}
