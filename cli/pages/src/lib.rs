//! Pages of HTML, from facts and over templates. Nothing here judges, phrases or asks: facts come from `app` and sentences from `words`.
//!
//! Modules stand in one order, each using only those before it:
//! `catalogue`, `tables`, `live`.
//!
//! `catalogue` is what `remit docs` writes, the board pack among it, `tables` the same for spreadsheets, and `live` what the service shows.

pub mod catalogue;
pub mod live;
pub mod tables;
