//! What an official says, and handing it in for an account, however it came.

use app::recorder::Proved;
use app::wire::WireProblem;
use engine::model::{BodyId, MissionId, ResponseKind, Submission};
use engine::respond::{Enclosure, ForecastWords, GroupWords, PaperWords};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::request::Respond;
use plugins::accounts::Account;
use serde::Deserialize;

use super::preconditions::{self, Key};
use super::refusal::Refusal;
use super::submissions::Submissions;
use crate::task_queue::{Answered, Keyed, ResponseTask as Said, Task};

/// What an official says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) kind: String,
    #[serde(default)]
    pub(super) reason: String,
    #[serde(default)]
    pub(super) contribution: Option<String>,
    #[serde(default)]
    pub(super) periods: Vec<String>,
    #[serde(default)]
    pub(super) until: Option<Date>,
    #[serde(default)]
    document: Option<Document>,
    #[serde(default)]
    group: Option<Group>,
    #[serde(default)]
    forecast: Option<Forecast>,
}

/// The value as text, since it is exact.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forecast {
    value: String,
    period: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    title: String,
    #[serde(default)]
    link: Option<String>,
    #[serde(default)]
    from: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    members: Vec<String>,
    #[serde(default)]
    exit_test: String,
}

impl Words {
    /// Words without anything enclosed, as a form has them.
    pub(super) fn plain(
        kind: String,
        reason: String,
        contribution: Option<String>,
        until: Option<Date>,
    ) -> Self {
        Self {
            kind,
            reason,
            contribution,
            periods: Vec::new(),
            until,
            document: None,
            group: None,
            forecast: None,
        }
    }

    fn enclosure(&self) -> Enclosure {
        match (&self.group, &self.document) {
            (Some(Group { members, exit_test }), _) => {
                Enclosure::Group(GroupWords { members: members.clone(), exit_test: exit_test.clone() })
            }
            (None, Some(Document { title, link, from })) => {
                Enclosure::Paper(PaperWords { title: title.clone(), link: link.clone(), from: *from })
            }
            (None, None) => self.forecast.as_ref().and_then(forecast_words).unwrap_or_default(),
        }
    }
}

/// What is expected; none where the value is no number, which is refused as no forecast.
fn forecast_words(Forecast { value, period }: &Forecast) -> Option<Enclosure> {
    let value = value.trim().parse().ok()?;
    Some(Enclosure::Forecast(ForecastWords { value, period: period.clone() }))
}

/// Hands a response in for an account.
pub(super) async fn hand_in(
    submissions: &Submissions,
    account: &Account,
    alert: String,
    words: Words,
    key: Key,
    content: String,
) -> Result<Option<Answered>, WireProblem> {
    let keyed = Keyed { account: account.id.clone(), key: key.as_str().to_owned(), content };
    let request = request(account, &keyed, alert, &words)?;
    let proved = proved(account, keyed);
    let place = preconditions::place(&submissions.tasks).map_err(Refusal::problem)?;
    let said = Task::Response(Box::new(Said { proved, request }));
    Ok(submissions.tasks.ask(said, place).await)
}

/// What is asked of whoever holds the ledger. The name under it is that of the account.
fn request(account: &Account, keyed: &Keyed, alert: String, words: &Words) -> Result<Respond, WireProblem> {
    let kind = ResponseKind::named(&words.kind).ok_or_else(|| unknown_kind(&words.kind))?;
    let (by, reason) = (account.name.clone(), words.reason.clone());
    let submission = Submission { kind, by, reason, approver: None, until: words.until };
    // What needs a second person waits for one.
    submission.check_proposal(Date::MIN).map_err(|fault| improper(&fault.to_string()))?;
    let hash = preconditions::content(&[keyed.account.as_bytes(), keyed.key.as_bytes()]);
    Ok(Respond {
        id: format!("req_{}", hash.chars().take(32).collect::<String>()),
        at: Timestamp::now(),
        alert,
        contribution: words.contribution.clone().filter(|named| !named.is_empty()),
        periods: words.periods.clone(),
        submission,
        enclosure: words.enclosure(),
    })
}

fn proved(account: &Account, Keyed { account: id, key, content }: Keyed) -> Proved {
    Proved {
        account: id,
        key,
        content,
        bodies: account.bodies.iter().map(|body| BodyId::new(body.as_str())).collect(),
        missions: account.missions.iter().map(|mission| MissionId::new(mission.as_str())).collect(),
    }
}

fn unknown_kind(kind: &str) -> WireProblem {
    let known: Vec<&str> = ResponseKind::ALL.iter().map(|kind| kind.as_str()).collect();
    let near = language::diagnostic::nearest(kind, known.iter().copied());
    let help = near
        .map_or_else(|| format!("there are: {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
    improper_with(&format!("there is no response `{kind}`"), Some(help))
}

pub(super) fn improper(detail: &str) -> WireProblem {
    improper_with(detail, None)
}

fn improper_with(detail: &str, help: Option<String>) -> WireProblem {
    WireProblem {
        status: 422,
        code: "improper-response",
        title: "The response is not complete",
        detail: format!("{}.", words::english::capitalised(detail.trim_end_matches('.'))),
        help,
    }
}
