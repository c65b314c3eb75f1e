//! Parameters that a declaration hands to its rule.

use indexmap::IndexMap;
use rust_decimal::Decimal;

/// Parameters by name, in the order in which they were written.
pub type Params = IndexMap<String, Param>;

/// One parameter. Numbers are exact decimals, never integers, so that a rule divides as people do.
#[derive(Clone, PartialEq, Debug)]
pub enum Param {
    Number(Decimal),
    Text(String),
    Flag(bool),
    /// Several of them.
    List(Vec<Param>),
}
