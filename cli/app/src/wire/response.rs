//! What an official said to an alert, for programs.

use engine::alert::Alert;
use engine::model::{Enclosed, ExitTest, Forecast, Group, Member, ReportedPaper, Response};
use engine::{Effects, Engine};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use words::proposal::reference;
use words::response::{consequences, recorded};

/// What an official said to an alert.
#[derive(Serialize, Debug)]
pub struct WireResponse {
    id: String,
    kind: &'static str,
    at: Timestamp,
    by: String,
    contribution: Option<String>,
    periods: Vec<String>,
    reason: String,
    approver: Option<String>,
    until: Option<Date>,
    /// The paper that it reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<WirePaper>,
    /// The group that it opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<WireGroup>,
    /// The bodies for which it accepts an obligation anew after a cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted_for: Option<Vec<String>>,
    /// The figure that is expected by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    forecast: Option<WireForecast>,
}

/// A figure that somebody expects, and how that came out.
#[derive(Serialize, Debug)]
struct WireForecast {
    measure: String,
    body: String,
    period: String,
    value: String,
    /// `open`, `came-true`, `fell-short` or `not-reported`.
    outcome: &'static str,
    /// The figure that came; null while there is none.
    figure: Option<String>,
}

impl From<&Forecast> for WireForecast {
    fn from(Forecast { cell, value, outcome }: &Forecast) -> Self {
        Self {
            measure: cell.measure.to_string(),
            body: cell.body.to_string(),
            period: cell.period.to_string(),
            value: value.to_string(),
            outcome: outcome.as_str(),
            figure: outcome.figure().map(|figure| figure.to_string()),
        }
    }
}

/// A forecast, whether or not the alert is open to which it was said.
#[derive(Serialize, Debug)]
pub struct WireMadeForecast {
    mission: String,
    obligation: String,
    /// Whether the alert is over to which it was said.
    alert_is_over: bool,
    response: WireResponse,
}

impl WireMadeForecast {
    /// A forecast beside the alerts that stand.
    pub(super) fn beside(alerts: &[Alert], response: &Response) -> Self {
        let is_shown = alerts.iter().flat_map(|alert| &alert.responses).any(|shown| shown.id == response.id);
        Self {
            mission: response.obligation.mission.to_string(),
            obligation: response.obligation.obligation.to_string(),
            alert_is_over: !is_shown,
            response: response.into(),
        }
    }
}

/// A response that was recorded just now, and what it changes.
#[derive(Serialize, Debug)]
pub struct WireRecorded {
    /// By which it can be spoken of: the beginning of its id, as people read it out.
    reference: String,
    /// What was recorded and what it changes, sentence by sentence.
    sentences: Vec<String>,
    response: WireResponse,
}

impl WireRecorded {
    pub(crate) fn of(response: &Response, effects: &Effects, engine: &Engine) -> Self {
        let mut sentences = vec![recorded(response)];
        if let Some(program) = engine.program() {
            sentences.extend(consequences(response, effects, &program.catalogue));
        }
        if engine.answers_people(response) {
            sentences.push(words::panel::MAY_BE_READ.to_owned());
        }
        Self { reference: reference(response.id.as_str()), sentences, response: response.into() }
    }
}

/// A group that is open.
#[derive(Serialize, Debug)]
pub struct WireOpenGroup {
    mission: String,
    obligation: String,
    /// The response that opened it.
    response: WireResponse,
}

impl From<&Response> for WireOpenGroup {
    fn from(response: &Response) -> Self {
        Self {
            mission: response.obligation.mission.to_string(),
            obligation: response.obligation.obligation.to_string(),
            response: response.into(),
        }
    }
}

/// A group that somebody opened by a response. Its end is `until`.
#[derive(Serialize, Debug)]
struct WireGroup {
    members: Vec<WireMember>,
    exit_test: WireExitTest,
    /// When what it is to bring about had come about; null while it is open.
    closed_at: Option<Timestamp>,
}

#[derive(Serialize, Debug)]
struct WireMember {
    body: String,
    /// Null where the body is the member, whoever answers for it.
    person: Option<String>,
}

#[derive(Serialize, Debug)]
#[serde(rename_all = "snake_case")]
enum WireExitTest {
    /// So many periods of an obligation are met running.
    Met { obligation: String, periods: u32 },
    /// A document is in force.
    InForce { document: String, body: String },
}

/// A paper that somebody reported by a response.
#[derive(Serialize, Debug)]
struct WirePaper {
    document: String,
    body: String,
    title: String,
    link: Option<String>,
    from: Date,
}

impl From<&Response> for WireResponse {
    fn from(response: &Response) -> Self {
        let statement = &response.submission;
        Self {
            id: response.id.to_string(),
            kind: statement.kind.as_str(),
            at: response.at,
            by: statement.by.clone(),
            contribution: response.scope.contribution().map(ToString::to_string),
            periods: response.periods.iter().map(ToString::to_string).collect(),
            reason: statement.reason.clone(),
            approver: statement.approver.clone(),
            until: statement.until,
            document: match &response.enclosed {
                Enclosed::Nothing | Enclosed::Group(_) | Enclosed::Acceptance(_) | Enclosed::Forecast(_) => {
                    None
                }
                Enclosed::Paper(paper) => Some(paper.into()),
            },
            group: response.enclosed.group().map(Into::into),
            forecast: response.enclosed.forecast().map(Into::into),
            accepted_for: response
                .enclosed
                .accepted_for()
                .map(|bodies| bodies.iter().map(ToString::to_string).collect()),
        }
    }
}

impl From<&ReportedPaper> for WirePaper {
    fn from(ReportedPaper { cell, paper }: &ReportedPaper) -> Self {
        Self {
            document: cell.measure.to_string(),
            body: cell.body.to_string(),
            title: paper.title.to_string(),
            link: paper.link.as_deref().map(str::to_owned),
            from: cell.period.first_day(),
        }
    }
}

impl From<&Group> for WireGroup {
    fn from(Group { members, exit_test, closed_at }: &Group) -> Self {
        let member = |Member { body, person }: &Member| WireMember {
            body: body.to_string(),
            person: person.as_deref().map(str::to_owned),
        };
        let exit_test = match exit_test {
            ExitTest::Met { obligation, periods } => {
                WireExitTest::Met { obligation: obligation.to_string(), periods: *periods }
            }
            ExitTest::InForce { document, body } => {
                WireExitTest::InForce { document: document.to_string(), body: body.to_string() }
            }
        };
        Self { members: members.iter().map(member).collect(), exit_test, closed_at: *closed_at }
    }
}
