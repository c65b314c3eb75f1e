//! What authors of rules write with: `my`, verdicts, and words for numbers, texts and lists.
//!
//! Each module registers its part. Nothing here hands `()` to a script.
#![expect(clippy::unnecessary_box_returns, reason = "Rhai's functions give their errors boxed")]
#![expect(clippy::needless_pass_by_value, reason = "Rhai hands over contexts and values, not references")]

mod arithmetic;
mod comparison;
mod evidence;
mod format;
mod kind;
mod lists;
mod subject;
mod texts;
mod verdict;

use engine::view::{Fault, Stop};
use rhai::{Dynamic, Engine, EvalAltResult, NativeCallContext};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub(super) use kind::described;
pub(super) use subject::{BODY_PROPERTIES, MEASURE_PROPERTIES, My, PERIOD_PROPERTIES, PROPERTIES};

/// What a function of the host gives to a script.
type Outcome<T> = Result<T, Box<EvalAltResult>>;

/// Registers all of it.
pub(super) fn register(engine: &mut Engine) {
    kind::register(engine);
    subject::register(engine);
    evidence::register(engine);
    verdict::register(engine);
    arithmetic::register(engine);
    comparison::register(engine);
    format::register(engine);
    lists::register(engine);
    texts::register(engine);
}

/// Ends the rule. A termination is the one error that no `catch` in a script can hold up.
fn end(stop: Stop, context: &NativeCallContext) -> Box<EvalAltResult> {
    let position = context.call_position();
    let stop = match stop {
        Stop::Failed(Fault { message, line: None }) => {
            Stop::Failed(Fault { message, line: super::fault::line(position) })
        }
        stop => stop,
    };
    Box::new(EvalAltResult::ErrorTerminated(Dynamic::from(stop), position))
}

/// Ends the rule with a failure in words.
fn fail(message: impl Into<String>, context: &NativeCallContext) -> Box<EvalAltResult> {
    end(Stop::Failed(Fault::new(message)), context)
}

/// A number that must be whole, as an author may write it or a declaration may hand it over.
trait Whole: Copy + Into<Decimal> {
    /// The number; none where it has a fraction or is too large.
    fn whole(self) -> Option<i32>;
}

impl Whole for i64 {
    fn whole(self) -> Option<i32> {
        self.try_into().ok()
    }
}

impl Whole for Decimal {
    fn whole(self) -> Option<i32> {
        self.is_integer().then(|| self.to_i32())?
    }
}

/// The value as a number, where it is one.
fn number(value: &Dynamic) -> Option<Decimal> {
    value.as_decimal().ok().or_else(|| value.as_int().ok().map(Decimal::from))
}
