//! `remit due URL`: what is due at a service.

use anyhow::Context as _;
use plugins::service_client::ServiceClient;
use serde::Deserialize;
use words::elsewhere as say;

use super::pages::{token, whole_list, whole_table};
use crate::args::{DueArgs, DueFormat};
use crate::commands::said;
use crate::exit::Exit;

#[derive(Deserialize)]
struct Answer {
    reports: Vec<Report>,
}

#[derive(Deserialize)]
struct Report {
    body: String,
    measure: String,
    period: String,
    standing: String,
    ask: Option<String>,
}

/// Says what is due, the most urgent first.
pub(in crate::commands) fn due(service: &str, args: &DueArgs) -> anyhow::Result<Exit> {
    let about = &args.about;
    let is_of_folders = args.rates
        || about.mission.is_some()
        || about.obligation.is_some()
        || args.format == DueFormat::Icalendar;
    if is_of_folders {
        said::complain(say::NOT_OVER_HTTP);
        return Ok(Exit::Unusable);
    }
    let client = ServiceClient::new(service, token(args.token.token.as_deref()))?;
    let path = path(args);
    match args.format {
        DueFormat::Csv => said::answer_as_it_is(&whole_table(&client, &path)?)?,
        DueFormat::Json => {
            let whole = whole_list(&client, &path, "reports")?;
            said::answer_json(&serde_json::to_string_pretty(&whole)?)?;
        }
        DueFormat::Text | DueFormat::Icalendar => {
            let whole = whole_list(&client, &path, "reports")?;
            let answer: Answer =
                serde_json::from_value(whole).context("the service does not answer as Remit does")?;
            let told: Vec<String> = answer.reports.iter().map(line).collect();
            said::answer(&told.iter().flat_map(|line| [line, "\n"]).collect::<String>())?;
        }
    }
    Ok(Exit::Quiet)
}

fn path(args: &DueArgs) -> String {
    let about = &args.about;
    let day = args.as_of.map(|day| day.to_string());
    let days = args.days.to_string();
    let asked = [
        ("days", Some(&days)),
        ("body", about.body.as_ref()),
        ("board", about.board.as_ref()),
        ("feed", about.feed.as_ref()),
        ("as-of", day.as_ref()),
    ];
    let asked: Vec<String> = asked
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", plugins::service_client::encoded(value?))))
        .collect();
    format!("/due?{}", asked.join("&"))
}

fn line(report: &Report) -> String {
    match &report.ask {
        Some(ask) => format!("{}: {ask}", report.body),
        None => say::due(&report.body, &report.measure, &report.period, &report.standing),
    }
}
