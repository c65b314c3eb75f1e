//! Rules that have come to be worked out by the interpreter alone, told to whoever reads the log.

use engine::program::Obligation;

use super::Recorder;

impl Recorder {
    /// Tells each of them once.
    pub(super) fn tell_slow_rules(&self) {
        let Some(program) = self.engine.program() else { return };
        let obligations = program.missions.values().flat_map(|mission| &mission.obligations);
        let terms = obligations.flat_map(Obligation::all_terms);
        let parts = terms.flat_map(|(_, terms)| &terms.parts);
        for rule in parts.map(|part| &part.duty.rule).filter(|rule| rule.came_to_be_slow()) {
            tracing::info!(
                rule = rule.path(),
                "needed the interpreter each time; from now on that alone runs it"
            );
        }
    }
}
