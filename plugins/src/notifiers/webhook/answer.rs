//! What the receiver's answer means: taken, worth another try, or refused until somebody puts something right.

use jiff::Timestamp;
use ureq::Body;
use ureq::http::Response;

use crate::notifiers::http::{asked_to_wait, excerpt, not_taken, unreachable};
use crate::notifiers::notifier::{NotifyError, NotifyFault};

pub(super) fn judge(answer: Result<Response<Body>, ureq::Error>) -> Result<(), NotifyError> {
    let mut answer = answer.map_err(|error| NotifyError::Unavailable(unreachable(&error)))?;
    let status = answer.status();
    if status.is_success() {
        return Ok(());
    }
    let said = NotifyFault::Answered { status, line: excerpt(answer.body_mut()) };
    Err(not_taken(status, asked_to_wait(answer.headers(), Timestamp::now()), said))
}
