//! What is asked for after cuts in what funds an obligation, where an answer goes by one program as if it had always been in force: cuts are
//! edits, and only the texts that came into force one after the other know them. No figure has a bearing on it.

use std::sync::Arc;

use engine::evaluate::Reacceptance;
use engine::model::{ObligationRef, Response};
use engine::program::Program;
use engine::{Engine, Event};
use jiff::Timestamp;

use crate::as_of::HistoryExtent;
use crate::history::{Gathered, InForce};
use crate::project::compiler;

/// What whoever owes an obligation is asked to accept anew at a moment, by the texts in force until then and the program that is written.
pub(crate) fn asked_anew(
    written: &Program,
    gathered: &Gathered,
    obligation: &ObligationRef,
    as_of: Timestamp,
) -> Option<Reacceptance> {
    let past = gathered.in_force.iter().take_while(|past| past.since <= as_of);
    let past: Vec<&InForce> = past.collect();
    if !past.iter().any(|past| past.names_funds()) {
        return None;
    }
    let responses = &gathered.history.responses;
    let around = |program: Program| Arc::new(HistoryExtent::Around(obligation).of(program, responses));
    let mut compiler = compiler();
    let programs =
        past.into_iter().filter_map(|past| Some((past.since, compiler.compile(&past.sources).program?)));
    let mut events: Vec<(Timestamp, Event)> =
        programs.map(|(since, program)| (since, Event::Activated(around(program)))).collect();
    let said = responses.iter().filter(|response| response.obligation == *obligation && response.at <= as_of);
    events.extend(said.map(|response: &Response| (response.at, Event::Responded(response.clone()))));
    events.sort_by_key(|(at, _)| *at);
    events.push((as_of, Event::Activated(around(written.clone()))));
    let mut engine = Engine::new();
    for (at, event) in events {
        engine.step(at, event);
    }
    engine.reacceptance(obligation)
}
