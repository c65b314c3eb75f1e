//! That what somebody sent is recorded, with the reference number and what follows: one page for whatever was sent.

use askama::Template;

use super::person::Person;

/// Where whoever sent something can go on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Onward<'p> {
    pub(super) href: &'p str,
    pub(super) text: &'p str,
}

/// What is recorded.
pub(super) struct Recorded<'p> {
    pub(super) title: &'p str,
    /// Over the number, such as `Reference number of the request`.
    pub(super) label: &'static str,
    pub(super) reference: &'p str,
    pub(super) sentences: &'p [String],
    pub(super) onward: Onward<'p>,
}

impl Onward<'static> {
    pub(super) const APPROVALS: Self = Self { href: "/approvals", text: "What waits for a second person" };
}

#[derive(Template)]
#[template(path = "live/recorded.html")]
struct RecordedPage<'p> {
    person: Option<Person<'p>>,
    recorded: &'p Recorded<'p>,
}

/// The page that says so.
pub(super) fn recorded(person: Person<'_>, recorded: &Recorded<'_>) -> askama::Result<String> {
    RecordedPage { person: Some(person), recorded }.render()
}
