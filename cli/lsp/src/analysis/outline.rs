//! A TOML text as it stands, whole or half written: which words stand where. Whether they make sense is not looked at.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

/// What a word is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// A part of `[a.b]` or `[[a.b]]`.
    Header,
    Key,
    /// A value, or one of a list.
    Value,
}

/// A word in the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Word {
    /// Which header it stands under; 0 is before the first.
    pub(super) table: usize,
    /// The tables and keys that lead to it; of a header or a key, itself included.
    pub(super) path: Vec<String>,
    pub(super) role: Role,
    /// Where it stands, without quotation marks.
    pub(super) range: Range<usize>,
    /// Whether it stands in quotation marks.
    pub(super) is_quoted: bool,
}

/// A text's words, and what could be written at its end.
#[derive(Default, Debug)]
pub(super) struct Outline {
    pub(super) words: Vec<Word>,
    /// The tables and keys that lead to the end of the text.
    pub(super) path: Vec<String>,
    /// What is expected at the end of the text; none after a value.
    pub(super) expects: Option<Role>,
}

/// Reads the words of a text.
pub(super) fn outline(text: &str) -> Outline {
    let tokens = Source::new(text).lex().into_vec();
    let mut walk = OutlineWalk { text, expects: Some(Role::Key), ..OutlineWalk::default() };
    let mut before = TokenKind::Newline;
    for (at, token) in tokens.iter().enumerate() {
        walk.take(token, before, tokens.get(at + 1).map(Token::kind));
        if token.kind() != TokenKind::Whitespace {
            before = token.kind();
        }
    }
    let path = walk.path();
    Outline { words: walk.words, path, expects: walk.expects }
}

/// A bracket that is open, with what was being written before it.
#[derive(Clone, Debug)]
struct Open {
    is_table: bool,
    key: Vec<String>,
}

#[derive(Default)]
struct OutlineWalk<'t> {
    text: &'t str,
    words: Vec<Word>,
    table: usize,
    header: Vec<String>,
    open: Vec<Open>,
    key: Vec<String>,
    expects: Option<Role>,
    is_dotted: bool,
}

impl OutlineWalk<'_> {
    /// The tables and keys that lead to here.
    fn path(&self) -> Vec<String> {
        let outer = self.open.iter().flat_map(|open| &open.key);
        self.header.iter().chain(outer).chain(&self.key).cloned().collect()
    }

    fn take(&mut self, token: &Token, before: TokenKind, next: Option<TokenKind>) {
        let is_at_margin = before == TokenKind::Newline;
        match token.kind() {
            TokenKind::Newline if self.open.is_empty() => self.begin_line(),
            TokenKind::Newline | TokenKind::Whitespace | TokenKind::Comment | TokenKind::Eof => {}
            // A bracket at the margin begins a table, whatever was left open before it.
            TokenKind::LeftSquareBracket if is_at_margin && self.is_header(token) => self.begin_header(),
            TokenKind::LeftSquareBracket if self.expects == Some(Role::Header) => {}
            TokenKind::LeftSquareBracket => self.open(false),
            TokenKind::LeftCurlyBracket => self.open(true),
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => self.close(),
            TokenKind::Comma => self.go_on(),
            TokenKind::Equals => self.expects = Some(Role::Value),
            TokenKind::Dot => self.is_dotted = self.expects != Some(Role::Value),
            _ => self.word(token, next),
        }
    }

    /// Within a list that is spread over lines, only a bracket in the first column counts.
    fn is_header(&self, token: &Token) -> bool {
        let start = token.span().start();
        self.open.is_empty() || start == 0 || self.text.as_bytes().get(start - 1) == Some(&b'\n')
    }

    fn begin_line(&mut self) {
        self.expects = Some(Role::Key);
        self.key.clear();
        self.is_dotted = false;
    }

    fn begin_header(&mut self) {
        self.open.clear();
        self.key.clear();
        self.header.clear();
        self.table += 1;
        self.expects = Some(Role::Header);
        self.is_dotted = false;
    }

    fn open(&mut self, is_table: bool) {
        self.open.push(Open { is_table, key: std::mem::take(&mut self.key) });
        self.expects = Some(if is_table { Role::Key } else { Role::Value });
    }

    fn close(&mut self) {
        if let Some(open) = self.open.pop() {
            self.key = open.key;
        }
        self.expects = None;
    }

    fn go_on(&mut self) {
        match self.open.last() {
            Some(open) if open.is_table => {
                self.key.clear();
                self.expects = Some(Role::Key);
            }
            Some(_) => self.expects = Some(Role::Value),
            None => {}
        }
    }

    fn word(&mut self, token: &Token, next: Option<TokenKind>) {
        // A key at the beginning of a line, under a list that was never closed.
        if next == Some(TokenKind::Equals) && self.open.last().is_some_and(|open| !open.is_table) {
            self.open.clear();
            self.begin_line();
        }
        let (range, is_quoted) = content(self.text, token);
        let said = self.text.get(range.clone()).unwrap_or_default().to_owned();
        let role = self.expects.unwrap_or(Role::Key);
        match role {
            Role::Header => self.header.push(said),
            Role::Key if std::mem::take(&mut self.is_dotted) => self.key.push(said),
            Role::Key => self.key = vec![said],
            Role::Value => {}
        }
        let path = self.path();
        self.words.push(Word { table: self.table, path, role, range, is_quoted });
        if role == Role::Value && self.open.last().is_none_or(|open| open.is_table) {
            self.expects = None;
        }
    }
}

