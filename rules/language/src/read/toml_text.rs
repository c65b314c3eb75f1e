//! A whole TOML text: parsed as far as it makes sense, and read from its root.

use std::cell::Cell;
use std::ops::Range;

use ledger::source::SourceText;
use toml::de::DeTable;

use super::document::Document;
use super::table::Table;
use crate::diagnostic::{Code, Diagnostic};
use crate::grammar::FileGrammar;

/// What became of a text.
pub struct Reading<T> {
    /// What it says, as far as it was understood.
    pub found: T,
    /// What is wrong with it.
    pub faults: Vec<Diagnostic>,
    /// Whether it is TOML at all; otherwise it may say more than was found.
    pub is_toml: bool,
}

/// A TOML text, parsed once for all who read it.
#[derive(Clone, Debug)]
pub struct TomlText<'s> {
    source: &'s SourceText,
    root: DeTable<'s>,
    faults: Vec<Diagnostic>,
}

thread_local! {
    static PARSED: Cell<u64> = const { Cell::new(0) };
}

/// How many texts were parsed on this thread so far, for tests that hold what things cost.
pub fn parsed() -> u64 {
    PARSED.get()
}

impl<'s> TomlText<'s> {
    pub fn parse(source: &'s SourceText) -> Self {
        PARSED.set(PARSED.get() + 1);
        let (root, errors) = DeTable::parse_recoverable(&source.text);
        Self { source, root: root.into_inner(), faults: syntax_faults(source, &errors) }
    }

    pub fn source(&self) -> &'s SourceText {
        self.source
    }

    pub fn is_toml(&self) -> bool {
        self.faults.is_empty()
    }

    /// Reads the text through `read`, which is given its root table.
    ///
    /// Where the text is not TOML, only that is reported: whatever else seems to be wrong may follow from it. It is
    /// still read as far as it makes sense, for the ids in it.
    pub fn read<T>(&self, file: &FileGrammar, read: impl FnOnce(&Table<'_>) -> T) -> Reading<T> {
        let document = Document::new(self.source);
        let found = read(&Table::open(&document, file.root, 0..0, &self.root));
        let is_toml = self.is_toml();
        let faults = if is_toml { document.into_faults() } else { self.faults.clone() };
        Reading { found, faults, is_toml }
    }

    /// The same for tables that belong to another reader than the one that reports on the text as a whole.
    pub fn read_further<T>(&self, file: &FileGrammar, read: impl FnOnce(&Table<'_>) -> T) -> Reading<T> {
        let document = Document::new(self.source);
        let found = read(&Table::reopen(&document, file.root, 0..0, &self.root));
        Reading { found, faults: document.into_faults(), is_toml: self.is_toml() }
    }
}

/// Parses and reads a text that nobody else reads.
pub fn read_document<T>(
    source: &SourceText,
    file: &FileGrammar,
    read: impl FnOnce(&Table<'_>) -> T,
) -> Reading<T> {
    TomlText::parse(source).read(file, read)
}

/// One fault a line: the parser trips over what follows on it, and the first word is the best one.
fn syntax_faults(source: &SourceText, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let mut places: Vec<(u32, Range<usize>, &str)> = errors
        .iter()
        .map(|error| {
            let range = error.span().unwrap_or(0..0);
            (source.line(range.start), range, error.message())
        })
        .collect();
    places.sort_by_key(|(line, range, _)| (*line, range.start));
    places.dedup_by_key(|(line, ..)| *line);
    // What was left open takes the rest of the file in, and whatever is said of that is no fault of its own.
    if let Some(open) = places.iter().position(|(.., message)| is_within(message)) {
        places.truncate(open + 1);
    }
    let fault = |(_, range, message): (u32, Range<usize>, &str)| {
        let plain = message.strip_suffix(", expected nothing").unwrap_or(message);
        let fault = Diagnostic::error(Code::Toml, format!("this is not TOML: {plain}"), source, range);
        if is_within(message) {
            return fault
                .with_help("a `}`, a `]` or a quotation mark may be missing here or on a line above");
        }
        fault
    };
    places.into_iter().map(fault).collect()
}

/// Whether a fault lies within braces or brackets, as the parser words it.
fn is_within(message: &str) -> bool {
    ["inline table", "key-value pairs", "array element"].iter().any(|words| message.contains(words))
}
