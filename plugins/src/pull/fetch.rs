//! One attempt to have a file: bounded in redirects, and resumed where an earlier attempt broke off.

use jiff::Timestamp;
use rules::declare::HostPattern;
use ureq::Body;
use ureq::http::{Response, StatusCode, Uri, header};

use super::address::checked;
use super::agent::{Patience, agent, unreachable};
use super::answer::{Asked, Beginning, Failed, Fetched, Validators, answer};
use super::fault::PullFault;
use super::sign_in::{SignedHeader, is_home};

/// So often a server may send on.
const MOST_REDIRECTS: usize = 5;

/// What is asked for.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'a> {
    pub(super) url: &'a str,
    pub(super) hosts: &'a [HostPattern],
    pub(super) most_bytes: u64,
    /// Of the file that is not wanted again.
    pub(super) known: Option<&'a Validators>,
    pub(super) beginning: Option<Beginning>,
    /// What tells the server of the address who asks.
    pub(super) signed: Option<SignedHeader>,
}

/// Asks once.
///
/// # Errors
/// The file could not be had.
pub(super) fn fetch(mut wanted: Wanted<'_>, patience: Patience, now: Timestamp) -> Result<Fetched, Failed> {
    // Only a strong mark says that two parts are of one content.
    let is_certain = |beginning: &Beginning| beginning.validators.strong().is_some();
    wanted.beginning = wanted.beginning.take().filter(is_certain);
    let mut address = checked(wanted.url, wanted.hosts)?;
    let home = address.clone();
    let mut passed = vec![address.to_string()];
    loop {
        let signed = wanted.signed.as_ref().filter(|_| is_home(&home, &address));
        let response = ask(&address, signed, &wanted, patience)?;
        let Some(next) = redirect(&address, &response)? else {
            let is_conditional = wanted.known.is_some() && wanted.beginning.is_none();
            let asked = if is_conditional { Asked::NewerFile } else { Asked::AnyFile };
            let answered = (host(&address), response);
            return answer(answered, (asked, wanted.beginning), wanted.most_bytes, now);
        };
        address = checked(&next, wanted.hosts).map_err(|fault| match fault {
            PullFault::NotGranted { place } => PullFault::RedirectNotGranted { place },
            fault => fault,
        })?;
        if passed.contains(&address.to_string()) {
            return Err(PullFault::Circle.into());
        }
        passed.push(address.to_string());
        if passed.len() > MOST_REDIRECTS + 1 {
            return Err(PullFault::ManyRedirects { most: MOST_REDIRECTS }.into());
        }
    }
}

fn host(address: &Uri) -> String {
    address.host().unwrap_or_default().to_owned()
}

fn ask(
    address: &Uri,
    signed: Option<&SignedHeader>,
    wanted: &Wanted<'_>,
    patience: Patience,
) -> Result<Response<Body>, PullFault> {
    let agent = agent(address, wanted.hosts, patience);
    let mut request = agent.get(address).header(header::ACCEPT_ENCODING, "identity");
    if let Some(SignedHeader { name, value }) = signed {
        request = request.header(name, value);
    }
    match (&wanted.beginning, wanted.known) {
        (Some(Beginning { bytes, validators }), _) => {
            request = request
                .header(header::RANGE, format!("bytes={}-", bytes.len()))
                .header(header::IF_RANGE, validators.strong().unwrap_or_default());
        }
        (_, Some(known)) => {
            if let Some(etag) = &known.etag {
                request = request.header(header::IF_NONE_MATCH, etag);
            }
            if let Some(date) = &known.last_modified {
                request = request.header(header::IF_MODIFIED_SINCE, date);
            }
        }
        _ => {}
    }
    request.call().map_err(|error| unreachable(address, &error))
}

/// Where the server sends on to, if it does.
fn redirect(address: &Uri, response: &Response<Body>) -> Result<Option<String>, PullFault> {
    if !response.status().is_redirection() || response.status() == StatusCode::NOT_MODIFIED {
        return Ok(None);
    }
    let said = response.headers().get(header::LOCATION).and_then(|place| place.to_str().ok());
    let said = said.map(str::trim).filter(|place| !place.is_empty()).ok_or(PullFault::RedirectNowhere)?;
    let (scheme, authority) = (address.scheme_str().unwrap_or_default(), address.authority());
    let authority = authority.map_or("", |authority| authority.as_str());
    let folder = address.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    Ok(Some(if said.starts_with("//") {
        format!("{scheme}:{said}")
    } else if said.starts_with('/') {
        format!("{scheme}://{authority}{said}")
    } else if said.contains("://") {
        said.to_owned()
    } else {
        format!("{scheme}://{authority}{folder}/{said}")
    }))
}
