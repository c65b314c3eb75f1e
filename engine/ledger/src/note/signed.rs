//! A text with signatures under it, as C2SP signed-note has it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use thiserror::Error;

use super::key::{NoteKey, Purpose, SigningKey};

/// The longest note that is read: nothing that is handed in may fill the memory.
pub(super) const LONGEST: usize = 1 << 20;
/// The most signatures that are read.
const MOST_SIGNATURES: usize = 100;

/// A text with signatures under it, of which nothing is believed yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// Ends with a line break.
    text: String,
    signatures: Vec<SignatureLine>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct SignatureLine {
    name: String,
    id: [u8; 4],
    signature: Vec<u8>,
}

/// Why bytes are no note.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum NoteError {
    #[error("it is too long to be a checkpoint")]
    TooLong,
    #[error("no signature stands under it")]
    Unsigned,
    #[error("a line under the text is not the line of a signature: {0}")]
    Line(String),
    #[error("there are letters in it that no checkpoint has")]
    Letters,
}

/// Whether a key signed a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// It did; a witness at this moment.
    Signed(Option<Timestamp>),
    /// There is none of its signatures.
    Missing,
    /// A signature says that it is of this key, and is not.
    Forged,
}

impl Note {
    /// A text under which nobody has signed yet.
    pub fn new(text: String) -> Self {
        Self { text, signatures: Vec::new() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads a note.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.len() > LONGEST {
            return Err(NoteError::TooLong);
        }
        if note.chars().any(|letter| letter.is_ascii_control() && letter != '\n') {
            return Err(NoteError::Letters);
        }
        let (text, lines) = note.rsplit_once("\n\n").ok_or(NoteError::Unsigned)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Unsigned)?;
        let signatures: Vec<SignatureLine> = lines
            .split('\n')
            .map(|line| {
                SignatureLine::parse(line).ok_or_else(|| NoteError::Line(line.chars().take(80).collect()))
            })
            .collect::<Result<_, _>>()?;
        if signatures.len() > MOST_SIGNATURES {
            return Err(NoteError::TooLong);
        }
        Ok(Self { text: format!("{text}\n"), signatures })
    }

    /// Signs it, a witness at this moment. An older signature of the same key gives way.
    pub fn sign(&mut self, key: &SigningKey, now: Timestamp) {
        let public = key.public();
        let signature = match public.purpose() {
            Purpose::Log => key.sign(self.text.as_bytes()).to_vec(),
            Purpose::Witness => {
                let seconds = u64::try_from(now.as_second()).unwrap_or(0);
                let signed = key.sign(self.witnessed(seconds).as_bytes());
                [seconds.to_be_bytes().as_slice(), &signed].concat()
            }
        };
        self.signatures.retain(|line| !line.is_of(public));
        self.signatures.push(SignatureLine { name: public.name().to_owned(), id: public.id(), signature });
    }

    /// Takes up the signatures under the same text in another place.
    pub fn join(&mut self, other: &Self) {
        for line in &other.signatures {
            if self.text == other.text
                && !self.signatures.contains(line)
                && self.signatures.len() < MOST_SIGNATURES
            {
                self.signatures.push(line.clone());
            }
        }
    }

    /// Whether a key signed it. The first signature in its name decides.
    pub fn stands(&self, key: &NoteKey) -> Stands {
        let Some(line) = self.signatures.iter().find(|line| line.is_of(key)) else { return Stands::Missing };
        match key.purpose() {
            Purpose::Log if key.has_signed(self.text.as_bytes(), &line.signature) => Stands::Signed(None),
            Purpose::Log => Stands::Forged,
            Purpose::Witness => {
                self.witnessed_by(key, &line.signature).map_or(Stands::Forged, |at| Stands::Signed(Some(at)))
            }
        }
    }

    /// The names under it, each with the identifier of the key.
    pub fn names(&self) -> impl Iterator<Item = (&str, u32)> {
        self.signatures.iter().map(|line| (&*line.name, u32::from_be_bytes(line.id)))
    }

    fn witnessed_by(&self, key: &NoteKey, signature: &[u8]) -> Option<Timestamp> {
        let (seconds, signature) = signature.split_first_chunk()?;
        let seconds = u64::from_be_bytes(*seconds);
        let at = Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
        key.has_signed(self.witnessed(seconds).as_bytes(), signature).then_some(at)
    }

    /// What a witness signs.
    fn witnessed(&self, seconds: u64) -> String {
        format!("cosignature/v1\ntime {seconds}\n{}", self.text)
    }
}

impl SignatureLine {
    fn parse(line: &str) -> Option<Self> {
        let (name, signature) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
        let bytes = STANDARD.decode(signature).ok()?;
        let (id, signature) = bytes.split_first_chunk()?;
        let is_whole = !name.is_empty()
            && !name.contains(|letter: char| letter.is_whitespace() || letter == '+')
            && !signature.is_empty();
        is_whole.then(|| Self { name: name.to_owned(), id: *id, signature: signature.to_vec() })
    }

    fn is_of(&self, key: &NoteKey) -> bool {
        self.name == key.name() && self.id == key.id()
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}", self.text)?;
        self.signatures.iter().try_for_each(|SignatureLine { name, id, signature }| {
            let signature = STANDARD.encode([id.as_slice(), signature].concat());
            writeln!(out, "\u{2014} {name} {signature}")
        })
    }
}
