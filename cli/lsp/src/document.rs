//! A text that is open in the editor, as it stands there.

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::place;

/// An open text.
pub(super) struct Document {
    /// Its address in the editor's own spelling.
    pub(super) address: Uri,
    pub(super) text: String,
    /// How often it has changed, by the editor's count.
    pub(super) version: i32,
}

impl Document {
    /// Takes changes in, one after the other.
    pub(super) fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        self.version = version;
        for change in changes {
            match change.range {
                Some(range) => self.text.replace_range(place::bytes(&self.text, range), &change.text),
                None => self.text = change.text,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use lsp_types::{Position, Range};

    use super::*;

    /// Replaces from one line and character to another.
    type Change<'a> = (Option<[u32; 4]>, &'a str);

    #[track_caller]
    fn check(text: &str, changes: &[Change<'_>], expected: &str) {
        let address = Uri::from_str("file:///a.toml").unwrap();
        let mut document = Document { address, text: text.to_owned(), version: 1 };
        let change = |(range, text): &Change<'_>| TextDocumentContentChangeEvent {
            range: range.map(|[line, character, end_line, end_character]| Range {
                start: Position { line, character },
                end: Position { line: end_line, character: end_character },
            }),
            range_length: None,
            text: (*text).to_owned(),
        };
        document.change(2, changes.iter().map(change).collect());
        assert_eq!(document.text, expected);
    }

    #[test]
    fn changes_are_taken_in_one_after_the_other() {
        check("a\r\nb\r\n", &[(Some([1, 0, 1, 1]), "c"), (Some([1, 1, 1, 1]), "d")], "a\r\ncd\r\n");
        check("a", &[(None, "b"), (Some([0, 1, 0, 1]), "c")], "bc");
    }

    #[test]
    fn an_emoji_is_two_units_wide() {
        check("x🏠y", &[(Some([0, 3, 0, 4]), "z")], "x🏠z");
        check("x🏠y", &[(Some([0, 1, 0, 3]), "")], "xy");
    }

    #[test]
    fn a_range_that_is_not_there_harms_nothing() {
        check("a", &[(Some([7, 7, 9, 9]), "b")], "ab");
        check("ab", &[(Some([0, 2, 0, 0]), "c")], "c");
    }
}
