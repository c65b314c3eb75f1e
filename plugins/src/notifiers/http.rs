//! What all notifiers that post have in common: the agents with their timeouts, and what an answer means.

use std::io::Read;
use std::net::IpAddr;
use std::time::Duration;

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};
use ureq::http::{HeaderMap, Response, StatusCode, Uri, header};
use ureq::{Agent, Body, Proxy};

use super::notifier::{NotifyError, NotifyFault};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// From the first packet to the last of the answer.
const WHOLE_TIMEOUT: Duration = Duration::from_secs(15);

/// As much of an answer as is read to say what was wrong.
const EXCERPT_BYTES: u64 = 512;
const EXCERPT_LETTERS: usize = 120;

/// What requests go out through: for other machines by the proxy that the environment names, if any; for this machine never.
pub(super) struct Agents {
    direct: Agent,
    by_environment: Agent,
}

impl Agents {
    pub(super) fn new() -> Self {
        Self { direct: agent(None), by_environment: agent(Proxy::try_from_env()) }
    }

    /// The agent for an address.
    pub(super) fn for_address(&self, address: &Uri) -> &Agent {
        // A proxy would carry the message, with what is secret in its address, out of the machine and back.
        if address.host().is_some_and(is_loopback) { &self.direct } else { &self.by_environment }
    }
}

/// Whether a host is this machine itself.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// An agent that follows nobody anywhere and waits for nobody for long.
fn agent(proxy: Option<Proxy>) -> Agent {
    Agent::config_builder()
        .proxy(proxy)
        .timeout_connect(Some(CONNECT_TIMEOUT))
        .timeout_global(Some(WHOLE_TIMEOUT))
        .http_status_as_error(false)
        // A message must not wander to an address that nobody declared.
        .max_redirects(0)
        .user_agent(concat!("remit/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

/// The receiver's own faults pass, and so do conflicts and throttling; what else it refuses, somebody has to put right.
fn is_final(status: StatusCode) -> bool {
    let passing = [
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::CONFLICT,
        StatusCode::TOO_EARLY,
        StatusCode::TOO_MANY_REQUESTS,
    ];
    status.is_client_error() && !passing.contains(&status)
}

/// What an answer that is no success means.
pub(super) fn not_taken(status: StatusCode, wait: Option<SignedDuration>, said: NotifyFault) -> NotifyError {
    match wait {
        _ if is_final(status) => NotifyError::Refused(said),
        Some(wait) => NotifyError::Busy { fault: said, wait },
        None => NotifyError::Unavailable(said),
    }
}

/// What an answer means: taken, worth another try, or refused until somebody puts something right.
pub(super) fn judge(answer: Result<Response<Body>, ureq::Error>) -> Result<(), NotifyError> {
    let mut answer = answer.map_err(|error| NotifyError::Unavailable(unreachable(&error)))?;
    let status = answer.status();
    if status.is_success() {
        return Ok(());
    }
    let said = NotifyFault::Answered { status, line: excerpt(answer.body_mut()) };
    Err(not_taken(status, asked_to_wait(answer.headers(), Timestamp::now()), said))
}

/// For how long an answer asks to be left alone: in seconds, or until a moment.
pub(crate) fn asked_to_wait(headers: &HeaderMap, now: Timestamp) -> Option<SignedDuration> {
    let said = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let wait = match said.parse::<u32>() {
        Ok(seconds) => SignedDuration::from_secs(seconds.into()),
        Err(_) => rfc2822::DateTimeParser::new().parse_timestamp(said).ok()?.duration_since(now),
    };
    Some(wait).filter(SignedDuration::is_positive)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(said: &'static str, expect: Option<i64>) {
        let headers = HeaderMap::from_iter([(header::RETRY_AFTER, said.parse().unwrap())]);
        let now = "2026-11-28T09:30:00Z".parse().unwrap();
        assert_eq!(asked_to_wait(&headers, now).map(|wait| wait.as_secs()), expect, "{said}");
    }

    #[test]
    fn an_answer_asks_to_wait_for_seconds_or_until_a_moment() {
        check("6", Some(6));
        check("Sat, 28 Nov 2026 09:31:30 GMT", Some(90));
        check("Sat, 28 Nov 2026 09:29:00 GMT", None);
        check("0", None);
        check("soon", None);
        check("-5", None);
    }

    #[test]
    fn this_machine_is_told_from_others() {
        for host in ["localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "[::1]"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["127.0.0.1.example.org", "localhost.example.org", "10.0.0.1", "example.org"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
