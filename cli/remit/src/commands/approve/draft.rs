//! The statement, before it is signed.

use anyhow::bail;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use ledger::signature::Statement;
use rules::compile::Waiting;
use words::english;

use crate::args::ApproveArgs;

/// How long a signature may be used where nothing else is said.
const DAYS: i64 = 30;

/// What `signer` says of a change.
pub(super) fn draft(
    args: &ApproveArgs,
    waiting: &Waiting,
    effect: String,
    signer: &str,
    now: Timestamp,
    today: Date,
) -> anyhow::Result<Statement> {
    let reason = args.reason.as_deref().unwrap_or_default();
    let reason = reason.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control());
    if reason.is_empty() {
        bail!("the reason is empty; say with `--reason` why the change is right");
    }
    if let Some(from) = args.from.filter(|from| *from < today) {
        bail!(
            "{} is over; leave `--from` out where the change is to take effect at once",
            english::date(from)
        );
    }
    let expires = match args.until {
        Some(until) => until,
        None => today.checked_add(DAYS.days())?.max(args.from.unwrap_or(today)),
    };
    Ok(Statement {
        mission: waiting.mission.clone(),
        revision: waiting.revision.clone(),
        replaces: waiting.in_force.clone(),
        starts: args.from.or_else(|| proposed(waiting)),
        reason: reason.to_owned(),
        effect,
        signer: signer.to_owned(),
        // Whoever reads a statement has no use for less than a second.
        signed_at: now.round(jiff::Unit::Second).unwrap_or(now),
        expires,
    })
}

/// The day that those who signed before have agreed on.
fn proposed(waiting: &Waiting) -> Option<Date> {
    let first = waiting.signed.first()?;
    let is_agreed = waiting.signed.iter().all(|approval| approval.starts == first.starts);
    first.starts.filter(|_| is_agreed)
}
