//! The pages, each with its template in `templates/docs`. Whatever comes from a declaration is escaped by the templates.
//!
//! `frame` is what stands around all of them. `lists` and `plugins` hold the pages that lead to others, and the rest one kind of page
//! each.

mod body;
mod frame;
mod lists;
mod measure;
mod mission;
mod obligation;
mod plugin;
mod plugins;
mod rule;

pub(super) use body::body;
pub(super) use frame::Frame;
pub(super) use lists::{bodies, home, measures, rules, verdicts};
pub(super) use measure::measure;
pub(super) use mission::mission;
pub(super) use obligation::obligation;
pub(super) use plugin::plugin;
pub(super) use plugins::plugins;
pub(super) use rule::rule;
