//! Texts of scripts in pieces, so that code looks like code.

use words::english;

/// A piece of what a script says of itself.
pub(crate) struct Piece {
    /// Whether it stands between backticks.
    pub(crate) is_code: bool,
    pub(crate) text: String,
}

/// A sentence that begins with a capital, in pieces.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let capitalised = english::capitalised(text);
    let pieces = capitalised.split('`').enumerate();
    pieces
        .map(|(place, text)| Piece { is_code: place % 2 == 1, text: text.to_owned() })
        .filter(|piece| !piece.text.is_empty())
        .collect()
}
