//! `remit explain URL`: why something stands so at a service.

use anyhow::Context as _;
use plugins::service_client::{AnswerForm, ServiceClient, encoded};
use serde::Deserialize;
use serde_json::Value;
use words::elsewhere as say;
use words::explanation::Section;

use super::pages::{path_of, token};
use crate::args::{ExplainArgs, Picture};
use crate::commands::explain::write_out;
use crate::commands::said;
use crate::exit::Exit;
use crate::render::told_explanation;

/// What of the answer is laid out here.
#[derive(Deserialize)]
struct Answer {
    title: String,
    standing: String,
    sections: Vec<Section>,
}

/// Asks, and lays the answer out as for a folder.
pub(in crate::commands) fn explain(service: &str, args: &ExplainArgs) -> anyhow::Result<Exit> {
    if args.all || args.format == Picture::Svg {
        said::complain(say::BRIEFLY_OVER_HTTP);
        return Ok(Exit::Unusable);
    }
    let client = ServiceClient::new(service, token(args.token.token.as_deref()))?;
    let (_, subject, period) = args.question();
    let asked = [
        period.map(|period| format!("period={}", encoded(period))),
        args.as_of.map(|day| format!("as-of={day}")),
    ];
    let asked: Vec<String> = asked.into_iter().flatten().collect();
    let path = format!("/explanations/{}?{}", path_of(subject), asked.join("&"));
    let answer: Value = serde_json::from_str(&client.ask(&path, AnswerForm::Json)?)
        .context("the service does not answer as Remit does")?;
    let text = if args.format == Picture::Json {
        format!("{}\n", serde_json::to_string_pretty(&answer)?)
    } else {
        let Answer { title, standing, sections } =
            serde_json::from_value(answer).context("the service does not answer as Remit does")?;
        told_explanation(&title, &standing, sections)
    };
    write_out(&text, args)?;
    Ok(Exit::Quiet)
}
