//! How a table is written, where it starts and ends, and what each thing in it is taken from.
//!
//! It is the resolved form, alike for text files and spreadsheets; how it is written in `remit.toml` belongs to `settings`, and how a
//! table is found to `table`.

use encoding_rs::Encoding;
use regex_lite::Regex;

/// How a table is written, and what is taken from it.
#[derive(Clone, PartialEq, Debug)]
pub struct TableLayout {
    /// Which row holds the headings, and the last of them where there are several.
    pub heading: HeadingRow,
    /// How many rows make the headings.
    pub header_rows: u32,
    /// A row whose first filled cell begins with one of these ends the table.
    pub ends_at: Vec<String>,
    /// Columns in which a blank means the cell above.
    pub fill_down: Vec<String>,
    /// Headings that name nothing and are left out.
    pub not_read: Vec<String>,
    /// What becomes of rows and columns that the publisher hid.
    pub hidden: Hidden,
    pub text: TextForm,
    /// The sheets of a workbook, by names or patterns; none for the only one that is shown and has the headings.
    pub sheets: Vec<String>,
    /// What the columns of a layout are taken from, by their names; a name that is not listed is a heading.
    pub sources: Vec<(String, Source)>,
}

/// How a text file is written.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TextForm {
    pub encoding: &'static Encoding,
    /// What stands between two fields.
    pub delimiter: u8,
}

/// By what the row of headings is found.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum HeadingRow {
    /// It has every column that the layout names.
    #[default]
    Columns,
    /// It has all of these words; of several such rows, the one with this number.
    Words { words: Vec<String>, nth: u32 },
    /// It comes after so many rows.
    After(u32),
}

/// What becomes of rows and columns that the publisher hid.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Hidden {
    #[default]
    LeftOut,
    Read,
}

/// What one thing is taken from.
#[derive(Clone, PartialEq, Debug)]
pub enum Source {
    /// A column, by its heading.
    Column(String),
    /// Several sources, joined by a blank.
    Joined(Vec<Source>),
    /// The first of these columns that is not blank.
    FirstOf(Vec<String>),
    /// One of several parts of a field, counted from 1.
    Part { column: String, part: u32, by: String },
    /// The headings: a row gives one report for every column whose heading names such a thing.
    Headings { names: Names, row: Option<u32>, pattern: Option<Pattern> },
    /// The figure under such a heading.
    Cell,
    /// What stands around the table.
    Around { from: Around, names: Names, pattern: Option<Pattern> },
    /// Said by the feed.
    Said(String),
}

/// What a text is to name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Names {
    Period,
    Body,
    Measure,
}

/// A place outside the rows of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Around {
    /// The lines above the headings.
    Title,
    SheetName,
    FileName,
}

/// A regular expression with the group that is meant.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Pattern {
    /// The pattern, where it is a regular expression.
    pub(crate) fn new(text: &str) -> Result<Self, regex_lite::Error> {
        Regex::new(text).map(Self)
    }

    /// Whether anything is in brackets, which is what counts.
    pub(crate) fn has_group(&self) -> bool {
        self.0.captures_len() > 1
    }

    /// What the group holds where the pattern is found: the one of this name, or else the first.
    pub(super) fn find<'t>(&self, text: &'t str, name: &str) -> Option<&'t str> {
        let found = self.0.captures(text)?;
        let first = || found.iter().skip(1).flatten().next();
        found.name(name).or_else(first).map(|group| group.as_str().trim())
    }
}

/// What is read of the headings that a source takes its text from.
pub(super) struct OfHeadings<'l> {
    pub(super) names: Names,
    pub(super) row: Option<u32>,
    pub(super) pattern: Option<&'l Pattern>,
}

impl Source {
    /// What it reads of headings, itself or as one of several.
    pub(super) fn of_headings(&self) -> Option<OfHeadings<'_>> {
        match self {
            Self::Headings { names, row, pattern } => {
                Some(OfHeadings { names: *names, row: *row, pattern: pattern.as_ref() })
            }
            Self::Joined(sources) => sources.iter().find_map(Self::of_headings),
            _ => None,
        }
    }

    /// Whether it takes anything from headings.
    pub(crate) fn reads_headings(&self) -> bool {
        self.of_headings().is_some()
    }

    /// The columns that it reads, by their headings.
    pub(super) fn columns(&self) -> Vec<&str> {
        match self {
            Self::Column(column) | Self::Part { column, .. } => vec![column],
            Self::FirstOf(columns) => columns.iter().map(String::as_str).collect(),
            Self::Joined(sources) => sources.iter().flat_map(Self::columns).collect(),
            Self::Headings { .. } | Self::Cell | Self::Around { .. } | Self::Said(_) => Vec::new(),
        }
    }
}

impl Names {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Body => "body",
            Self::Measure => "measure",
        }
    }
}

impl Default for TextForm {
    fn default() -> Self {
        Self { encoding: encoding_rs::UTF_8, delimiter: b',' }
    }
}

impl Default for TableLayout {
    fn default() -> Self {
        Self {
            heading: HeadingRow::default(),
            header_rows: 1,
            ends_at: Vec::new(),
            fill_down: Vec::new(),
            not_read: Vec::new(),
            hidden: Hidden::default(),
            text: TextForm::default(),
            sheets: Vec::new(),
            sources: Vec::new(),
        }
    }
}

impl TableLayout {
    /// What a name of the layout is taken from; none where it is a heading.
    pub(super) fn source(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|(known, _)| known == name).map(|(_, source)| source)
    }
}
