//! `[[test.input_series]]`: what is reported, and when it arrives.

use std::ops::Range;

use engine::model::Status;
use language::read::{Item, Table};
use toml::Spanned;

use super::figures::{Said, figures};
use super::moment::{Moment, moment};
use crate::diagnostic::Code;
use crate::source::SourceText;

/// Reports of one measure of one body, period after period. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct SeriesDeclaration {
    /// The file that it stands in, where that is not the test's own.
    pub(crate) shared: Option<SourceText>,
    pub(crate) header: Range<usize>,
    pub(crate) measure: Option<Spanned<String>>,
    pub(crate) body: Option<Spanned<String>>,
    /// The first period, whose cadence is not known yet.
    pub(crate) from: Option<Spanned<String>>,
    pub(crate) figures: Option<Vec<Said>>,
    pub(crate) arrival: Arrival,
    /// Whether it counts as history without a date, as a feed of `vintage = "backfill"` has it.
    pub(crate) is_backfill: bool,
    pub(crate) status: Status,
}

/// When figures arrive.
#[derive(Clone, Debug)]
pub(crate) enum Arrival {
    At(Spanned<Moment>),
    /// Each at the start of the day that comes so many days after its period's last.
    DaysAfter(u32),
}

pub(super) fn read_series(table: &Table<'_>) -> SeriesDeclaration {
    SeriesDeclaration {
        from: table.require("from").and_then(|item| item.spelling("a period")),
        figures: table.require("values").and_then(|item| figures(&item)),
        ..read_column(table)
    }
}

/// A series of which only one figure is reported, and that stands elsewhere.
pub(super) fn read_given(table: &Table<'_>) -> SeriesDeclaration {
    let from = table.require("period").and_then(|item| item.spelling("a period"));
    SeriesDeclaration { from, ..read_column(table) }
}

/// What is reported and when it arrives, without period and figures.
fn read_column(table: &Table<'_>) -> SeriesDeclaration {
    let (measure, body) = match table.get("series") {
        Some(item) => read_short(table, &item),
        None => (
            table.require("measure").and_then(|item| item.text()),
            table.require("body").and_then(|item| item.text()),
        ),
    };
    let words =
        [("provisional", Status::Provisional), ("final", Status::Final), ("revised", Status::Revised)];
    let status = table.get("status").and_then(|item| item.word(&words));
    let vintage = table.get("vintage").and_then(|item| item.word(&[("backfill", true), ("received", false)]));
    SeriesDeclaration {
        shared: None,
        header: table.header(),
        measure,
        body,
        from: None,
        figures: None,
        arrival: read_arrival(table),
        is_backfill: vintage.is_some_and(Spanned::into_inner),
        status: status.map_or(Status::Final, Spanned::into_inner),
    }
}

fn read_arrival(table: &Table<'_>) -> Arrival {
    let Some(item) = table.either("received", "after_days") else { return Arrival::DaysAfter(1) };
    let read = if item.key == "received" {
        moment(&item).map(Arrival::At)
    } else {
        item.whole().map(|days| Arrival::DaysAfter(days.into_inner()))
    };
    read.unwrap_or(Arrival::DaysAfter(1))
}

/// Reads promtool's short form, `referrals{body="hm-prison-service"}`.
fn read_short(table: &Table<'_>, item: &Item<'_>) -> (Option<Spanned<String>>, Option<Spanned<String>>) {
    for long in ["measure", "body"] {
        if table.either("series", long).is_none() {
            return (None, None);
        }
    }
    let Some(text) = item.text() else { return (None, None) };
    let Some((measure, body)) = parse_short(text.get_ref()) else {
        let message = format!("`{text}` is no series");
        let help = "write it like `referrals{body=\"hm-prison-service\"}`, or give `measure` and `body`";
        item.refuse_with_help::<()>(Code::InvalidValue, message, help);
        return (None, None);
    };
    (Some(item.at(measure.to_owned())), Some(item.at(body.to_owned())))
}

fn parse_short(text: &str) -> Option<(&str, &str)> {
    let (measure, labels) = text.trim().split_once('{')?;
    let (name, value) = labels.strip_suffix('}')?.split_once('=')?;
    let value = value.trim().trim_end_matches(',').trim_end();
    let body = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))?;
    let is_plain = !body.contains(['"', '\'', ',']) && name.trim() == "body";
    is_plain.then_some((measure.trim(), body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promtools_short_form_names_measure_and_body() {
        let read = Some(("referrals", "hm-prison-service"));
        assert_eq!(parse_short("referrals{body=\"hm-prison-service\"}"), read);
        assert_eq!(parse_short(" referrals { body = 'hm-prison-service', } "), read);
        for text in [
            "referrals",
            "referrals{}",
            "referrals{region=\"x\"}",
            "referrals{body=\"a\",b=\"c\"}",
            "a{body=x}",
        ] {
            assert_eq!(parse_short(text), None, "{text}");
        }
    }
}
