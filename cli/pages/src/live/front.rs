//! The front page: how the project stands, and what is wrong.

use app::published::{DeclaredObligation, MissionPicture, Picture};
use askama::Template;
use words::english;

use super::address;
use super::frame::{Access, Frame};
use super::mark::Mark;

/// So many declarations with an open alert are told on the front page.
const MOST_MATTERS: usize = 10;

#[derive(Template)]
#[template(path = "live/front.html")]
struct FrontPage<'p> {
    frame: Frame<'p>,
    sentence: &'p str,
    matters: Vec<Matter<'p>>,
    /// How many more there are; empty where all are told.
    more: String,
    missions: Vec<Mission<'p>>,
    /// How many changes of texts wait for signatures; empty where none does.
    waiting: String,
    /// How many silences are in force; none where none is.
    silences: Option<String>,
    /// Silences that end soon: where each is, and what is said of it.
    ending: Vec<(String, &'p str)>,
}

/// Something that is wrong.
struct Matter<'p> {
    href: String,
    mark: Mark,
    sentence: &'p str,
    who: &'p str,
    /// Who answers for the whole.
    answers: &'p str,
}

struct Mission<'p> {
    href: String,
    title: &'p str,
    sentence: &'p str,
}

/// How a project stands, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn front(picture: &Picture, access: Access) -> askama::Result<String> {
    let open = picture.open();
    let untold = open.len().saturating_sub(MOST_MATTERS);
    let page = FrontPage {
        frame: Frame::new(picture, access),
        sentence: &picture.sentence,
        matters: open.iter().take(MOST_MATTERS).map(|(_, declared)| matter(declared)).collect(),
        more: if untold > 0 {
            format!("And {}.", english::count(untold, "more obligation"))
        } else {
            String::new()
        },
        missions: picture.missions.iter().map(mission).collect(),
        waiting: waiting(picture.changes.len()),
        silences: Some(picture.silences_in_force().count())
            .filter(|count| *count > 0)
            .map(words::silence::heading),
        ending: picture
            .silences_in_force()
            .filter_map(|silence| Some((address::silence(silence), silence.ends_soon.as_deref()?)))
            .collect(),
    };
    page.render()
}

fn waiting(changes: usize) -> String {
    let wait = if changes == 1 { "waits" } else { "wait" };
    let told = english::capitalised(&english::count(changes, "change"));
    if changes == 0 { String::new() } else { format!("{told} of texts {wait} for signatures") }
}

fn matter(declared: &DeclaredObligation) -> Matter<'_> {
    Matter {
        href: address::obligation(&declared.reference),
        mark: Mark::of(declared.state()),
        sentence: &declared.sentence,
        who: &declared.who,
        answers: &declared.answers,
    }
}

fn mission(mission: &MissionPicture) -> Mission<'_> {
    Mission { href: address::mission(&mission.id), title: &mission.title, sentence: &mission.sentence }
}
