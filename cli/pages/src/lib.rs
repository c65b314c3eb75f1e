//! Pages of HTML, from facts and over templates. Nothing here judges, phrases or asks: facts come from `app` and sentences from `words`.
//!
//! Modules stand in one order, each using only those before it:
//! `catalogue`, `tables`, `calendar`, `live`, `feed`, `checkpoint_feed`.
//!
//! `catalogue` is what `remit docs` writes, the board pack among it, `tables` the same for spreadsheets, `calendar` what is due for calendars, `live` what the service shows, `feed` the open alerts for readers of feeds, and `checkpoint_feed` what the ledger signed.

pub mod calendar;
pub mod catalogue;
pub mod checkpoint_feed;
pub mod feed;
pub mod live;
pub mod tables;
