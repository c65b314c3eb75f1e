//! What a rule says of its judgement, as data: a template with its arguments. It becomes text only when somebody is told.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::Period;

/// A template with its arguments, in the order in which they are read; empty where a rule says nothing beside its judgement.
///
/// Two statements are equal when people would read the same, so a figure stands here as rounded as it is shown. Cloning is cheap.
#[derive(Clone, PartialEq, Eq, Hash, Default, Debug)]
pub struct Statement {
    pieces: Arc<[Piece]>,
}

/// One piece of a statement: a text of the rule's author, or a value with the form in which it is shown.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Piece {
    Text(Arc<str>),
    /// As it stands: `12345.6`.
    Number(Decimal),
    /// Thousands apart: `12,345.6`.
    Grouped(Decimal),
    /// Parts of a hundred, thousands apart: `75.2%`.
    Percent(Decimal),
    /// By its code: `2020-Q4`.
    Period(Period),
}

impl Statement {
    /// Texts that follow each other become one, and empty ones go, so that equal statements have equal pieces.
    pub fn new(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let mut joined: Vec<Piece> = Vec::new();
        for piece in pieces {
            match (joined.last_mut(), piece) {
                (_, Piece::Text(text)) if text.is_empty() => {}
                (Some(Piece::Text(before)), Piece::Text(text)) => {
                    *before = [&**before, &*text].concat().into();
                }
                (_, piece) => joined.push(piece),
            }
        }
        Self { pieces: joined.into() }
    }

    /// A text without arguments.
    pub fn text(text: &str) -> Self {
        Self::new([Piece::Text(text.into())])
    }

    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_readings_have_equal_pieces() {
        let text = |text: &str| Piece::Text(text.into());
        let parted =
            Statement::new([text("at "), text(""), text("least "), Piece::Percent(Decimal::new(750, 1))]);
        let whole = Statement::new([text("at least "), Piece::Percent(Decimal::new(75, 0))]);
        assert_eq!(parted, whole);
        assert!(Statement::text("").is_empty());
    }
}
