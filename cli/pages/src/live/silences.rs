//! What nobody is told of for a time: all of it on one page, and one page for each silence.

use app::published::{Picture, SilencePicture};
use askama::Template;
use ledger::silences::Phase;
use words::silence as say;

use super::address;
use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/silences.html")]
struct SilencesPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    open: Vec<Line<'p>>,
    over: Vec<Line<'p>>,
}

/// One line of the list.
struct Line<'p> {
    href: String,
    silence: &'p SilencePicture,
}

/// Those that are open, and those that ended lately.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn silences(picture: &Picture, access: Access) -> askama::Result<String> {
    let line = |silence| Line { href: address::silence(silence), silence };
    let (over, open): (Vec<_>, Vec<_>) =
        picture.silences.0.iter().partition(|silence| silence.phase == Phase::Over);
    let page = SilencesPage {
        frame: Frame::new(picture, access).below_front(),
        sentence: say::heading(picture.silences_in_force().count()),
        open: open.into_iter().map(line).collect(),
        over: over.into_iter().map(line).collect(),
    };
    page.render()
}

#[derive(Template)]
#[template(path = "live/silence.html")]
struct SilencePage<'p> {
    frame: Frame<'p>,
    silence: &'p SilencePicture,
    is_over: bool,
    /// The open alerts that it is about: where each is, and what is wrong.
    alerts: Vec<(String, &'p str)>,
    end_href: String,
}

/// One of them.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn silence(picture: &Picture, silence: &SilencePicture, access: Access) -> askama::Result<String> {
    let alerts = silence.alerts.iter().filter_map(|id| picture.alert(&id.to_string()));
    let page = SilencePage {
        frame: Frame::new(picture, access).below_front().below(address::SILENCES, "Silences"),
        silence,
        is_over: silence.phase == Phase::Over,
        alerts: alerts.map(|(.., alert)| (address::alert(&alert.id), alert.sentence())).collect(),
        end_href: address::end_silence(silence),
    };
    page.render()
}
