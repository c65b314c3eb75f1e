//! What is asked about: whose reports, for which missions, by which feed.

use engine::expected::ExpectedReport;
use engine::model::{BodyId, ObligationRef};
use engine::program::Program;

use crate::own::Own;
use crate::standing::Scope;

/// What is asked about.
#[derive(Clone, Default, Debug)]
pub struct AskedDue {
    pub scope: Scope,
    /// Only reports of this body.
    pub body: Option<BodyId>,
    /// Only what the missions of this board rest on.
    pub board: Option<String>,
    /// Only what is somebody's own.
    pub own: Option<Own>,
    /// Only what may come by this feed.
    pub feed: Option<String>,
    /// How far the rates are taken apart.
    pub rates: RateDetail,
}

/// How far the rates at which reports come are taken apart.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum RateDetail {
    #[default]
    Together,
    OneByOne,
}

impl AskedDue {
    /// Leaves of a report what is asked about; none where that is nothing.
    pub(super) fn about(&self, mut report: ExpectedReport, program: &Program) -> Option<ExpectedReport> {
        if self.body.as_ref().is_some_and(|body| report.teller != *body) {
            return None;
        }
        report.hangs.retain(|hang| {
            let mission = program.missions.get(&hang.obligation.mission);
            let board = mission.and_then(|mission| mission.board.as_deref());
            let concerned = [&report.teller, &hang.by];
            self.own.as_ref().is_none_or(|own| own.holds(&hang.obligation.mission, concerned))
                && self.is_of_board(board)
                && self.scope.holds(&hang.obligation, Some(program))
        });
        (!report.hangs.is_empty()).then_some(report)
    }

    /// Whether what these bodies owe, of an obligation, is asked about; it comes by no feed.
    pub(super) fn holds(&self, obligation: &ObligationRef, bodies: &[&BodyId], program: &Program) -> bool {
        let mission = program.missions.get(&obligation.mission);
        self.feed.is_none()
            && self.own.as_ref().is_none_or(|own| own.holds(&obligation.mission, bodies.iter().copied()))
            && self.body.as_ref().is_none_or(|asked| bodies.contains(&asked))
            && self.is_of_board(mission.and_then(|mission| mission.board.as_deref()))
            && self.scope.holds(obligation, Some(program))
    }

    fn is_of_board(&self, board: Option<&str>) -> bool {
        self.board.as_deref().is_none_or(|asked| board.is_some_and(|board| is_same(board, asked)))
    }

    /// The boards of a program, each once.
    pub fn boards(program: &Program) -> Vec<&str> {
        let mut boards: Vec<&str> =
            program.missions.values().filter_map(|mission| mission.board.as_deref()).collect();
        boards.sort_unstable();
        boards.dedup();
        boards
    }

    /// Whether the program has such a board, where one is asked about.
    pub fn has_board(&self, program: &Program) -> bool {
        self.board
            .as_deref()
            .is_none_or(|asked| Self::boards(program).iter().any(|board| is_same(board, asked)))
    }
}

fn is_same(board: &str, asked: &str) -> bool {
    board.trim().to_lowercase() == asked.trim().to_lowercase()
}
