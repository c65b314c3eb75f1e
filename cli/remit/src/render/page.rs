//! A page of lines, each wrapped to the terminal's width under its own indent.

use std::io::IsTerminal as _;

use textwrap::{Options, WordSplitter};
use words::board;

/// The widest that a line gets, for reading; narrower where the terminal is.
const WIDEST: usize = 110;
/// The narrowest that a line is cut to.
const NARROWEST: usize = 40;

/// Lines of text for people.
#[derive(Default)]
pub(super) struct Page {
    text: String,
}

impl Page {
    /// Adds a line behind so many blanks.
    pub(super) fn put(&mut self, indent: usize, line: &str) {
        let blanks = " ".repeat(indent);
        self.put_behind(&blanks, &blanks, line);
    }

    /// Adds a line behind one text, and where it is wrapped, the rest of it behind another.
    pub(super) fn put_behind(&mut self, first: &str, rest: &str, line: &str) {
        let options = Options::new(width()).initial_indent(first).subsequent_indent(rest);
        let options = options.break_words(false).word_splitter(WordSplitter::NoHyphenation);
        // What is put is one line: a new line of anybody's begins none.
        let line = line.replace("\r\n", " ").replace('\n', " ");
        self.text.push_str(&textwrap::fill(&line, options));
        self.text.push('\n');
    }

    /// Adds a line that is to be copied, and so is not broken.
    pub(super) fn put_unbroken(&mut self, indent: usize, line: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(&line.replace('\n', " "));
        self.text.push('\n');
    }

    /// Adds an empty line.
    pub(super) fn skip(&mut self) {
        self.text.push('\n');
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }
}

/// Where a program reads instead of a person, no line is broken: whoever searches for a phrase finds it.
fn width() -> usize {
    if std::io::stdout().is_terminal() { textwrap::termwidth().clamp(NARROWEST, WIDEST) } else { usize::MAX }
}

/// How wide a table gets, which is not wrapped: as wide as the terminal.
pub(super) fn width_of_table() -> usize {
    if std::io::stdout().is_terminal() { textwrap::termwidth().max(NARROWEST) } else { usize::MAX }
}

/// Lines under a title, where there are any; beyond so many they are counted.
pub(super) fn write_list(page: &mut Page, title: &str, lines: impl Iterator<Item = String>, most: usize) {
    let mut untold = 0_usize;
    for (place, line) in lines.enumerate() {
        if place == 0 {
            page.put(9, title);
        }
        if place < most {
            page.put(11, &line);
        } else {
            untold += 1;
        }
    }
    if untold > 0 {
        page.put(11, &board::more(untold, "line"));
    }
}
