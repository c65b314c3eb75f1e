//! `[[route]]` and `[[silence]]`: which messages go through which notifiers, and when.

use std::ops::Range;

use jiff::SignedDuration;
use language::diagnostic::Code;
use language::read::{Item, Table};
use toml::Spanned;

use super::hours::{self, length};
use super::receipt::{known, notifier_names};
use crate::routes::{
    Digest, Gathering, Hours, Matcher, Onward, Pace, RECIPIENT, Route, Routes, Silence, SilenceTime,
    TimeInterval,
};

pub(super) fn read(root: &Table<'_>) -> Routes {
    let (notifiers, intervals) = (notifier_names(root), hours::read(root));
    let mut all: Vec<Route> = Vec::new();
    for (place, item) in root.elements("route").iter().enumerate() {
        let read = |table: &Table<'_>| read_one(table, place, &notifiers, &intervals);
        let Some(route) = item.table().as_ref().and_then(read) else { continue };
        if all.iter().any(|other| other.name == route.name) {
            let message = format!("two routes have the name `{}`", route.name);
            item.document.error(Code::DuplicateId, message, item.range.clone());
        }
        all.push(route);
    }
    let silences = root.tables("silence");
    Routes { all, silences: silences.iter().filter_map(read_silence).collect() }
}

fn read_one(
    table: &Table<'_>,
    place: usize,
    notifiers: &[String],
    intervals: &[TimeInterval],
) -> Option<Route> {
    let name = table.get("name").and_then(|item| item.text()).map(Spanned::into_inner);
    let matchers = matchers(table);
    let goes_on = table.get("continue").and_then(|item| item.flag()).unwrap_or_default();
    let hours = Hours {
        active: named_intervals(table, "active_time_intervals", intervals),
        mute: named_intervals(table, "mute_time_intervals", intervals),
    };
    let gathering = gathering(table);
    let repeat = repeat(table);
    let named = table.require("notifiers").and_then(|item| {
        let named = known(&item, table, notifiers, Code::Route)?;
        if named.is_empty() {
            let help = "name one; a message that went through none would be lost";
            return item.refuse_with_help(Code::Route, "`notifiers` names none", help);
        }
        Some(named)
    })?;
    let (written, matchers) = matchers.into_iter().unzip();
    Some(Route {
        name: name.unwrap_or_else(|| (place + 1).to_string()),
        matchers,
        notifiers: named,
        onward: if goes_on { Onward::Continues } else { Onward::Stops },
        hours,
        gathering,
        repeat,
        place: table.header(),
        written,
    })
}

fn matchers(table: &Table<'_>) -> Vec<(Range<usize>, Matcher)> {
    let Some(item) = table.get("matchers") else { return Vec::new() };
    let read = |text: Spanned<String>| match Matcher::parse(text.get_ref()) {
        Ok(matcher) => Some((text.span(), matcher)),
        Err(why) => {
            let message = format!("`{}` is no matcher: {why}", text.get_ref());
            let fault = item.document.at(Code::Route, message, text.span());
            item.document.fault(fault.with_help("write it like `severity = breach`"));
            None
        }
    };
    item.texts().unwrap_or_default().into_iter().filter_map(read).collect()
}

fn named_intervals(table: &Table<'_>, key: &str, known: &[TimeInterval]) -> Vec<TimeInterval> {
    let Some(item) = table.get(key) else { return Vec::new() };
    let find = |name: Spanned<String>| {
        let found = known.iter().find(|interval| interval.name == *name.get_ref());
        if found.is_none() {
            let message = format!("the project has no time interval `{}`", name.get_ref());
            let fault = item.document.at(Code::Route, message, name.span());
            let names = known.iter().map(|interval| &*interval.name);
            let help = "declare it with `[[time_interval]]`";
            item.document.fault(fault.with_help(help).with_nearest(name.get_ref(), names));
        }
        found.cloned()
    };
    item.texts().unwrap_or_default().into_iter().filter_map(find).collect()
}

/// After how long an alert is told again.
fn repeat(table: &Table<'_>) -> Option<SignedDuration> {
    let item = table.get("repeat_interval")?;
    let repeat = length(&item)?;
    if repeat.is_zero() {
        let help = "write how long nothing is to be said before, such as `7d`";
        return item.refuse_with_help(Code::Route, "`repeat_interval` is no time at all", help);
    }
    Some(repeat)
}

/// How the alerts of a route go out together.
fn gathering(table: &Table<'_>) -> Gathering {
    let by = table.get("group_by");
    let names = by.as_ref().and_then(Item::texts).unwrap_or_default();
    let names: Vec<String> = names.into_iter().map(Spanned::into_inner).collect();
    let of = |key| table.get(key).and_then(|item| length(&item));
    let digest = table.get("digest").and_then(|item| {
        item.word(&[("daily", Digest::Daily), ("weekly", Digest::Weekly)]).map(Spanned::into_inner)
    });
    let pace = match (digest, of("group_wait"), of("group_interval")) {
        (Some(digest), _, _) => Pace::Digest(digest),
        (None, None, None) => Pace::AtOnce,
        (None, wait, interval) => Pace::Spaced {
            wait: wait.unwrap_or(SignedDuration::ZERO),
            interval: interval.unwrap_or(SignedDuration::ZERO),
        },
    };
    if let Some(by) = by {
        let wants = match (&pace, names.iter().any(|name| name == RECIPIENT)) {
            (Pace::AtOnce, _) => Some("write `digest`, `group_wait` or `group_interval` beside it"),
            (Pace::Spaced { .. }, true) => Some("`recipient` goes with `digest`"),
            _ => None,
        };
        if let Some(help) = wants {
            by.refuse_with_help::<()>(Code::Route, "`group_by` does nothing as it stands", help);
        }
    }
    Gathering { by: names, pace }
}

fn read_silence(table: &Table<'_>) -> Option<Silence> {
    let day = |key| table.require(key).and_then(|item| item.date());
    let text = |key| table.require(key).and_then(|item| item.text()).map(Spanned::into_inner);
    let (from, until, by, reason) = (day("from"), day("until"), text("by"), text("reason"));
    let (from, until) = (from?, until?);
    if until.get_ref() < from.get_ref() {
        let message = format!("the silence ends on {} before it begins", until.get_ref());
        table.document().error(Code::InvalidPeriod, message, until.span());
    }
    let (written, matchers) = matchers(table).into_iter().unzip();
    let time = SilenceTime::Days { from: from.into_inner(), until: until.into_inner() };
    Some(Silence { matchers, time, by: by?, reason: reason?, written })
}
