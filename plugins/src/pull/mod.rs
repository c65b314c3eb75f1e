//! Pulled feeds: files that a publisher puts on a server are fetched at the moments of its release calendar, and put into the folder of
//! their feed, from where they go on like any other file. What stands in them belongs to `readers`.
//!
//! Nothing is asked for before its moment, and of each release only so often. In order: `release_days` is the calendar of releases,
//! `fault` why a file cannot be had, `address` where a request may go, `sign_in` how a server is told who asks, `settings` what a feed is told, `agent` what is asked through,
//! `answer` what an answer means, `fetch` asks once, `place` puts a file into the folder,
//! `kept` is what outlives a restart, `attempt` one try with what follows, and `pulls` all feeds of a project.

mod address;
mod agent;
mod answer;
mod attempt;
mod fault;
mod fetch;
mod kept;
mod place;
mod pulls;
mod release_days;
mod settings;
mod sign_in;
#[cfg(test)]
mod tests;

pub use agent::Patience;
pub use attempt::{Attempt, Attempted, Came, Pulled, Then};
pub use fault::PullFault;
pub use pulls::Pulls;
pub use release_days::{ReleaseDays, Releases};
pub use settings::{PullSettings, UrlPattern};
pub use sign_in::SignIn;
