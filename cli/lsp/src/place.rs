//! Places in a text as editors count them: lines from 0, and within a line units of UTF-16.

use std::ops::Range;

use lsp_types::Position;

/// The byte of a place. A place beyond its line or its text is moved to the end of it.
pub(super) fn offset(text: &str, place: Position) -> usize {
    let start = starts(text).nth(place.line as usize).unwrap_or(text.len());
    let rest = text.get(start..).unwrap_or_default();
    let mut units = 0;
    for (at, letter) in rest.char_indices() {
        if units >= place.character || matches!(letter, '\r' | '\n') {
            return start + at;
        }
        units += width(letter);
    }
    text.len()
}

/// The place of a byte. A byte within a letter counts as the beginning of it.
pub(super) fn position(text: &str, offset: usize) -> Position {
    let offset = boundary(text, offset);
    let (line, start) =
        starts(text).take_while(|start| *start <= offset).enumerate().last().unwrap_or((0, 0));
    let before = text.get(start..offset).unwrap_or_default();
    // Between `\r` and `\n` there is no place: it counts as the end of the line.
    let before = before.strip_suffix('\r').unwrap_or(before);
    Position { line: narrow(line), character: before.chars().map(width).sum() }
}

/// A range of bytes as editors write it.
pub(super) fn range(text: &str, range: &Range<usize>) -> lsp_types::Range {
    lsp_types::Range { start: position(text, range.start), end: position(text, range.end.max(range.start)) }
}

/// A range as editors write it, in bytes; the wrong way round it is turned.
pub(super) fn bytes(text: &str, range: lsp_types::Range) -> Range<usize> {
    let (one, other) = (offset(text, range.start), offset(text, range.end));
    one.min(other)..one.max(other)
}

/// Where lines begin. They end with `\n`, `\r\n` or `\r`.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let ends = (0..bytes.len()).filter(move |at| match bytes[*at] {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    std::iter::once(0).chain(ends.map(|end| end + 1))
}

fn width(letter: char) -> u32 {
    narrow(letter.len_utf16())
}

fn boundary(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` marks a place with `|`, which editors call line and character.
    #[track_caller]
    fn check(text: &str, line: u32, character: u32) {
        let at = text.find('|').expect("a mark");
        let text = text.replacen('|', "", 1);
        let place = Position { line, character };
        assert_eq!(position(&text, at), place);
        assert_eq!(offset(&text, place), at);
    }

    #[test]
    fn lines_end_in_three_ways() {
        check("|", 0, 0);
        check("one|", 0, 3);
        check("one\n|two", 1, 0);
        check("one\r\nt|wo\r\n", 1, 1);
        check("one\rtwo|\rthree", 1, 3);
        check("one\r\n|", 1, 0);
        check("one|\r\n", 0, 3);
    }

    #[test]
    fn letters_count_in_units_of_utf_16() {
        check("title = \"Häuser|\"", 0, 15);
        check("title = \"🏠🏠|\"", 0, 13);
        check("\t\tid|", 0, 4);
        check("e\u{301}|", 0, 2);
    }

    #[test]
    fn places_outside_are_moved_inside() {
        let text = "one\r\n🏠\n";
        let place = |line, character| offset(text, Position { line, character });
        assert_eq!(place(0, 99), 3);
        assert_eq!(place(99, 0), text.len());
        assert_eq!(place(1, 1), 9, "half a letter is the whole letter");
        assert_eq!(position(text, 6), Position { line: 1, character: 0 });
        assert_eq!(position(text, 999), Position { line: 2, character: 0 });
        assert_eq!(position(text, 4), Position { line: 0, character: 3 });
        assert_eq!(offset("", Position { line: u32::MAX, character: u32::MAX }), 0);
    }
}
