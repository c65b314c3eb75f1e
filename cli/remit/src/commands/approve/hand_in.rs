//! Bringing a signed statement to the ledger: at once where nobody else holds it, and by way of whoever does.

use std::path::Path;

use engine::model::MissionId;
use jiff::Timestamp;
use ledger::entry::Signed;
use ledger::request::{self, Request, request_id};
use ledger::signature::Statement;
use plugins::stores::{KeptLedger, LedgerPlace, StoreError};

use super::super::admission::admitted;
use super::super::advice::check_clock;
use super::super::hand_over::hand_over;
use super::super::said;
use crate::exit::Exit;
use app::agreed::Agreed;
use app::command::{Approve, ApproveError, Command as _};
use app::project::{self, Project};
use app::recorder::Recorder;

/// Takes the signature in, and says how the change stands then.
pub(super) fn hand_in(dir: &Path, ledger: &LedgerPlace, signed: Signed) -> anyhow::Result<Exit> {
    match ledger.open() {
        Ok(store) => hand_in_here(dir, store, &signed),
        Err(StoreError::InUse { .. }) => leave(dir, ledger, signed),
        Err(error) => Err(error.into()),
    }
}

fn hand_in_here(dir: &Path, store: Box<dyn KeptLedger>, signed: &Signed) -> anyhow::Result<Exit> {
    let mut recorder = Recorder::open(admitted(store, None)?)?;
    check_clock(&recorder, Timestamp::now())?;
    let now = recorder.moment(Timestamp::now());
    let Some(project) = project::load(dir, recorder.in_force(now)).0 else { return Ok(unusable()) };
    recorder.set_waiting(project.waiting);
    match Approve::new(signed).carry_out(&mut recorder, now) {
        Ok(None) => {
            said::answer("This signature is on the ledger already.\n")?;
            Ok(Exit::Quiet)
        }
        Ok(Some(examined)) => {
            said::answer(&format!("{}\n", said::signed(&examined)))?;
            let (project, _) = project::load(dir, recorder.in_force(now));
            let next =
                format!("The next `remit run {0}` or `remit serve {0}` puts it in force.", dir.display());
            project.map_or_else(
                || Ok(unusable()),
                |project| tell(dir, &project, &examined.statement.mission, now, &next),
            )
        }
        Err(ApproveError::Store(error)) => Err(error.into()),
        Err(ApproveError::Refused(refusal)) => {
            said::complain(&refusal.to_string());
            Ok(Exit::Unusable)
        }
    }
}

/// Leaves it to whoever holds the ledger, who examines it.
fn leave(dir: &Path, ledger: &LedgerPlace, signed: Signed) -> anyhow::Result<Exit> {
    // What is no statement at all is refused before anyone is asked.
    let statement = Statement::parse(&signed.statement)?;
    let at = Timestamp::now();
    let id = request_id(at, std::process::id(), &[&signed.statement, &signed.signature]);
    hand_over(dir, ledger, &Request::Approve(request::Approve { id, at, signed }), || {
        said::answer(&format!("{}\n", words::agreement::signed(&statement.signer, &statement)))?;
        let (agreed, now) = (Agreed::at(ledger)?, Timestamp::now());
        let project = project::load(dir, agreed.in_force(now)).0;
        let next = "The service that holds the ledger puts it in force.";
        project.map_or_else(|| Ok(unusable()), |project| tell(dir, &project, &statement.mission, now, next))
    })
}

fn unusable() -> Exit {
    said::complain("the project can no longer be used; `remit check` says why");
    Exit::Unusable
}

/// Says how the change stands with one more signature; `next` is who puts it in force where it has enough.
fn tell(
    dir: &Path,
    project: &Project,
    mission: &MissionId,
    now: Timestamp,
    next: &str,
) -> anyhow::Result<Exit> {
    let same = project.waiting.iter().filter(|waiting| waiting.mission == *mission);
    let same: Vec<_> = same.cloned().collect();
    if same.is_empty() {
        said::answer(&format!("The change is approved. {next}\n"))?;
    }
    said::tell_waiting(&same, dir, project.program.calendar.day(now));
    Ok(Exit::Quiet)
}
