//! Who comes in, and how often: accounts by their tokens or by the sessions of browsers, and bounds for each.
//!
//! `desk` is where accounts are asked for, `attempt` binds what comes back from a provider of identities to the browser that went there, `budget` says how much somebody may ask, `places` how many connections an address has open, `transport` how a request came, `session` is who has signed in with a browser, `elsewhere` is such a provider, `who` tells who it is that asks, and `identified` whose account it is that comes back from there.

mod attempt;
mod budget;
mod desk;
mod elsewhere;
mod identified;
mod places;
mod session;
mod transport;
mod who;

pub(crate) use budget::Budget;
pub(crate) use desk::Desk;
pub(crate) use identified::{NotIdentified, SignedIn};
pub(crate) use places::{Place, Places, asker, holder};
pub(crate) use transport::{Transport, attempt_cookie, session_cookie};
pub(crate) use who::{AccessControl, Said, Unknown, Who};
