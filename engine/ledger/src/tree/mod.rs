//! A hash tree over a list that only ever grows, as RFC 6962 and RFC 9162 have it, with SHA-256. Knows nothing of what stands in the list.
//!
//! `hash` is what leaves and nodes hash to, `frontier` the tree of which only the root is asked, `grown` the tree that proves, and `proof` is what
//! it hands out, checked by whoever has nothing but two roots.

mod frontier;
mod grown;
mod hash;
mod proof;
#[cfg(test)]
mod tests;

pub use frontier::Frontier;
pub use grown::Tree;
pub use hash::{TreeHash, sha256};
pub use proof::{Consistency, Inclusion};
