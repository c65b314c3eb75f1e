//! Carrying out what is asked through the inbox. Whoever holds the ledger does it: `serve`, `run`, or the command that asks.

use crate::approvals::{ApprovalError, Examined};
use engine::respond::Refusal;
use jiff::Timestamp;
use ledger::request::Request;
use ledger::silences::KnownSilence;
use plugins::inbox::{Inbox, InboxError, RequestFault, Taken, Ticket};
use plugins::stores::StoreError;
use thiserror::Error;

use crate::command::{Approve, ApproveError, Command as _, EndSilence, Respond, Silence};
use crate::recorder::{Recorder, RespondError, Responded, SilenceError};

/// What became of one request.
pub struct RequestOutcome {
    pub ticket: Ticket,
    /// What it led to, or why it was refused.
    pub led_to: Result<LedTo, RequestRefusal>,
}

/// What a request led to.
pub enum LedTo {
    /// An official's response was recorded.
    Responded(Box<Responded>),
    /// A person's signature was taken in.
    Approved(Box<Examined>),
    /// A silence was recorded, or its end.
    Silenced(Box<KnownSilence>),
    /// Nothing: it was carried out before.
    KnownBefore,
}

/// Why a request is refused.
#[derive(Debug, Error)]
pub enum RequestRefusal {
    /// It is no request. The inbox has moved it aside already, or says why it cannot.
    #[error(transparent)]
    Unreadable(#[from] RequestFault),
    #[error("{refusal}{}", help.as_ref().map(|help| format!("\n  help: {help}")).unwrap_or_default())]
    Response { refusal: Refusal, help: Option<String> },
    #[error(transparent)]
    Approval(#[from] ApprovalError),
    /// It is somebody else's to say.
    #[error(transparent)]
    NotTheirs(Box<RespondError>),
    #[error("{refusal}{}", help.as_ref().map(|help| format!("\n  help: {help}")).unwrap_or_default())]
    Silence { refusal: Box<SilenceError>, help: Option<String> },
    /// It was refused, and cannot be moved aside.
    #[error("{refusal}; it stays in the inbox, since {error}")]
    Stuck { refusal: Box<RequestRefusal>, error: InboxError },
}

/// What stands in the inbox, in the order in which it was handed in.
pub struct Pending {
    /// Signatures under changes that wait. They come first, since they settle which rules are in force.
    pub signatures: Vec<Taken>,
    pub rest: Vec<Taken>,
}

/// Why requests could not be carried out now. Those that were not stay in the inbox.
#[derive(Debug, Error)]
pub enum RequestsError {
    /// The inbox cannot be used.
    #[error(transparent)]
    Inbox(#[from] InboxError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What stands in the inbox.
///
/// # Errors
/// The inbox cannot be read.
pub fn pending(inbox: &Inbox) -> Result<Pending, InboxError> {
    let is_signature = |taken: &Taken| matches!(taken.1, Ok(Request::Approve(_)));
    let (signatures, rest) = inbox.take()?.into_iter().partition(is_signature);
    Ok(Pending { signatures, rest })
}

/// Carries out what was taken from the inbox. A request leaves the inbox once it is on the ledger, or is refused.
/// Signatures are held against what the recorder knows to wait.
///
/// # Errors
/// The inbox or the store failed; what was not carried out is tried again with the next call.
pub fn carry_out(
    recorder: &mut Recorder,
    inbox: &Inbox,
    taken: Vec<Taken>,
    now: Timestamp,
) -> Result<Vec<RequestOutcome>, RequestsError> {
    let mut outcomes = Vec::new();
    for (ticket, request) in taken {
        let led_to = match request {
            Ok(request) => settle(inbox, &ticket, attempt(recorder, &request, now)?)?,
            Err(fault) => Err(fault.into()),
        };
        outcomes.push(RequestOutcome { ticket, led_to });
    }
    Ok(outcomes)
}

/// Takes a request out of the inbox. One that cannot be moved aside holds the others up no more than one that can.
fn settle(
    inbox: &Inbox,
    ticket: &Ticket,
    led_to: Result<LedTo, RequestRefusal>,
) -> Result<Result<LedTo, RequestRefusal>, InboxError> {
    match led_to {
        Ok(led_to) => inbox.done(ticket).map(|()| Ok(led_to)),
        Err(refusal) => Ok(Err(match inbox.refuse(ticket, &refusal.to_string()) {
            Ok(()) => refusal,
            Err(error) => RequestRefusal::Stuck { refusal: Box::new(refusal), error },
        })),
    }
}

/// Carries one request out. Inside: why it is refused.
fn attempt(
    recorder: &mut Recorder,
    request: &Request,
    now: Timestamp,
) -> Result<Result<LedTo, RequestRefusal>, StoreError> {
    match request {
        Request::Respond(asked) => match Respond::new(asked).carry_out(recorder, now) {
            Ok(Some(responded)) => Ok(Ok(LedTo::Responded(Box::new(responded)))),
            Ok(None) => Ok(Ok(LedTo::KnownBefore)),
            Err(RespondError::Refused(refusal)) => {
                let help = words::response::help(&refusal, recorder.engine());
                Ok(Err(RequestRefusal::Response { refusal, help }))
            }
            Err(RespondError::Store(error)) => Err(error),
            Err(error) => Ok(Err(RequestRefusal::NotTheirs(Box::new(error)))),
        },
        Request::Approve(asked) => match Approve::new(&asked.signed).carry_out(recorder, now) {
            Ok(Some(examined)) => Ok(Ok(LedTo::Approved(Box::new(examined)))),
            Ok(None) => Ok(Ok(LedTo::KnownBefore)),
            Err(ApproveError::Refused(refusal)) => Ok(Err(refusal.into())),
            Err(ApproveError::Store(error)) => Err(error),
        },
        Request::Silence(asked) => silenced(Silence::new(asked, None).carry_out(recorder, now)),
        Request::EndSilence(asked) => {
            silenced(EndSilence::new(asked, None).carry_out(recorder, now).map(Some))
        }
    }
}

fn silenced(
    outcome: Result<Option<KnownSilence>, SilenceError>,
) -> Result<Result<LedTo, RequestRefusal>, StoreError> {
    match outcome {
        Ok(known) => Ok(Ok(known.map_or(LedTo::KnownBefore, |known| LedTo::Silenced(Box::new(known))))),
        Err(SilenceError::Store(error)) => Err(error),
        Err(refusal) => {
            let help = refusal.help();
            Ok(Err(RequestRefusal::Silence { refusal: Box::new(refusal), help }))
        }
    }
}
