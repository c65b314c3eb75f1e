//! What the name of a file says of when its figures were published and how settled they are.

use engine::model::{Cadence, Status, Vintage};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use regex_lite::Regex;
use thiserror::Error;

use super::excerpt::Excerpt;
use super::file_fault::{FileFault, ReadError};
use super::period_spelling::{Grid, day, read_period};

/// A pattern for the names of files, with parts that say something: `published`, `embargo`, `status` and `revision`.
#[derive(Clone, Debug)]
pub struct NamePattern(Regex);

/// What a name says.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct NameSays {
    /// From when its figures count as known.
    pub(super) published: Option<Vintage>,
    /// Until when nothing of the file may be told, by the clocks of the project.
    pub(super) embargo: Option<DateTime>,
    pub(super) status: Option<Status>,
    /// Which revision it is, counted from 1.
    pub revision: Option<u8>,
}

impl NameSays {
    /// From when the figures count as known: from the end of an embargo where no day of publication is told.
    pub(super) fn vintage(self, zone: &TimeZone) -> Vintage {
        let lifted = self.embargo.and_then(|until| until.to_zoned_datetime(zone.clone()).ok());
        let lifted = lifted.map(|until| Vintage::At(until.timestamp()));
        self.published.or(lifted).unwrap_or(Vintage::Backfill)
    }
}

/// Why a text is no pattern for names.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum NamePatternError {
    /// In the words of whoever reads regular expressions.
    #[error("the pattern cannot be read: {0}")]
    Malformed(String),
    #[error("the pattern has no part that says anything")]
    SaysNothing,
    #[error("a part of the pattern cannot be called `{0}`")]
    UnknownPart(String),
}

/// What the parts of a pattern may be called.
const PARTS: [&str; 4] = ["published", "embargo", "status", "revision"];

impl NamePattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// It is no regular expression, or none of its parts says anything.
    pub fn new(text: &str) -> Result<Self, NamePatternError> {
        let regex = Regex::new(text).map_err(|error| NamePatternError::Malformed(error.to_string()))?;
        let mut named = regex.capture_names().flatten().peekable();
        if named.peek().is_none() {
            return Err(NamePatternError::SaysNothing);
        }
        match named.find(|name| !PARTS.contains(name)) {
            Some(unknown) => Err(NamePatternError::UnknownPart(unknown.to_owned())),
            None => Ok(Self(regex)),
        }
    }

    /// What the name at the end of a path says; where the pattern speaks of folders, what the path says.
    ///
    /// # Errors
    /// It is not like the pattern, or a part of it is no date, status or number.
    pub fn read(&self, path: &str) -> Result<NameSays, ReadError> {
        let name = self.subject(path);
        let unlike = || FileFault::UnlikePattern { name: name.to_owned() }.of_all();
        let found = self.0.captures(name).ok_or_else(unlike)?;
        let part = |part: &'static str| found.name(part).map(|text| text.as_str());
        let fault = |part: &'static str, text: &str| {
            FileFault::PartOfName { name: name.to_owned(), part, text: Excerpt::of(text) }.of_all()
        };
        let published = part("published").map(|text| published(text).ok_or_else(|| fault("date", text)));
        let embargo = part("embargo").map(|text| moment(text).ok_or_else(|| fault("moment", text)));
        let status = part("status").map(|text| known_status(text).ok_or_else(|| fault("status", text)));
        let revision = part("revision").map(|text| text.parse().map_err(|_| fault("number", text)));
        Ok(NameSays {
            published: published.transpose()?,
            embargo: embargo.transpose()?,
            status: status.transpose()?,
            revision: revision.transpose()?,
        })
    }

    /// Whether a name may put its file under embargo.
    pub(crate) fn may_tell_embargo(&self) -> bool {
        self.0.capture_names().flatten().any(|name| name == "embargo")
    }

    /// Whether a name that is written otherwise than was agreed may be taken for one without an embargo: the pattern holds for a part of it.
    pub(crate) fn may_miss_an_embargo(&self) -> bool {
        let text = self.0.as_str();
        let is_whole = (text.starts_with('^') || text.starts_with('/')) && text.ends_with('$');
        self.may_tell_embargo() && !is_whole
    }

    /// Until when nothing of a file may be told, by the clocks of the project. This holds whatever else is wrong with its name.
    pub(crate) fn embargo(&self, path: &str) -> Option<DateTime> {
        moment(self.0.captures(self.subject(path))?.name("embargo")?.as_str())
    }

    /// What the pattern is held against.
    fn subject<'p>(&self, path: &'p str) -> &'p str {
        let is_of_folders = self.0.as_str().contains('/');
        if is_of_folders { path } else { path.rsplit('/').next().unwrap_or(path) }
    }
}

impl PartialEq for NamePattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for NamePattern {}

/// The moment that a text names. A month without a day counts from its beginning: nobody is called late by a day that is not written.
fn published(text: &str) -> Option<Vintage> {
    let text = text.replace('_', "-");
    let month = || {
        let grid = Grid { every: Cadence::Month, anchor: None };
        read_period(grid, &text).ok().map(|(period, _)| period.first_day())
    };
    day(&text).or_else(month).and_then(published_on).map(Vintage::At)
}

