//! What is asked of silences, and handing it in for an account, however it came.

use app::recorder::{Reach, Silencer};
use app::wire::WireProblem;
use engine::model::MissionId;
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::request::{EndSilence, Silence};
use plugins::accounts::{Account, Role};
use serde::Deserialize;

use super::preconditions::{self, Key};
use super::refusal::Refusal;
use super::submissions::Submissions;
use crate::task_queue::{Answered, AskedSilence, Silencing, Task};

/// A silence that is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) matchers: Vec<String>,
    #[serde(default)]
    pub(super) from: Option<Date>,
    pub(super) until: Date,
    pub(super) reason: String,
}

/// That one is to end.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EndWords {
    #[serde(default)]
    pub(super) reason: String,
}

/// Asks for one, for an account.
pub(super) async fn begin(
    submissions: &Submissions,
    account: &Account,
    Words { matchers, from, until, reason }: Words,
    (key, content): (Key, String),
) -> Result<Option<Answered>, WireProblem> {
    let (id, at, by) = (id(account, &key), Timestamp::now(), account.name.clone());
    let asked = AskedSilence::Begin(Silence { id, at, matchers, from, until, by, reason });
    hand_in(submissions, account, asked, (key, content)).await
}

/// Ends one, for an account.
pub(super) async fn end(
    submissions: &Submissions,
    account: &Account,
    (silence, reason): (String, String),
    (key, content): (Key, String),
) -> Result<Option<Answered>, WireProblem> {
    let (id, at, by) = (id(account, &key), Timestamp::now(), account.name.clone());
    let asked = AskedSilence::End(EndSilence { id, at, silence, by, reason });
    hand_in(submissions, account, asked, (key, content)).await
}

async fn hand_in(
    submissions: &Submissions,
    account: &Account,
    asked: AskedSilence,
    (key, content): (Key, String),
) -> Result<Option<Answered>, WireProblem> {
    let reach = match account.role {
        Role::Administrator => Reach::Everything,
        _ => {
            Reach::Missions(account.missions.iter().map(|mission| MissionId::new(mission.as_str())).collect())
        }
    };
    let (id, key) = (account.id.clone(), key.as_str().to_owned());
    let silencer = Silencer { account: id, key, content, reach };
    let place = preconditions::place(&submissions.tasks).map_err(Refusal::problem)?;
    let silencing = Silencing { silencer, asked };
    Ok(submissions.tasks.ask(Task::Silence(Box::new(silencing)), place).await)
}

/// The same however often it is handed in under a key.
fn id(account: &Account, key: &Key) -> String {
    let hash = preconditions::content(&[b"silence", account.id.as_bytes(), key.as_str().as_bytes()]);
    format!("req_{}", hash.chars().take(32).collect::<String>())
}
