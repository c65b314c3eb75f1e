//! `remit alerts`: the alerts that are open at a service.

use anyhow::Context as _;
use jiff::civil::Date;
use plugins::service_client::ServiceClient;
use serde::Deserialize;
use words::{elsewhere as say, summary};

use super::pages::{token, whole_list, whole_table};
use crate::args::{AlertsArgs, TableFormat};
use crate::commands::said;
use crate::exit::Exit;

#[derive(Deserialize)]
struct Answer {
    alerts: Vec<Alert>,
}

#[derive(Deserialize)]
struct Alert {
    id: String,
    since: Date,
    sentences: Vec<String>,
}

/// Lists them, the gravest first. The exit code is that of `run`: 1 where one is open.
pub(in crate::commands) fn alerts(args: &AlertsArgs) -> anyhow::Result<Exit> {
    let client = ServiceClient::new(&args.service, token(args.token.token.as_deref()))?;
    if args.format == TableFormat::Csv {
        said::answer_as_it_is(&whole_table(&client, "/alerts")?)?;
        return Ok(Exit::Quiet);
    }
    let whole = whole_list(&client, "/alerts", "alerts")?;
    if args.format == TableFormat::Json {
        said::answer_json(&serde_json::to_string_pretty(&whole)?)?;
        return Ok(Exit::Quiet);
    }
    let answer: Answer =
        serde_json::from_value(whole).context("the service does not answer as Remit does")?;
    let told = answer
        .alerts
        .iter()
        .map(|alert| say::alert(&alert.id, alert.since, alert.sentences.first().map_or("", String::as_str)));
    let told: Vec<String> = std::iter::once(summary::open_alerts(answer.alerts.len())).chain(told).collect();
    said::answer(&format!("{}\n", told.join("\n")))?;
    Ok(Exit::Quiet)
}
