//! The departments that report: their files, and everything that goes wrong with them on the way.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use fastrand::Rng;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Span, Timestamp};

use super::project::choice;

/// A file that is put into a feed's folder, in the place of any other of its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// Its path within the project.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// Everyone who reports.
#[derive(Default)]
pub struct Senders {
    /// What was last said of a row's cell, as it stands in the row.
    figures: BTreeMap<Key, Figure>,
    /// Letters that arrive at their moment or the first one after it.
    on_their_way: Vec<(Timestamp, Letter)>,
    sent: Vec<Letter>,
    serial: u32,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    measure: &'static str,
    body: &'static str,
    month: Date,
}

#[derive(Clone)]
struct Figure {
    text: String,
    published: Date,
}

#[derive(Clone, Copy)]
enum Feed {
    Live,
    Dated,
    History,
}

const FIRST_MONTH: Date = date(2024, 1, 1);
const HEADER: &str = "published,month,body,measure,value\n";
/// The isle is not always in the register, and nobody ever is.
const COUNCILS: [&str; 5] = ["alder", "birch", "cedar", "isle", "nobody"];
const REGIONS: [&str; 2] = ["north", "south"];

impl Senders {
    /// Writes a report and sends it off, well or badly.
    pub fn report(&mut self, rng: &mut Rng, now: Timestamp) {
        let feed =
            *choice(rng, &[Feed::Live, Feed::Live, Feed::Live, Feed::Dated, Feed::Dated, Feed::History]);
        let letter = self.compose(rng, feed, now);
        let later = |rng: &mut Rng, days: i64| {
            now.saturating_add(SignedDuration::from_hours(rng.i64(1..24 * days))).unwrap_or(now)
        };
        match rng.u8(0..20) {
            0..9 => self.send(now, letter),
            9..12 => self.send(later(rng, 40), letter),
            12 => {}
            13 => {
                self.send(
                    now,
                    Letter {
                        path: format!("{} (copy).csv", letter.path.trim_end_matches(".csv")),
                        ..letter.clone()
                    },
                );
                self.send(later(rng, 20), letter);
            }
            14 | 15 => {
                self.send(now, truncated(rng, &letter));
                self.send(later(rng, 3), letter);
            }
            16 => self.send(now, contradicted(rng, &letter)),
            17 => self.send_again(rng, now),
            _ => {
                self.send(now, letter);
                let at = later(rng, 10);
                self.send_again(rng, at);
            }
        }
    }

    /// Letters that have arrived by `now`, in the order in which they did.
    pub fn arrived(&mut self, now: Timestamp) -> Vec<Letter> {
        let (mut here, on_their_way): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.on_their_way).into_iter().partition(|(at, _)| *at <= now);
        self.on_their_way = on_their_way;
        here.sort_by_key(|(at, _)| *at);
        here.into_iter().map(|(_, letter)| letter).collect()
    }

    /// When the next letter arrives.
    pub fn next_arrival(&self) -> Option<Timestamp> {
        self.on_their_way.iter().map(|(at, _)| *at).min()
    }

    fn send(&mut self, at: Timestamp, letter: Letter) {
        self.sent.push(letter.clone());
        self.on_their_way.push((at, letter));
    }

    /// An older file comes once more, perhaps in the place of a newer one.
    fn send_again(&mut self, rng: &mut Rng, at: Timestamp) {
        if !self.sent.is_empty() {
            let letter = choice(rng, &self.sent).clone();
            self.send(at, letter);
        }
    }

    fn compose(&mut self, rng: &mut Rng, feed: Feed, now: Timestamp) -> Letter {
        let today = now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        let newest = match feed {
            Feed::Live | Feed::Dated => today.first_of_month(),
            Feed::History => date(2023, 12, 1),
        };
        let (measures, bodies): (&[_], &[_]) = match feed {
            Feed::Dated => (&["seen", "came"], &REGIONS),
            Feed::Live | Feed::History => (&["placed"], &COUNCILS),
        };
        let mut rows = Vec::new();
        for back in 0..rng.i32(1..4) {
            let month = newest.saturating_sub(Span::new().months(back));
            let is_of_feed = matches!(feed, Feed::History) || month >= FIRST_MONTH;
            for (measure, body) in
                measures.iter().flat_map(|measure| bodies.iter().map(move |body| (measure, body)))
            {
                if is_of_feed && rng.u8(0..8) > 0 {
                    rows.push(self.row(rng, feed, &Key { measure, body, month }, today));
                }
            }
        }
        rng.shuffle(&mut rows);
        let folder = match feed {
            Feed::Live => "live",
            Feed::Dated => "dated",
            Feed::History => "history",
        };
        self.serial += 1;
        let name = if rng.bool() { "current".to_owned() } else { format!("{:04}", self.serial) };
        Letter { path: format!("feeds/{folder}/{name}.csv"), text: format!("{HEADER}{}", rows.concat()) }
    }

    fn row(&mut self, rng: &mut Rng, feed: Feed, key: &Key, today: Date) -> String {
        let known = self.figures.get(key);
        let is_known = known.is_some();
        // Two figures that were published on one day could not be told apart by their dates.
        let is_settled = known.is_some_and(|figure| matches!(feed, Feed::Dated) && figure.published == today);
        if !is_known || (!is_settled && rng.u8(0..4) == 0) {
            self.serial += 1;
            // A published figure says every value once only, since its files may come in any order.
            let may_repeat = !matches!(feed, Feed::Dated) || !is_known;
            let text = match rng.u8(0..12) {
                0 if may_repeat => (*choice(rng, &["..", "[c]", "", "-"])).to_owned(),
                1 if may_repeat => "0".to_owned(),
                _ => format!("{}.{:04}", rng.u32(8..40), self.serial),
            };
            self.figures.insert(key.clone(), Figure { text, published: today });
        }
        let Figure { text, published } = &self.figures[key];
        let Key { measure, body, month } = key;
        format!("{published},{},{body},{measure},{text}\n", month.strftime("%Y-%m"))
    }
}

/// The file as far as it was written when someone looked.
fn truncated(rng: &mut Rng, letter: &Letter) -> Letter {
    let end = rng.usize(HEADER.len()..=letter.text.len());
    let mut text: String = letter.text.chars().take(end).collect();
    if letter.path.starts_with("feeds/dated/") {
        // A published figure of which some digits are missing would be another one of the same day.
        text.truncate(text.rfind('\n').map_or(0, |end| end + 1));
        text.push_str("2024-0");
    }
    Letter { path: letter.path.clone(), text }
}

/// The file with one of its rows once more, with another figure.
fn contradicted(rng: &mut Rng, letter: &Letter) -> Letter {
    let rows: Vec<&str> = letter.text.lines().skip(1).collect();
    let mut text = letter.text.clone();
    if !rows.is_empty() {
        let row = choice(rng, &rows);
        let (keys, _) = row.rsplit_once(',').expect("a row has columns");
        writeln!(text, "{keys},{}", rng.u32(50..60)).expect("writing to a string cannot fail");
    }
    Letter { path: letter.path.clone(), text }
}
