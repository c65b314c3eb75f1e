//! Pages with forms: to sign in, and to reply to an alert in three steps (say it, check it, and the reference number). None needs a script.

mod person;
mod reply;
mod sign_in;

pub use person::Person;
pub use reply::{About, FormWords, Kind, check, done, reply};
pub use sign_in::{SignIn, sign_in};
