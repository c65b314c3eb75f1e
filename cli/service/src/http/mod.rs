//! What is asked over HTTP, and what is answered.
//!
//! `wanted` is in which form an answer is wanted, `refusal` an answer that says why there is none, `guard` what holds for every request, `asked` one question about the picture that is shown, `events` word of
//! changes, `shown` what pages are made of, `followed` pages that take the engine, and `routes` what is where.

mod asked;
mod events;
mod followed;
mod guard;
mod refusal;
mod routes;
mod shown;
mod wanted;

pub(crate) use guard::Hosts;
pub(crate) use routes::routes;
pub(crate) use shown::Shown;
