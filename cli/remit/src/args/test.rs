//! What `remit test` may be told.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use regex_lite::Regex;

use super::format::Format;
use super::value::parse_regex;

/// What `remit test` may be told.
#[derive(clap::Args, Debug)]
pub struct TestArgs {
    /// The project's folder.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Test files, such as tests/first.toml; the default is all files in the folder `tests`.
    pub files: Vec<PathBuf>,
    /// Write a test of an open alert as it stands, into the folder `tests`: it passes as it is written, and is yours to change. Plays no other test.
    #[arg(long, value_name = "ALERT", conflicts_with_all = ["files", "run", "watch", "junit", "coverage", "coverage_html", "coverage_min"])]
    pub from: Option<String>,
    /// Play only tests whose name matches this regular expression.
    #[arg(long, value_name = "REGEX", value_parser = parse_regex)]
    pub run: Option<Regex>,
    /// Exit with 1 if no test was played.
    #[arg(long)]
    pub fail_on_empty: bool,
    /// Play them again whenever a text of the project changes, until Ctrl-C.
    #[arg(long)]
    pub watch: bool,
    /// Also list the tests that passed.
    #[arg(short, long)]
    pub verbose: bool,
    /// How many tests to play at once; the default is the number of cores.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Also write the results to a file as JUnit XML.
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// What to tell of the lines and branches of rules that the tests reached.
    #[command(flatten)]
    pub coverage: CoverageArgs,
    /// How to write the results: for people, or as one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What to tell of the lines and branches of rules that tests reach.
#[derive(clap::Args, Debug)]
pub struct CoverageArgs {
    /// Show which lines and branches of the rules the tests reached, and which they did not.
    #[arg(long)]
    pub coverage: bool,
    /// Also write the coverage to a file, as a web page.
    #[arg(long, value_name = "FILE")]
    pub coverage_html: Option<PathBuf>,
    /// Exit with 1 if the tests reached less than this percentage of lines and branches.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub coverage_min: Option<u8>,
}

impl CoverageArgs {
    /// Whether what tests reach is to be counted at all.
    pub fn is_wanted(&self) -> bool {
        self.coverage || self.coverage_html.is_some() || self.coverage_min.is_some()
    }
}
