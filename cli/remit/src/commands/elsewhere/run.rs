//! `remit run URL`: how the project of a service stands.

use anyhow::Context as _;
use jiff::Timestamp;
use plugins::service_client::{AnswerForm, ServiceClient};
use serde::Deserialize;
use serde_json::Value;
use words::elsewhere as say;

use super::pages::{token, whole_list};
use crate::args::{FailOn, Format, RunArgs};
use crate::commands::said;
use crate::exit::Exit;

/// So many alerts of one declaration are named at the most.
const MOST_SHOWN: usize = 12;

#[derive(Deserialize)]
struct Project {
    as_at: Timestamp,
    title: String,
    sentence: String,
    missions: Vec<Mission>,
}

#[derive(Deserialize)]
struct Mission {
    id: String,
    title: String,
    obligations: Vec<Obligation>,
}

#[derive(Deserialize)]
struct Obligation {
    title: String,
    state: String,
    sentence: String,
    alerts: Vec<String>,
}

#[derive(Deserialize)]
struct Alerts {
    alerts: Vec<Alert>,
}

#[derive(Deserialize)]
struct Alert {
    fails_on: Option<String>,
}

/// Says how it stands. The exit code is that of `run` of a folder.
pub(in crate::commands) fn run(service: &str, args: &RunArgs) -> anyhow::Result<Exit> {
    let about = &args.about;
    let is_of_folders = args.dry
        || args.pull
        || args.since.is_some()
        || [&about.mission, &about.obligation, &about.body].into_iter().any(Option::is_some);
    if is_of_folders {
        said::complain(say::WHOLE_OVER_HTTP);
        return Ok(Exit::Unusable);
    }
    let client = ServiceClient::new(service, token(args.token.token.as_deref()))?;
    let day = args.as_of.map(|day| format!("?as-of={day}")).unwrap_or_default();
    let whole: Value = serde_json::from_str(&client.ask(&format!("/{day}"), AnswerForm::Json)?)
        .context("the service does not answer as Remit does")?;
    let alerts = whole_list(&client, &format!("/alerts{day}"), "alerts")?;
    let Alerts { alerts } =
        serde_json::from_value(alerts).context("the service does not answer as Remit does")?;
    match args.format {
        Format::Json => said::answer_json(&serde_json::to_string_pretty(&whole)?)?,
        Format::Text => {
            let project =
                serde_json::from_value(whole).context("the service does not answer as Remit does")?;
            said::answer(&told(&project, service, args))?;
        }
    }
    Ok(exit(&alerts, args.fail_on))
}

fn told(project: &Project, service: &str, args: &RunArgs) -> String {
    let mut lines = vec![project.sentence.clone(), say::as_at(&project.title, project.as_at, args.as_of)];
    let missions = project.missions.iter().filter(|_| !args.length.summary);
    for mission in missions {
        lines.push(format!("\n{} ({})\n", mission.title, mission.id));
        for owed in &mission.obligations {
            lines.push(format!("  {}", say::obligation(&owed.state, &owed.title)));
            let sentence = owed.sentence.strip_prefix(&*owed.title).unwrap_or(&owed.sentence);
            lines.push(format!("         {}", sentence.trim_start_matches(['.', ' '])));
            lines.extend(owed.alerts.iter().take(MOST_SHOWN).map(|id| say::evidence(service, id)));
            lines.extend(say::further_alerts(service, owed.alerts.len().saturating_sub(MOST_SHOWN)));
        }
    }
    format!("{}\n", lines.join("\n"))
}

fn exit(alerts: &[Alert], fail_on: FailOn) -> Exit {
    let fails = |alert: &Alert| match (fail_on, alert.fails_on.as_deref()) {
        (FailOn::Never, _) | (_, None) => false,
        (FailOn::AtRisk, Some(_)) => true,
        (FailOn::Breach, Some(severity)) => severity == "breach",
    };
    if alerts.iter().any(fails) { Exit::Firing } else { Exit::Quiet }
}
