//! Texts of anybody's, made harmless to look at: what a terminal, a browser or a reader's eye would obey or not see is shown.
//! Nothing is left out, and no sentence is made here.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text in one line, in which no letter is obeyed: controls, and letters that are not seen or that turn the direction of
/// writing, are shown as `U+202E`. A new line or a tab is a blank.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\n' | '\t' => shown.push(' '),
            letter => put(&mut shown, letter),
        }
    }
    Cow::Owned(shown)
}

/// The same of a text of several lines for a page: new lines and tabs stay as they are.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    if !text.contains(|letter| !matches!(letter, '\n' | '\t') && is_unseen(letter)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    text.chars().for_each(|letter| put_in_lines(&mut shown, letter));
    Cow::Owned(shown)
}

/// The same of a text of several lines for a terminal, in which colours and weights stay as well.
pub fn visible_painted(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(after) = after_paint(rest) {
            let (paint, after) = rest.split_at(rest.len() - after.len());
            shown.push_str(paint);
            rest = after;
        } else {
            put_in_lines(&mut shown, letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    shown
}

/// A JSON document in which such letters are written as JSON's own escapes; they can stand in its strings alone.
pub fn visible_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for letter in json.chars() {
        if matches!(letter, '\n' | '\t') || !is_unseen(letter) {
            shown.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            write!(shown, "\\u{unit:04x}").expect("writing to a string cannot fail");
        }
    }
    shown
}

fn put_in_lines(shown: &mut String, letter: char) {
    if matches!(letter, '\n' | '\t') {
        shown.push(letter);
    } else {
        put(shown, letter);
    }
}

fn put(shown: &mut String, letter: char) {
    if is_unseen(letter) {
        write!(shown, "U+{:04X}", u32::from(letter)).expect("writing to a string cannot fail");
    } else {
        shown.push(letter);
    }
}

/// What follows a colour or a weight at the beginning of a text. Whatever moves the cursor, hides or blinks is none.
fn after_paint(text: &str) -> Option<&str> {
    let (codes, rest) = text.strip_prefix("\u{1b}[")?.split_once('m')?;
    let is_paint =
        |code: &str| code.is_empty() || matches!(code.parse(), Ok(0..=4_u8 | 22 | 30..=37 | 39 | 90..=97));
    let is_indexed = codes.strip_prefix("38;5;").is_some_and(|colour| colour.parse::<u8>().is_ok());
    (is_indexed || codes.split(';').all(is_paint)).then_some(rest)
}

/// Whether a terminal or a reader's program would act on a letter, or not show it.
pub fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_of_anybodys_is_obeyed() {
        let odd = "FIRING\rMET \u{202e}\u{2066}é\u{1b}[2K";
        assert_eq!(visible(odd), "FIRINGU+000DMET U+202EU+2066éU+001B[2K");
        assert_eq!(visible("one\n\ttwo\r\nthree"), "one  two three");
        assert_eq!(visible_lines("one\n\ttwo\r\u{200f}\n"), "one\n\ttwoU+000DU+200F\n");
        assert!(matches!(visible("Ynys Môn, £3"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_terminal_keeps_colours_and_nothing_else_that_it_would_act_on() {
        let painted = "\u{1b}[1m\u{1b}[38;5;9mred\u{1b}[0m";
        assert_eq!(visible_painted(painted), painted);
        assert_eq!(visible_painted("a\u{1b}[8mb\u{1b}[2Kc\u{1b}[5md"), "aU+001B[8mbU+001B[2KcU+001B[5md");
    }

    #[test]
    fn json_keeps_its_escapes() {
        assert_eq!(
            visible_json("{\n\"a\": \"\u{202e}\u{e0001}\"\n}"),
            "{\n\"a\": \"\\u202e\\udb40\\udc01\"\n}"
        );
    }
}
