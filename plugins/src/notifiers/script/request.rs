//! The request that a script makes of a message, checked before anything is sent.

use rules::script::plugin::Value;
use thiserror::Error;
use ureq::http::{HeaderName, HeaderValue, Method, Uri};

use super::address::{AddressFault, address};
use crate::host::{PluginError, RunnablePlugin, for_message};
use ledger::entry::Message;

/// The largest body that is sent, in bytes.
const LARGEST_BODY: usize = 1 << 20;
/// How many headers a script may set.
const MOST_HEADERS: usize = 40;
/// The header that tells a receiver that a message is sent again. It is the message's id, whatever a script says.
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// The same, as Standard Webhooks has it; it is sent where the script sets it.
const WEBHOOK_ID: &str = "webhook-id";
/// What a request may say.
const KEYS: [&str; 4] = ["method", "url", "headers", "body"];
/// Headers that belong to the connection and not to the message.
const OF_THE_HOST: [&str; 8] =
    ["host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "expect"];

/// A request that may be sent.
#[derive(Debug)]
pub struct PluginRequest {
    pub method: Method,
    pub url: Uri,
    /// Headers, the host's own left out.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub body: String,
}

/// What is wrong with a request that a script gives, as the end of "the plugin gave ..". Kinds are what scripts call the
/// kinds of their values.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
enum PluginRequestFault {
    #[error("{kind}, and not a map with `url` and `body`")]
    NotAMap { kind: &'static str },
    #[error("a request with the key `{0}`, which means nothing")]
    UnknownKey(String),
    #[error("a request without a `url`")]
    NoUrl,
    #[error(transparent)]
    Address(#[from] AddressFault),
    #[error("a `body` that is {kind}, and not a text, a map or a list")]
    OtherBody { kind: &'static str },
    #[error("a `body` of {bytes} bytes, and {LARGEST_BODY} are the most")]
    LargeBody { bytes: usize },
    #[error("the method `{0}`; it may be POST, PUT or PATCH")]
    UnknownMethod(String),
    #[error("a `method` that is {kind}, and not a text")]
    OtherMethod { kind: &'static str },
    #[error("{found} headers, and {MOST_HEADERS} are the most")]
    ManyHeaders { found: usize },
    #[error("`headers` that are {kind}, and not a map")]
    OtherHeaders { kind: &'static str },
    #[error("`{0}` as the name of a header")]
    HeaderName(String),
    #[error("the header `{0}`, which is the host's own")]
    HeaderOfHost(String),
    #[error("the header `{name}` as {kind}")]
    OtherHeader { name: String, kind: &'static str },
    #[error("a header `{0}` that cannot be sent")]
    UnsendableHeader(String),
}

/// Asks a plugin for the request that carries a message.
///
/// # Errors
/// The plugin failed, or gave no request that may be sent.
pub fn request(ready: &RunnablePlugin, message: &Message) -> Result<PluginRequest, PluginError> {
    let came = ready.call("request", ready.message_argument(message), &for_message())?;
    checked(ready, message, &came.value).map_err(|fault| ready.unusable(fault.to_string()))
}

fn checked(
    ready: &RunnablePlugin,
    message: &Message,
    value: &Value,
) -> Result<PluginRequest, PluginRequestFault> {
    let Value::Map(entries) = value else {
        return Err(PluginRequestFault::NotAMap { kind: value.kind() });
    };
    if let Some(unknown) = entries.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(PluginRequestFault::UnknownKey(unknown.clone()));
    }
    let url = value.get("url").and_then(Value::as_text).ok_or(PluginRequestFault::NoUrl)?;
    let url = address(ready, url)?;
    let method = method(value)?;
    let (body, is_json) = match value.get("body") {
        None => (String::new(), false),
        Some(Value::Text(text)) => (text.clone(), true),
        Some(other @ (Value::Map(_) | Value::List(_))) => (other.to_string(), true),
        Some(other) => {
            return Err(PluginRequestFault::OtherBody { kind: other.kind() });
        }
    };
    if body.len() > LARGEST_BODY {
        return Err(PluginRequestFault::LargeBody { bytes: body.len() });
    }
    let mut headers = headers(value)?;
    let is_key = |(name, _): &(HeaderName, HeaderValue)| name == IDEMPOTENCY_KEY || name == WEBHOOK_ID;
    // A receiver that is given the same key for two messages drops the second.
    let names_webhook = headers.extract_if(.., |header| is_key(header)).any(|(name, _)| name == WEBHOOK_ID);
    let mut default = |name: HeaderName, text: &str| {
        let is_missing = headers.iter().all(|(known, _)| *known != name);
        if let Some(value) = HeaderValue::from_str(text).ok().filter(|_| is_missing) {
            headers.push((name, value));
        }
    };
    default(HeaderName::from_static(IDEMPOTENCY_KEY), &message.id);
    if names_webhook {
        default(HeaderName::from_static(WEBHOOK_ID), &message.id);
    }
    if is_json {
        default(ureq::http::header::CONTENT_TYPE, "application/json");
    }
    Ok(PluginRequest { method, url, headers, body })
}

fn method(value: &Value) -> Result<Method, PluginRequestFault> {
    match value.get("method") {
        None => Ok(Method::POST),
        Some(Value::Text(name)) => match name.to_ascii_uppercase().as_str() {
            "POST" => Ok(Method::POST),
            "PUT" => Ok(Method::PUT),
            "PATCH" => Ok(Method::PATCH),
            _ => Err(PluginRequestFault::UnknownMethod(name.clone())),
        },
        Some(other) => Err(PluginRequestFault::OtherMethod { kind: other.kind() }),
    }
}

fn headers(value: &Value) -> Result<Vec<(HeaderName, HeaderValue)>, PluginRequestFault> {
    let entries = match value.get("headers") {
        None => return Ok(Vec::new()),
        Some(Value::Map(entries)) if entries.len() <= MOST_HEADERS => entries,
        Some(Value::Map(entries)) => {
            return Err(PluginRequestFault::ManyHeaders { found: entries.len() });
        }
        Some(other) => return Err(PluginRequestFault::OtherHeaders { kind: other.kind() }),
    };
    let header = |(name, text): (&String, &Value)| {
        let known = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| PluginRequestFault::HeaderName(name.clone()))?;
        if OF_THE_HOST.contains(&known.as_str()) {
            return Err(PluginRequestFault::HeaderOfHost(name.clone()));
        }
        let text = text
            .as_text()
            .ok_or_else(|| PluginRequestFault::OtherHeader { name: name.clone(), kind: text.kind() })?;
        let text =
            HeaderValue::from_str(text).map_err(|_| PluginRequestFault::UnsendableHeader(name.clone()))?;
        Ok((known, text))
    };
    entries.iter().map(header).collect()
}
