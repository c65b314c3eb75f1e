//! The page of one open alert: what people are told of it, and how to answer.

use app::published::{DeclaredObligation, MissionPicture, OpenAlert, Picture};
use askama::Template;
use words::english;

use super::address;
use super::frame::{Access, Frame};
use super::mark::Mark;
use crate::catalogue::{Cited, all_cited};

#[derive(Template)]
#[template(path = "live/alert.html")]
struct AlertPage<'p> {
    frame: Frame<'p>,
    alert: &'p OpenAlert,
    mark: Mark,
    since: String,
    /// What people are told behind the first sentence.
    rest: &'p [String],
    declared: &'p DeclaredObligation,
    cited: Vec<Cited>,
    obligation_href: String,
    why_href: String,
    reply_href: String,
    /// Silences over it: where each is, and what is said of it.
    silences: Vec<(String, &'p str)>,
}

/// One open alert, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn alert(
    picture: &Picture,
    (mission, declared, alert): (&MissionPicture, &DeclaredObligation, &OpenAlert),
    access: Access,
) -> askama::Result<String> {
    let page = AlertPage {
        frame: Frame::new(picture, access).below_mission(mission),
        alert,
        mark: Mark::of(alert.state),
        since: english::date(alert.since),
        rest: alert.sentences.get(1..).unwrap_or_default(),
        declared,
        cited: all_cited(&declared.authority),
        obligation_href: address::obligation(&declared.reference),
        why_href: address::explanation(&alert.id.to_string()),
        reply_href: address::reply(&alert.id),
        silences: picture
            .silences_over(&alert.id)
            .map(|silence| (address::silence(silence), &*silence.over_alert))
            .collect(),
    };
    page.render()
}
