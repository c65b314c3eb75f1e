//! What all pages load beside themselves.

/// The style of all pages.
pub const STYLE: &str =
    concat!(include_str!("../../templates/docs/style.css"), include_str!("../../templates/live/live.css"));

/// The script of all pages.
pub const SCRIPT: &str = include_str!("../../templates/live/live.js");
