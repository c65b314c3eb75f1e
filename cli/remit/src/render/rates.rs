//! How many reports came, and in time: feed by feed, measure by measure, body by body and period by period, the worst first.

use std::collections::BTreeMap;

use app::due::{Outlook, RatesOfEach};
use engine::model::{BodyId, FeedId, MeasureId, Period, Rate};
use engine::program::Program;
use language::english::period;
use pages::tables::row;
use words::due::{self, RatesBy};
use words::{board, judged_by};

use super::Ink;
use super::due::DueHeading;
use super::page::Page;

/// How many of each are shown where not all are.
const MOST: usize = 12;

/// One thing with how its reports came.
struct Named {
    id: String,
    name: String,
    rate: Rate,
}

/// The rates, one by one.
pub fn rates(heading: &DueHeading<'_>, outlook: &Outlook, rates: &RatesOfEach, program: &Program) -> String {
    let mut page = Page::default();
    page.put(0, &format!("{}, {}", Ink::Title.paint(heading.title), board::as_of(outlook.today)));
    if let Some(by) = judged_by::sentence(heading.judged_by, &program.calendar) {
        page.put(0, &by);
    }
    let together = due::reporting(&outlook.rates.together(), outlook.rates.bodies_below());
    page.put(0, together.as_deref().unwrap_or(due::NO_RATES));
    for (by, named) in lists(rates, program) {
        let most = if heading.all { usize::MAX } else { MOST };
        write_list(&mut page, by, &named, most);
    }
    page.into_text()
}

/// The same as a table (RFC 4180), with a row for each.
pub fn rate_table(rates: &RatesOfEach, program: &Program) -> String {
    let columns = ["by", "id", "name", "expected", "actual", "on_time", "unusable"];
    let mut table = row(&columns.map(str::to_owned));
    for (by, named) in lists(rates, program) {
        for Named { id, name, rate } in named {
            let numbers =
                [rate.expected, rate.actual, rate.on_time, rate.unusable].map(|number| number.to_string());
            let [expected, actual, on_time, unusable] = numbers;
            let fields = [by.as_str().to_owned(), id, name, expected, actual, on_time, unusable];
            table.push_str(&row(&fields));
        }
    }
    table
}

fn write_list(page: &mut Page, by: RatesBy, named: &[Named], most: usize) {
    if named.is_empty() {
        return;
    }
    page.skip();
    page.put(0, &Ink::Title.paint(by.heading()));
    let told = named.iter().take(most).filter_map(|one| due::rate_of(&one.name, &one.rate));
    for line in told {
        page.put_behind("  ", "    ", &line);
    }
    if named.len() > most {
        page.put(2, &by.more(named.len() - most));
    }
}

/// Each list; periods stand in the order of time, the newest first.
fn lists(rates: &RatesOfEach, program: &Program) -> [(RatesBy, Vec<Named>); 4] {
    let catalogue = &program.catalogue;
    let feed = |feed: &Option<FeedId>| {
        let id = feed.as_ref().map(ToString::to_string);
        (id.clone().unwrap_or_default(), id.unwrap_or_else(|| due::NO_ONE_FEED.to_owned()))
    };
    let measure = |id: &MeasureId| (id.to_string(), catalogue.measure_title(id).to_owned());
    let body = |id: &BodyId| (id.to_string(), catalogue.body_name(id).to_owned());
    let of_time = |of: &Period| (of.to_string(), period(*of));
    let mut periods = all(&rates.periods, of_time);
    periods.reverse();
    [
        (RatesBy::Feed, worst_first(all(&rates.feeds, feed))),
        (RatesBy::Measure, worst_first(all(&rates.measures, measure))),
        (RatesBy::Body, worst_first(all(&rates.bodies, body))),
        (RatesBy::Period, periods),
    ]
}

fn all<K>(rates: &BTreeMap<K, Rate>, called: impl Fn(&K) -> (String, String)) -> Vec<Named> {
    let named = rates.iter().map(|(of, rate)| {
        let (id, name) = called(of);
        Named { id, name, rate: *rate }
    });
    named.collect()
}

fn worst_first(mut named: Vec<Named>) -> Vec<Named> {
    named.sort_by_key(|one| (one.rate.reporting(), one.rate.timely(), std::cmp::Reverse(one.rate.expected)));
    named
}
