//! Why nothing in a file can be used, as data, and what to do about it.

use thiserror::Error;

use super::excerpt::{Excerpt, listed, nearest};
use super::row_fault::RowFault;
use super::table_layout::{Around, Names};
use super::xml_fault::XmlFault;
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
    #[error("the file is no XLSX, ODS or XLS spreadsheet")]
    NoSpreadsheet,
    #[error("the spreadsheet is protected by a password")]
    ProtectedSpreadsheet,
    #[error("the spreadsheet is damaged, or was cut off")]
    DamagedSpreadsheet,
    #[error("the spreadsheet is a binary workbook (XLSB)")]
    BinaryWorkbook,
    #[error("the spreadsheet is larger than the {mebibytes} MiB that are read, or unpacks to more")]
    LargeSpreadsheet { mebibytes: u64 },
    #[error("the sheet `{sheet}` has more than {most} cells, or more text than is read")]
    LargeSheet { sheet: String, most: usize },
    #[error("the file has no sheet {}; it shows {}", listed(.wanted), listed(.shown))]
    NoSuchSheet { wanted: Vec<String>, shown: Vec<String> },
    #[error("no sheet has the {} {}; the file shows {}", columns(.missing), listed(.missing), listed(.shown))]
    NoTable { missing: Vec<String>, shown: Vec<String> },
    #[error("the headings stand on several sheets: {}", listed(.sheets))]
    SeveralSheets { sheets: Vec<String> },
    #[error("more than {most} sheets are to be read")]
    ManySheets { most: usize },
    #[error("the cells of the sheets reach over more than {most} places")]
    SpreadOutCells { most: usize },
    /// A fault of one sheet.
    #[error("sheet `{sheet}`: {fault}")]
    InSheet { sheet: String, fault: Box<FileFault> },
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
    #[error("the columns {first} and {second} are both headed `{name}`")]
    SameHeading {
        name: String,
        /// Their letters.
        first: String,
        second: String,
    },
    #[error("no heading names a {}; the headings are {}", .names.join(" and a "), listed(.found))]
    NoSuchHeadings { names: Vec<&'static str>, found: Vec<String> },
    #[error("{} no {}, and the feed takes it from there{}", says(*.from), .names.word(), there_stands(.seen))]
    NothingAround {
        names: Names,
        from: Around,
        /// What stands there.
        seen: String,
    },
    #[error("{} two periods, `{first}` and `{second}`, and the feed takes one from there", says(*.from))]
    SeveralAround { from: Around, first: String, second: String },
    #[error(
        "the headings stand {found} times in the file, and the feed reads the table under number {wanted}"
    )]
    FewTables { found: u32, wanted: u32 },
    #[error("the file is not in {encoding} from line {from_line}")]
    OtherEncoding { encoding: &'static str, from_line: u32 },
    #[error("the file is larger than the {mebibytes} MiB of a table that is read as a whole")]
    LargeTable { mebibytes: usize },
    #[error("the table has more than {most} cells")]
    ManyCells { most: usize },
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
    #[error("{0}")]
    Xml(XmlFault),
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

impl ReadError {
    /// The fault, told of one sheet of a workbook.
    pub(super) fn in_sheet(self, sheet: &str) -> Self {
        let fault = FileFault::InSheet { sheet: sheet.to_owned(), fault: Box::new(self.fault) };
        Self { fault, ..self }
    }
}

impl FileFault {
    /// How many columns are missing, where that is the fault.
    pub(super) fn missing_columns(&self) -> Option<usize> {
        match self {
            Self::MissingColumns(missing) => Some(missing.missing.len()),
            _ => None,
        }
    }

    /// The columns that are missing, where they are the same as in another fault.
    pub(super) fn same_columns_missing(&self, other: &Self) -> Option<&[String]> {
        match (self, other) {
            (Self::MissingColumns(one), Self::MissingColumns(other)) if one.missing == other.missing => {
                Some(&one.missing)
            }
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

    /// Whether the file is written otherwise than its feed says, so that another feed may read it.
    pub fn is_of_layout(&self) -> bool {
        match self {
            Self::InSheet { fault, .. } => fault.is_of_layout(),
            Self::MissingColumns(_)
            | Self::NoTable { .. }
            | Self::NoSuchSheet { .. }
            | Self::NoSuchHeadings { .. }
            | Self::NothingAround { .. }
            | Self::NoHeader
            | Self::FewTables { .. } => true,
            _ => false,
        }
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
            Self::NoSpreadsheet => {
                "Save it as XLSX or ODS; a text file is read by a feed with `format = \"csv\"`"
            }
            Self::ProtectedSpreadsheet => "Send it again without a password",
            Self::DamagedSpreadsheet => "Nothing in it was taken; open it, save it and send it again",
            Self::NoTable { .. } => {
                "Name the file's own columns under `[feed.columns]` in remit.toml, and the sheet under `sheet` in `[feed.table]`"
            }
            Self::NoSuchSheet { .. } => {
                "Name the sheet under `sheet` in `[feed.table]`; `*` stands for any letters"
            }
            Self::SeveralSheets { .. } => {
                "Name one of them under `sheet` in `[feed.table]`, or a list of them"
            }
            Self::ManySheets { .. } => "Name fewer sheets under `sheet` in `[feed.table]`",
            Self::InSheet { fault, .. } => return fault.help(),
            Self::BinaryWorkbook => "Save it as XLSX or ODS",
            Self::LargeSpreadsheet { .. } => "Send the sheets that the feed needs in a file of their own",
            Self::LargeSheet { .. } | Self::SpreadOutCells { .. } => {
                "Clear what is formatted beyond the table, or name the sheet that the feed needs"
            }
            Self::CutOff { .. } => "Nothing in it was taken; send the whole file again",
            Self::NoHeader | Self::NotATable(_) => return None,
            Self::MissingColumns(columns) => return Some(help_for(columns)),
            Self::ManyColumns { .. } => "Send it with the columns that the feed needs",
            Self::SameHeading { first, .. } => {
                return Some(format!(
                    "Call the one that is meant by its letter in remit.toml, as `column {first}`"
                ));
            }
            Self::NoSuchHeadings { .. } => {
                "Say under [feed.table] in remit.toml where the headings are, with `header`, `skip_rows` or `header_rows`"
            }
            Self::NothingAround { .. } => {
                "Send it as the files before were written, or put the `pattern` right in remit.toml"
            }
            Self::SeveralAround { .. } => "Say in remit.toml which is meant, with a `pattern`",
            Self::FewTables { .. } => "Send it with all its tables, or put `nth` right in remit.toml",
            Self::OtherEncoding { .. } => {
                "Say the encoding of the files with `encoding` under [feed.table] in remit.toml"
            }
            Self::TwoColumns(_) => "Send it with one of them, or under names that tell them apart",
            Self::JsonList => "Write one object on each line, without brackets or commas around them",
            Self::FutureDateInName { .. } => {
                "Name the file like figures.2024-08-30.csv, by the day on which it was published; \
                 where nothing of it may be told before then, call that part of the pattern `embargo`"
            }
            Self::NoDateInName { .. } | Self::SeveralDatesInName { .. } => {
                "Name the file like figures.2024-08-30.csv, by the day on which it was published"
            }
            Self::UnlikePattern { .. } | Self::PartOfName { .. } => {
                "Name the file as the pattern says, or change the pattern of `vintage` in remit.toml"
            }
            Self::UnknownMeasure(_) => "Declare the measure in a mission, or name another one in the feed",
            Self::LargeTable { .. } | Self::ManyCells { .. } | Self::TooLargeForPlugin { .. } => {
                "Split it into several files"
            }
            Self::Xml(fault) => return fault.help().map(str::to_owned),
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

fn says(from: Around) -> &'static str {
    match from {
        Around::Title => "the lines above the table name",
        Around::SheetName => "the name of the sheet says",
        Around::FileName => "the name of the file says",
    }
}

/// What stands where nothing was found.
fn there_stands(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("; there stands {}", Excerpt::of(text)) }
}

fn columns(missing: &[String]) -> &'static str {
    if missing.len() == 1 { "column" } else { "columns" }
}

fn told_missing(MissingColumns { missing, found, .. }: &MissingColumns) -> String {
    let (noun, verb) = if missing.len() == 1 { ("column", "is") } else { ("columns", "are") };
    let has = if found.is_empty() { "no named column".to_owned() } else { listed(found) };
    format!("the {noun} {} {verb} missing; the file has {has}", listed(missing))
}

fn help_for(MissingColumns { missing, found, separators }: &MissingColumns) -> String {
    if *separators == Separators::Others {
        return "The columns are separated by something else; say so with `delimiter` under [feed.table] in remit.toml, as in \
                `delimiter = \";\"`"
            .to_owned();
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
