//! Personal values of entries: who said something, and their words. On the ledger a stand-in takes the place of each, a hash over the value and a
//! salt; the value lies beside the batches with its salt, from where it can be erased. Chain, tree and outcomes are over stand-ins, so that an
//! erasure changes none of them.
//!
//! `field` says which fields of an entry are personal and `message` which of a message, in which `form`, `kind` what a value is, `value` is one with its salt, `stand_in` what takes its place, and `hidden` puts one
//! into the place of the other and back. Where values lie, where salts come from and who may erase is not known here.

mod field;
mod form;
mod hidden;
mod kind;
mod message;
mod stand_in;
#[cfg(test)]
mod tests;
mod value;

pub use field::{may_be_personal, personal_texts};
pub use form::PersonalForm;
pub use hidden::{Hidden, Personal, PersonalFault, StoodIn, Stored, hide, stand_ins};
pub use kind::PersonalKind;
pub use stand_in::StandIn;
pub use value::{PersonalValue, Salt};
