//! The page of what is declared in the text of a mission, table by table and value by value: a change of each begins here, and one of several together.

use app::published::{MissionPicture, Picture};
use askama::Template;
use language::rewrite::Value;
use words::text_change;

use super::address;
use super::frame::{Access, Frame};

#[derive(Template)]
#[template(path = "live/values.html")]
struct ValuesPage<'p> {
    frame: Frame<'p>,
    sentence: String,
    path: &'p str,
    /// Where a change of several is written.
    together: String,
    groups: Vec<Group<'p>>,
}

/// One table of the text.
struct Group<'p> {
    /// By which another page can lead to it.
    anchor: String,
    title: String,
    said: Vec<Line<'p>>,
    /// Keys that are not written.
    unsaid: Vec<Line<'p>>,
}

/// One value.
struct Line<'p> {
    name: String,
    meaning: &'static str,
    now: &'p str,
    place: String,
    href: String,
}

/// What is declared in the text of a mission.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn values(
    picture: &Picture,
    (mission, path): (&MissionPicture, &str),
    values: &[Value<'_>],
    access: Access,
) -> askama::Result<String> {
    let frame = Frame::new(picture, access).of_now_alone().below_mission(mission);
    let mut groups: Vec<Group<'_>> = Vec::new();
    for value in values {
        let place = value.place.to_string();
        let title = text_change::table(&place);
        let at = groups.iter().position(|group| group.title == title).unwrap_or_else(|| {
            groups.push(Group { anchor: anchor(value), title, said: Vec::new(), unsaid: Vec::new() });
            groups.len() - 1
        });
        let line = Line {
            name: text_change::value(&place),
            meaning: value.meaning,
            now: value.plain.as_deref().unwrap_or_default(),
            href: address::propose(mission.id.as_str(), &place),
            place,
        };
        let group = &mut groups[at];
        if value.plain.is_some() { group.said.push(line) } else { group.unsaid.push(line) }
    }
    let sentence = format!("What is declared of {}, value by value.", mission.title);
    let together = address::propose_together(mission.id.as_str());
    ValuesPage { frame, sentence, path, together, groups }.render()
}

/// The table of one of the mission's own lists, as pages lead to it.
fn anchor(value: &Value<'_>) -> String {
    let steps = value.place.steps();
    let tables = steps.len().saturating_sub(1);
    steps.iter().take(tables).map(String::as_str).collect::<Vec<_>>().join("-")
}
