//! What authors of rules write with: `my`, verdicts, and words for numbers, texts and lists.
//!
//! Each module registers its part, and `words` all of them; `number` reads what scripts hand over, and `outcome` ends
//! the rule where it must. Nothing here hands `()` to a script.
#![expect(clippy::unnecessary_box_returns, reason = "Rhai's functions give their errors boxed")]
#![expect(clippy::needless_pass_by_value, reason = "Rhai hands over contexts and values, not references")]

mod arithmetic;
mod comparison;
mod evidence;
mod format;
mod kind;
mod lists;
mod number;
mod outcome;
mod subject;
mod texts;
mod verdict;
mod words;

pub(super) use kind::described;
pub(super) use subject::{BODY_PROPERTIES, MEASURE_PROPERTIES, My, PERIOD_PROPERTIES, PROPERTIES};
pub(super) use words::register;
