//! Pages of HTML, from facts and over templates. Nothing here judges, phrases or asks: facts come from `app` and sentences from `words`.
//!
//! Modules stand in one order, each using only those before it:
//! `catalogue`, `tables`, `calendar`, `live`, `feed`.
//!
//! `catalogue` is what `remit docs` writes, the board pack among it, `tables` the same for spreadsheets, `calendar` what is due for calendars, `live` what the service shows, and `feed` the open alerts for readers of feeds.

pub mod calendar;
pub mod catalogue;
pub mod feed;
pub mod live;
pub mod tables;
