//! What the rules would have told, day by day, with the counts behind.

use engine::alert::Change;
use engine::model::Calendar;
use words::alert::label;
use words::english;
use words::replay::{ONE_PROGRAM, days, runs, told, verdicts_at_end};

use super::Ink;
use super::page::Page;
use app::replay::{AlertNews, Range, ReplayOutcome};

/// What the rules would have told, on the days of a range.
pub fn replay(title: &str, range: &Range, record: &ReplayOutcome, calendar: &Calendar) -> String {
    let mut page = Page::default();
    page.put(0, &format!("{}, {}", Ink::Title.paint(title), days(range.from, range.to, range.known_at)));
    page.put(0, ONE_PROGRAM);
    for told in &record.told {
        write_told(&mut page, told, calendar);
    }
    page.skip();
    page.put(0, &told(record.told_counts()));
    page.put(0, &verdicts_at_end(&record.tally()));
    page.put(0, &runs(record.rules_run));
    page.into_text()
}

fn write_told(page: &mut Page, told: &AlertNews, calendar: &Calendar) {
    let ink = match told.change {
        Change::Fired | Change::Escalated => Ink::Alarm,
        Change::Updated | Change::Restated | Change::Reminded => Ink::Caution,
        Change::Resolved | Change::Corrected => Ink::Calm,
        Change::Withdrawn => Ink::Faint,
    };
    page.skip();
    let day = english::date(calendar.day(told.at));
    page.put(0, &format!("{day}  {}  {}", ink.paint(label::of_change(told.change)), told.id));
    page.put(2, &told.message);
}
