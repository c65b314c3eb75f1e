//! The pages of the service: how things stand, from one picture. Each page's first sentence says what it is about and is its title. All of them work
//! without a script; the one that there is says that something changed, and changes nothing.
//!
//! `address` is where pages are, `mark` how a state looks, `frame` what stands around every page, `view` whether everything is shown or what is the reader's own, `tabled` tables of figures, and `files` those in which figures came; then one file to a page, and `forms` for those with forms. Templates are in
//! `templates/live`.

mod accessibility;
pub mod address;
mod alert;
mod alerts;
mod approvals;
mod assets;
mod board_pack;
mod bodies;
mod body;
mod burden;
mod changes;
mod coverage;
mod due;
mod explanation;
mod feed;
mod feeds;
mod files;
pub mod forms;
mod frame;
mod front;
mod ledger;
mod mark;
mod matrix;
mod measure;
mod mission;
mod obligation;
mod refusal;
mod report;
mod return_sheet;
mod returns;
mod rule;
mod series;
mod silences;
mod since;
mod tabled;
mod texts_waiting;
mod viewvalues;

pub use accessibility::accessibility;
pub use alert::alert;
pub use alerts::alerts;
pub use approvals::{approval, approvals};
pub use askama::Error as PageError;
pub use assets::{SCRIPT, STYLE};
pub use board_pack::{PACK_POLICY, board_pack};
pub use bodies::bodies;
pub use body::body;
pub use burden::{burden, burden_of};
pub use changes::changes;
pub use coverage::coverage;
pub use due::due;
pub use explanation::explanation;
pub use feed::feed;
pub use feeds::feeds;
pub use frame::Access;
pub use front::{Insight, front};
pub use ledger::ledger;
pub use matrix::matrix;
pub use measure::{TargetLine, measure, measure_tables};
pub use mission::mission;
pub use obligation::obligation;
pub use refusal::refusal;
pub use report::report;
pub use return_sheet::return_sheet;
pub use returns::{ListedPage, returns};
pub use rule::{RuleTests, rule};
pub use series::series;
pub use silences::{silence, silences};
pub use since::since;
pub use texts_waiting::texts_waiting;
pub use view::Viewvalues::values;

pub use crate::catalogue::Table as Tabled;
