//! Why a report is not taken, and what to do about it.

use jiff::ZonedDateTime;
use plugins::feeds::FeedError;
use thiserror::Error;
use words::english;

use crate::wire::WireProblem;

/// Bodies are named up to this number.
const MOST_NAMED: usize = 12;

/// Why a report is not taken. Nothing of it is kept.
#[derive(Debug, Error)]
pub enum IntakeFault {
    #[error("there is no feed `{feed}`")]
    NoSuchFeed { feed: String, known: Vec<String> },
    /// Several files make one release up, and one alone says that the others are taken out.
    #[error("the files of the feed `{feed}` belong together, folder by folder")]
    OfWholeFolders { feed: String },
    #[error("`{name}` is no name of a file")]
    ImproperName { name: String },
    #[error("the feed `{feed}` takes files that are named like `{pattern}`, and not `{name}`")]
    OtherName { feed: String, name: String, pattern: String },
    #[error("a report with other content was handed in as {path}")]
    NameTaken { path: String },
    #[error("the feed `{feed}` is read as {format}, and this is {sent}")]
    OtherFormat { feed: String, format: String, sent: String },
    #[error("it is no list of JSON objects: {reason}")]
    NotJson { reason: String },
    #[error("{}", unusable(.0))]
    Unusable(#[from] FeedError),
    #[error("rows of the report are under embargo, the last until {} on {}, and nothing of it is kept before", .until.strftime("%H:%M"), english::date(.until.date()))]
    RowsUnderEmbargo { until: ZonedDateTime },
    /// An account that speaks for some bodies reports on others.
    #[error("this account reports for {}, and the report has figures of {}", listed(.own), listed(.others))]
    OtherBody { own: Vec<String>, others: Vec<String> },
    #[error("a file of the feed `{feed}` stands for all that it says of anybody")]
    SpeaksForAll { feed: String },
}

impl IntakeFault {
    pub fn problem(&self) -> WireProblem {
        let (status, code, title) = self.kind();
        let detail = format!("{}.", english::capitalised(&self.to_string()));
        WireProblem { status, code, title, detail, help: self.help() }
    }

    fn kind(&self) -> (u16, &'static str, &'static str) {
        match self {
            Self::NoSuchFeed { .. } => (404, "unknown-feed", "There is no such feed"),
            Self::OfWholeFolders { .. } => (422, "feed-of-folders", "The feed takes whole folders"),
            Self::ImproperName { .. } => (422, "improper-name", "The file cannot have this name"),
            Self::OtherName { .. } => (422, "other-name", "The feed does not take this file"),
            Self::NameTaken { .. } => (409, "name-taken", "The name is taken"),
            Self::OtherFormat { .. } => (415, "other-format", "The feed is read in another format"),
            Self::NotJson { .. } => (400, "not-json", "The report cannot be read"),
            Self::Unusable(FeedError::UnderEmbargo { .. }) | Self::RowsUnderEmbargo { .. } => {
                (422, "under-embargo", "The report is under embargo")
            }
            Self::Unusable(_) => (422, "unusable-report", "Nothing in the report can be used"),
            Self::OtherBody { .. } => (403, "other-body", "The report is about another body"),
            Self::SpeaksForAll { .. } => (403, "speaks-for-all", "The feed speaks for everybody"),
        }
    }

    fn help(&self) -> Option<String> {
        Some(match self {
            Self::NoSuchFeed { known, .. } if known.is_empty() => "the project declares no feed".to_owned(),
            Self::NoSuchFeed { feed, known } => {
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                match rules::diagnostic::nearest(feed, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are: {}", known.join(", ")),
                }
            }
            Self::OfWholeFolders { .. } => {
                "put the folder with all its files into the feed's folder".to_owned()
            }
            Self::ImproperName { .. } => {
                "give a name of letters, digits, blanks, `-`, `_` and `.`, without a folder".to_owned()
            }
            Self::OtherName { .. } => "give the file another name with `?name=`".to_owned(),
            Self::NameTaken { .. } => {
                "what was handed in stays as it is; give a correction another name with `?name=`".to_owned()
            }
            Self::OtherFormat { format, .. } => format!("send {format}"),
            Self::NotJson { .. } => "send an object for each row, or a list of them".to_owned(),
            Self::Unusable(FeedError::Read { error, .. }) => return error.fault.help(),
            Self::Unusable(FeedError::UnderEmbargo { .. }) | Self::RowsUnderEmbargo { .. } => {
                "hand it in once that moment has come, or put it into the folder of its feed, where it waits unread"
                    .to_owned()
            }
            Self::Unusable(error) => return error.help(),
            Self::OtherBody { .. } => {
                "leave those rows out, or ask the people who look after accounts for `--body`".to_owned()
            }
            Self::SpeaksForAll { .. } => {
                "the person who hands it in must be allowed to report for every body".to_owned()
            }
        })
    }
}

/// Why nothing in it can be used. Whoever sent it does not know the name that its file would have.
fn unusable(fault: &FeedError) -> String {
    match fault {
        FeedError::Read { error, .. } => error.to_string(),
        FeedError::UnderEmbargo { until, .. } => {
            let (time, day) = (until.strftime("%H:%M"), english::date(until.date()));
            format!(
                "its name puts the report under embargo until {time} on {day}, and nothing of it is kept before"
            )
        }
        fault => fault.to_string(),
    }
}

fn listed(bodies: &[String]) -> String {
    let named: Vec<String> = bodies.iter().take(MOST_NAMED).map(|body| format!("`{body}`")).collect();
    match bodies.len().saturating_sub(named.len()) {
        0 => english::list(&named),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
