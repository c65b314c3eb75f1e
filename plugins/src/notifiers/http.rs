//! What all notifiers that post have in common: the agent with its timeouts, and what an answer means.

use std::io::Read;
use std::time::Duration;

use ureq::http::StatusCode;
use ureq::{Agent, Body};

use super::notifier::NotifyFault;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// From the first packet to the last of the answer.
const WHOLE_TIMEOUT: Duration = Duration::from_secs(15);

/// As much of an answer as is read to say what was wrong.
const EXCERPT_BYTES: u64 = 512;
const EXCERPT_LETTERS: usize = 120;

/// An agent that follows nobody anywhere and waits for nobody for long.
pub(super) fn agent() -> Agent {
    Agent::config_builder()
        .timeout_connect(Some(CONNECT_TIMEOUT))
        .timeout_global(Some(WHOLE_TIMEOUT))
        .http_status_as_error(false)
        // A message must not wander to an address that nobody declared.
        .max_redirects(0)
        .user_agent(concat!("remit/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

/// The receiver's own faults pass, and so do conflicts and throttling; other refusals do not.
pub(super) fn is_final(status: StatusCode) -> bool {
    let passing = [
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::CONFLICT,
        StatusCode::TOO_EARLY,
        StatusCode::TOO_MANY_REQUESTS,
    ];
    status.is_client_error() && !passing.contains(&status)
}

/// The first line of an answer, for whoever has to put it right.
pub(super) fn excerpt(body: &mut Body) -> String {
    first_line(&beginning(body, EXCERPT_BYTES))
}

/// The beginning of an answer's body as text. An answer that breaks off still has a status, which is what counts.
pub(super) fn beginning(body: &mut Body, bytes: u64) -> String {
    let mut read = Vec::new();
    if body.as_reader().take(bytes).read_to_end(&mut read).is_err() {
        read.clear();
    }
    String::from_utf8_lossy(&read).into_owned()
}

/// The first line that says something, cut short.
pub(super) fn first_line(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    line.chars().filter(|letter| !letter.is_control()).take(EXCERPT_LETTERS).collect()
}

/// Why there is no answer.
pub(super) fn unreachable(error: &ureq::Error) -> NotifyFault {
    match error {
        ureq::Error::Timeout(_) => NotifyFault::TimedOut,
        ureq::Error::HostNotFound => NotifyFault::UnknownHost,
        ureq::Error::Io(error) => NotifyFault::Unreachable(error.kind()),
        ureq::Error::BadUri(_) => NotifyFault::BadAddress,
        error => NotifyFault::Transport(error.to_string()),
    }
}
