//! Rule tests: read against a program, and played on the real engine with a simulated clock.
//!
//! It knows no folder and no thread: whoever calls it may play as many tests at once as there are cores. Modules stand in one
//! order, each using only those before it:
//!
//! * `trace`, `difference`: what a rule asked for, and what differs from what was expected, in words; `words`: how its callers put into words what a
//!   test may expect in words; `verdict_name`: whose
//!   verdict; `timeline`: a test as it is played;
//! * `feed_files`: what reads files of feeds for tests; `test_program`: the project under test; `clock`: moments; `names`, `alert_names`: looks up what a test names;
//! * `expectations`, `responses`, `reports`, `fed`, `targets`, `edits`, `reloads`: what a test declares, with every name looked up;
//!   `narrowing`: what of the programs it needs;
//!   `resolver`: all of it; `read`: a file of tests;
//! * `scene`: the engine of a test; `compare`: holds what came of it to what was expected; `play`: lets it happen.

mod alert_names;
mod clock;
mod compare;
mod difference;
mod edits;
mod expectations;
mod fed;
mod feed_files;
mod names;
mod narrowing;
mod play;
mod read;
mod reloads;
mod reports;
mod resolver;
mod responses;
mod scene;
mod targets;
mod test_program;
mod timeline;
mod trace;
mod verdict_name;
mod words;

pub use crate::declare::case::SHARED_FIXTURES;
pub use difference::Difference;
pub use feed_files::{FeedFile, FeedFileFault, FeedFiles};
pub use play::Played;
pub use read::CaseFile;
pub use test_program::TestProgram;
pub use timeline::Case;
pub use words::Words;
