//! What a second person decides, and handing it in for an account, however it came.

use app::recorder::Deciding;
use app::wire::WireProblem;
use ledger::entry::ProposalFate;
use plugins::accounts::{Account, Permission};
use serde::Deserialize;

use super::preconditions::{self, Key};
use super::refusal::Refusal;
use super::said::improper;
use super::submissions::Submissions;
use crate::access_control::Who;
use crate::task_queue::{Answered, Task};

/// What is decided.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decided {
    pub(super) decision: String,
    #[serde(default)]
    pub(super) reason: String,
}

/// What can be decided, by the word for it.
fn fate(word: &str) -> Option<ProposalFate> {
    match word {
        "approve" => Some(ProposalFate::Approved),
        "refuse" => Some(ProposalFate::Refused),
        "withdraw" => Some(ProposalFate::Withdrawn),
        _ => None,
    }
}

/// Whoever may decide about what others ask for, or take back what he asked for himself.
pub(super) fn decider(who: &Who) -> Result<Account, Refusal> {
    let may = |permission| preconditions::account(who, permission);
    may(Permission::Decide).or_else(|refusal| may(Permission::Respond).map_err(|_| refusal))
}

/// Hands a decision in for an account.
pub(super) async fn hand_in(
    submissions: &Submissions,
    account: &Account,
    id: String,
    Decided { decision, reason }: Decided,
    (key, content): (Key, String),
) -> Result<Option<Answered>, WireProblem> {
    let fate = fate(&decision).ok_or_else(|| unknown_decision(&decision))?;
    if fate == ProposalFate::Refused && reason.trim().is_empty() {
        return Err(improper("`refuse` needs a reason"));
    }
    if fate != ProposalFate::Withdrawn && !account.role.may(Permission::Decide) {
        return Err(Refusal::NotAllowed.problem());
    }
    let (by, account, key) = (account.name.clone(), account.id.clone(), key.as_str().to_owned());
    let deciding = Deciding { proposal: id, fate, reason, by, account, key, content };
    let place = preconditions::place(&submissions.tasks).map_err(Refusal::problem)?;
    Ok(submissions.tasks.ask(Task::Decision(Box::new(deciding)), place).await)
}

fn unknown_decision(word: &str) -> WireProblem {
    let problem = improper(&format!("there is no decision `{word}`"));
    WireProblem { help: Some("there are: approve, refuse, withdraw".to_owned()), ..problem }
}
