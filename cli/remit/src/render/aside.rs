//! What stands beside an obligation whatever is open about it: forecasts to alerts that are over, and whom a target does not bind.

use app::past_forecasts;
use engine::Engine;
use engine::alert::Alert;
use engine::evaluate::Cause;
use engine::model::{ObligationRef, Verdict};
use engine::program::Program;
use engine::standing::Standing;
use engine::view::Failure;
use words::response::forecast;

/// Forecasts that were made to alerts that are over, each with how it came out, in the order in which they were made.
pub(super) fn past_forecasts(
    engine: &Engine,
    of: &ObligationRef,
    alerts: &[Alert],
    program: &Program,
) -> Vec<String> {
    let past = past_forecasts::past_forecasts(engine, of, alerts).into_iter();
    past.filter_map(|made| forecast::made(&made, program)).map(|said| format!("{said}.")).collect()
}

/// Whose parts are not judged in the newest period because a target does not bind them, each with the reason. That the whole is not judged
/// is told by itself.
pub(super) fn not_bound(verdicts: &[Standing], program: &Program) -> Vec<(String, String)> {
    let is_excepted = |standing: &&Standing| {
        let Cause::Failed(fault) = &standing.cause else { return false };
        let Failure::NoTarget(cell) = &fault.failure else { return false };
        standing.verdict == Verdict::NotJudged
            && !standing.node.is_whole()
            && program.catalogue.excepted_from_target(cell).is_some()
    };
    let newest = verdicts.iter().filter(is_excepted).map(|standing| standing.period).max();
    let of_newest = verdicts.iter().filter(is_excepted).filter(|standing| Some(standing.period) == newest);
    let told = of_newest.map(|standing| {
        let name = program.catalogue.body_name(&standing.body).to_owned();
        (name, words::finding::cause(&standing.cause, &program.catalogue))
    });
    told.collect()
}
