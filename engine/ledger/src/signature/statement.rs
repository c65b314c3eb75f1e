//! The statement: the short text that a person reads and signs as it stands. One text has one meaning and the other way round.

use std::str::FromStr;

use engine::model::{MissionId, Revision};
use jiff::Timestamp;
use jiff::civil::Date;
use thiserror::Error;

use super::approval::Approval;

/// The first line. Another meaning of the lines below it gets another version.
const PURPOSE: &str = "Remit: I approve this change of a mission (version 1).";
const AT_ONCE: &str = "at once";

/// What a person says with a signature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    pub mission: MissionId,
    /// The revision of its own texts that is to come into force; `removed` for a removal.
    pub revision: Revision,
    pub replaces: Revision,
    /// The day at whose start it takes effect; none where it does at once.
    pub starts: Option<Date>,
    pub reason: String,
    /// What the change would have done to the recorded history.
    pub effect: String,
    /// The name of the person who signs.
    pub signer: String,
    pub signed_at: Timestamp,
    /// The last day on which the signature may be used.
    pub expires: Date,
}

/// Why a text is no statement.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum StatementError {
    /// It begins otherwise.
    #[error("it does not begin with the line `{PURPOSE}`")]
    Purpose,
    /// A line is missing, or is not where it belongs.
    #[error("where the line `{0}: …` belongs, it says something else")]
    Line(&'static str),
    /// A line does not say what it is there for.
    #[error("its line `{0}: …` cannot be understood")]
    Value(&'static str),
    /// It says the same in other words, which nobody has signed here.
    #[error("it is not word for word what Remit wrote")]
    Otherwise,
}

impl Statement {
    /// What the signature says, for counting; `key` is whose it is.
    pub fn approval(&self, key: String) -> Approval {
        Approval {
            mission: self.mission.clone(),
            replaces: self.replaces.clone(),
            revision: self.revision.clone(),
            key,
            starts: self.starts,
            expires: self.expires,
        }
    }

    /// The text that is signed.
    pub fn text(&self) -> String {
        let starts = self.starts.map_or_else(|| AT_ONCE.to_owned(), |day| day.to_string());
        format!(
            "{PURPOSE}\n\nMission: {}\nRevision: {}\nReplaces: {}\nTakes effect: {starts}\nReason: {}\n\
             Effect over history: {}\nSigned by: {}\nSigned at: {}\nMay be used until: {}\n",
            self.mission,
            self.revision,
            self.replaces,
            on_one_line(&self.reason),
            on_one_line(&self.effect),
            on_one_line(&self.signer),
            self.signed_at,
            self.expires,
        )
    }

    /// Reads what [`Self::text`] writes, and nothing else.
    ///
    /// # Errors
    /// It is another text.
    pub fn parse(text: &str) -> Result<Self, StatementError> {
        let rest = text.strip_prefix(PURPOSE).and_then(|rest| rest.strip_prefix("\n\n"));
        let mut lines = rest.ok_or(StatementError::Purpose)?.lines();
        let mut next = |name: &'static str| -> Result<&str, StatementError> {
            let line = lines.next().and_then(|line| line.strip_prefix(name)?.strip_prefix(": "));
            line.ok_or(StatementError::Line(name))
        };
        let statement = Self {
            mission: MissionId::new(next("Mission")?),
            revision: Revision::new(next("Revision")?),
            replaces: Revision::new(next("Replaces")?),
            starts: match next("Takes effect")? {
                AT_ONCE => None,
                day => Some(value("Takes effect", day)?),
            },
            reason: next("Reason")?.to_owned(),
            effect: next("Effect over history")?.to_owned(),
            signer: next("Signed by")?.to_owned(),
            signed_at: value("Signed at", next("Signed at")?)?,
            expires: value("May be used until", next("May be used until")?)?,
        };
        if statement.reason.is_empty() {
            return Err(StatementError::Value("Reason"));
        }
        if statement.text() == text { Ok(statement) } else { Err(StatementError::Otherwise) }
    }
}

fn value<T: FromStr>(name: &'static str, text: &str) -> Result<T, StatementError> {
    text.parse().map_err(|_| StatementError::Value(name))
}

impl Statement {
    /// Whether it is signed under a person's name, as a statement spells it.
    pub fn is_signed_as(&self, name: &str) -> bool {
        self.signer == on_one_line(name)
    }
}

/// Nobody may write a line of a statement into another one.
fn on_one_line(text: &str) -> String {
    text.split(|letter: char| letter.is_control() || letter.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
