//! What to do about a fault of the ledger, of the clock, of a certificate or of a service, for whoever typed the command.

use anyhow::Error;
use app::ledger_care::head;
use app::project::Project;
use app::recorder::{ClockBehind, Recorder};
use app::upgrade::UpgradeError;
use jiff::Timestamp;
use plugins::service_client::ServiceError;
use plugins::stores::{DatabaseAddress, StoreError};
use service::ListenError;

use super::said;

/// What to do about a fault; none where it says so itself.
pub(super) fn advice(error: &Error) -> Option<String> {
    if let Some(behind) = error.downcast_ref::<ClockBehind>() {
        return Some(behind.help(Timestamp::now()));
    }
    if let Some(refused) = error.downcast_ref::<ServiceError>() {
        return refused.help().map(str::to_owned);
    }
    if let Some(ListenError::Certificate(unusable)) = error.downcast_ref::<ListenError>() {
        return Some(unusable.help().to_owned());
    }
    if let Some(not_admitted) = error.downcast_ref::<UpgradeError>()
        && let Some(help) = not_admitted.help()
    {
        return Some(help);
    }
    match error.downcast_ref::<StoreError>()? {
        StoreError::Damaged { path, .. } if DatabaseAddress::is_meant(path) => Some(
            "put the database back from its own backups, to the moment before the damage; `remit ledger verify DIR` checks it"
                .to_owned(),
        ),
        StoreError::Damaged { .. } => Some(
            "put it back from a backup, or let `remit ledger repair DIR` cut it back to the last sound entry; it keeps a copy of the whole"
                .to_owned(),
        ),
        StoreError::WentBack { .. } => Some(
            "before you start again, hold it against the newest checkpoint that somebody kept: `remit verify DIR --checkpoint FILE`. docs/operating.md says under \"Copies, and going back to one\" what is missing then"
                .to_owned(),
        ),
        StoreError::NewerRemit { found, .. } => Some(format!(
            "use Remit {found} or a newer one; to go back to an older one, put back a copy of the ledger from before"
        )),
        StoreError::Lost { .. } => Some(
            "only one `remit` may write a ledger; see who else writes or moves it, and start again. `remit ledger verify DIR` checks it"
                .to_owned(),
        ),
        _ => None,
    }
}

/// Says to whoever asks a question where the ledger is ahead of the clock. It is answered all the same.
pub(super) fn tell_clock(project: &Project, clock: Timestamp) {
    let head = head(&project.ledger()).ok().flatten();
    let written_at = head.and_then(|head| head.at);
    if let Some(behind) = written_at.and_then(|at| ClockBehind::of(at, clock)) {
        said::complain(&behind.to_string());
        said::remark(&format!("  help: {}", behind.help(clock)));
    }
}

/// Says where the ledger is ahead of the clock.
///
/// # Errors
/// It is so far ahead that nothing should be judged by it.
pub(super) fn check_clock(recorder: &Recorder, clock: Timestamp) -> Result<(), ClockBehind> {
    match recorder.clock_behind(clock) {
        Some(behind) if behind.is_too_far() => Err(behind),
        Some(behind) => {
            said::complain(&format!("{behind}; time stands still until then"));
            said::remark(&format!("  help: {}", behind.help(clock)));
            Ok(())
        }
        None => Ok(()),
    }
}
