//! The checkpoint in a text that holds more: a mail as it came, with its headers, and with line breaks and letters as mail writes them.
//!
//! Nothing of what stands around it is believed: a signature counts for the lines of the checkpoint alone. Where a text holds two that differ, none is
//! chosen.

use std::borrow::Cow;

use thiserror::Error;

use super::checkpoint::Checkpoint;
use super::signed::{LONGEST, Note};

/// How the line of a signature begins.
const SIGNED: &str = "\u{2014} ";

/// Why no checkpoint was found in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum NotFound {
    #[error("there is no checkpoint in it")]
    Nothing,
    #[error("there is more than one checkpoint in it; keep each in a file of its own")]
    Several,
}

/// The one checkpoint in a text.
///
/// # Errors
/// There is none, or there is more than one.
pub fn note_in(text: &str) -> Result<(Note, Checkpoint), NotFound> {
    if text.len() > LONGEST {
        return Err(NotFound::Nothing);
    }
    // What looks encoded may be a checkpoint as it is, whose root ends with an equals sign.
    match one_of(text) {
        Err(NotFound::Nothing) => one_of(&decoded(text)),
        found => found,
    }
}

fn one_of(text: &str) -> Result<(Note, Checkpoint), NotFound> {
    let mut found: Option<(Note, Checkpoint)> = None;
    for next in notes(text) {
        match &found {
            Some(known) if *known != next => return Err(NotFound::Several),
            Some(_) => {}
            None => found = Some(next),
        }
    }
    found.ok_or(NotFound::Nothing)
}

/// Every piece between two empty lines that is a checkpoint, with the signatures that stand behind it.
fn notes(text: &str) -> Vec<(Note, Checkpoint)> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(|line| line.trim_end_matches('\r'));
    let lines: Vec<&str> = lines.collect();
    let pieces: Vec<&[&str]> = lines.split(|line| line.is_empty()).collect();
    let pairs = pieces.windows(2).filter_map(|pair| {
        let signed: Vec<&str> = pair[1].iter().take_while(|line| line.starts_with(SIGNED)).copied().collect();
        let note = format!("{}\n\n{}\n", pair[0].join("\n"), signed.join("\n"));
        let note = Note::parse(&note).ok()?;
        let checkpoint = note.text().parse().ok()?;
        Some((note, checkpoint))
    });
    pairs.collect()
}

/// A text that mail wrote in letters that every server passes on (quoted-printable, RFC 2045), as it was before.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('=') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let (decoded, left) = match (first, behind) {
            // A line that goes on in the next one.
            (b'=', [b'\r', b'\n', left @ ..] | [b'\n', left @ ..]) => (None, left),
            (b'=', [high, low, left @ ..]) if is_hex(*high) && is_hex(*low) => {
                (Some(hex(*high) << 4 | hex(*low)), left)
            }
            _ => (Some(*first), behind),
        };
        bytes.extend(decoded);
        rest = left;
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn is_hex(letter: u8) -> bool {
    letter.is_ascii_hexdigit()
}

fn hex(letter: u8) -> u8 {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap_or_default()
}
