//! What a test may expect in words. How things are put is decided by whoever plays the test.

use engine::Engine;
use engine::alert::{Alert, HeldUpBy};
use engine::program::Program;
use engine::standing::Standing;

/// Puts facts into words.
pub trait Words {
    /// What people are told of an open alert.
    fn message(&self, alert: &Alert, program: &Program) -> String;

    /// What holds an obligation up.
    fn held_up_by(&self, held: &HeldUpBy, program: &Program) -> String;

    /// Why a verdict of this engine stands, without a full stop; empty where the verdict says it all.
    fn reason(&self, standing: &Standing, engine: &Engine) -> String;
}
