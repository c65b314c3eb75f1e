//! Files as a whole: those that could not be used at all, and those that are no longer there. Their rows are in `receipt`.

use jiff::{Timestamp, ZonedDateTime};
use language::visible::visible;

use crate::english;
use crate::notice::Notice;

/// A file of a feed that is there and could not be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnusableFile<'a> {
    pub path: &'a str,
    /// Why, with its path.
    pub why: &'a str,
    /// What to do about it.
    pub help: Option<&'a str>,
}

/// A file was refused: nothing in it counts, and its sender is asked for another.
pub fn refused(UnusableFile { path, why, help }: UnusableFile<'_>) -> Notice {
    let path = visible(path);
    let help = help.map(|help| format!("\nHelp: {help}.")).unwrap_or_default();
    Notice {
        subject: format!("{path}: nothing in it could be used"),
        text: format!(
            "For the sender of {path}: nothing in it was used ({}).\n\nAsked of you: send it again, so that it can be read.{help}",
            visible(why)
        ),
    }
}

/// A file that waits unread for the end of its embargo: when it came in, and until when it waits.
pub fn waits(received: Timestamp, until: &ZonedDateTime) -> String {
    let received = received.to_zoned_datetime(until.time_zone().clone()).date();
    let (time, day) = (until.strftime("%H:%M"), english::date(until.date()));
    let received = english::date(received);
    format!("received on {received}, under embargo until {time} on {day}")
}

/// A file of which rows wait for the end of an embargo: when it came in, and when the last of them may be read.
pub fn rows_wait(received: Timestamp, last: &ZonedDateTime) -> String {
    let received = received.to_zoned_datetime(last.time_zone().clone()).date();
    let (time, day) = (last.strftime("%H:%M"), english::date(last.date()));
    let received = english::date(received);
    format!("received on {received}, with rows under embargo, the last until {time} on {day}")
}

/// A file that was read is no longer there, so many of whose figures are in force; in a line.
pub fn gone(path: &str, figures: usize) -> String {
    let figures = match figures {
        1 => "its one figure stays in force".to_owned(),
        several => format!("its {} stay in force", english::count(several, "figure")),
    };
    format!("{}: gone; {figures}", visible(path))
}

/// The same, for whoever sent it.
pub fn gone_notice(path: &str, figures: usize) -> Notice {
    Notice {
        subject: gone(path, figures),
        text: format!(
            "For the sender of {}: the file is no longer in its folder. What it reported stays in force ({}).\n\nAsked of you: if a figure was withdrawn, send a row for it with `[x]` in place of the figure.",
            visible(path),
            english::count(figures, "figure")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_file_is_told_with_its_reason_and_what_to_do() {
        let why = "feeds/a.csv: the column `percent` is missing";
        let Notice { subject, text } =
            refused(UnusableFile { path: "feeds/a.csv", why, help: Some("Name it in remit.toml") });
        assert_eq!(subject, "feeds/a.csv: nothing in it could be used");
        let expect = "For the sender of feeds/a.csv: nothing in it was used (feeds/a.csv: the column `percent` is missing).

Asked of you: send it again, so that it can be read.
Help: Name it in remit.toml.";
        assert_eq!(text, expect);
    }

    #[test]
    fn a_file_that_is_gone_takes_no_figure_with_it() {
        assert_eq!(gone("feeds/a.csv", 1), "feeds/a.csv: gone; its one figure stays in force");
        assert_eq!(
            gone_notice("feeds/a.csv", 3).subject,
            "feeds/a.csv: gone; its three figures stay in force"
        );
        let expect = "For the sender of feeds/a.csv: the file is no longer in its folder. What it reported stays in force (three figures).

Asked of you: if a figure was withdrawn, send a row for it with `[x]` in place of the figure.";
        assert_eq!(gone_notice("feeds/a.csv", 3).text, expect);
    }
}
