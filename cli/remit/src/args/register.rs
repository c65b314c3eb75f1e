//! What `remit register` is asked.

use std::path::PathBuf;

use clap::Args;

/// Which feed, and what becomes of the rows.
#[derive(Args, Debug)]
pub struct RegisterArgs {
    /// The project's folder.
    pub dir: PathBuf,
    /// The feed whose files are looked at.
    pub feed: String,
    /// Add the rows to `bodies.csv`. A row that may be of a body that is there already is left out.
    #[arg(long)]
    pub write: bool,
}
