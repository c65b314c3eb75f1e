//! The examination of a signature before it gets to the ledger. It knows no clock and writes nothing.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use ledger::signature::Approval;
use rules::compile::{Waiting, read_mission_texts};

use super::refusal::ApprovalError;
use ledger::entry::Signed;
use ledger::signature::{Signer, Statement, signer};

/// A signature that may be taken in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Examined {
    /// What was signed.
    pub statement: Statement,
    /// By whom, as the revision in force names the person.
    pub name: String,
    /// The signature, for counting.
    pub approval: Approval,
}

/// The clocks of two machines may differ by this much.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(10);

/// Whether a signature that is handed in counts for what waits at `now`, a moment of `today`.
///
/// # Errors
/// It does not, for the first reason that was found.
pub fn examine(
    handed_in: &Signed,
    waiting: &[Waiting],
    now: Timestamp,
    today: Date,
) -> Result<Examined, ApprovalError> {
    let statement = Statement::parse(&handed_in.statement)?;
    let signer = signer(&handed_in.statement, &handed_in.signature)?;
    let waiting = find(&statement, waiting)?;
    let name = approver(&statement, &signer, waiting, today)?;
    check_times(&statement, now, today)?;
    let approval = statement.approval(signer.key);
    let is_same = |other: &&Approval| other.key == approval.key && other.starts == approval.starts;
    if waiting.signed.iter().any(|other| is_same(&other)) {
        return Err(ApprovalError::SignedAlready { name });
    }
    Ok(Examined { statement, name, approval })
}

/// The change that a statement is about.
fn find<'w>(statement: &Statement, waiting: &'w [Waiting]) -> Result<&'w Waiting, ApprovalError> {
    let mission = &statement.mission;
    let found = waiting.iter().find(|waiting| waiting.mission == *mission);
    let found = found.ok_or_else(|| ApprovalError::NothingWaits { mission: mission.clone() })?;
    if found.revision != statement.revision {
        return Err(ApprovalError::AnotherRevision {
            mission: mission.clone(),
            signed: statement.revision.short().to_owned(),
            waiting: found.revision.short().to_owned(),
        });
    }
    if found.in_force != statement.replaces {
        return Err(ApprovalError::AnotherBase {
            mission: mission.clone(),
            signed: statement.replaces.short().to_owned(),
            in_force: found.in_force.short().to_owned(),
        });
    }
    Ok(found)
}

/// The name of the approver whose key signed.
fn approver(
    statement: &Statement,
    signer: &Signer,
    waiting: &Waiting,
    today: Date,
) -> Result<String, ApprovalError> {
    let names: Vec<&str> = waiting.approvers.iter().map(|approver| &*approver.name).collect();
    let approvers = language::english::list(&names);
    let fingerprint = signer.fingerprint.clone();
    let Some(approver) = waiting.approver(&signer.key) else {
        let new = waiting.new.as_ref().and_then(read_mission_texts);
        let is_in_new = new.is_some_and(|own| own.approvers.iter().any(|one| *one.key == *signer.key));
        return Err(if is_in_new {
            ApprovalError::KeyOfNewText { fingerprint, approvers }
        } else {
            ApprovalError::UnknownKey { mission: waiting.mission.clone(), fingerprint, approvers }
        });
    };
    let name = approver.name.to_string();
    if !approver.may_sign_on(today) {
        return Err(ApprovalError::NotThen { name, day: language::english::date(today) });
    }
    if !statement.is_signed_as(&name) {
        return Err(ApprovalError::SomeoneElse { stated: statement.signer.clone(), actual: name });
    }
    Ok(name)
}

fn check_times(statement: &Statement, now: Timestamp, today: Date) -> Result<(), ApprovalError> {
    if statement.expires < today {
        return Err(ApprovalError::Expired { day: language::english::date(statement.expires) });
    }
    if let Some(starts) = statement.starts.filter(|starts| *starts > statement.expires) {
        let (starts, expires) = (language::english::date(starts), language::english::date(statement.expires));
        return Err(ApprovalError::ExpiresTooSoon { starts, expires });
    }
    if statement.signed_at.duration_since(now) > CLOCKS_DIFFER {
        return Err(ApprovalError::NotYetSigned { signed_at: statement.signed_at, now });
    }
    Ok(())
}
