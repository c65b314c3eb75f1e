//! `remit respond`: what an official says to an alert, recorded at once where nobody else holds the ledger, and by whoever
//! does where somebody holds it.

use std::path::Path;

use engine::model::Submission;
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::request::{Request, Respond, request_id};
use plugins::inbox::Inbox;
use plugins::stores::{KeptLedger, StoreError};

use super::admission::admitted;
use super::advice::check_clock;
use super::hand_over::hand_over;
use super::said;
use crate::args::ResponseArgs;
use crate::exit::Exit;
use crate::render;
use app::connect::{self, Print};
use app::delivery::deliver_once;
use app::project;
use app::recorder::Recorder;
use app::requests::{LedTo, Pending, RequestOutcome, carry_out, pending};

/// Hands a response in.
pub(super) fn respond(args: ResponseArgs) -> anyhow::Result<Exit> {
    let (dir, alert) = args.matter();
    let (dir, alert) = (&*dir, alert.to_owned());
    let asked = asked(args, alert);
    // Whether the last day has passed is for the project's own calendar to say.
    if let Err(fault) = asked.submission.check(Date::MIN) {
        said::complain(&format!("{fault}"));
        return Ok(Exit::Unusable);
    }
    hand_in(dir, &Request::Respond(asked))
}

/// Has a request carried out: here where nobody holds the ledger, and by whoever does otherwise.
pub(super) fn hand_in(dir: &Path, request: &Request) -> anyhow::Result<Exit> {
    let ledger = match project::ledger_place(dir) {
        Ok(ledger) => ledger,
        Err(faults) => {
            said::diagnose(&faults);
            return Ok(Exit::Unusable);
        }
    };
    match ledger.open() {
        Ok(store) => carry_out_here(dir, store, &Inbox::beside(ledger.beside()), request),
        Err(StoreError::InUse { .. }) => hand_over(dir, &ledger, request, || {
            said::answer("Recorded by the service that holds the ledger.\n")?;
            Ok(Exit::Quiet)
        }),
        Err(error) => Err(error.into()),
    }
}

fn asked(args: ResponseArgs, alert: String) -> Respond {
    let enclosure = args.enclosure();
    let ResponseArgs { kind, by, reason, contribution, periods, approver, until, .. } = args;
    let submission = Submission {
        kind: kind.into(),
        by: by.unwrap_or_default(),
        reason: reason.unwrap_or_default(),
        approver,
        until,
    };
    let at = Timestamp::now();
    let words = [&*alert, submission.kind.as_str(), &submission.by, &submission.reason];
    let id = request_id(at, std::process::id(), &words);
    Respond { id, at, alert, contribution, periods, submission, enclosure }
}

/// Nobody holds the ledger, so the request is carried out here, by way of the inbox as anywhere.
fn carry_out_here(
    dir: &Path,
    store: Box<dyn KeptLedger>,
    inbox: &Inbox,
    request: &Request,
) -> anyhow::Result<Exit> {
    let mut recorder = Recorder::open(admitted(store, None)?)?;
    check_clock(&recorder, Timestamp::now())?;
    let (project, faults) = project::load(dir, recorder.in_force(recorder.moment(Timestamp::now())));
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let sources = &project.sources.project;
    let notifiers = connect::notifiers(&project.settings, sources, dir, Print::ToError);
    said::diagnose(&notifiers.faults);
    recorder.set_notifiers(notifiers.names());
    recorder.set_routes(project.settings.routes.clone());
    recorder.set_pages(project.settings.server.public_url.clone());
    recorder.set_waiting(project.waiting);
    let ticket = inbox.put(request)?;
    let Pending { signatures, rest } = pending(inbox)?;
    let taken = signatures.into_iter().chain(rest).collect();
    let outcomes = carry_out(&mut recorder, inbox, taken, Timestamp::now())?;
    deliver_once(&mut recorder, &notifiers.all)?;
    recorder.save_snapshot()?;
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
fn tell(outcome: &RequestOutcome, recorder: &Recorder) -> anyhow::Result<Exit> {
    match &outcome.led_to {
        Ok(LedTo::Responded(responded)) => {
            said::answer(&render::response(responded, recorder.engine()))?;
            Ok(Exit::Quiet)
        }
        Ok(LedTo::Approved(examined)) => {
            said::remark(&said::signed(examined));
            Ok(Exit::Quiet)
        }
        Ok(LedTo::Silenced(known)) => {
            if let Some(program) = recorder.engine().program() {
                let now = recorder.moment(Timestamp::now());
                let told = words::silence::recorded(known, now, &program.calendar);
                said::answer(&format!("{}\n", told.join("\n")))?;
            }
            Ok(Exit::Quiet)
        }
        Ok(LedTo::KnownBefore) => Ok(Exit::Quiet),
        Err(reason) => {
            said::complain(&reason.to_string());
            Ok(Exit::Unusable)
        }
    }
}
