//! How a request came to the service, and what cookies are called and told for it.

use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// Whether others on the way can read along.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Transport {
    Plain,
    /// By an encrypted connection, which ends here or before the service.
    Encrypted,
}

/// The name of the cookie that tells a session, where anybody could set it.
const SESSION: &str = "remit_session";
/// The same where connections are encrypted: a browser takes one of such a name from this very host alone.
const SESSION_OF_HOST: &str = "__Host-remit_session";

/// The same of an attempt to sign in at a provider of identities.
const ATTEMPT: &str = "remit_attempt";
const ATTEMPT_OF_HOST: &str = "__Host-remit_attempt";
/// An attempt is over after so long.
const LONGEST_ATTEMPT: Duration = Duration::from_mins(10);

impl Transport {
    /// How a request came, as its connection and whatever ended the encryption before it say.
    pub(crate) fn of(connection: Self, headers: &HeaderMap) -> Self {
        let said = headers.get("x-forwarded-proto").and_then(|said| said.to_str().ok());
        match said {
            Some(said) if said.eq_ignore_ascii_case("https") => Self::Encrypted,
            _ => connection,
        }
    }

    fn session(self) -> &'static str {
        match self {
            Self::Plain => SESSION,
            Self::Encrypted => SESSION_OF_HOST,
        }
    }

    fn attempt(self) -> &'static str {
        match self {
            Self::Plain => ATTEMPT,
            Self::Encrypted => ATTEMPT_OF_HOST,
        }
    }

    fn secure(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Encrypted => "; Secure",
        }
    }
}

/// What a browser is told to keep of a session; with an empty word, that it is over.
pub(crate) fn session_cookie(word: &str, longest: Duration, transport: Transport) -> String {
    let (name, secure) = (transport.session(), transport.secure());
    let age = if word.is_empty() { 0 } else { longest.as_secs() };
    format!("{name}={word}; Path=/; HttpOnly; SameSite=Strict; Max-Age={age}{secure}")
}

/// What a browser is told to keep of an attempt; with an empty word, that it is over. It is sent along by whoever comes back from another place.
pub(crate) fn attempt_cookie(word: &str, transport: Transport) -> String {
    let (name, secure) = (transport.attempt(), transport.secure());
    let age = if word.is_empty() { 0 } else { LONGEST_ATTEMPT.as_secs() };
    format!("{name}={word}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}

/// The word of the attempt that a browser tells.
pub(super) fn attempt_word(headers: &HeaderMap, transport: Transport) -> Option<&str> {
    word(headers, transport.attempt())
}

/// The word of the session that a browser tells.
pub(super) fn session_word(headers: &HeaderMap, transport: Transport) -> Option<&str> {
    word(headers, transport.session())
}

fn word<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    let all = headers.get_all(COOKIE).into_iter().filter_map(|cookies| cookies.to_str().ok());
    let mut pairs = all.flat_map(|cookies| cookies.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == wanted).map(|(_, word)| word)
}