/// The day, or the moment of a day, that a text names: `2024-08-30` is the beginning of that day, `2024-08-30T0930` half past nine. A colon
/// need not be in it, since many systems allow none in names.
fn moment(text: &str) -> Option<DateTime> {
    let apart = text.find(|letter: char| letter.eq_ignore_ascii_case(&'t') || letter == '_' || letter == ' ');
    let Some((of_day, time)) = apart.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?))) else {
        return day(text).map(|day| day.at(0, 0, 0, 0));
    };
    let digits: String = time.chars().filter(|letter| !matches!(letter, '-' | ':' | '.')).collect();
    let is_time = digits.bytes().all(|digit| digit.is_ascii_digit()) && matches!(digits.len(), 4 | 6);
    let two = |at: usize| digits.get(at..at + 2).map_or(Ok(0), str::parse);
    let time = Time::new(two(0).ok()?, two(2).ok()?, two(4).ok()?, 0).ok().filter(|_| is_time)?;
    Some(DateTime::from_parts(day(of_day)?, time))
}

/// The vintage by the one date in a file's name.
pub(super) fn vintage_in_name(path: &str) -> Result<Vintage, ReadError> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let windows = (0..name.len()).filter_map(|start| name.get(start..start + 10));
    let is_date = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let dates: Vec<Date> = windows
        .filter(|text| text.as_bytes().get(4) == Some(&b'-'))
        .filter(is_date)
        .filter_map(day)
        .collect();
    let name = name.to_owned();
    match dates.as_slice() {
        [] => Err(FileFault::NoDateInName { name }.of_all()),
        [date] => Ok(published_on(*date).map_or(Vintage::Backfill, Vintage::At)),
        _ => Err(FileFault::SeveralDatesInName { name }.of_all()),
    }
}

/// The moment from which something that was published on `day` counts as known.
pub(super) fn published_on(day: Date) -> Option<Timestamp> {
    day.to_zoned_datetime(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// How settled figures are, in the words that need no declaration.
pub(super) fn known_status(word: &str) -> Option<Status> {
    match word.to_ascii_lowercase().as_str() {
        "" | "as_published" | "as published" | "published" | "final" | "a" => Some(Status::Final),
        "provisional" | "prov" | "[p]" | "p" => Some(Status::Provisional),
        "revised" | "corrected" | "[r]" | "r" => Some(Status::Revised),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, path: &str, expect: &str) {
        let told = match NamePattern::new(pattern).expect("a pattern").read(path) {
            Err(error) => error.to_string(),
            Ok(NameSays { published, embargo, status, revision }) => {
                let day = published.map_or("no day".to_owned(), |vintage| match vintage {
                    Vintage::At(moment) => moment.strftime("%F").to_string(),
                    Vintage::Backfill => "history".to_owned(),
                });
                let status = status.map_or("no status".to_owned(), |status| format!("{status:?}"));
                let embargo = embargo.map(|until| format!(", not before {until}")).unwrap_or_default();
                format!("{day}, {status}, {}{embargo}", revision.unwrap_or(0))
            }
        };
        assert_eq!(told, expect, "{path}");
    }

    #[test]
    fn a_name_says_what_its_pattern_takes_out_of_it() {
        let day = r"(?<published>\d{4}-\d{2}-\d{2})";
        check(day, "feeds/f/smoking.2024-08-30.4a799e0.csv", "2024-08-30, no status, 0");
        check(r"(?<published>\d{8})", "f-20240830.csv", "2024-08-30, no status, 0");
        check(r"(?i)-(?<published>[a-z]+-\d{4})", "Monthly-AE-June-2024.csv", "2024-06-01, no status, 0");
        check(r"(?<published>\d{4}_\d{2})", "f_2024_06.csv", "2024-06-01, no status, 0");
        let folder = r"/(?<published>\d{4}-\d{2}-\d{2})/[^/]+$";
        check(folder, "feeds/f/2024-06-13/councils.csv", "2024-06-13, no status, 0");
        let all = r"(?<published>\d{4}-\d{2}-\d{2})(-(?<status>[a-z]+))?(-r(?<revision>\d+))?\.csv$";
        check(all, "2024-08-30.csv", "2024-08-30, no status, 0");
        check(all, "2024-08-30-revised-r2.csv", "2024-08-30, Revised, 2");
    }

    #[test]
    fn a_name_that_says_something_else_is_refused() {
        let day = r"(?<published>\d{4}-\d{2}-\d{2})";
        check(day, "june.csv", "the name `june.csv` is not like the pattern in the feed's `vintage`");
        check(
            day,
            "2024-13-45.csv",
            "the name `2024-13-45.csv` has `2024-13-45` where the feed's `vintage` takes a date from it",
        );
        check(
            r"-(?<status>[a-z]+)\.",
            "a-final2-odd.csv",
            "the name `a-final2-odd.csv` has `odd` where the feed's `vintage` takes a status from it",
        );
    }

    #[test]
    fn a_name_says_until_when_nothing_of_the_file_may_be_told() {
        let until = r"until-(?<embargo>[\dT:-]+)\.csv$";
        check(until, "a-until-2024-08-30.csv", "no day, no status, 0, not before 2024-08-30T00:00:00");
        check(until, "a-until-20240830T0930.csv", "no day, no status, 0, not before 2024-08-30T09:30:00");
        check(
            until,
            "a-until-2024-08-30T09-30-15.csv",
            "no day, no status, 0, not before 2024-08-30T09:30:15",
        );
        for (name, text) in [("a-until-2024-08-30T25-00.csv", "2024-08-30T25-00"), ("a-until-30.csv", "30")] {
            let what =
                format!("the name `{name}` has `{text}` where the feed's `vintage` takes a moment from it");
            check(until, name, &what);
        }
    }

    #[test]
    fn a_pattern_must_say_something() {
        let error = |text| NamePattern::new(text).expect_err("no pattern").to_string();
        assert_eq!(error("[0-9]+"), "the pattern has no part that says anything");
        assert_eq!(error("(?<date>[0-9]+)"), "a part of the pattern cannot be called `date`");
        assert!(error("(?<published>[0-9+").starts_with("the pattern cannot be read: "));
    }
}
