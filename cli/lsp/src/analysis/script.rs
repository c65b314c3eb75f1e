//! The tokens of a rule, whole or half written: words, texts and marks. Whether they make sense is not looked at.

use std::ops::Range;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// A name or a keyword.
    Name,
    /// A text in quotation marks; its range is what stands between them.
    Text,
    Number,
    /// A single mark.
    Mark(char),
}

/// A token with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) range: Range<usize>,
}

/// The tokens of a rule, without its comments. What stands in `${..}` of a text is told as well.
pub(super) fn tokens(text: &str) -> Vec<Placed> {
    let mut scan = Scan { text, at: 0, found: Vec::new(), templates: Vec::new() };
    while let Some(letter) = scan.peek() {
        scan.step(letter);
    }
    scan.found
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    found: Vec<Placed>,
    /// For each text that is left for a `${..}`, how many braces are open within it.
    templates: Vec<usize>,
}

impl Scan<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn step(&mut self, letter: char) {
        match letter {
            '/' if self.rest().starts_with("//") => self.skip(self.rest().find('\n')),
            '/' if self.rest().starts_with("/*") => self.skip(self.rest().find("*/").map(|at| at + 2)),
            '"' => self.quoted(),
            '`' => {
                self.at += 1;
                self.template();
            }
            '}' if self.templates.last() == Some(&0) => {
                self.templates.pop();
                self.at += 1;
                self.template();
            }
            _ if letter.is_alphabetic() || letter == '_' => self.run(Token::Name, is_of_name),
            _ if letter.is_ascii_digit() => {
                self.run(Token::Number, |letter| letter.is_ascii_digit() || letter == '_');
            }
            _ if letter.is_whitespace() => self.at += letter.len_utf8(),
            mark => self.mark(mark),
        }
    }

    fn skip(&mut self, length: Option<usize>) {
        self.at = length.map_or(self.text.len(), |length| self.at + length);
    }

    fn mark(&mut self, mark: char) {
        if let Some(open) = self.templates.last_mut() {
            match mark {
                '{' => *open += 1,
                '}' => *open = open.saturating_sub(1),
                _ => {}
            }
        }
        self.put(Token::Mark(mark), mark.len_utf8());
    }

    fn run(&mut self, token: Token, belongs: fn(char) -> bool) {
        let length = self.rest().find(|letter| !belongs(letter)).unwrap_or(self.rest().len());
        self.put(token, length);
    }

    fn put(&mut self, token: Token, length: usize) {
        self.found.push(Placed { token, range: self.at..self.at + length });
        self.at += length;
    }

    /// A text between quotation marks; one that is not closed ends with its line.
    fn quoted(&mut self) {
        self.at += 1;
        let mut is_escaped = false;
        let end = self.rest().find(|letter| {
            let is_end = letter == '\n' || (letter == '"' && !is_escaped);
            is_escaped = letter == '\\' && !is_escaped;
            is_end
        });
        let length = end.unwrap_or(self.rest().len());
        self.put(Token::Text, length);
        if self.peek() == Some('"') {
            self.at += 1;
        }
    }

    /// The plain part of a text between backquotes, up to its end or the next `${`.
    fn template(&mut self) {
        let (end, code) = (self.rest().find('`'), self.rest().find("${"));
        match (end, code) {
            (end, Some(code)) if end.is_none_or(|end| code < end) => {
                self.at += code + 2;
                self.templates.push(0);
            }
            (Some(end), _) => self.at += end + 1,
            (None, _) => self.at = self.text.len(),
        }
    }
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let told = |placed: &Placed| text.get(placed.range.clone()).unwrap().to_owned();
        assert_eq!(tokens(text).iter().map(told).collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn tokens_are_found_in_whatever_is_there() {
        check("my.value(\"a b\", 4) // no", "my . value ( a b , 4 )");
        check("`${number(now)} of ${ #{a: 1} }, x` + y", "number ( now ) # { a : 1 } + y");
        check("/* no */ a \"never closed\nb", "a never closed b");
        check("\"a\\\"b\" `never closed ${x", "a\\\"b x");
        check("🏠ü", "🏠 ü");
    }
}
