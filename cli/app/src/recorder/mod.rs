//! The recorder: steps the engine and writes down what happened, so that a restart finds everything again.
//!
//! `run`, `serve` and the simulation all go through it. It reads no clock, no file and no socket: the time, the
//! readings and the store are given to it.
//!
//! `record` steps and writes, `releases` finds what newer releases take back, `receive` takes files
//! and programs in, `respond` takes in what officials say, `propose` what they ask for that a second person decides about (other values in a text and tests, `propose_change`), `route` says through which notifiers a message goes and when, `gather` makes one message of many, `repeat` tells open alerts again (when, knows `repeats`), `silence` takes in what nobody is to be told of for a time (`quiet`), `keep_back` keeps messages back by that, `dispatch` makes messages of what follows (`telling`: what is said of an alert),
//! `beginning` says of what nobody is told before anything was read, `contradictions` of figures on which reports disagree, `copies` sends people what they handed in, `checkpoints` what the ledger came to, `left_out` of those that a file no longer holds, `files` of files that were refused or are gone, `handed_in` finds what was handed in before, `senders` of receipts in full (of which files, says `accounting`), `pulled` of files that could not be had, `silent` of streams from which nothing comes,
//! `deliveries` says what became of them, `touched` tells which obligations may stand otherwise, `slow_rules` which rules the interpreter alone works out by now, `approve` takes
//! signatures in and tells of changes that wait, `restore` finds everything again, `save` keeps what was worked out (`saved`), `follow` goes along with what somebody else writes, and `clock` sees a clock that ran ahead.

mod accounting;
mod approve;
mod beginning;
mod checkpoints;
mod clock;
mod contradictions;
mod copies;
mod deliveries;
mod dispatch;
mod files;
mod first_load;
mod follow;
mod gather;
mod handed_in;
mod keep_back;
mod left_out;
mod propose;
mod propose_change;
mod pulled;
mod quiet;
mod receive;
mod record;
mod releases;
mod repeat;
mod repeats;
mod respond;
mod restore;
mod route;
mod save;
mod saved;
mod senders;
mod silence;
mod silent;
mod slow_rules;
mod telling;
mod touched;

pub use accounting::Accounting;
pub use clock::ClockBehind;
pub(crate) use follow::pass_time;
pub use follow::{Follower, TakenOver};
pub(crate) use gather::together;
pub use handed_in::KnownHandIn;
pub(crate) use keep_back::kept_back_by;
pub use propose::{DecideError, Deciding};
pub use propose_change::{ProposeError, ProposedText};
pub(crate) use receive::sift;
pub use record::Recorder;
pub(crate) use repeat::reminder;
pub use respond::{Proved, RespondError, Responded};
pub(crate) use restore::event;
pub use silence::{Reach, SilenceError, Silencer};
pub(crate) use telling::{Telling, open_alert};
pub use touched::Touched;
