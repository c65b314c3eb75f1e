//! One content of a file: what became of it each time it came, row by row, and what it holds, for those who may see that.

use app::published::Picture;
use app::receipt_book::{Reported, ReportedContent};
use askama::Template;
use engine::program::Program;
use words::english;
use words::feeds as say;
use words::names::Names;

use super::address;
use super::frame::{Access, Frame};

/// So many figures are shown; programs are told more.
const MOST_FIGURES: usize = 200;

#[derive(Template)]
#[template(path = "live/report.html")]
struct ReportPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    hash: &'p str,
    /// Where what it holds is, word for word; none for whoever may not see it.
    content: Option<String>,
    not_for_all: &'static str,
    receipts: Vec<Receipt<'p>>,
    more_is_known: &'static str,
}

/// What became of it one time.
struct Receipt<'p> {
    feed_href: String,
    feed: &'p str,
    file: &'p str,
    day: String,
    sender: String,
    counts: String,
    figures: Vec<Line>,
    more_figures: Option<String>,
    set_aside: Vec<Line>,
    more_set_aside: Option<String>,
}

/// Something in the file: where, what, and what is said of it.
struct Line {
    place: String,
    what: String,
    said: String,
}

/// One content of a file, on one page; `content` is where it is, for whoever may see it.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn report(
    picture: &Picture,
    (report, content): (&ReportedContent, Option<String>),
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let names = Names { program };
    let day = report.receipts.first().map(|newest| names.day(newest.at)).unwrap_or_default();
    let page = ReportPage {
        frame: Frame::new(picture, access).of_now_alone().below_front().below(address::FEEDS, "Feeds"),
        sentence: say::report(report.path(), &day),
        hash: &report.hash,
        content,
        not_for_all: say::NOT_FOR_ALL,
        receipts: report.receipts.iter().map(|reported| Receipt::of(reported, names)).collect(),
        more_is_known: say::MORE_IS_KNOWN,
    };
    page.render()
}

impl<'p> Receipt<'p> {
    fn of(reported: &'p Reported, names: Names<'_>) -> Self {
        let Reported { receipt, figures, account, .. } = reported;
        let sheets = &receipt.file.sheets;
        let place = |line| english::capitalised(&english::place(&sheets.place(line)));
        let told = figures.told.iter().take(MOST_FIGURES).map(|figure| {
            let (what, said) = say::figure(figure, names);
            Line { place: place(figure.source.line), what, said }
        });
        let set_aside = receipt.quarantined.iter().map(|row| Line {
            place: place(row.line),
            what: String::new(),
            said: row.reason.clone(),
        });
        let untold = figures.told.len().saturating_sub(MOST_FIGURES) + figures.more;
        Self {
            feed_href: address::feed(&receipt.file.feed),
            feed: receipt.file.feed.as_str(),
            file: &receipt.file.path,
            day: names.day(reported.at),
            sender: say::sender(account.as_deref()),
            counts: words::receipt::file(receipt),
            figures: told.collect(),
            more_figures: say::more_figures(untold),
            set_aside: set_aside.collect(),
            more_set_aside: say::more_rows(receipt.more_quarantined.len()),
        }
    }
}
