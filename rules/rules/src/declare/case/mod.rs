//! `tests/*.toml`: rule tests as they are written, in the vocabulary of promtool. Nothing that they name is looked up here.
//!
//! `moment` and `figures` read what is particular to them: when something happens, and series of figures in one text.
//! `series`, `feed_file`, `test_target`, `reload`, `response` and `check` are the tables of a test, `expectation` what a check may ask for; `table` is cases one to a row, and `fixture`
//! what tests begin with alike; `head` is the test itself.

mod check;
mod expectation;
mod feed_file;
mod figures;
mod fixture;
mod head;
mod moment;
mod reload;
mod response;
mod series;
mod table;
mod test_target;

pub(crate) use check::CheckDeclaration;
pub(crate) use expectation::{AlertExpectation, VerdictExpectation, Wording};
pub(crate) use feed_file::FeedFileDeclaration;
pub(crate) use figures::Said;
pub use fixture::SHARED_FIXTURES;
pub(crate) use fixture::{Beginning, SharedFixtures};
pub(crate) use head::{CaseDeclaration, CasesOfFile, TODO, read_cases};
pub(crate) use moment::Moment;
pub(crate) use reload::ReloadDeclaration;
pub(crate) use response::ResponseDeclaration;
pub(crate) use series::{Arrival, SeriesDeclaration};
pub(crate) use test_target::TestTargetDeclaration;
