//! Whether texts had the signatures that they need, and whether those are of whom they are said to be.

use engine::program::Program;
use jiff::Timestamp;
use ledger::entry::{Position, Signed};
use ledger::signature::{Statement, signer};
use rules::CompilerCache;
use rules::compile::{Settled, TextsInForce, read_mission_texts};
use rules::source::Sources;

use super::fault::{ForgedReason, StepFault};
use crate::approvals::Approvals;

/// Whether a signature is of an approver of the mission that was in force, who might sign then.
pub(super) fn check_signature(
    (in_force, program): (Option<&Sources>, Option<&Program>),
    (position, at): (Position, Timestamp),
    signed: &Signed,
    name: &str,
) -> Result<(), StepFault> {
    let forged = |reason| StepFault::Signature { position, signer: name.to_owned(), reason };
    let by = signer(&signed.statement, &signed.signature).map_err(|error| forged(error.into()))?;
    let statement = Statement::parse(&signed.statement).map_err(|_| forged(ForgedReason::NoStatement))?;
    let missions = in_force.iter().flat_map(|sources| sources.missions.values());
    let approvers = missions
        .filter_map(read_mission_texts)
        .filter(|own| own.mission == statement.mission)
        .flat_map(|own| own.approvers);
    let theirs: Vec<_> = approvers.filter(|one| *one.key == *by.key && *one.name == *name).collect();
    if theirs.is_empty() || !statement.is_signed_as(name) {
        return Err(forged(ForgedReason::NoApprover));
    }
    let today = program.map_or_else(
        || at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date(),
        |program| program.calendar.day(at),
    );
    let may_sign = theirs.iter().any(|one| one.may_sign_on(today));
    if may_sign { Ok(()) } else { Err(forged(ForgedReason::NotThen)) }
}

/// Whether texts that come into force have the signatures that those before them ask for.
pub(super) fn check_texts(
    cache: &mut CompilerCache<'_>,
    (in_force, approvals): (Option<&Sources>, &Approvals),
    (position, at): (Position, Timestamp),
    new: &Sources,
) -> Result<(), StepFault> {
    let Some(old) = in_force.filter(|old| names_approvers(old)) else { return Ok(()) };
    let in_force = TextsInForce { sources: old, approvals: approvals.standing(), now: at };
    let Settled { sources, waiting, .. } = cache.settle_signed(new, in_force);
    if sources == *new {
        return Ok(());
    }
    if waiting.is_empty() {
        return Err(StepFault::Refused { position });
    }
    let missions = waiting.iter().map(|waiting| waiting.mission.to_string()).collect();
    Err(StepFault::Unapproved { position, missions })
}

fn names_approvers(sources: &Sources) -> bool {
    sources.missions.values().filter_map(read_mission_texts).any(|own| !own.approvers.is_empty())
}
