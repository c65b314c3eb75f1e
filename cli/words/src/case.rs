//! The words that rule tests are held to.

use engine::Engine;
use engine::alert::{Alert, HeldUpBy};
use engine::program::Program;
use engine::standing::Standing;

use crate::{alert, finding};

/// The words in which people are told.
pub struct CaseWords;

impl rules::case::Words for CaseWords {
    fn message(&self, alert: &Alert, program: &Program) -> String {
        alert::message(alert, program)
    }

    fn held_up_by(&self, held: &HeldUpBy, program: &Program) -> String {
        alert::held_up_by(held, program)
    }

    fn reason(&self, standing: &Standing, engine: &Engine) -> String {
        finding::reason_of_standing(standing, engine)
    }
}
