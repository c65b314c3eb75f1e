//! How a project stands, as plain values that can be shown without asking the engine again: what pages and programs read while the
//! engine goes on. A picture is never changed; the next one shares with it whatever did not change.
//!
//! `texts_waiting` is a change of texts that waits for signatures, `unusable_texts` texts that cannot be used as they are written, `silent_feed` a feed to which nothing comes, `shown_beside` all of that which no ledger tells, `holder_word` how those know it who follow the ledger elsewhere, `silence` what nobody is told of for a time, `alert` one open alert, `member` one obligation, `obligation` those of one declaration, `picture` the whole, `own` what of it is somebody's own, and `gather` makes one
//! picture of another by what was touched between them. Nothing here judges or lays out.

mod alert;
mod gather;
mod holder_word;
mod member;
mod obligation;
mod own;
mod picture;
mod shown_beside;
mod silence;
mod silent_feed;
mod texts_waiting;
mod unusable_texts;

pub use alert::OpenAlert;
pub use gather::{Gatherer, Moment};
pub use holder_word::{HolderWord, Reached};
pub use member::{Member, PartStanding, PastForecast, PeriodStanding};
pub use obligation::DeclaredObligation;
pub use picture::{MissionPicture, Picture, Silences};
pub use shown_beside::ShownBeside;
pub use silence::{SilenceGatherer, SilencePicture, alerts_meant};
pub use silent_feed::SilentFeed;
pub use texts_waiting::TextsWaiting;
pub use unusable_texts::UnusableTexts;
