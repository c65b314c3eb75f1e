//! Routes: which messages go through which notifiers, in the words of Prometheus's Alertmanager.
//!
//! In order: `marks` is what a message says of itself, `matcher` one condition on that, `hours` when messages may go out, `gathering` how alerts go out together, `route` what is declared and who is
//! told by it, `timing` when, and `doubtful` which routes can do nothing over what a program declares.

mod doubtful;
mod gathering;
mod hours;
mod marks;
mod matcher;
mod route;
#[cfg(test)]
mod tests;
mod timing;

pub use doubtful::{NoMatcher, OwnLabels, check, read_matchers};
pub use gathering::{Gathering, Pace, RECIPIENT, Silence, SilenceTime};
pub use hours::{Days, Digest, Hours, Span, TimeInterval};
pub use marks::{Marks, NAMES};
pub use matcher::{Matcher, Sign};
pub use route::{Answer, Onward, Route, Routes};
pub use timing::Queueing;