/// Where a word stands without its quotation marks, one of which may be missing.
fn content(text: &str, token: &Token) -> (Range<usize>, bool) {
    let (start, end) = (token.span().start(), token.span().end());
    let marks = match token.kind() {
        TokenKind::LiteralString => "'",
        TokenKind::BasicString => "\"",
        TokenKind::MlLiteralString => "'''",
        TokenKind::MlBasicString => "\"\"\"",
        _ => return (start..end, false),
    };
    let inner = text.get(start + marks.len()..end).unwrap_or_default();
    let inner = inner.strip_suffix(marks).unwrap_or(inner);
    let start = (start + marks.len()).min(end);
    (start..start + inner.len(), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path and what is expected at the end of a text.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let Outline { path, expects, .. } = outline(text);
        assert_eq!(format!("{} {expects:?}", path.join(".")), expected);
    }

    #[test]
    fn the_end_of_a_text_is_found_however_it_was_left() {
        check("[[measure]]\n", "measure Some(Key)");
        check("[[obligation.contr", "obligation.contr Some(Header)");
        check("[[measure]]\nevery = ", "measure.every Some(Value)");
        check("[[measure]]\nevery = \"mon", "measure.every None");
        check("[[measure]]\nadds_up = { numerator = \"a\", ", "measure.adds_up Some(Key)");
        check("[[measure]]\nadds_up = { numerator = ", "measure.adds_up.numerator Some(Value)");
        check("[[obligation]]\ndepends_on = [\"a\", ", "obligation.depends_on Some(Value)");
        check("[[measure]]\nevery = \"month\" ", "measure.every None");
        check("[feed.columns]\nvalues = { a = \"b\" }\n", "feed.columns Some(Key)");
    }

    #[test]
    fn what_was_left_open_ends_at_the_next_table_or_key() {
        check("[[obligation]]\ndepends_on = [\"a\",\n[[measure]]\nid = ", "measure.id Some(Value)");
        check("[[obligation]]\ndepends_on = [\"a\"\nrule= ", "obligation.rule Some(Value)");
        check("[[measure]]\ndue = { timely_days = 3\n[[obligation]]\n", "obligation Some(Key)");
    }

    #[test]
    fn words_are_told_with_their_paths() {
        let text = "[[measure]]\nid = \"a\"\ndue = { timely_days = 3 }\n";
        let told = |word: &Word| format!("{}={}", word.path.join("."), text.get(word.range.clone()).unwrap());
        let words: Vec<String> = outline(text).words.iter().map(told).collect();
        let expected = "measure=measure measure.id=id measure.id=a measure.due=due \
            measure.due.timely_days=timely_days measure.due.timely_days=3";
        assert_eq!(words.join(" "), expected);
    }
}
