//! What the rules would have told, as people read it: day by day, with the counts behind.

use engine::alert::Change;
use engine::model::Calendar;
use words::english;

use super::Ink;
use super::page::Page;
use app::replay::{Range, Record, Told};

/// What the rules would have told, on the days of a range.
pub fn replay(title: &str, range: &Range, record: &Record, calendar: &Calendar) -> String {
    let mut page = Page::default();
    page.put(0, &format!("{}, replayed {}", Ink::Title.paint(title), days(range)));
    page.put(0, "The rules as they stand now judge the whole history.");
    for told in &record.told {
        write_told(&mut page, told, calendar);
    }
    page.skip();
    page.put(0, &format!("{}.", english::capitalised(&said(record))));
    let tally = record.tally();
    let verdicts: Vec<String> = tally
        .into_iter()
        .map(|(verdict, number)| {
            format!("{} {}", english::figure(number), verdict.as_str().replace('-', " "))
        })
        .collect();
    let verdicts = if verdicts.is_empty() { "none".to_owned() } else { english::list(&verdicts) };
    page.put(0, &format!("Verdicts at the end: {verdicts}."));
    page.put(0, &runs(record.rules_run));
    page.into_text()
}

fn write_told(page: &mut Page, told: &Told, calendar: &Calendar) {
    let (ink, word) = match told.change {
        Change::Fired => (Ink::Alarm, "FIRING"),
        Change::Updated => (Ink::Caution, "UPDATED"),
        Change::Resolved => (Ink::Calm, "RESOLVED"),
        Change::Withdrawn => (Ink::Faint, "WITHDRAWN"),
    };
    page.skip();
    let day = english::date(calendar.day(told.at));
    page.put(0, &format!("{day}  {}  {}", ink.paint(word), told.id));
    page.put(2, &told.message);
}

/// How many times any rule was run.
fn runs(number: usize) -> String {
    match number {
        0 => "No rule was run.".to_owned(),
        1 => "A rule was run once.".to_owned(),
        number => format!("Rules were run {}.", english::count(number, "time")),
    }
}

/// `three alerts fired and one was resolved, with sixteen updates`.
fn said(record: &Record) -> String {
    let fired = english::count(record.told_of(Change::Fired), "alert");
    let ended = [(Change::Resolved, "resolved"), (Change::Withdrawn, "withdrawn")].map(|(change, did)| {
        let number = record.told_of(change);
        (number > 0).then(|| format!("{} {} {did}", english::figure(number), was(number)))
    });
    let said: Vec<String> =
        std::iter::once(format!("{fired} fired")).chain(ended.into_iter().flatten()).collect();
    match record.told_of(Change::Updated) {
        0 => english::list(&said),
        updates => format!("{}, with {}", english::list(&said), english::count(updates, "update")),
    }
}

fn was(number: usize) -> &'static str {
    if number == 1 { "was" } else { "were" }
}

/// The days of a range in words: `from 1 April 2023 to 31 August 2024, as known on 3 May 2024`.
pub(super) fn days(range: &Range) -> String {
    let to = english::date(range.to);
    let days = match range.from {
        Some(from) => format!("from {} to {to}", english::date(from)),
        None => format!("up to {to}"),
    };
    match range.known_at {
        Some(day) => format!("{days}, with what was known on {}", english::date(day)),
        None => days,
    }
}
