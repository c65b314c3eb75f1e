//! Refuses `switch x { 5 => .. }` while a script is read.

use std::cell::Cell;

use rhai::{Engine, LexError, Token};

/// What the text said last, as far as the cases of a `switch` go.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum LastToken {
    Number,
    Range,
    #[default]
    Other,
}

/// Where in a `switch` the text may stand.
#[derive(Clone, Copy, Default)]
struct SwitchState {
    said: LastToken,
    /// Whether a number stands alone among the values of the case.
    has_number: bool,
    /// Whether the case's own condition has begun, in which numbers are compared.
    is_condition: bool,
}

thread_local! {
    static CASES: Cell<SwitchState> = const { Cell::new(SwitchState { said: LastToken::Other, has_number: false, is_condition: false }) };
}

/// What the parser is told where a number stands as a case.
pub(in crate::script) const NUMBER_CASE: &str = "a `switch` cannot pick a single number";

/// Refuses `switch x { 5 => .. }`: Rhai never finds a decimal there, and every reported value is one. Ranges do work.
#[expect(deprecated, reason = "Rhai marks the hook as volatile; the version is pinned")]
pub(super) fn refuse_number_cases(engine: &mut Engine) {
    engine.on_parse_token(|token, _, _| {
        let before = CASES.get();
        let alone = before.has_number || before.said == LastToken::Number;
        CASES.set(before.after(&token));
        if token == Token::DoubleArrow && alone {
            return Token::LexError(Box::new(LexError::Runtime(NUMBER_CASE.to_owned())));
        }
        token
    });
}

impl SwitchState {
    fn after(self, token: &Token) -> Self {
        let said = match token {
            Token::IntegerConstant(_) | Token::DecimalConstant(_) if !self.is_condition => match self.said {
                LastToken::Range => LastToken::Other,
                LastToken::Number | LastToken::Other => LastToken::Number,
            },
            Token::ExclusiveRange | Token::InclusiveRange => LastToken::Range,
            _ => LastToken::Other,
        };
        match token {
            // What ends a value of a case: the next value, its condition.
            Token::Pipe | Token::If => Self {
                said,
                has_number: self.has_number || self.said == LastToken::Number,
                is_condition: self.is_condition || *token == Token::If,
            },
            // A condition may call a function.
            Token::Comma if self.is_condition => Self { said, ..self },
            // What ends a case, or whatever looked like one.
            Token::DoubleArrow
            | Token::LeftBrace
            | Token::RightBrace
            | Token::MapStart
            | Token::Comma
            | Token::SemiColon => Self::default(),
            _ => Self { said, ..self },
        }
    }
}
