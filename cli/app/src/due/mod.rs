//! The query behind `remit due`: which reports are due, from whom and by which feed, whom they hold up and whom to ring, as plain values; and
//! how well each body reports. Nothing is judged for it, and nothing is laid out here.
//!
//! `asked` is what is asked about, `supply` says by which feed a figure comes, `matter` is one report that is due with all of that, `rates` is how well each body reports, `undertaking` is what is owed besides reports, `outlook` gathers the matters, the worst
//! first, and `wire` is the JSON that programs read.

mod asked;
mod matter;
mod outlook;
mod rates;
mod supply;
mod undertaking;
mod wire;

pub use asked::{AskedDue, RateDetail};
pub use matter::{Contact, Matter, Urgency};
pub use outlook::{Demand, Outlook};
pub use rates::{Rates, RatesOfEach};
pub use supply::{FeedPlace, Holds, Supply};
pub use undertaking::{Owing, Undertaking, UndertakingKind};
pub use wire::{DueReport, WireDue, WireRate};
