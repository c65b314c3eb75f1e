//! The words that rule tests are held to.

use engine::Engine;
use engine::alert::{Alert, HeldUpBy};
use engine::program::Program;
use engine::standing::Standing;
use jiff::civil::Date;

use crate::{alert, english, finding};

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

/// What a test is called that was made of an alert as it stood on a day.
pub fn name_of_alert(alert: &str, day: Date) -> String {
    format!("{alert} as it stood on {}", english::date(day))
}

/// Over such a test.
pub fn heading_of_alert(alert: &str, day: Date) -> String {
    format!("Made from the alert {alert} as it stood on {}. Change it as you need.", english::date(day))
}
