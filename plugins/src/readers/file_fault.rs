//! Why nothing in a file can be used, as data, and what to do about it.

use thiserror::Error;

use super::excerpt::{Excerpt, listed, nearest};
use super::row_fault::RowFault;
use crate::host::PluginError;

/// Why nothing in a file can be used.
#[derive(Clone, PartialEq, Debug, Error)]
#[error("{fault}")]
pub struct ReadError {
    /// The line, counted from 1, where one is to blame.
    pub line: Option<u32>,
    pub fault: FileFault,
}

/// What is wrong with a file as a whole.
#[derive(Clone, PartialEq, Debug, Error)]
pub enum FileFault {
    #[error("the file is empty")]
    Empty,
    #[error("the file is in UTF-16")]
    Utf16,
    #[error("the file is a spreadsheet or an archive, not text")]
    Archive,
    #[error("the file is not text")]
    NotText,
    #[error("the file is not in UTF-8 from line {from_line}")]
    NotUtf8 { from_line: u32 },
    /// It stops in the middle of a row.
    #[error("the file seems cut off at line {at_line}")]
    CutOff { at_line: u32 },
    #[error("the file holds no header")]
    NoHeader,
    #[error("{}", told_missing(.0))]
    MissingColumns(MissingColumns),
    #[error("the file has more than {most} columns")]
    ManyColumns { most: usize },
    #[error("the file has two columns `{0}`")]
    TwoColumns(String),
    /// The parser's own words say what is wrong.
    #[error("{0}")]
    NotATable(String),
    #[error("the file is one JSON list")]
    JsonList,
    #[error("the name `{name}` holds no date, and the feed's vintage is to come from it")]
    NoDateInName { name: String },
    #[error("the name `{name}` holds more than one date, and the feed's vintage is to come from it")]
    SeveralDatesInName { name: String },
    #[error("the name `{name}` is not like the pattern in the feed's `vintage`")]
    UnlikePattern { name: String },
    #[error("the name `{name}` has {text} where the feed's `vintage` takes a {part} from it")]
    PartOfName { name: String, part: &'static str, text: Excerpt },
    #[error("the name `{name}` dates its publication on a day that is still to come")]
    FutureDateInName { name: String },
    /// No measure is declared that the feed says all its figures are of.
    #[error("{0}")]
    UnknownMeasure(Box<RowFault>),
    #[error("the file is larger than the {mebibytes} MiB that a plugin reads")]
    TooLargeForPlugin { mebibytes: usize },
    #[error(transparent)]
    Plugin(PluginError),
}

/// Columns, or keys, that a layout names and a file lacks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissingColumns {
    pub missing: Vec<String>,
    /// Those that it has.
    pub found: Vec<String>,
    pub separators: Separators,
}

/// What stands between the columns of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Separators {
    AsExpected,
    /// No comma, but something else that may be meant as one.
    Others,
}

impl FileFault {
    /// How many columns are missing, where that is the fault.
    pub(super) fn missing_columns(&self) -> Option<usize> {
        match self {
            Self::MissingColumns(missing) => Some(missing.missing.len()),
            _ => None,
        }
    }

    /// The fault, on a line.
    pub(super) fn on_line(self, line: u32) -> ReadError {
        ReadError { line: Some(line), fault: self }
    }

    /// The fault of the file as a whole.
    pub(super) fn of_all(self) -> ReadError {
        ReadError { line: None, fault: self }
    }

    /// The fault of a file that stops in the middle of a row.
    pub(super) fn cut_off(line: u32) -> ReadError {
        Self::CutOff { at_line: line }.on_line(line)
    }

    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Empty => {
                "Send it again; if nothing was measured, send a row with the reason in place of the figure"
            }
            Self::Utf16 | Self::Archive | Self::NotText | Self::NotUtf8 { .. } => {
                "Save it again as plain text in UTF-8; spreadsheet programs call it \"CSV UTF-8\""
            }
            Self::CutOff { .. } => "Nothing in it was taken; send the whole file again",
            Self::NoHeader | Self::NotATable(_) => return None,
            Self::MissingColumns(columns) => return Some(help_for(columns)),
            Self::ManyColumns { .. } => "Send it with the columns that the feed needs",
            Self::TwoColumns(_) => "Send it with one of them, or under names that tell them apart",
            Self::JsonList => "Write one object on each line, without brackets or commas around them",
            Self::NoDateInName { .. } | Self::SeveralDatesInName { .. } | Self::FutureDateInName { .. } => {
                "Name the file like figures.2024-08-30.csv, by the day on which it was published"
            }
            Self::UnlikePattern { .. } | Self::PartOfName { .. } => {
                "Name the file as the pattern says, or change the pattern of `vintage` in remit.toml"
            }
            Self::UnknownMeasure(_) => "Declare the measure in a mission, or name another one in the feed",
            Self::TooLargeForPlugin { .. } => "Split it into several files",
            Self::Plugin(error) => return of_plugin(error).map(str::to_owned),
        };
        Some(help.to_owned())
    }
}

fn of_plugin(error: &PluginError) -> Option<&'static str> {
    match error {
        PluginError::Refused { .. } => None,
        PluginError::Broken { .. } => Some("`remit check` lists its faults"),
        PluginError::Failed { .. } | PluginError::Unusable { .. } => {
            Some("This is a fault of the plugin; nothing in the file was taken")
        }
        PluginError::Unready { .. } => Some("Put it right; the file is read again when the project changes"),
    }
}

fn told_missing(MissingColumns { missing, found, .. }: &MissingColumns) -> String {
    let (noun, verb) = if missing.len() == 1 { ("column", "is") } else { ("columns", "are") };
    let has = if found.is_empty() { "no named column".to_owned() } else { listed(found) };
    format!("the {noun} {} {verb} missing; the file has {has}", listed(missing))
}

fn help_for(MissingColumns { missing, found, separators }: &MissingColumns) -> String {
    if *separators == Separators::Others {
        return "The columns are not separated by commas; save the file again with commas".to_owned();
    }
    let near = missing.iter().filter_map(|name| {
        nearest(name, found.iter().map(String::as_str)).map(|near| format!("`{near}` in place of `{name}`"))
    });
    let near: Vec<_> = near.collect();
    match near.as_slice() {
        [] => "Name the file's own columns under `[feed.columns]` in remit.toml".to_owned(),
        near => format!(
            "Did you mean {}? Columns are named under `[feed.columns]` in remit.toml",
            near.join(" and ")
        ),
    }
}
