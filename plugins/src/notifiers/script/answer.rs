//! What the receiver's answer means: by its status, or by what the script makes of it.

use jiff::Timestamp;
use rules::script::plugin::Value;
use ureq::Body;
use ureq::http::Response;

use crate::host::{RunnablePlugin, for_message};
use crate::notifiers::http::{asked_to_wait, beginning, first_line, not_taken, unreachable};
use crate::notifiers::notifier::{NotifyError, NotifyFault};

/// As much of an answer as a script is shown.
const SHOWN_BYTES: u64 = 64 * 1024;

pub(super) fn judge(
    ready: &RunnablePlugin,
    answer: Result<Response<Body>, ureq::Error>,
) -> Result<(), NotifyError> {
    let mut answer = answer.map_err(|error| NotifyError::Unavailable(hidden(ready, unreachable(&error))))?;
    let status = answer.status();
    let wait = asked_to_wait(answer.headers(), Timestamp::now());
    let body = beginning(answer.body_mut(), SHOWN_BYTES);
    let said = hidden(ready, NotifyFault::Answered { status, line: first_line(&body) });
    if !ready.has("judge") {
        return if status.is_success() { Ok(()) } else { Err(not_taken(status, wait, said)) };
    }
    let shown = Value::map([("status", Value::Number(status.as_u16().into())), ("body", Value::text(body))]);
    let came = ready.call("judge", shown, &for_message());
    match came.as_ref().map(|came| came.value.as_text()) {
        Ok(Some("taken")) => Ok(()),
        Ok(Some("retry")) => Err(match wait {
            Some(wait) => NotifyError::Busy { fault: said, wait },
            None => NotifyError::Unavailable(said),
        }),
        Ok(Some("refused")) => Err(NotifyError::Refused(said)),
        // Without the script's word nobody knows whether the message was taken, whatever the status says. To send it again
        // does no harm: it goes out under the same id.
        Ok(_) => {
            let error = ready.unusable("no judgement that is `taken`, `retry` or `refused`");
            Err(NotifyError::Unavailable(NotifyFault::NotJudged { answered: Box::new(said), error }))
        }
        Err(error) => {
            let error = error.clone();
            Err(NotifyError::Unavailable(NotifyFault::NotJudged { answered: Box::new(said), error }))
        }
    }
}

/// A fault without the secrets of the plugin, which a receiver may send back.
fn hidden(ready: &RunnablePlugin, fault: NotifyFault) -> NotifyFault {
    match fault {
        NotifyFault::Answered { status, line } => NotifyFault::Answered { status, line: ready.hide(&line) },
        NotifyFault::Transport(text) => NotifyFault::Transport(ready.hide(&text)),
        fault => fault,
    }
}
