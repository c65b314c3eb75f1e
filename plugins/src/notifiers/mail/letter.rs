//! A mail made of a message: plain text and the same as HTML, with one thread for all that is told of an alert.

use std::time::{Duration, SystemTime};

use askama::Template;
use jiff::Timestamp;
use lettre::Message as Letter;
use lettre::error::Error as LetterError;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use serde::Deserialize;

use ledger::entry::Message;

use super::addressees::addressees;

#[derive(Template)]
#[template(path = "mail.html")]
struct Html<'m> {
    subject: &'m str,
    /// Each with its lines.
    paragraphs: Vec<Vec<Line<'m>>>,
}

/// A line, which may end with where more is said.
struct Line<'m> {
    text: &'m str,
    /// Of lines that Remit itself ends with an address; no other text is made a link.
    href: Option<&'m str>,
}

/// With these a line begins that may end with an address.
const LEADING: [&str; 2] = ["Evidence: ", "Answer: "];

impl<'m> From<&'m str> for Line<'m> {
    fn from(text: &'m str) -> Self {
        let led = LEADING.iter().find_map(|start| Some((*start, text.strip_prefix(start)?)));
        let led = led.filter(|(_, href)| href.starts_with("https://") || href.starts_with("http://"));
        match led {
            Some((start, href)) => Self { text: start, href: Some(href) },
            None => Self { text, href: None },
        }
    }
}

#[derive(Deserialize)]
struct OfAlert {
    id: String,
}

#[derive(Default, Deserialize)]
struct OfOne {
    personal: bool,
    /// Whether nobody else may have it, whatever becomes of the address.
    #[serde(default)]
    alone: bool,
    /// Whether it is to be kept as it came, as plain text and nothing beside it.
    #[serde(default)]
    plain: bool,
}

/// The mail of a message, from whom and to whom: the people whom it is for, and a copy to `always`.
pub(super) fn letter(message: &Message, from: &Mailbox, always: &[Mailbox]) -> Result<Letter, LetterError> {
    let people = addressees(message);
    let domain = from.email.domain();
    let mut builder = Letter::builder()
        .from(from.clone())
        .subject(&message.subject)
        .date(moment(message.at))
        .message_id(Some(format!("<{}@{domain}>", plain(&message.id))));
    if let Ok(OfAlert { id }) = serde_json::from_str(&message.json) {
        // Nobody ever sends the first of the thread: every mail of one alert, or of one silence, answers it.
        let about = message.kind.split('.').next().unwrap_or_default();
        let thread = format!("<{}.{}@{domain}>", plain(about), plain(&id));
        builder = builder.in_reply_to(thread.clone()).references(thread);
    }
    // Whoever hears everything hears one digest of all, and not everybody's own.
    let of_one: OfOne = serde_json::from_str(&message.json).unwrap_or_default();
    let copies = always.iter().filter(|one| people.iter().all(|person| person.email != one.email));
    let copies = copies.filter(|_| !of_one.alone && (!of_one.personal || people.is_empty()));
    for copy in copies {
        builder = if people.is_empty() { builder.to(copy.clone()) } else { builder.cc(copy.clone()) };
    }
    builder = people.into_iter().fold(builder, lettre::message::MessageBuilder::to);
    let mut letter = if of_one.plain {
        builder.singlepart(SinglePart::plain(message.text.clone()))?
    } else {
        builder.multipart(MultiPart::alternative_plain_html(message.text.clone(), html(message)))?
    };
    // Nobody's absence is announced to a program (RFC 3834).
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    letter.headers_mut().insert_raw(HeaderValue::new(automatic, "auto-generated".to_owned()));
    Ok(letter)
}

/// A moment as mail counts it, in whole seconds; one before the epoch is the epoch.
fn moment(at: Timestamp) -> SystemTime {
    let seconds = u64::try_from(at.as_second()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn html(message: &Message) -> String {
    let paragraphs = message.text.split("\n\n").map(|paragraph| paragraph.lines().map(Line::from).collect());
    let page = Html { subject: &message.subject, paragraphs: paragraphs.collect() };
    page.render().expect("a text is always a page")
}

/// An id as it may stand in a header: what is no letter or digit is told by its number, so that no two ids become one.
fn plain(id: &str) -> String {
    let letter = |letter: char| match letter {
        letter if letter.is_ascii_alphanumeric() => letter.to_string(),
        '-' | '.' => letter.to_string(),
        letter => format!("_{:x}_", u32::from(letter)),
    };
    id.chars().map(letter).collect()
}
