//! `remit respond`: what an official says to an alert, recorded at once where nobody else holds the ledger, and by whoever
//! does where somebody holds it.

use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use engine::model::Statement;
use jiff::Timestamp;
use jiff::civil::Date;
use plugins::inbox::{Fate, Inbox, Request, Respond, Ticket, request_id};
use plugins::port::StoreError;
use plugins::stores::SqliteStore;
use plugins::watch::Watcher;

use super::said;
use crate::args::ResponseArgs;
use crate::connect::{self, Print};
use crate::daemon::deliver_once;
use crate::exit::Exit;
use crate::project;
use crate::recorder::Recorder;
use crate::render;
use crate::requests::{LedTo, Outcome, carry_out};

/// How long to wait for whoever holds the ledger to take the request up.
const PATIENCE: Duration = Duration::from_secs(10);

/// Hands a response in.
pub(super) fn respond(dir: &Path, args: ResponseArgs) -> anyhow::Result<Exit> {
    let asked = asked(args);
    // Whether the last day has passed is for the project's own calendar to say.
    if let Err(fault) = asked.statement.check(Date::MIN) {
        said::complain(&format!("{fault}"));
        return Ok(Exit::Unusable);
    }
    let ledger = match project::ledger_path(dir) {
        Ok(ledger) => ledger,
        Err(faults) => {
            said::diagnose(&faults);
            return Ok(Exit::Unusable);
        }
    };
    let inbox = Inbox::beside(&std::path::absolute(&ledger)?);
    match SqliteStore::open(&ledger) {
        Ok(store) => carry_out_here(dir, store, &inbox, asked),
        Err(StoreError::InUse { .. }) => {
            let ticket = inbox.put(&Request::Respond(asked))?;
            wait_for(dir, &ledger, &inbox, &ticket)
        }
        Err(error) => Err(error.into()),
    }
}

fn asked(args: ResponseArgs) -> Respond {
    let ResponseArgs { alert, kind, by, reason, contribution, periods, approver, until } = args;
    let statement = Statement { kind: kind.into(), by, reason: reason.unwrap_or_default(), approver, until };
    let at = Timestamp::now();
    let words = [&*alert, statement.kind.as_str(), &statement.by, &statement.reason];
    let id = request_id(at, std::process::id(), &words);
    Respond { id, at, alert, contribution, periods, statement }
}

/// Nobody holds the ledger, so the request is carried out here, by way of the inbox as anywhere.
fn carry_out_here(dir: &Path, store: SqliteStore, inbox: &Inbox, asked: Respond) -> anyhow::Result<Exit> {
    let mut recorder = Recorder::open(Box::new(store))?;
    let (project, faults) = project::load(dir, recorder.in_force(recorder.moment(Timestamp::now())));
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let sources = &project.sources.project;
    let notifiers = match connect::notifiers(&project.settings, sources, dir, Print::ToError) {
        Ok(notifiers) => notifiers,
        Err(faults) => {
            said::diagnose(&faults);
            return Ok(Exit::Unusable);
        }
    };
    recorder.set_notifiers(notifiers.iter().map(|notifier| notifier.id().to_owned()).collect());
    let ticket = inbox.put(&Request::Respond(asked))?;
    let outcomes = carry_out(&mut recorder, inbox, Timestamp::now())?;
    deliver_once(&mut recorder, &notifiers)?;
    recorder.save_memo()?;
    let mut exit = Exit::Unusable;
    for outcome in outcomes {
        let is_own = outcome.ticket == ticket;
        let ended = tell(&outcome, &recorder)?;
        if is_own {
            exit = ended;
        }
    }
    Ok(exit)
}

/// Says what became of a request that was carried out here.
fn tell(outcome: &Outcome, recorder: &Recorder) -> anyhow::Result<Exit> {
    match &outcome.led_to {
        Ok(LedTo::Responded(responded)) => {
            said::answer(&render::response(responded, recorder.engine()))?;
            Ok(Exit::Quiet)
        }
        Ok(LedTo::KnownBefore) => Ok(Exit::Quiet),
        Err(reason) => {
            said::complain(reason);
            Ok(Exit::Unusable)
        }
    }
}

/// Waits until whoever holds the ledger has taken the request up.
fn wait_for(dir: &Path, ledger: &Path, inbox: &Inbox, ticket: &Ticket) -> anyhow::Result<Exit> {
    let (sender, changes) = channel();
    let project = std::path::absolute(dir)?;
    let folders = [inbox.folder().to_owned()];
    let _watcher = Watcher::new(&project, &folders, move |change| drop(sender.send(change)))?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match inbox.fate(ticket)? {
            Fate::Done => {
                said::answer("Recorded by the service that holds the ledger.\n")?;
                return Ok(Exit::Quiet);
            }
            Fate::Refused(reason) => {
                said::complain(&reason);
                return Ok(Exit::Unusable);
            }
            Fate::Waiting => {}
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if let Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) = changes.recv_timeout(left) {
            said::answer(&format!(
                "Handed in. Another process holds the ledger {}; the next `remit serve` or `remit run` carries it out.\n",
                ledger.display()
            ))?;
            return Ok(Exit::Quiet);
        }
    }
}
