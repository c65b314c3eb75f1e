//! A change of texts that waits for signatures, or for its day: what it changes, and how to sign it.

use app::published::{Picture, TextsWaiting};
use askama::Template;
use words::english;

use super::address;
use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/texts_waiting.html")]
struct TextsWaitingPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    /// How it stands, who has signed, and who may.
    standing: Vec<String>,
    told: &'p [String],
    command: String,
    is_agreed: bool,
    mission: &'p str,
}

/// A change that waits.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn texts_waiting(picture: &Picture, change: &TextsWaiting, access: Access) -> askama::Result<String> {
    let TextsWaiting { waiting, told } = change;
    let facts = waiting.facts();
    let page = TextsWaitingPage {
        frame: Frame::new(picture, access)
            .of_now_alone()
            .below_front()
            .below(address::APPROVALS, "Approvals"),
        sentence: sentence(change),
        standing: facts.standing().lines().map(str::to_owned).collect(),
        told,
        command: facts.command("DIR"),
        is_agreed: waiting.starts.is_some(),
        mission: &waiting.mission,
    };
    page.render()
}

/// What waits, in a sentence.
pub(super) fn sentence(change: &TextsWaiting) -> String {
    let facts = change.waiting.facts();
    format!("{}: {}.", change.waiting.title, english::capitalised(&facts.headline()))
}
