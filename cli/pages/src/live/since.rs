//! What changed since somebody last looked: what people were told of alerts first, then verdicts, figures, files, replies and texts.

use app::published::Picture;
use askama::Template;
use engine::program::Program;
use language::visible::visible;
use words::english;
use words::full_receipt::Length;
use words::names::Names;
use words::since::{AlertNews, Section, Since, heading, sections};

use super::address;
use super::forms::Person;
use super::frame::{Access, Frame};

/// So many lines are shown of each kind.
const MOST_LINES: usize = 30;

#[derive(Template)]
#[template(path = "live/since.html")]
struct SincePage<'p> {
    frame: Frame<'p>,
    sentence: String,
    alerts: Vec<News>,
    sections: Vec<Kind>,
    /// Where to come back to see what changes from here on.
    onward: String,
    /// Up to which entry it tells everything.
    position: u64,
    /// Who can say that he has read it; none where nobody has signed in.
    person: Option<Person<'p>>,
}

/// What people were told of an alert.
struct News {
    /// `fired`, `resolved`.
    change: &'static str,
    id: String,
    /// Its page; none where it is over.
    href: Option<String>,
    text: String,
}

/// One kind of news.
struct Kind {
    heading: String,
    lines: Vec<String>,
    /// How many lines are not shown; empty where all are.
    more: String,
}

/// What changed since a moment that is told as `what`.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn since(
    picture: &Picture,
    (since, what): (&Since, &str),
    person: Option<Person<'_>>,
    (program, access): (&Program, Access),
) -> askama::Result<String> {
    let has_alerts = !since.alerts.is_empty();
    let all = sections(since, Names { program }, Length::Whole);
    let page = SincePage {
        frame: Frame::new(picture, access).of_now_alone().below_front(),
        sentence: format!("{}.", heading(since, what)),
        alerts: since.alerts.iter().take(MOST_LINES).map(|told| news(told, picture)).collect(),
        // Alerts are told with where each is.
        sections: all.into_iter().skip(usize::from(has_alerts)).map(kind).collect(),
        onward: address::since_entry(since.position),
        position: since.position,
        person,
    };
    page.render()
}

fn news(told: &AlertNews, picture: &Picture) -> News {
    News {
        change: told.change.as_str(),
        id: told.id.clone(),
        href: picture.alert(&told.id).map(|(_, _, open)| address::alert(&open.id)),
        text: visible(&told.text).into_owned(),
    }
}

fn kind(Section { heading, mut lines }: Section) -> Kind {
    let untold = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    let more = (untold > 0).then(|| format!("And {}.", english::count(untold, "more line")));
    Kind { heading, lines, more: more.unwrap_or_default() }
}
