//! One feed: what waits for somebody to put it right, and its receipts, newest first, page by page.

use app::published::Picture;
use app::receipt_book::{FeedReceipts, Filed};
use askama::Template;
use engine::program::Program;
use words::english;
use words::feeds as say;
use words::names::Names;

use super::address;
use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/feed.html")]
struct FeedPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    /// Files that could not be used, each with its reason.
    refused: Vec<String>,
    nothing_waits: &'static str,
    rows: Vec<Row<'p>>,
    nothing_yet: &'static str,
    /// Where older receipts are; none on the last page.
    older: Option<String>,
}

struct Row<'p> {
    href: String,
    day: String,
    filed: &'p Filed,
    /// What was set aside, and why.
    reasons: Vec<String>,
}

/// One feed, on one page; `older` is where older receipts are.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn feed(
    picture: &Picture,
    (feed, older): (&FeedReceipts<'_>, Option<String>),
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let names = Names { program };
    let last = feed.newest.map(|newest| names.day(newest.at));
    let page = FeedPage {
        frame: Frame::new(picture, access).of_now_alone().below_front().below(address::FEEDS, "Feeds"),
        sentence: say::of_one(feed.id.as_str(), feed.all, last.as_deref()),
        refused: feed.refused.iter().map(|refused| say::refused(refused, names)).collect(),
        nothing_waits: say::NOTHING_WAITS,
        rows: feed.receipts.iter().map(|filed| Row::of(filed, names)).collect(),
        nothing_yet: say::NOTHING_YET,
        older,
    };
    page.render()
}

impl<'p> Row<'p> {
    fn of(filed: &'p Filed, names: Names<'_>) -> Self {
        let told: usize = filed.reasons.iter().map(|(_, rows)| rows).sum();
        let reasons = filed.reasons.iter().map(|(reason, rows)| say::reason(reason, *rows));
        let more = filed.set_aside - told.min(filed.set_aside);
        let more = (more > 0).then(|| format!("and {}", english::count(more, "more row")));
        Self {
            href: address::report(&filed.hash),
            day: names.day(filed.at),
            filed,
            reasons: reasons.chain(more).collect(),
        }
    }
}
