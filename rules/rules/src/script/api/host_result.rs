//! What a function of the host comes to, and the ways in which it ends the rule.

use std::sync::Arc;

use engine::view::{Fault, Stop};
use language::english;
use rhai::{Dynamic, EvalAltResult, NativeCallContext};

use crate::script::position::{in_library, line};
use crate::script::sandbox::limits;

/// What a function of the host gives to a script.
pub(in crate::script) type HostResult<T> = Result<T, Box<EvalAltResult>>;

/// Ends the rule. A termination is the one error that no `catch` in a script can hold up.
pub(in crate::script) fn end(stop: Stop, context: &NativeCallContext) -> Box<EvalAltResult> {
    let position = context.call_position();
    let stop = match (stop, context.call_source()) {
        (Stop::Failed(Fault { failure, line: None }), None) => {
            Stop::Failed(Fault { failure, line: line(position) })
        }
        (Stop::Failed(Fault { failure, line: None }), Some(library)) => {
            let message = english::failure(&failure);
            Stop::Failed(Fault::new(in_library(&message, library, line(position))))
        }
        (stop, _) => stop,
    };
    Box::new(EvalAltResult::ErrorTerminated(Dynamic::from(stop), position))
}

/// The line of the rule from which a function of the host was called; none where a library called it.
pub(super) fn rule_line(context: &NativeCallContext) -> Option<u32> {
    let position = context.call_position();
    context.call_source().map_or_else(|| line(position), |_| None)
}

/// Ends the rule with a failure in words.
pub(in crate::script) fn fail(
    message: impl Into<Arc<str>>,
    context: &NativeCallContext,
) -> Box<EvalAltResult> {
    end(Stop::Failed(Fault::new(message)), context)
}

/// Takes the cost of some work off the allowance of the run; the rule ends where it is used up.
pub(super) fn pay(context: &NativeCallContext, operations: usize) -> HostResult<()> {
    limits::spend(operations).map_err(|stop| end(stop, context))
}
