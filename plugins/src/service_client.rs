//! A service of Remit elsewhere, asked over HTTP as any program asks it, with bounds on time and on what is answered.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use thiserror::Error;
use ureq::http::{Response, Uri};
use ureq::{Agent, Body};

/// For how long is waited, from the first packet to the last.
const PATIENCE: Duration = Duration::from_secs(90);
/// What is answered is no larger.
const LARGEST: u64 = 64 << 20;

/// A service, and by which token it is asked.
pub struct ServiceClient {
    agent: Agent,
    /// Without a slash at its end.
    address: String,
    token: Option<String>,
}

/// In which form an answer is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerForm {
    Json,
    Table,
}

/// What is handed in.
#[derive(Clone, Copy)]
pub struct HandedOver<'h> {
    pub content_type: &'h str,
    /// By which it can be handed in again without counting twice.
    pub key: Option<&'h str>,
    pub bytes: &'h [u8],
}

/// Why there is no answer that could be used.
#[derive(Debug, Error)]
pub enum ServiceError {
    #[error("`{0}` is no address of a service; it begins with http:// or https://")]
    NotAnAddress(String),
    #[error("the token has letters that no token has")]
    NotAToken,
    #[error("{address} cannot be reached: {reason}")]
    Unreachable { address: String, reason: String },
    #[error("{0}")]
    Refused(Problem),
    #[error("{address} answers with {status}, and not as Remit does")]
    Foreign { address: String, status: u16 },
}

/// What a service says of something that it does not do.
#[derive(Deserialize, Debug)]
pub struct Problem {
    pub status: u16,
    pub code: String,
    pub title: String,
    pub detail: String,
    pub help: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.title, self.detail.trim_end_matches('.'))
    }
}

impl ServiceError {
    /// What would help, where the service says so.
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) => problem.help.as_deref(),
            _ => None,
        }
    }
}

impl ServiceClient {
    /// Whether a text names a service and not a folder.
    pub fn is_address(text: &str) -> bool {
        text.starts_with("http://") || text.starts_with("https://")
    }

    /// # Errors
    /// It is no address, or no token.
    pub fn new(address: &str, token: Option<String>) -> Result<Self, ServiceError> {
        let is_uri = address.parse::<Uri>().is_ok_and(|uri| uri.host().is_some());
        if !Self::is_address(address) || !is_uri {
            return Err(ServiceError::NotAnAddress(address.to_owned()));
        }
        let token = token.map(|token| token.trim().to_owned());
        if token
            .as_ref()
            .is_some_and(|token| token.is_empty() || !token.chars().all(|one| one.is_ascii_graphic()))
        {
            return Err(ServiceError::NotAToken);
        }
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .http_status_as_error(false)
            // A token is shown to nobody but whom it is for.
            .max_redirects(0)
            .user_agent(concat!("remit/", env!("CARGO_PKG_VERSION")))
            .build();
        let address = address.trim_end_matches('/').to_owned();
        Ok(Self { agent: config.new_agent(), address, token })
    }

    /// Asks for something, by its path with its query.
    ///
    /// # Errors
    /// It is not answered, or refused.
    pub fn ask(&self, path: &str, form: AnswerForm) -> Result<String, ServiceError> {
        let accept = match form {
            AnswerForm::Json => "application/json",
            AnswerForm::Table => "text/csv",
        };
        let mut request = self.agent.get(format!("{}{path}", self.address)).header("Accept", accept);
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        self.answer(request.call())
    }

    /// Hands something in.
    ///
    /// # Errors
    /// It is not answered, or refused.
    pub fn hand_in(&self, path: &str, handed_over: &HandedOver<'_>) -> Result<String, ServiceError> {
        let mut request = self.agent.post(format!("{}{path}", self.address));
        request =
            request.header("Accept", "application/json").header("Content-Type", handed_over.content_type);
        if let Some(key) = handed_over.key {
            request = request.header("Idempotency-Key", key);
        }
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        self.answer(request.send(handed_over.bytes))
    }

    fn answer(&self, answer: Result<Response<Body>, ureq::Error>) -> Result<String, ServiceError> {
        let address = || self.address.clone();
        let unreachable =
            |error: ureq::Error| ServiceError::Unreachable { address: address(), reason: error.to_string() };
        let mut answer = answer.map_err(unreachable)?;
        let status = answer.status();
        let text = answer.body_mut().with_config().limit(LARGEST).read_to_string().map_err(unreachable)?;
        if status.is_success() {
            return Ok(text);
        }
        let problem = serde_json::from_str(&text).map(ServiceError::Refused);
        Err(problem.unwrap_or_else(|_| ServiceError::Foreign { address: address(), status: status.as_u16() }))
    }
}

/// A text as it stands in an address, so that nothing in it leads elsewhere.
pub fn encoded(text: &str) -> String {
    let letter = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(letter).collect()
}

/// What something is called by all that it says, part by part, so that the same handed in again counts once.
pub fn key_of(parts: &[&[u8]]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, token: Option<&str>, expect: &str) {
        let client = ServiceClient::new(address, token.map(str::to_owned));
        let said = client.map_or_else(|error| error.to_string(), |client| client.address);
        assert_eq!(said, expect, "{address}");
    }

    #[test]
    fn what_goes_elsewhere_is_called_otherwise() {
        assert_ne!(key_of(&[b"warmth", b"a"]), key_of(&[b"warm", b"tha"]));
        assert_eq!(key_of(&[b"warmth", b"a"]), key_of(&[b"warmth", b"a"]));
    }

    #[test]
    fn nothing_in_a_text_leads_elsewhere() {
        assert_eq!(encoded("a b/../ü?x=1#y"), "a%20b%2F..%2F%C3%BC%3Fx%3D1%23y");
    }

    #[test]
    fn an_address_and_a_token_are_looked_at_before_anything_is_sent() {
        check("http://127.0.0.1:8070/", Some("remit_x\n"), "http://127.0.0.1:8070");
        check("https://remit.example", None, "https://remit.example");
        check(
            "my-mission",
            None,
            "`my-mission` is no address of a service; it begins with http:// or https://",
        );
        check("http://", None, "`http://` is no address of a service; it begins with http:// or https://");
        check("http://a.example", Some("a b"), "the token has letters that no token has");
    }
}
