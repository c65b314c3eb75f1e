//! Every feed: how many files came by it, when the last one did, and which could not be used.

use app::published::Picture;
use app::receipt_book::FeedFiles;
use askama::Template;
use engine::program::Program;
use words::feeds as say;
use words::names::Names;

use super::address;
use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/feeds.html")]
struct FeedsPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    rows: Vec<Row<'p>>,
}

struct Row<'p> {
    href: String,
    id: &'p str,
    folder: &'p str,
    receipts: usize,
    /// The day on which something was last received; empty where nothing was.
    last: String,
    refused: usize,
}

/// Every feed, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn feeds<'p>(
    picture: &Picture,
    feeds: &[FeedFiles<'p>],
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let names = Names { program };
    let row = |feed: &FeedFiles<'p>| Row {
        href: address::feed(&feed.place.id),
        id: feed.place.id.as_str(),
        folder: &feed.place.folder,
        receipts: feed.receipts,
        last: feed.newest.map(|newest| names.day(newest.at)).unwrap_or_default(),
        refused: feed.refused,
    };
    let page = FeedsPage {
        frame: Frame::new(picture, access).of_now_alone().below_front(),
        sentence: say::of_all(feeds.len(), feeds.iter().map(|feed| feed.refused).sum()),
        rows: feeds.iter().map(row).collect(),
    };
    page.render()
}
