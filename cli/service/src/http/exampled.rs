//! Examples of what a rule should find, looked at and handed in for an account, however they came.

use std::sync::Arc;

use app::examples::{Example, Examples, TriedExamples};
use app::recorder::ProposedText;
use app::wire::WireProblem;
use engine::model::{MissionId, ResponseId};
use ledger::asked::{Asked, RuleExamples};
use plugins::accounts::Account;

use super::changed::other_mission;
use super::preconditions::{self, Key};
use super::refusal::Refusal;
use super::said::improper;
use super::submissions::Submissions;
use crate::change_checks::Checked;
use crate::task_queue::{Answered, Keyed, Task};

/// Nothing that an example says is written longer.
const LONGEST: usize = 200;

/// What somebody says by examples, and why.
pub(super) struct Words {
    pub(super) obligation: String,
    pub(super) contribution: Option<String>,
    pub(super) period: String,
    pub(super) examples: Vec<Example>,
    pub(super) reason: String,
}

/// The same with who gives them, and by which they can be spoken of.
pub(super) fn of(account: &Account, mission: &str, words: &Words, key: &str) -> Examples {
    let Words { obligation, contribution, period, examples, .. } = words;
    Examples {
        mission: mission.to_owned(),
        obligation: obligation.clone(),
        contribution: contribution.clone(),
        period: period.clone(),
        by: account.name.clone(),
        reference: words::proposal::reference(id(account, key).as_str()),
        examples: examples.clone(),
    }
}

fn id(account: &Account, key: &str) -> ResponseId {
    let hash = preconditions::content(&[b"examples", account.id.as_bytes(), key.as_bytes()]);
    ResponseId::new(format!("req_{}", hash.chars().take(32).collect::<String>()))
}

/// What the rule in force says of examples; none where that takes longer than somebody waits. An account gives examples for its own missions alone.
pub(super) async fn look_at(
    submissions: &Submissions,
    account: &Account,
    asked: &Examples,
) -> Result<Option<Arc<TriedExamples>>, WireProblem> {
    if !account.missions.contains(&asked.mission) {
        return Err(other_mission());
    }
    if !(1..=Examples::MOST).contains(&asked.examples.len()) {
        return Err(improper(&format!("there is one example, or up to {}", Examples::MOST)));
    }
    let said = asked.examples.iter().map(|example| example.figures.len() + example.targets.len());
    if said.max().is_some_and(|most| most > Examples::MOST_GIVEN) {
        return Err(improper(&format!("an example says up to {} figures and targets", Examples::MOST_GIVEN)));
    }
    if texts(asked).any(|text| text.len() > LONGEST || text.chars().any(char::is_control)) {
        return Err(improper("names, periods and figures are short, and stand on one line"));
    }
    match submissions.change_checks.ask_examples(asked.clone()).await {
        Checked::Found(found) => Ok(Some(found)),
        Checked::Refused(problem) => Err(problem),
        Checked::NotYet => Ok(None),
    }
}

/// All that somebody wrote into examples.
fn texts(asked: &Examples) -> impl Iterator<Item = &String> {
    let of_examples = asked.examples.iter().flat_map(|example| {
        let given = example.figures.iter().chain(&example.targets);
        let given = given.flat_map(|given| [&given.measure, &given.body, &given.period, &given.value]);
        given.chain([&example.verdict])
    });
    [&asked.obligation, &asked.period].into_iter().chain(&asked.contribution).chain(of_examples)
}

/// Hands examples in for an account.
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
        return Err(improper("examples need a reason"));
    }
    let asked = of(account, mission, words, key.as_str());
    let tried = look_at(submissions, account, &asked).await?;
    let TriedExamples { path, text, examples } = (*tried.ok_or_else(|| Refusal::Busy.problem())?).clone();
    let examples = RuleExamples {
        id: id(account, key.as_str()),
        by: account.name.clone(),
        mission: mission.to_owned(),
        subject: asked.subject(),
        path,
        text,
        reason: words.reason.clone(),
        told: examples.into_iter().map(|example| example.told).collect(),
    };
    let Keyed { account: id, key, content } = keyed;
    let missions = account.missions.iter().map(|mission| MissionId::new(mission.as_str())).collect();
    let asked = Asked::Examples(Box::new(examples));
    let asked = ProposedText { account: id, key, content, missions, asked };
    let place = preconditions::place(&submissions.tasks).map_err(Refusal::problem)?;
    Ok(submissions.tasks.ask(Task::Change(Box::new(asked)), place).await)
}
