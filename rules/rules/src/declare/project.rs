//! `remit.toml`: the project's title and calendar. What belongs to feeds, notifiers, store and server is theirs to read.

use std::collections::BTreeSet;

use engine::model::Calendar;
use jiff::civil::Date;
use jiff::tz::{self, TimeZone};
use toml::Spanned;

use super::cadence::read_named_cadences;
use super::holidays::{Divisions, read_holidays};
use super::lint::{LintSettings, read_lint};
use super::lists::read_lists;
use super::person::{PersonDeclaration, read_listed_people, read_people};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceText, Sources};
use language::diagnostic::listed;
use language::grammar::REMIT_TOML;
use language::read::{Item, Table, TomlText};

/// What `remit.toml` says of the project as a whole.
#[derive(Clone, PartialEq, Debug)]
pub struct Project {
    /// Its title, where it has one.
    pub title: Option<String>,
    /// Its time zone and bank holidays.
    pub calendar: Calendar,
    /// The bank holidays of every jurisdiction that its file knows.
    pub(crate) divisions: Divisions,
    /// Whom it knows by name.
    pub people: Vec<String>,
    /// What its lints go by.
    pub lint: LintSettings,
    /// Who holds which post.
    pub(crate) posts: Vec<PersonDeclaration>,
    /// For whom its feeds speak, of those that say so.
    pub(crate) voices: Vec<FeedVoice>,
    /// Everything that the calendar depends on, for revisions.
    pub(crate) calendar_settings: String,
}

/// For whom a feed speaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct FeedVoice {
    pub(crate) name: String,
    kind: VoiceKind,
}

/// Whether a feed speaks for a body that answers for its figures, or for the people whom they are about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum VoiceKind {
    Official,
    People,
}

impl Project {
    /// The voices of people, in the order of the feeds.
    pub(crate) fn voices_of_people(&self) -> impl Iterator<Item = &str> {
        let of_people = self.voices.iter().filter(|voice| voice.kind == VoiceKind::People);
        of_people.map(|voice| voice.name.as_str())
    }

    /// The same with further people behind its own.
    fn with_listed(mut self, people: Vec<PersonDeclaration>) -> Self {
        self.posts.extend(people);
        self
    }
}

/// The path of the bank-holiday file that the project names, for whoever gathers its texts.
pub fn bank_holidays_path(project: &TomlText<'_>) -> Option<String> {
    let named = |root: &Table<'_>| {
        let calendar = root.get("calendar")?.table()?;
        calendar.get("bank_holidays")?.text().map(Spanned::into_inner)
    };
    project.read_further(&REMIT_TOML, named).found
}

/// The division of the bank-holiday file whose holidays are the project's.
pub(crate) fn division_name(project: &SourceText) -> String {
    let named = |root: &Table<'_>| {
        let calendar = root.get("calendar")?.table()?;
        calendar.get("division")?.text().map(Spanned::into_inner)
    };
    let written = TomlText::parse(project).read_further(&REMIT_TOML, named).found;
    written.unwrap_or_else(|| REMIT_TOML.default_text("calendar", "division").to_owned())
}

/// The texts that complete what `remit.toml` says, as far as the project has them.
#[derive(Clone, PartialEq, Eq, Hash, Default, Debug)]
pub struct BesideProject {
    pub bank_holidays: Option<SourceText>,
    /// `people.csv`.
    pub people: Option<SourceText>,
}

impl BesideProject {
    /// Those of a project.
    pub fn of(sources: &Sources) -> Self {
        Self { bank_holidays: sources.bank_holidays.clone(), people: sources.people.clone() }
    }
}

/// Reads the project's own tables, with every fault in them.
pub fn read_project(
    project: &TomlText<'_>,
    BesideProject { bank_holidays, people }: &BesideProject,
) -> (Option<Project>, Vec<Diagnostic>) {
    let (found, mut faults) = read_tables(project, bank_holidays.as_ref());
    let (listed, listed_faults) = people.as_ref().map(read_listed_people).unwrap_or_default();
    faults.extend(listed_faults);
    let found = found.filter(|_| faults.is_empty());
    (found.map(|found| found.with_listed(listed)), faults)
}

fn read_tables(
    project: &TomlText<'_>,
    bank_holidays: Option<&SourceText>,
) -> (Option<Project>, Vec<Diagnostic>) {
    let (divisions, mut faults) = match bank_holidays.map(read_holidays) {
        Some(Ok(divisions)) => (Some(divisions), Vec::new()),
        Some(Err(faults)) => (Some(Divisions::new()), faults),
        None => (None, Vec::new()),
    };
    let is_readable = faults.is_empty();
    // Faults in feeds are told where they are read in full.
    let voices = project.read_further(&REMIT_TOML, read_voices).found;
    let reading =
        project.read(&REMIT_TOML, |root| read_root(root, divisions.as_ref().filter(|_| is_readable)));
    // With an unreadable holiday file, not finding a division in it is no second fault.
    let is_consequence = |fault: &Diagnostic| !is_readable && fault.code == Code::MissingFile;
    faults.extend(reading.faults.into_iter().filter(|fault| !is_consequence(fault)));
    let found = reading.found.map(|found| Project { voices, ..found });
    (found.filter(|_| faults.is_empty()), faults)
}

