//! What may be asked of whoever holds the ledger, in the words of whoever asks: names are looked up when it is carried out.

use engine::model::Submission;
use engine::respond::Enclosure;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::entry::Signed;

/// Something asked of whoever holds the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Request {
    /// To record what an official says to an alert.
    Respond(Respond),
    /// To take in a person's signature under a change that waits.
    Approve(Approve),
    /// To tell nobody of some alerts for a time.
    Silence(Silence),
    /// To end that before its time.
    EndSilence(EndSilence),
}

/// That nobody is to be told of some alerts for a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Silence {
    /// The same however often the request is taken up.
    pub id: String,
    /// When it was handed in.
    pub at: Timestamp,
    /// What a message must say of itself. None of it was examined.
    pub matchers: Vec<String>,
    /// Its first day; none where it begins at once.
    pub from: Option<Date>,
    /// Its last day.
    pub until: Date,
    pub by: String,
    pub reason: String,
}

/// That a silence is to end before its time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EndSilence {
    /// The same however often the request is taken up.
    pub id: String,
    /// When it was handed in.
    pub at: Timestamp,
    /// The silence, by its id or its reference.
    pub silence: String,
    pub by: String,
    /// Why; empty where no reason is given.
    pub reason: String,
}

/// What an official says to an alert.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Respond {
    /// The same however often the request is taken up.
    pub id: String,
    /// When it was handed in.
    pub at: Timestamp,
    /// The alert as `run` names it.
    pub alert: String,
    /// The contribution; none where it is about every one.
    pub contribution: Option<String>,
    /// The periods; none where it is about those of the alert.
    pub periods: Vec<String>,
    /// What is said.
    pub submission: Submission,
    /// What is handed in with it.
    pub enclosure: Enclosure,
}

/// A person's signature under a change that waits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approve {
    /// The same however often the request is taken up.
    pub id: String,
    /// When it was handed in.
    pub at: Timestamp,
    /// The statement with the signature under it. Neither has been examined.
    pub signed: Signed,
}

impl Request {
    /// The same however often the request is taken up.
    pub fn id(&self) -> &str {
        match self {
            Self::Respond(respond) => &respond.id,
            Self::Approve(approve) => &approve.id,
            Self::Silence(silence) => &silence.id,
            Self::EndSilence(end) => &end.id,
        }
    }

    /// When it was handed in.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Respond(respond) => respond.at,
            Self::Approve(approve) => approve.at,
            Self::Silence(silence) => silence.at,
            Self::EndSilence(end) => end.at,
        }
    }
}

/// An id for a request that is handed in `at` this moment by the process of this number. `words` are all that it says, so
/// that two requests of one moment differ.
pub fn request_id(at: Timestamp, process: u32, words: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&at.as_nanosecond().to_le_bytes()).update(&process.to_le_bytes());
    for word in words {
        hasher.update(&(word.len() as u64).to_le_bytes()).update(word.as_bytes());
    }
    format!("req_{}", hasher.finalize().to_hex().chars().take(32).collect::<String>())
}
