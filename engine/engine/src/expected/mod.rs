//! Which reports are expected, of whom and by when, and what came of each. It follows from the declarations, the evidence and what
//! officials said, so that no rule is run: what a report says is not looked at.
//!
//! `timing` is when a report is due, `report` one expected report as a value, `account` what it is expected on before anybody keeps it, `waits` who waits for whom, `records` what was received
//! where no engine judged it, `survey` finds all reports, `rate` counts how many came, and in time, and `rates` does so for all of them.

mod account;
mod rate;
mod rates;
mod records;
mod report;
mod survey;
mod timing;
mod waits;

pub use rates::RateOfEach;
pub use records::Records;
pub use report::{ExpectedReport, Hang, Hold, ReportOutcome, Standing, WaitsFor};
pub use survey::{Extent, Survey};
pub use timing::Timing;
