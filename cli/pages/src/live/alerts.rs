//! Every open alert, the gravest first, page by page.

use app::published::{OpenAlert, Picture};
use askama::Template;
use words::english;

use super::address;
use super::frame::{Access, Frame};
use super::mark::Mark;
use super::view::{Narrowed, View};

#[derive(Template)]
#[template(path = "live/alerts.html")]
struct AlertsPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    narrowed: Option<Narrowed>,
    /// Where the same is as a table.
    table: String,
    rows: Vec<Row<'p>>,
    /// Where the next ones are; none on the last page.
    further: Option<String>,
}

struct Row<'p> {
    href: String,
    mark: Mark,
    sentence: &'p str,
    since: String,
}

/// So many alerts out of all, on one page; `further` is where the next ones are.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn alerts(
    picture: &Picture,
    (all, listed, further): (usize, &[&OpenAlert], Option<String>),
    (view, access): (View, Access),
) -> askama::Result<String> {
    let frame = Frame::new(picture, access).below_front();
    let rows = listed.iter().map(|alert| Row::of(alert)).collect();
    let (narrowed, table) = (view.narrowed(address::ALERTS), view.table(address::ALERTS));
    AlertsPage { frame, sentence: words::summary::open_alerts(all), narrowed, table, rows, further }.render()
}

impl<'p> Row<'p> {
    fn of(alert: &'p OpenAlert) -> Self {
        let (mark, since) = (Mark::of(alert.state), english::date(alert.since));
        Self { href: address::alert(&alert.id), mark, sentence: alert.sentence(), since }
    }
}
