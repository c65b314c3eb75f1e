//! Rules lowered: the syntax tree of a rule made into code that runs without the interpreter, some ten times as fast.
//!
//! The interpreter stays the judge of what a rule means. Whatever this code does not do exactly as the interpreter would is refused
//! when the rule is read, or trapped while it runs: what was read is then forgotten, and the interpreter runs the rule from its
//! beginning. So a fault, its message and its line come from the interpreter alone. A missing figure ends a rule in one way only, and is
//! answered here.
//!
//! * `value`: what a lowered rule computes with; `numbers`: arithmetic and comparison as the interpreter does them, with few digits by `scaled`;
//! * `code`: the instructions; `refusal`: why a rule is not lowered;
//! * `scope`: where the variables of a rule are kept; `lower`: from the syntax tree to instructions, with `statements`, `calls` (functions
//!   of the rule and of libraries), `switches`, `chains` (`one.two(three)`) and `words`;
//! * `run`: runs them, `figures` what most often are numbers, and `few` those of few digits, at the least cost; `number_words`, `reading`,
//!   `lists`, `speak`: what words make of numbers, what is asked of the view, lists, maps and loops, and what a rule says with its verdict;
//!   `hosted`: the words that only the host has; `trust`: whether a rule is still tried; `seeded` and `seeded_arithmetic`: faults put in on purpose, for tests.

mod calls;
mod chains;
mod code;
mod few;
mod figures;
mod hosted;
mod lists;
mod lower;
mod number_words;
mod numbers;
mod reading;
mod refusal;
mod run;
mod scaled;
mod scope;
#[cfg(test)]
mod seeded;
mod seeded_arithmetic;
mod speak;
mod statements;
mod switches;
mod trust;
mod value;
mod words;

pub(super) use lower::{Lowered, Written, lower};
pub use refusal::{Construct, NotLowered, Obstacle};
pub(super) use run::Outcome;
#[cfg(test)]
pub(super) use seeded::SeededFault;
#[cfg(test)]
pub(super) use seeded_arithmetic::ArithmeticFault;
pub(super) use trust::Trust;
