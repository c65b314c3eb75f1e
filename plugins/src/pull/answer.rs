//! What an answer means: a file, that it is as it was, or why it is neither.

use std::io::Read as _;

use jiff::Timestamp;
use ureq::Body;
use ureq::http::{HeaderMap, HeaderName, Response, StatusCode, header};

use super::fault::PullFault;
use crate::notifiers::http::asked_to_wait;

/// What is known of the file that was had last: by this a server tells whether it has another one.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Validators {
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
}

impl Validators {
    fn of(headers: &HeaderMap) -> Self {
        let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::to_owned);
        Self { etag: text(header::ETAG), last_modified: text(header::LAST_MODIFIED) }
    }

    /// What says for certain that two answers are parts of one content.
    pub(super) fn strong(&self) -> Option<&str> {
        self.etag.as_deref().filter(|etag| !etag.starts_with("W/"))
    }
}

/// The beginning of a file, of which an attempt broke off.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Beginning {
    pub(super) bytes: Vec<u8>,
    pub(super) validators: Validators,
}

/// What came of an attempt.
#[derive(Debug)]
pub(super) enum Fetched {
    File {
        bytes: Vec<u8>,
        validators: Validators,
    },
    /// The server has the file that is known.
    AsItWas,
}

/// Why an attempt came to nothing, with what may be gone on with.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) fault: PullFault,
    pub(super) beginning: Option<Box<Beginning>>,
}

impl From<PullFault> for Failed {
    fn from(fault: PullFault) -> Self {
        Self { fault, beginning: None }
    }
}

/// What was asked for, as far as it decides what an answer means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// A file, whatever it holds.
    AnyFile,
    /// One that is another than the one that is known.
    NewerFile,
}

/// Reads what a host answers, behind the beginning that there is of the file.
pub(super) fn answer(
    (host, response): (String, Response<Body>),
    (asked, beginning): (Asked, Option<Beginning>),
    most_bytes: u64,
    now: Timestamp,
) -> Result<Fetched, Failed> {
    let status = response.status();
    let code = status.as_u16();
    match status {
        StatusCode::OK => whole(host, response, Beginning::default(), most_bytes),
        StatusCode::PARTIAL_CONTENT => {
            let beginning = beginning.unwrap_or_default();
            let said = Validators::of(response.headers());
            let is_other = said.strong().is_some() && said.strong() != beginning.validators.strong();
            if is_other || starts_at(response.headers()) != Some(beginning.bytes.len() as u64) {
                return Err(PullFault::OtherPart { host }.into());
            }
            whole(host, response, beginning, most_bytes)
        }
        StatusCode::NOT_MODIFIED if asked == Asked::NewerFile => Ok(Fetched::AsItWas),
        StatusCode::NOT_MODIFIED => Err(PullFault::NeverHad { host }.into()),
        StatusCode::NOT_FOUND | StatusCode::GONE => Err(PullFault::NotThere { host, status: code }.into()),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            let wait = asked_to_wait(response.headers(), now);
            Err(PullFault::Busy { host, status: code, wait }.into())
        }
        _ => Err(PullFault::Refused { host, status: code }.into()),
    }
}

/// Where the part begins that was sent: `bytes 100-199/200`.
fn starts_at(headers: &HeaderMap) -> Option<u64> {
    let said = headers.get(header::CONTENT_RANGE)?.to_str().ok()?;
    said.trim().strip_prefix("bytes")?.trim_start().split('-').next()?.parse().ok()
}

/// How long the file is of which a part was sent, where that is said.
fn whole_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_RANGE)?.to_str().ok()?.rsplit('/').next()?.trim().parse().ok()
}

/// Reads a file to its end, behind what there is of it.
fn whole(
    host: String,
    response: Response<Body>,
    beginning: Beginning,
    most_bytes: u64,
) -> Result<Fetched, Failed> {
    let headers = response.headers();
    let encoding = headers.get(header::CONTENT_ENCODING).and_then(|encoding| encoding.to_str().ok());
    if let Some(encoding) = encoding.filter(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
        return Err(PullFault::Encoded { host, encoding: encoding.to_owned() }.into());
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_html = kind.trim_start().get(..9).is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"));
    let all = whole_length(headers);
    let mut validators = Validators::of(headers);
    if validators == Validators::default() {
        validators = beginning.validators;
    }
    let mut bytes = beginning.bytes;
    let rest = (most_bytes + 1).saturating_sub(bytes.len() as u64);
    let read = response.into_body().into_reader().take(rest).read_to_end(&mut bytes);
    let got = bytes.len() as u64;
    if got > most_bytes {
        return Err(PullFault::TooLarge { host, mebibytes: most_bytes >> 20 }.into());
    }
    if read.is_err() || all.is_some_and(|all| all != got) {
        return Err(Failed {
            fault: PullFault::BrokeOff { host, got },
            beginning: Some(Box::new(Beginning { bytes, validators })),
        });
    }
    if bytes.is_empty() {
        return Err(PullFault::Empty { host }.into());
    }
    if is_html || is_page(&bytes) {
        return Err(PullFault::Page { host }.into());
    }
    Ok(Fetched::File { bytes, validators })
}

/// Whether a file is a page, whatever its server calls it.
fn is_page(bytes: &[u8]) -> bool {
    let start: Vec<u8> = bytes.trim_ascii_start().iter().take(14).map(u8::to_ascii_lowercase).collect();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}
