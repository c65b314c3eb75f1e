//! What each activation of texts changed, newest first, page by page.

use app::published::Picture;
use app::text_history::Activation;
use askama::Template;
use engine::program::Program;
use words::names::Names;
use words::text_changes as say;

use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/changes.html")]
struct ChangesPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    /// Each under its day.
    activations: Vec<(String, Vec<String>)>,
    older: Option<String>,
}

/// Some activations of all; `older` is where older ones are.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn changes(
    picture: &Picture,
    (all, listed, older): (usize, &[&Activation], Option<String>),
    program: &Program,
    access: Access,
) -> askama::Result<String> {
    let names = Names { program };
    let told = |activation: &&Activation| {
        (say::heading(&names.day(activation.at), activation.position), activation.told(program))
    };
    let frame = Frame::new(picture, access).of_now_alone().below_front();
    let activations = listed.iter().map(told).collect();
    ChangesPage { frame, sentence: say::of_all(all), activations, older }.render()
}
