//! The verdicts that a rule may give.

use engine::program::{Assessment, Judgement};
use rhai::{Engine, NativeCallContext};

use super::outcome::{Outcome, end};
use crate::script::{fault, meter};

/// How many bytes of a reason one operation pays for.
const BYTES: usize = 16;

pub(super) fn register(engine: &mut Engine) {
    register_judgement(engine, "met", Judgement::Met);
    register_judgement(engine, "missed", Judgement::Missed);
    register_judgement(engine, "at_risk", Judgement::AtRisk);
}

/// A verdict may be given with or without a reason.
fn register_judgement(engine: &mut Engine, name: &str, judgement: Judgement) {
    engine.register_fn(name, move |context: NativeCallContext| assessment(&context, judgement, ""));
    engine.register_fn(name, move |context: NativeCallContext, reason: &str| {
        assessment(&context, judgement, reason)
    });
}

fn assessment(context: &NativeCallContext, judgement: Judgement, reason: &str) -> Outcome<Assessment> {
    // Verdicts may be kept in lists, whose limits do not see how long a reason is.
    meter::spend(1 + reason.len() / BYTES).map_err(|stop| end(stop, context))?;
    // Reasons stand inside sentences, so an author's full stop would be one too many.
    let reason = reason.trim().trim_end_matches('.').to_owned();
    Ok(Assessment { judgement, reason, line: fault::line(context.call_position()) })
}
