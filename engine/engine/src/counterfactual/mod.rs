//! What would have to be different: for a rule, which values of what it read would turn its verdict; for a whole, whose
//! parts would end its breach.
//!
//! Both are found by evaluation alone, so that they hold for any rule: `usage` is how figures are given, `scale` the values that one can take,
//! `search` looks among them for where a verdict turns, `turning` asks a rule, and `remedy` asks the join. Nothing is changed
//! by asking.

mod remedy;
mod scale;
mod search;
mod turning;
mod usage;

pub use remedy::{Choice, Remedy};
pub use search::Stretch;

pub use turning::{Counterfactual, Operand, Search, Turn};

pub(crate) use turning::{Inquiry, Turning};
