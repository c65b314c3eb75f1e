//! The request that a script makes of a message, checked before anything is sent.

use rules::script::plugin::Value;
use ureq::http::{HeaderName, HeaderValue, Method, Uri};

use super::address::address;
use crate::host::{PluginError, RunnablePlugin, for_message};
use ledger::entry::Message;

/// The largest body that is sent, in bytes.
const LARGEST_BODY: usize = 1 << 20;
/// How many headers a script may set.
const MOST_HEADERS: usize = 40;
/// The header that tells a receiver that a message is sent again.
const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// What a request may say.
const KEYS: [&str; 4] = ["method", "url", "headers", "body"];
/// Headers that belong to the connection and not to the message.
const OF_THE_HOST: [&str; 8] =
    ["host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "expect"];

/// A request that may be sent.
#[derive(Debug)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Where to.
    pub url: Uri,
    /// Headers, the host's own left out.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// What.
    pub body: String,
}

/// Asks a plugin for the request that carries a message.
///
/// # Errors
/// The plugin failed, or gave no request that may be sent.
pub fn request(ready: &RunnablePlugin, message: &Message) -> Result<Request, PluginError> {
    let came = ready.call("request", ready.message_argument(message), &for_message())?;
    checked(ready, message, &came.value).map_err(|given| ready.unusable(given))
}

fn checked(ready: &RunnablePlugin, message: &Message, value: &Value) -> Result<Request, String> {
    let Value::Map(entries) = value else {
        return Err(format!("{}, and not a map with `url` and `body`", value.kind()));
    };
    if let Some(unknown) = entries.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(format!("a request with the key `{unknown}`, which means nothing"));
    }
    let url = value.get("url").and_then(Value::as_text).ok_or("a request without a `url`")?;
    let url = address(ready, url)?;
    let method = method(value)?;
    let (body, is_json) = match value.get("body") {
        None => (String::new(), false),
        Some(Value::Text(text)) => (text.clone(), true),
        Some(other @ (Value::Map(_) | Value::List(_))) => (other.to_string(), true),
        Some(other) => {
            return Err(format!("a `body` that is {}, and not a text, a map or a list", other.kind()));
        }
    };
    if body.len() > LARGEST_BODY {
        return Err(format!("a `body` of {} bytes, and {LARGEST_BODY} are the most", body.len()));
    }
    let mut headers = headers(value)?;
    let mut default = |name: HeaderName, text: &str| {
        let is_missing = headers.iter().all(|(known, _)| *known != name);
        if let Some(value) = HeaderValue::from_str(text).ok().filter(|_| is_missing) {
            headers.push((name, value));
        }
    };
    default(HeaderName::from_static(IDEMPOTENCY_KEY), &message.id);
    if is_json {
        default(ureq::http::header::CONTENT_TYPE, "application/json");
    }
    Ok(Request { method, url, headers, body })
}

fn method(value: &Value) -> Result<Method, String> {
    match value.get("method") {
        None => Ok(Method::POST),
        Some(Value::Text(name)) => match name.to_ascii_uppercase().as_str() {
            "POST" => Ok(Method::POST),
            "PUT" => Ok(Method::PUT),
            "PATCH" => Ok(Method::PATCH),
            _ => Err(format!("the method `{name}`; it may be POST, PUT or PATCH")),
        },
        Some(other) => Err(format!("a `method` that is {}, and not a text", other.kind())),
    }
}

fn headers(value: &Value) -> Result<Vec<(HeaderName, HeaderValue)>, String> {
    let entries = match value.get("headers") {
        None => return Ok(Vec::new()),
        Some(Value::Map(entries)) if entries.len() <= MOST_HEADERS => entries,
        Some(Value::Map(entries)) => {
            return Err(format!("{} headers, and {MOST_HEADERS} are the most", entries.len()));
        }
        Some(other) => return Err(format!("`headers` that are {}, and not a map", other.kind())),
    };
    let header = |(name, text): (&String, &Value)| {
        let known = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| format!("`{name}` as the name of a header"))?;
        if OF_THE_HOST.contains(&known.as_str()) {
            return Err(format!("the header `{name}`, which is the host's own"));
        }
        let text = text.as_text().ok_or_else(|| format!("the header `{name}` as {}", text.kind()))?;
        let text =
            HeaderValue::from_str(text).map_err(|_| format!("a header `{name}` that cannot be sent"))?;
        Ok((known, text))
    };
    entries.iter().map(header).collect()
}
