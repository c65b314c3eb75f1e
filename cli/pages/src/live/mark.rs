//! How a state looks: a word, with a shape beside it for whoever skims. Its colour adds nothing.

use words::board_state::BoardState;

/// A state as templates show it.
pub(super) struct Mark {
    /// For the style.
    pub(super) code: &'static str,
    pub(super) word: &'static str,
    pub(super) shape: &'static str,
}

impl Mark {
    pub(super) fn of(state: BoardState) -> Self {
        let shape = match state {
            BoardState::Missed => "■",
            BoardState::AtRisk => "▲",
            BoardState::Waiting => "◇",
            BoardState::NotJudged => "○",
            BoardState::OnTrack => "●",
        };
        Self { code: state.code(), word: state.word(), shape }
    }
}
