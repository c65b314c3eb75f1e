//! The front page: how the project stands, and what is wrong.

use app::published::{DeclaredObligation, MissionPicture, Picture};
use askama::Template;
use jiff::civil::Date;
use ledger::entry::Position;
use words::english;

use super::address;
use super::frame::{Access, Frame};
use super::mark::Mark;
use super::view::{Narrowed, View};

/// So many declarations with an open alert are told on the front page.
const MOST_MATTERS: usize = 10;

#[derive(Template)]
#[template(path = "live/front.html")]
struct FrontPage<'p> {
    frame: Frame<'p>,
    sentence: &'p str,
    narrowed: Option<Narrowed>,
    /// Where every alert is that is shown here, and what is due.
    alerts: String,
    due: String,
    /// Texts that cannot be used; none where all can, or the reader may not know.
    unusable: Option<Unusable<'p>>,
    /// Feeds to which nothing comes, with their addresses.
    silent: Vec<(String, &'p str)>,
    /// Why what the ledger came to is not signed; none where it is.
    unsigned: Option<&'p str>,
    /// What is news to the reader; none where nobody has signed in.
    news: Option<News>,
    matters: Vec<Matter<'p>>,
    /// How many more there are; empty where all are told.
    more: String,
    missions: Vec<Mission<'p>>,
    /// How many changes of texts wait for signatures; empty where none does.
    waiting: String,
    /// Whether any feed speaks for people.
    has_panels: bool,
    /// How many silences are in force; none where none is.
    silences: Option<String>,
    /// Silences that end soon: where each is, and what is said of it.
    ending: Vec<(String, &'p str)>,
}

/// Texts that cannot be used as they are written.
struct Unusable<'p> {
    told: String,
    faults: &'p [String],
    /// How many faults are not told; empty where all are.
    more: String,
}

/// How much of how the project is looked after a reader may know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Insight {
    /// How things stand alone.
    Standing,
    /// What is wrong with its texts, as well.
    Texts,
}

/// What is news to somebody who has looked before.
struct News {
    /// Empty where there is none.
    href: &'static str,
    told: String,
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

/// How a project stands, on one page; `looked` is up to which entry the reader has looked, and on which day.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn front(
    picture: &Picture,
    looked: Option<(Position, Date)>,
    (insight, view, access): (Insight, View, Access),
) -> askama::Result<String> {
    let open = picture.open();
    let untold = open.len().saturating_sub(MOST_MATTERS);
    let page = FrontPage {
        frame: Frame::new(picture, access),
        sentence: &picture.sentence,
        narrowed: view.narrowed(address::FRONT),
        alerts: view.address(address::ALERTS),
        due: view.address(address::DUE),
        unusable: unusable(picture).filter(|_| insight == Insight::Texts),
        silent: picture
            .silent_feeds
            .iter()
            .map(|silent| (address::feed(&silent.feed), &*silent.told))
            .collect(),
        unsigned: picture.unsigned.as_deref().filter(|_| insight == Insight::Texts),
        news: looked.filter(|_| picture.at_end_of.is_none()).map(|looked| news(picture, looked)),
        matters: open.iter().take(MOST_MATTERS).map(|(_, declared)| matter(declared)).collect(),
        more: if untold > 0 {
            format!("And {}.", english::count(untold, "more obligation"))
        } else {
            String::new()
        },
        missions: picture.missions.iter().map(mission).collect(),
        waiting: waiting(picture.changes.len()),
        has_panels: !picture.supply.panels().is_empty(),
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

/// What is said of texts that cannot be used; none where all can.
fn unusable(picture: &Picture) -> Option<Unusable<'_>> {
    let texts = &*picture.unusable;
    let more = match texts.untold {
        0 => String::new(),
        untold => format!("And {}.", english::count(untold, "more fault")),
    };
    let told = || words::notice::unusable(&texts.files);
    (!texts.files.is_empty()).then(|| Unusable { told: told(), faults: &texts.faults, more })
}

/// What is news to somebody who has looked up to an entry, on a day.
fn news(picture: &Picture, (entry, day): (Position, Date)) -> News {
    let since = words::since::last_looked(day);
    if entry < picture.position {
        News { href: address::SINCE, told: format!("What has changed since {since}") }
    } else {
        News { href: "", told: format!("Nothing has been written since {since}.") }
    }
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
