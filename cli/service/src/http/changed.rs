//! A change of a text that somebody asks for, looked at and handed in for an account, however it came.

use std::sync::Arc;

use app::recorder::ProposedChange;
use app::text_change::{ChangeFault, ForeseenChange, Wish};
use app::wire::WireProblem;
use engine::model::{MissionId, ResponseId};
use ledger::asked::TextChange;
use plugins::accounts::Account;
use serde::{Deserialize, Serialize};

use super::preconditions::{self, Key};
use super::refusal::Refusal;
use super::said::improper;
use super::submissions::Submissions;
use crate::change_checks::Checked;
use crate::change_problem::change_problem;
use crate::task_queue::{Answered, Keyed, Task};

/// No day and no period is written longer.
const LONGEST_FROM: usize = 40;

/// A change that is asked for.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) place: String,
    pub(super) value: String,
    #[serde(default)]
    pub(super) from: Option<String>,
    #[serde(default)]
    pub(super) reason: String,
}

/// What a change would do, for programs.
#[derive(Serialize)]
pub(super) struct WireForeseen<'f> {
    mission: &'f str,
    place: &'f str,
    before: Option<&'f str>,
    after: &'f str,
    from: Option<&'f str>,
    path: &'f str,
    put: &'f str,
    faults: &'f [String],
    warnings: &'f [String],
    effect: &'f [String],
}

impl<'f> WireForeseen<'f> {
    pub(super) fn of(mission: &'f str, words: &'f Words, found: &'f ForeseenChange) -> Self {
        let ForeseenChange { before, after, path, put, faults, warnings, effect, .. } = found;
        let (before, from) = (before.as_deref(), words.from.as_deref());
        Self { mission, place: &words.place, before, after, from, path, put, faults, warnings, effect }
    }
}

/// What a change would do, or why it is none. An account looks at changes of its own missions alone.
pub(super) async fn look_at(
    submissions: &Submissions,
    account: &Account,
    mission: &str,
    words: &Words,
) -> Result<Option<Arc<ForeseenChange>>, WireProblem> {
    if !account.missions.iter().any(|own| own == mission) {
        return Err(WireProblem {
            status: 403,
            code: "other-mission",
            title: "The change is another board's to ask for",
            detail: "The account does not speak for this mission.".to_owned(),
            help: Some("ask the people who look after accounts".to_owned()),
        });
    }
    if words.from.as_ref().is_some_and(|from| from.len() > LONGEST_FROM || from.chars().any(char::is_control))
    {
        return Err(improper("a change begins with a day or a period, such as 2026-04-01 or 2026-Q2"));
    }
    let Words { place, value, from, .. } = words.clone();
    match submissions.change_checks.ask(Wish { mission: mission.to_owned(), place, value, from }).await {
        Checked::Foreseen(found) => Ok(Some(found)),
        Checked::Refused(problem) => Err(problem),
        Checked::NotYet => Ok(None),
    }
}

/// Hands a change in for an account.
pub(super) async fn hand_in(
    submissions: &Submissions,
    account: &Account,
    mission: &str,
    words: &Words,
    (key, content): (Key, String),
) -> Result<Option<Answered>, WireProblem> {
    let keyed = Keyed { account: account.id.clone(), key: key.as_str().to_owned(), content };
    let known = preconditions::known(&submissions.tasks, &keyed, &key).await.map_err(Refusal::problem)?;
    if known.is_some() {
        return Ok(known);
    }
    if words.reason.trim().is_empty() {
        return Err(improper("a change needs a reason"));
    }
    let found = look_at(submissions, account, mission, words).await?;
    let found = found.ok_or_else(|| Refusal::Busy.problem())?;
    if !found.faults.is_empty() {
        return Err(change_problem(&ChangeFault::Faults(found.faults.clone())));
    }
    let ForeseenChange { before, after, base, effect, .. } = (*found).clone();
    let hash = preconditions::content(&[b"change", keyed.account.as_bytes(), keyed.key.as_bytes()]);
    let change = TextChange {
        id: ResponseId::new(format!("req_{}", hash.chars().take(32).collect::<String>())),
        by: account.name.clone(),
        mission: mission.to_owned(),
        place: words.place.clone(),
        before,
        after,
        from: words.from.clone(),
        base,
        reason: words.reason.clone(),
        effect,
    };
    let Keyed { account: id, key, content } = keyed;
    let missions = account.missions.iter().map(|mission| MissionId::new(mission.as_str())).collect();
    let asked = ProposedChange { account: id, key, content, missions, change };
    let place = preconditions::place(&submissions.tasks).map_err(Refusal::problem)?;
    Ok(submissions.tasks.ask(Task::Change(Box::new(asked)), place).await)
}
