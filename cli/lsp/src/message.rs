//! Messages in JSON-RPC, as they come in and as they go out.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::frame;

/// What a request is known by.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
#[serde(untagged)]
pub(super) enum RequestId {
    Number(i64),
    Text(String),
}

/// A message from the editor.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Incoming {
    /// It waits for an answer.
    Request { id: RequestId, method: String, params: Value },
    /// It waits for none.
    Notification { method: String, params: Value },
    /// The answer to something that was asked of the editor; nothing depends on one.
    Response,
}

/// What may be wrong with a message or a request, by the protocol's numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Refusal {
    NotJson = -32700,
    NoMessage = -32600,
    UnknownMethod = -32601,
    WrongParams = -32602,
    NotInitialized = -32002,
}

/// Reads one message.
///
/// # Errors
/// It is not JSON, or not a message.
pub(super) fn parse(body: &[u8]) -> Result<Incoming, Refusal> {
    let message: Value = serde_json::from_slice(body).map_err(|_| Refusal::NotJson)?;
    let Value::Object(mut message) = message else { return Err(Refusal::NoMessage) };
    let params = message.remove("params").unwrap_or_default();
    match (message.remove("method"), message.remove("id")) {
        (Some(Value::String(method)), None) => Ok(Incoming::Notification { method, params }),
        (Some(Value::String(method)), Some(id)) => {
            let id = serde_json::from_value(id).map_err(|_| Refusal::NoMessage)?;
            Ok(Incoming::Request { id, method, params })
        }
        (None, Some(_)) => Ok(Incoming::Response),
        _ => Err(Refusal::NoMessage),
    }
}

/// Where messages to the editor go.
pub(super) struct Outlet<W> {
    output: W,
}

impl<W: Write> Outlet<W> {
    pub(super) fn new(output: W) -> Self {
        Self { output }
    }

    /// Answers a request.
    pub(super) fn answer(&mut self, id: &RequestId, result: &Value) -> io::Result<()> {
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result }))
    }

    /// Says that a request cannot be answered; without an id where it is not known which.
    pub(super) fn refuse(&mut self, id: Option<&RequestId>, refusal: Refusal, why: &str) -> io::Result<()> {
        let error = json!({ "code": refusal as i64, "message": why });
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "error": error }))
    }

    /// Tells the editor something.
    pub(super) fn tell(&mut self, method: &str, params: &impl Serialize) -> io::Result<()> {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }))
    }

    fn send(&mut self, message: &Value) -> io::Result<()> {
        frame::write(&mut self.output, message.to_string().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &Result<Incoming, Refusal>) {
        assert_eq!(&parse(body.as_bytes()), expected);
    }

    #[test]
    fn messages_are_told_apart_by_what_they_have() {
        let request = |id| Incoming::Request { id, method: "a".to_owned(), params: Value::Null };
        check(r#"{"id": 1, "method": "a"}"#, &Ok(request(RequestId::Number(1))));
        check(r#"{"id": "x", "method": "a"}"#, &Ok(request(RequestId::Text("x".to_owned()))));
        let params = json!([1]);
        check(
            r#"{"method": "a", "params": [1]}"#,
            &Ok(Incoming::Notification { method: "a".to_owned(), params }),
        );
        check(r#"{"id": 1, "result": null}"#, &Ok(Incoming::Response));
    }

    #[test]
    fn what_is_no_message_is_refused() {
        check("{", &Err(Refusal::NotJson));
        check("\u{0}", &Err(Refusal::NotJson));
        check("[]", &Err(Refusal::NoMessage));
        check("{}", &Err(Refusal::NoMessage));
        check(r#"{"method": 1}"#, &Err(Refusal::NoMessage));
        check(r#"{"id": {}, "method": "a"}"#, &Err(Refusal::NoMessage));
    }
}
