//! What the receiver's answer means: taken, worth another try, or useless to try again.

use ureq::Body;
use ureq::http::Response;

use crate::notifiers::http::{excerpt, is_final, unreachable};
use crate::notifiers::notifier::{NotifyError, NotifyFault};

pub(super) fn judge(answer: Result<Response<Body>, ureq::Error>) -> Result<(), NotifyError> {
    let mut answer = answer.map_err(|error| NotifyError::Unavailable(unreachable(&error)))?;
    let status = answer.status();
    if status.is_success() {
        return Ok(());
    }
    let said = NotifyFault::Answered { status, line: excerpt(answer.body_mut()) };
    Err(if is_final(status) { NotifyError::Refused(said) } else { NotifyError::Unavailable(said) })
}
