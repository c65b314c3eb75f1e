//! What the receiver's answer means: taken, worth another try, or useless to try again.

use std::io::Read;

use ureq::Body;
use ureq::http::{Response, StatusCode};

use crate::port::NotifyError;

/// As much of an answer as is read to say what was wrong.
const EXCERPT_BYTES: u64 = 512;
const EXCERPT_LETTERS: usize = 120;

pub(super) fn judge(answer: Result<Response<Body>, ureq::Error>) -> Result<(), NotifyError> {
    let mut answer = answer.map_err(|error| NotifyError::Unavailable(unreachable(&error)))?;
    let status = answer.status();
    if status.is_success() {
        return Ok(());
    }
    let said = format!("the receiver answered {status}{}", excerpt(answer.body_mut()));
    Err(if is_final(status) { NotifyError::Refused(said) } else { NotifyError::Unavailable(said) })
}

/// The receiver's own faults pass, and so do conflicts and throttling; other refusals do not.
fn is_final(status: StatusCode) -> bool {
    let passing = [
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::CONFLICT,
        StatusCode::TOO_EARLY,
        StatusCode::TOO_MANY_REQUESTS,
    ];
    status.is_client_error() && !passing.contains(&status)
}

/// The beginning of the answer's first line, for whoever has to put it right.
fn excerpt(body: &mut Body) -> String {
    let mut bytes = Vec::new();
    // An answer that breaks off still has a status, which is what counts.
    if body.as_reader().take(EXCERPT_BYTES).read_to_end(&mut bytes).is_err() {
        bytes.clear();
    }
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let line: String = line.chars().filter(|letter| !letter.is_control()).take(EXCERPT_LETTERS).collect();
    if line.is_empty() { line } else { format!(": {line}") }
}

/// Names neither the address nor the secret: this text is recorded and shown.
fn unreachable(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "the receiver did not answer in time".into(),
        ureq::Error::HostNotFound => "the receiver's address is not known to the name service".into(),
        ureq::Error::Io(error) => format!("the receiver cannot be reached: {}", error.kind()),
        ureq::Error::BadUri(_) => "the receiver's address is not an address".into(),
        error => format!("the receiver cannot be reached: {error}"),
    }
}
