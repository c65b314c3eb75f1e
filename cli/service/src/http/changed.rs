//! A change of a text that somebody asks for, looked at and handed in for an account, however it came.

use std::sync::Arc;

use app::recorder::ProposedText;
use app::text_change::{ChangeFault, ForeseenChange, ForeseenValue, Wish, WishedValue};
use app::wire::{WireProblem, WireValueChange};
use engine::model::{MissionId, ResponseId};
use ledger::asked::{Asked, TextChange, ValueChange};
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

/// A change that is asked for: of one value, or of several together.
#[derive(Clone, Deserialize)]
#[serde(try_from = "Sent")]
pub(super) struct Words {
    pub(super) values: Vec<ValueWords>,
    pub(super) reason: String,
}

/// One value of it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueWords {
    pub(super) place: String,
    pub(super) value: String,
    #[serde(default)]
    pub(super) from: Option<String>,
}

/// The same as programs send it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    place: Option<String>,
    value: Option<String>,
    from: Option<String>,
    values: Option<Vec<ValueWords>>,
    #[serde(default)]
    reason: String,
}

impl TryFrom<Sent> for Words {
    type Error = &'static str;

    fn try_from(Sent { place, value, from, values, reason }: Sent) -> Result<Self, Self::Error> {
        let values = match (place, value, from, values) {
            (Some(place), Some(value), from, None) => vec![ValueWords { place, value, from }],
            (None, None, None, Some(values)) => values,
            (None, _, _, None) => return Err("missing field `place`, or `values`"),
            (Some(_), None, _, None) => return Err("missing field `value`"),
            _ => return Err("with `values`, each has its own `place`, `value` and `from`"),
        };
        Ok(Self { values, reason })
    }
}

/// What a change would do, for programs.
#[derive(Serialize)]
pub(super) struct WireForeseen<'f> {
    mission: &'f str,
    /// The only one once more, where it is one.
    #[serde(flatten)]
    value: Option<WireValueChange>,
    values: Vec<WireValueChange>,
    path: &'f str,
    put: &'f str,
    faults: &'f [String],
    warnings: &'f [String],
    effect: &'f [String],
}

impl<'f> WireForeseen<'f> {
    pub(super) fn of(mission: &'f str, words: &'f Words, found: &'f ForeseenChange) -> Self {
        let ForeseenChange { values, path, put, faults, warnings, effect } = found;
        let values = words.values.iter().zip(values).map(|(said, ForeseenValue { before, after, .. })| {
            let ValueWords { place, from, .. } = said.clone();
            WireValueChange { place, before: before.clone(), after: after.clone(), from }
        });
        let values: Vec<_> = values.collect();
        Self { mission, value: WireValueChange::only(&values), values, path, put, faults, warnings, effect }
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
        return Err(other_mission());
    }
    if !(1..=Wish::MOST).contains(&words.values.len()) {
        return Err(improper(&format!("a change is of one value, or of up to {} together", Wish::MOST)));
    }
    let is_no_beginning = |from: &String| from.len() > LONGEST_FROM || from.chars().any(char::is_control);
    if words.values.iter().any(|value| value.from.as_ref().is_some_and(is_no_beginning)) {
        return Err(improper("a change begins with a day or a period, such as 2026-04-01 or 2026-Q2"));
    }
    let values = words.values.iter().cloned();
    let values = values.map(|ValueWords { place, value, from }| WishedValue { place, value, from }).collect();
    match submissions.change_checks.ask(Wish { mission: mission.to_owned(), values }).await {
        Checked::Found(found) => Ok(Some(found)),
        Checked::Refused(problem) => Err(problem),
        Checked::NotYet => Ok(None),
    }
}

/// That it is another board's to ask for.
pub(super) fn other_mission() -> WireProblem {
    WireProblem {
        status: 403,
        code: "other-mission",
        title: "The change is another board's to ask for",
        detail: "The account does not speak for this mission.".to_owned(),
        help: Some("ask the people who look after accounts".to_owned()),
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
    let ForeseenChange { values, effect, .. } = (*found).clone();
    let values = values.into_iter().zip(&words.values).map(|(found, said)| {
        let ForeseenValue { before, after, base } = found;
        ValueChange { place: said.place.clone(), before, after, from: said.from.clone(), base }
    });
    let hash = preconditions::content(&[b"change", keyed.account.as_bytes(), keyed.key.as_bytes()]);
    let change = TextChange {
        id: ResponseId::new(format!("req_{}", hash.chars().take(32).collect::<String>())),
        by: account.name.clone(),
        mission: mission.to_owned(),
        values: values.collect(),
        reason: words.reason.clone(),
        effect,
    };
    let Keyed { account: id, key, content } = keyed;
    let missions = account.missions.iter().map(|mission| MissionId::new(mission.as_str())).collect();
    let asked = ProposedText { account: id, key, content, missions, asked: Asked::Change(Box::new(change)) };
    let place = preconditions::place(&submissions.tasks).map_err(Refusal::problem)?;
    Ok(submissions.tasks.ask(Task::Change(Box::new(asked)), place).await)
}
