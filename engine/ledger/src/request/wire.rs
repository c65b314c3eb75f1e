//! A request as a JSON file. The file's types stand at the edge, so that the engine's may change while these stay.

use engine::model::{ResponseKind, Submission};
use engine::respond::{Enclosure, ForecastWords, GroupWords, PaperWords};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::ask::{self, Approve, Request, Respond};
use crate::entry::Signed;

/// Why a text is no request.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum NoRequest {
    /// It breaks off, or is not of this layout.
    #[error("it is not a whole request: {0}")]
    Malformed(String),
    /// It was written by another version.
    #[error("it is of format {0}, which this Remit does not know")]
    Format(u32),
}

/// The layout. A field that older versions would misunderstand gets the next number.
const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: u32,
    id: String,
    /// As text, since this is for people to read too.
    at: String,
    request: Asked,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Asked {
    Respond(Box<Response>),
    Approve(Signature),
    Silence(Silence),
    EndSilence(SilenceEnd),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Silence {
    matchers: Vec<String>,
    from: Option<String>,
    until: String,
    by: String,
    reason: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SilenceEnd {
    silence: String,
    by: String,
    reason: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Response {
    alert: String,
    contribution: Option<String>,
    periods: Vec<String>,
    kind: String,
    by: String,
    reason: String,
    approver: Option<String>,
    until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<Document>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<Group>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    forecast: Option<Forecast>,
}

/// The value as text, since it is exact.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forecast {
    value: String,
    period: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    members: Vec<String>,
    exit_test: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    title: String,
    link: Option<String>,
    from: Option<String>,
}

/// Both word for word, as they are verified.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Signature {
    statement: String,
    signature: String,
}

/// What stands first in every format.
#[derive(Deserialize)]
struct Opening {
    format: u32,
}

/// A request as a file.
///
/// # Panics
/// Never: a request has no keys that JSON lacks.
pub fn write(request: &Request) -> Vec<u8> {
    let asked = match request {
        Request::Respond(respond) => Asked::Respond(Box::new(split(respond))),
        Request::Approve(Approve { signed: Signed { statement, signature }, .. }) => {
            Asked::Approve(Signature { statement: statement.clone(), signature: signature.clone() })
        }
        Request::Silence(silence) => Asked::Silence(Silence {
            matchers: silence.matchers.clone(),
            from: silence.from.map(|day| day.to_string()),
            until: silence.until.to_string(),
            by: silence.by.clone(),
            reason: silence.reason.clone(),
        }),
        Request::EndSilence(end) => Asked::EndSilence(SilenceEnd {
            silence: end.silence.clone(),
            by: end.by.clone(),
            reason: end.reason.clone(),
        }),
    };
    let (id, at) = (request.id().to_owned(), request.at().to_string());
    let file = File { format: FORMAT, id, at, request: asked };
    let mut bytes = serde_json::to_vec_pretty(&file).expect("a request has no keys that JSON lacks");
    bytes.push(b'\n');
    bytes
}

/// A file as a request.
///
/// # Errors
/// It is none.
pub fn read(bytes: &[u8]) -> Result<Request, NoRequest> {
    let malformed = |error: serde_json::Error| NoRequest::Malformed(error.to_string());
    let Opening { format } = serde_json::from_slice(bytes).map_err(malformed)?;
    if format != FORMAT {
        return Err(NoRequest::Format(format));
    }
    let File { id, at, request, .. } = serde_json::from_slice(bytes).map_err(malformed)?;
    if !is_id(&id) {
        return Err(NoRequest::Malformed("its id is not letters, digits, `-` and `_`".to_owned()));
    }
    let at = at.parse().map_err(|_| NoRequest::Malformed(format!("`{at}` is no moment")))?;
    match request {
        Asked::Respond(response) => join(id, at, *response).map(Request::Respond),
        Asked::Approve(Signature { statement, signature }) => {
            Ok(Request::Approve(Approve { id, at, signed: Signed { statement, signature } }))
        }
        Asked::Silence(Silence { matchers, from, until, by, reason }) => {
            let (from, until) = (from.as_deref().map(day).transpose()?, day(&until)?);
            Ok(Request::Silence(ask::Silence { id, at, matchers, from, until, by, reason }))
        }
        Asked::EndSilence(SilenceEnd { silence, by, reason }) => {
            Ok(Request::EndSilence(ask::EndSilence { id, at, silence, by, reason }))
        }
    }
}

/// Whether this may stand in the name of a file.
pub fn is_id(id: &str) -> bool {
    let fits = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_');
    (1..=80).contains(&id.len()) && id.bytes().all(fits)
}

fn day(day: &str) -> Result<Date, NoRequest> {
    day.parse().map_err(|_| NoRequest::Malformed(format!("`{day}` is no day")))
}

fn split(respond: &Respond) -> Response {
    let Submission { kind, by, reason, approver, until } = respond.submission.clone();
    Response {
        alert: respond.alert.clone(),
        contribution: respond.contribution.clone(),
        periods: respond.periods.clone(),
        kind: kind.as_str().to_owned(),
        by,
        reason,
        approver,
        until: until.map(|day| day.to_string()),
        document: document(&respond.enclosure),
        group: group(&respond.enclosure),
        forecast: forecast(&respond.enclosure),
    }
}

fn document(enclosure: &Enclosure) -> Option<Document> {
    let Enclosure::Paper(PaperWords { title, link, from }) = enclosure else { return None };
    let from = from.map(|day| day.to_string());
    Some(Document { title: title.clone(), link: link.clone(), from })
}

fn group(enclosure: &Enclosure) -> Option<Group> {
    let Enclosure::Group(GroupWords { members, exit_test }) = enclosure else { return None };
    Some(Group { members: members.clone(), exit_test: exit_test.clone() })
}

fn forecast(enclosure: &Enclosure) -> Option<Forecast> {
    let Enclosure::Forecast(ForecastWords { value, period }) = enclosure else { return None };
    Some(Forecast { value: value.to_string(), period: period.clone() })
}

fn join(id: String, at: Timestamp, wire: Response) -> Result<Respond, NoRequest> {
    let Response { alert, contribution, periods, kind, by, reason, approver, until, .. } = wire;
    let (document, group, forecast) = (wire.document, wire.group, wire.forecast);
    let kind = ResponseKind::named(&kind)
        .ok_or_else(|| NoRequest::Malformed(format!("`{kind}` is no kind of response")))?;
    let until = until.as_deref().map(day).transpose()?;
    let document = document.map(|Document { title, link, from }| {
        let from = from.as_deref().map(day).transpose()?;
        Ok(Enclosure::Paper(PaperWords { title, link, from }))
    });
    let group =
        group.map(|Group { members, exit_test }| Ok(Enclosure::Group(GroupWords { members, exit_test })));
    let forecast = forecast.map(|Forecast { value, period }| {
        let value = value.parse().map_err(|_| NoRequest::Malformed(format!("`{value}` is no number")))?;
        Ok(Enclosure::Forecast(ForecastWords { value, period }))
    });
    let enclosure = document.or(group).or(forecast).transpose()?.unwrap_or_default();
    let submission = Submission { kind, by, reason, approver, until };
    Ok(Respond { id, at, alert, contribution, periods, submission, enclosure })
}
