//! What hangs on one party's part, as it is declared: its share of the whole, what it is expected to bring, and what follows when it is
//! missed. Nothing is judged by it unless a rule asks.

use rust_decimal::Decimal;

/// What hangs on a part.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Stake {
    /// Its share of the whole, more than 0 and at the most 1.
    pub share: Option<Decimal>,
    /// What it is expected to bring.
    pub effect: Option<Effect>,
    /// What follows when it is missed, as a sentence.
    pub consequence: Option<String>,
}

/// What a part is expected to bring.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// So much.
    Amount(Decimal),
    Words(String),
}
