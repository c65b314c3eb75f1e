//! What `remit init` is asked.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use rules::starters::STARTERS;

/// Where to write what.
#[derive(Args, Debug)]
pub struct InitArgs {
    /// The folder; it must be new or empty.
    #[arg(required_unless_present = "packs")]
    pub dir: Option<PathBuf>,
    /// Write a starter pack: a mission on figures that are published.
    #[arg(long, value_parser = PossibleValuesParser::new(STARTERS.iter().map(|starter| starter.name)))]
    pub pack: Option<String>,
    /// List the starter packs, and write nothing.
    #[arg(long, conflicts_with_all = ["dir", "pack"])]
    pub packs: bool,
}
