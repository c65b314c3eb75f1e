//! The ledger in words, newest entry first, page by page.

use app::ledger_page::{LedgerLine, LedgerPage};
use app::published::Picture;
use askama::Template;
use engine::program::Program;
use words::ledger_entry as say;
use words::names::Names;

use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/ledger.html")]
struct LedgerTemplate<'p> {
    frame: Frame<'p>,
    sentence: String,
    hash: &'p str,
    /// Each with the day on which it was written.
    rows: Vec<(String, &'p LedgerLine)>,
    older: Option<String>,
}

/// One page of the ledger; `older` is where older entries are.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn ledger(
    picture: &Picture,
    (ledger, older): (&LedgerPage, Option<String>),
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let names = Names { program };
    let page = LedgerTemplate {
        frame: Frame::new(picture, access).of_now_alone().below_front(),
        sentence: say::heading(ledger.position),
        hash: &ledger.hash,
        rows: ledger.entries.iter().map(|line| (names.day(line.at), line)).collect(),
        older,
    };
    page.render()
}
