//! Who leads an obligation on a day: whoever is declared, or the one body that followed it. Where it closed and nobody follows, nobody is named, and
//! it is for the board to say who answers.

use engine::model::{BodyId, MissionId};
use engine::program::Program;
use jiff::civil::Date;

use crate::{english, names};

/// Who leads on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lead<'p> {
    Body(&'p BodyId),
    /// It closed on this day, and nobody follows it.
    Closed(&'p BodyId, Date),
}

impl<'p> Lead<'p> {
    /// Whoever leads on a day what was led by `declared`.
    pub fn on(day: Date, declared: &'p BodyId, program: &'p Program) -> Self {
        let body = program.catalogue.answers_on(declared, day);
        let closed = program.catalogue.bodies.get(body).and_then(|body| body.closed);
        match closed.filter(|last| *last < day) {
            Some(last) => Self::Closed(body, last),
            None => Self::Body(body),
        }
    }

    /// Who answers for the whole of an obligation of a mission, with the person to be told, as a sentence.
    pub fn answers(self, owner: Option<&str>, mission: &MissionId, program: &Program) -> String {
        match self {
            Self::Body(_) => format!("{} answers for the whole.", self.name(owner, program)),
            Self::Closed(..) => {
                let closed = self.closed(program).unwrap_or_default();
                format!("{closed}: {} is to say who answers for the whole.", whose_board(mission, program))
            }
        }
    }

    /// The name of the body that leads, with the person to be told; of one that closed, with that day.
    pub fn name(self, owner: Option<&str>, program: &Program) -> String {
        match self {
            Self::Body(body) => names::with_owner(program.catalogue.body_name(body), owner),
            Self::Closed(body, last) => {
                format!("{} (closed on {})", program.catalogue.body_name(body), english::date(last))
            }
        }
    }

    /// Whom a message for the lead is for: the board, where the lead closed and nobody follows it.
    pub(crate) fn told(self, mission: &MissionId, program: &Program) -> Option<String> {
        let closed = self.closed(program)?;
        Some(format!("{}, since {closed}", whose_board(mission, program)))
    }

    fn closed(self, program: &Program) -> Option<String> {
        let Self::Closed(body, last) = self else { return None };
        let name = program.catalogue.body_name(body);
        Some(format!("{name} closed on {} and nobody follows it", english::date(last)))
    }
}

/// The board that a mission is put before; one that names none has somebody who looks after its register.
fn whose_board(mission: &MissionId, program: &Program) -> String {
    let board = program.missions.get(mission).and_then(|mission| mission.board.as_deref());
    board.map_or_else(
        || "the people who look after the register".to_owned(),
        |board| format!("the {}", bare(board)),
    )
}

/// The name of a board without its article, which sentences give it.
pub(crate) fn bare(board: &str) -> &str {
    board.strip_prefix("the ").or_else(|| board.strip_prefix("The ")).unwrap_or(board)
}
