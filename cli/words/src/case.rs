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

/// Where no test is about a rule.
pub const NO_TEST: &str = "No test of the project is about it.";
/// Where tests take longer than a reader waits.
pub const BEING_PLAYED: &str = "The tests of the project are being played. Load the page again in a while.";
/// Where what is written is not what is in force.
pub const OTHER_TEXTS: &str = "The texts in the project's folder are not those in force, so that its tests would say nothing of this rule as it judges now.";

/// How the tests went that are about a rule.
pub fn tests_of_rule(passed: usize, failed: usize, to_do: usize) -> String {
    let all = english::capitalised(&english::count(passed + failed + to_do, "test"));
    let parts = [(passed, "passed"), (failed, "failed"), (to_do, "still to be written")];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> = parts.map(|(count, how)| format!("{} {how}", english::figure(count))).collect();
    format!("{all} of the project, by the rules in force: {}.", english::list(&parts))
}

/// What a test is called that was made of an alert as it stood on a day.
pub fn name_of_alert(alert: &str, day: Date) -> String {
    format!("{alert} as it stood on {}", english::date(day))
}

/// Over such a test.
pub fn heading_of_alert(alert: &str, day: Date) -> String {
    format!("Made from the alert {alert} as it stood on {}. Change it as you need.", english::date(day))
}