fn read_voices(root: &Table<'_>) -> Vec<FeedVoice> {
    let feeds = root.tables("feed").into_iter();
    feeds.filter_map(|feed| read_voice(&feed)).collect()
}

/// The voice of a feed; people are a voice of their own, also where the feed does not say which.
fn read_voice(feed: &Table<'_>) -> Option<FeedVoice> {
    let words = [("official", VoiceKind::Official), ("people", VoiceKind::People)];
    let kind = feed.get("voice").and_then(|item| item.word(&words)).map(Spanned::into_inner);
    let said = |key| feed.get(key).and_then(|item| item.verbatim()).map(Spanned::into_inner);
    let kind = kind.unwrap_or(VoiceKind::Official);
    let name = match kind {
        VoiceKind::Official => said("speaks_for"),
        VoiceKind::People => said("speaks_for").or_else(|| said("id")),
    };
    Some(FeedVoice { name: name?, kind })
}

fn read_root(root: &Table<'_>, divisions: Option<&Divisions>) -> Option<Project> {
    let head = root.get("project").and_then(|item| item.table());
    // What they hold is put below the register before anything is compiled.
    read_lists(root);
    // Missions are read by them.
    read_named_cadences(root);
    let title = head.as_ref().and_then(|head| head.get("title")).and_then(|item| item.text());
    let people = head.as_ref().and_then(|head| head.get("people")).and_then(|item| item.texts());
    let people = people.unwrap_or_default().into_iter().map(Spanned::into_inner).collect();
    let zone = match head.as_ref().and_then(|head| head.get("time_zone")) {
        Some(item) => read_zone(&item),
        None => TimeZone::get(REMIT_TOML.default_text("project", "time_zone")).ok(),
    };
    let lint = read_lint(root);
    let calendar = root.get("calendar").and_then(|item| item.table());
    let holidays = match &calendar {
        Some(table) => read_division(table, divisions),
        None => Some(BTreeSet::new()),
    };
    let (zone, holidays) = (zone?, holidays?);
    let days: Vec<String> = holidays.iter().map(Date::to_string).collect();
    let calendar_settings = format!("{} {}", zone.iana_name().unwrap_or_default(), days.join(" "));
    let calendar = Calendar::new(zone, holidays);
    let title = title.map(Spanned::into_inner);
    let posts = read_people(root);
    let divisions = divisions.cloned().unwrap_or_default();
    Some(Project { title, calendar, divisions, people, posts, lint, voices: Vec::new(), calendar_settings })
}

fn read_zone(item: &Item<'_>) -> Option<TimeZone> {
    let name = item.text()?;
    if let Ok(zone) = TimeZone::get(name.get_ref()) {
        return Some(zone);
    }
    let known: Vec<String> = tz::db().available().map(|zone| zone.to_string()).collect();
    let message = format!("there is no time zone `{name}`");
    let fault = Diagnostic::error(Code::InvalidValue, message, item.document.source, item.range.clone())
        .with_help("write it like `Europe/London`")
        .with_nearest(name.get_ref(), known.iter().map(String::as_str));
    item.document.fault(fault);
    None
}

fn read_division(table: &Table<'_>, divisions: Option<&Divisions>) -> Option<BTreeSet<Date>> {
    let file = table.require("bank_holidays")?;
    let path = file.text()?;
    let division = table.get("division");
    let name = match &division {
        Some(item) => item.text()?.into_inner(),
        None => REMIT_TOML.default_text("calendar", "division").to_owned(),
    };
    let Some(divisions) = divisions else {
        let message = format!("there is no file `{path}`");
        let help = "save https://www.gov.uk/bank-holidays.json under that name";
        return file.refuse_with_help(Code::MissingFile, message, help);
    };
    if let Some(days) = divisions.get(&name).filter(|days| !days.is_empty()) {
        return Some(days.clone());
    }
    let place = division.unwrap_or(file);
    let message = format!("`{path}` has no bank holidays for `{name}`");
    let known = || divisions.keys().map(String::as_str);
    let fault = Diagnostic::error(Code::InvalidValue, message, place.document.source, place.range)
        .with_help(if divisions.is_empty() {
            "take the file from https://www.gov.uk/bank-holidays.json as it is".to_owned()
        } else {
            format!("the file knows {}", listed(&known().collect::<Vec<_>>()))
        })
        .with_nearest(&name, known());
    table.document().fault(fault);
    None
}
