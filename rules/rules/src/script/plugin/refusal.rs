//! `fail("why", line)`: a script that cannot use what it was given says so.

use rhai::{Dynamic, Engine, EvalAltResult, NativeCallContext};

use crate::script::api::{HostResult, Whole};

/// What a script says of data that it cannot use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// Why, in a sentence without a full stop.
    pub reason: String,
    /// The line of the data, counted from 1, where one is to blame.
    pub line: Option<u32>,
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("fail", |context: NativeCallContext, reason: &str| -> HostResult<Dynamic> {
        Err(refuse(&context, reason, None))
    });
    register_with_line::<i64>(engine);
    register_with_line::<rust_decimal::Decimal>(engine);
}

fn register_with_line<N: Whole + rhai::Variant>(engine: &mut Engine) {
    engine.register_fn("fail", |context: NativeCallContext, reason: &str, line: N| -> HostResult<Dynamic> {
        Err(refuse(&context, reason, line.whole().and_then(|line| u32::try_from(line).ok())))
    });
}

/// Ends the script. A termination is the one error that no `catch` can hold up.
pub(super) fn refuse(
    context: &NativeCallContext,
    reason: impl AsRef<str>,
    line: Option<u32>,
) -> Box<EvalAltResult> {
    let reason = reason.as_ref().trim().trim_end_matches('.').to_owned();
    let refusal = Refusal { reason, line };
    Box::new(EvalAltResult::ErrorTerminated(Dynamic::from(refusal), context.call_position()))
}

/// The refusal behind an error, if that is what it is.
pub(super) fn behind(error: &EvalAltResult) -> Option<Refusal> {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) | EvalAltResult::ErrorInModule(_, inner, _) => {
            behind(inner)
        }
        EvalAltResult::ErrorTerminated(token, _) => token.clone().try_cast(),
        _ => None,
    }
}
