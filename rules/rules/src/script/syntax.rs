//! Texts that are not Rhai, or that use a part of it which would deceive.

use rhai::{LexError, ParseError, ParseErrorType, Position};

use super::sandbox::{FORBIDDEN, NUMBER_CASE};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// What is wrong with a text that could not be read at all. Rhai stops at the first fault.
pub(super) fn diagnose(error: &ParseError, source: &SourceText) -> Diagnostic {
    let (message, help) = words(error.err_type());
    let diagnostic = Diagnostic::error(Code::RuleSyntax, message, source, place(error.position(), source));
    match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

/// The character at a position; the end of the text where the fault has none.
fn place(position: Position, source: &SourceText) -> std::ops::Range<usize> {
    let start = match (position.line(), position.position()) {
        (Some(line), column) => source.offset(line, column.unwrap_or(1)),
        (None, _) => source.text.trim_end().len(),
    };
    word_at(source, start)
}

/// The word that starts at `start`, or the one character.
pub(super) fn word_at(source: &SourceText, start: usize) -> std::ops::Range<usize> {
    let rest = source.text.get(start..).unwrap_or_default();
    let word = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
    let length = if word > 0 { word } else { rest.chars().next().map_or(0, char::len_utf8) };
    start..start + length
}

fn words(error: &ParseErrorType) -> (String, Option<String>) {
    use ParseErrorType as P;
    let (message, help) = match error {
        P::UnexpectedEOF => ("the rule ends too early".to_owned(), "a `}`, `)` or `]` may be missing"),
        P::VariableUndefined(name) => (
            format!("there is no variable `{name}` here"),
            "declare it with `let` in the same function; a function, and a `|x| ..` as well, sees only what it is handed",
        ),
        P::ModuleUndefined(name) => (
            format!("there is no library `{name}` here"),
            "import it at the head of the file, as in `import \"dates@1\" as dates;`",
        ),
        P::MissingToken(token, _) => (format!("`{token}` is missing here"), "look at the line above as well"),
        P::Reserved(word) | P::BadInput(LexError::ImproperSymbol(word, _))
            // Rules import libraries; plugins and pieces that are tried out do not.
            if FORBIDDEN.contains(&word.as_str()) || word == "import" =>
        {
            (format!("`{word}` cannot be used in a rule"), "a rule is complete in its own file")
        }
        P::Reserved(word) => (format!("`{word}` is a word of the language"), "choose another name"),
        P::BadInput(LexError::UnterminatedString) => {
            ("a text is not closed".to_owned(), "end it with the same quotation mark on the same line")
        }
        P::BadInput(LexError::ImproperSymbol(symbol, _)) => {
            (format!("`{symbol}` means nothing here"), "compare with `==`, `!=`, `<`, `<=`, `>` or `>=`")
        }
        P::BadInput(LexError::Runtime(text)) if text == NUMBER_CASE => {
            (NUMBER_CASE.to_owned(), "write `if x == 5 { .. } else { .. }`, or a range such as `0..10`")
        }
        P::ExprTooDeep => ("this is nested too deeply".to_owned(), "split it with `let` or into functions"),
        P::TooManyFunctions => ("the rule has too many functions".to_owned(), "split it into several rules"),
        P::FnDuplicatedDefinition(name, _) => {
            (format!("the function `{name}` is written twice"), "remove one of them or give it another name")
        }
        P::WrongFnDefinition => {
            ("a function stands inside another".to_owned(), "move it out, to the left margin of the file")
        }
        P::ExprExpected(_) => ("something is missing here".to_owned(), "write a value or an expression"),
        P::AssignmentToConstant(name) => {
            (format!("`{name}` is a constant"), "declare it with `let` to change it")
        }
        P::MismatchedType(wanted, given) => {
            let plain = |words: &str| match words {
                "a boolean expression" => "true or false".to_owned(),
                "an iterable value" => "a list or a range".to_owned(),
                other => other.to_owned(),
            };
            return (format!("{} stands where {} is needed", plain(given), plain(wanted)), None);
        }
        other => {
            return (
                format!("the rule cannot be read: {}", lower(&other.to_string()).replace('\'', "`")),
                None,
            );
        }
    };
    (message, Some(help.to_owned()))
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
