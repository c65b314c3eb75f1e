//! Who was to report what, and what came of it: worked out from the declarations and the reports alone, slowly and by other means
//! than the engine's. It shares the calendar with the engine, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use engine::model::{Calendar, Period};
use jiff::civil::Date;
use jiff::{Span, Timestamp};

use super::world::{Declared, Needed, QUARTERS, VOICES, WITHIN, Waiver, quarter};

/// A measure, a body and a quarter.
pub(super) type CellName = (String, String, i32);

/// What was said of one cell, and when.
type Statements = Vec<(Timestamp, Option<i64>)>;

/// What was heard of every cell, in the order in which it became known.
#[derive(Default)]
pub(super) struct Heard {
    reports: BTreeMap<CellName, Statements>,
    /// What each voice said, where feeds speak for somebody.
    voiced: BTreeMap<(CellName, &'static str), Statements>,
    /// What undated files of one reading said.
    pub(super) undated: BTreeMap<CellName, [i64; 2]>,
    /// The cells about which a row was set aside.
    pub(super) aside: BTreeSet<CellName>,
    /// What was waived, when, and when that ends.
    pub(super) waivers: Vec<(Waiver, Timestamp, Timestamp)>,
}

/// Nothing decides what a figure is.
struct Disputed;

/// What a rule comes to.
enum Said {
    Word(&'static str),
    /// The figure of this cell is missing.
    Lacks(CellName),
}

/// What is to be found in a world at a moment.
pub(super) struct Oracle<'a> {
    pub(super) declared: &'a Declared,
    pub(super) heard: &'a Heard,
    pub(super) calendar: &'a Calendar,
    pub(super) now: Timestamp,
}

impl Heard {
    pub(super) fn hear(
        &mut self,
        (measure, body, number): (&str, &str, i32),
        voice: Option<&'static str>,
        value: Option<i64>,
        at: Timestamp,
    ) {
        let cell = (measure.to_owned(), body.to_owned(), number);
        let said = match voice {
            Some(voice) => self.voiced.entry((cell, voice)).or_default(),
            None => self.reports.entry(cell).or_default(),
        };
        said.push((at, value));
    }

    /// The value in force, where there is one.
    pub(super) fn value(&self, cell: &CellName) -> Option<i64> {
        self.reports.get(cell)?.last()?.1
    }

    /// The value in force at a moment, where there was one.
    fn value_at(&self, cell: &CellName, moment: Timestamp) -> Option<i64> {
        let reports = self.reports.get(cell).into_iter().flatten();
        match reports.rev().find(|(at, _)| *at <= moment) {
            Some((_, value)) => *value,
            None => self.undated.get(cell).map(|values| values[1]),
        }
    }

    /// Whether a mark stands in the place of a figure.
    fn is_marked(&self, cell: &CellName) -> bool {
        self.reports.get(cell).and_then(|said| said.last()).is_some_and(|(_, value)| value.is_none())
    }

    /// What counts of what the voices said: nothing where they differ and none is preferred.
    fn spoken(&self, cell: &CellName, preferred: Option<&str>) -> Result<Option<i64>, Disputed> {
        let last = |voice| self.voiced.get(&(cell.clone(), voice)).and_then(|said| said.last()?.1);
        let [one, other] = VOICES.map(last);
        let chosen = VOICES.into_iter().find(|voice| Some(*voice) == preferred).and_then(last);
        match (chosen, one, other) {
            (Some(value), _, _) => Ok(Some(value)),
            (None, Some(one), Some(other)) if one.abs_diff(other) > WITHIN.unsigned_abs() => Err(Disputed),
            (None, one, other) => Ok(one.max(other)),
        }
    }

    fn first_value(&self, cell: &CellName) -> Option<Timestamp> {
        if self.undated.contains_key(cell) {
            return Some(Timestamp::MIN);
        }
        self.reports.get(cell)?.iter().find(|(_, value)| value.is_some()).map(|(at, _)| *at)
    }
}

impl Oracle<'_> {
    /// Every verdict that there is, by its node and period as people write them.
    pub(super) fn verdicts(&self) -> BTreeMap<String, &'static str> {
        let mut verdicts = BTreeMap::new();
        for number in 0..QUARTERS {
            if self.calendar.start_of_day(quarter(number).first_day()) > self.now {
                break;
            }
            for obligation in ["enough", "kept", "matched", "few"] {
                let parts = self.parts(obligation, number);
                for (body, word) in &parts {
                    verdicts.insert(format!("homes/{obligation}/{body} {}", quarter(number)), *word);
                }
                let words: Vec<&str> = parts.iter().map(|(_, word)| *word).collect();
                if let Some(whole) = whole(&words, self.needed(obligation, number)) {
                    verdicts.insert(format!("homes/{obligation} {}", quarter(number)), whole);
                }
            }
            for council in self.declared.councils.iter().filter(|council| self.exists(&council.id, number)) {
                self.about(&council.id, number, &mut verdicts);
            }
            let total = self.judge("total", "england", number);
            verdicts.insert(format!("homes/total {}", quarter(number)), total);
        }
        verdicts
    }

    /// What is owed about one council: by itself, and by the ministry, which its figures show.
    fn about(&self, council: &str, number: i32, verdicts: &mut BTreeMap<String, &'static str>) {
        let owing = [council, "ministry"];
        let each = format!("each/{council}");
        let words = owing.map(|by| {
            let word = self.judge_of("each", (by, council), number);
            self.excused(word, (&each, by), ("inspected", council, number))
        });
        for (by, word) in owing.into_iter().zip(words) {
            verdicts.insert(format!("homes/each/{council}/{by} {}", quarter(number)), word);
        }
        let whole = whole(&words, Needed::All).expect("somebody owes it");
        verdicts.insert(format!("homes/each/{council} {}", quarter(number)), whole);
    }

    fn parts(&self, obligation: &str, number: i32) -> Vec<(String, &'static str)> {
        let councils = self.declared.councils.iter().filter(|council| self.exists(&council.id, number));
        let mut owing: Vec<String> = councils.map(|council| council.id.clone()).collect();
        let (from, until) = self.declared.shelter;
        if obligation == "enough" && (from..=until).contains(&number) {
            owing.push("shelter".to_owned());
        }
        let words = owing.into_iter().map(|body| {
            let word = self.judge(obligation, &body, number);
            let word = self.excused(word, (obligation, &body), ("inspected", &body, number));
            (body, word)
        });
        words.collect()
    }

    /// A breach that is waived, unless the figure is worse than when that was said.
    fn excused(
        &self,
        word: &'static str,
        (obligation, part): (&str, &str),
        (measure, body, number): (&str, &str, i32),
    ) -> &'static str {
        let cell = (measure.to_owned(), body.to_owned(), number);
        let covers = |(waiver, at, ends): &&(Waiver, Timestamp, Timestamp)| {
            let is_about = waiver.obligation == obligation && waiver.part == part && waiver.quarter == number;
            let is_worse = self.heard.value(&cell) < self.heard.value_at(&cell, *at);
            is_about && self.now < *ends && (self.heard.value(&cell).is_none() || !is_worse)
        };
        let is_breach = matches!(word, "missed" | "no-data");
        if is_breach && self.heard.waivers.iter().any(|waiver| covers(&waiver)) { "waived" } else { word }
    }

    /// Whether the terms hold that the obligations have from a quarter on.
    fn has_new_terms(&self, obligation: &str, number: i32) -> bool {
        matches!(obligation, "kept" | "each") && number >= self.declared.terms_from
    }

    fn needed(&self, obligation: &str, number: i32) -> Needed {
        let is_any = obligation == "kept" && self.has_new_terms(obligation, number);
        if is_any { Needed::Any } else { self.declared.needed }
    }

    /// Whether a body exists on the last day of a quarter.
    fn exists(&self, body: &str, number: i32) -> bool {
        let last = quarter(number).last_day();
        let council = self.declared.councils.iter().find(|council| council.id == body);
        council.is_none_or(|council| {
            council.opened.is_none_or(|opened| opened <= last)
                && council.closed.is_none_or(|closed| last <= closed)
        })
    }

    /// Whether a council has closed by now.
    pub(super) fn has_closed(&self, council: &str) -> bool {
        let mut closed = self.declared.councils.iter().filter(|other| other.id == council);
        let today = self.calendar.day(self.now);
        closed.any(|council| council.closed.is_some_and(|closed| closed < today))
    }

    /// Whether anybody was to report a cell.
    pub(super) fn is_owed(&self, (_, body, number): &CellName) -> bool {
        let has_reporter = body != "england" || !self.reporters(*number).is_empty();
        *number >= 0 && self.exists(body, *number) && has_reporter
    }

    fn judge(&self, obligation: &str, body: &str, number: i32) -> &'static str {
        self.judge_of(obligation, (body, body), number)
    }

    /// What is owed by one body and shown by the figures of another, or its own.
    fn judge_of(&self, obligation: &str, (by, body): (&str, &str), number: i32) -> &'static str {
        let obligation = match obligation {
            "kept" if self.has_new_terms(obligation, number) => "crowded",
            "each" if self.has_new_terms(obligation, number) => "more",
            as_before => as_before,
        };
        let measure = if matches!(obligation, "few" | "total" | "crowded") { "seen" } else { "inspected" };
        let own = (measure.to_owned(), body.to_owned(), number);
        let (overdue, grace_ends) = self.deadlines(measure, number);
        let silence = if self.now < overdue {
            "not-due"
        } else if self.now < grace_ends {
            "awaiting"
        } else {
            "no-data"
        };
        match self.run(obligation, &own) {
            Said::Word("met") if self.known_late(&own, grace_ends) => "met-late",
            Said::Word(word) => word,
            Said::Lacks(cell) if !self.is_owed(&cell) => {
                if silence == "not-due" {
                    "not-due"
                } else {
                    "not-judged"
                }
            }
            Said::Lacks(cell) if self.teller(&cell) == by && by != "england" => silence,
            Said::Lacks(cell) => match silence {
                "no-data" if self.now < self.deadlines(&cell.0, number).1 => "awaiting",
                "no-data" => "held-up",
                early => early,
            },
        }
    }

    /// Whose a figure is to tell that is missing: where a mark came in its place, its own body's.
    fn teller<'c>(&self, cell: &'c CellName) -> &'c str {
        let is_published = cell.0 == "seen" && !self.heard.is_marked(cell);
        self.declared.publisher.filter(|_| is_published).unwrap_or(&cell.1)
    }

    fn run(&self, obligation: &str, own: &CellName) -> Said {
        let (measure, body, number) = own;
        let beside = match obligation {
            "kept" => Some((measure.clone(), body.clone(), number - 1)),
            "matched" => Some(("money".to_owned(), "ministry".to_owned(), *number)),
            _ => None,
        };
        let first = if obligation == "matched" { beside.clone() } else { Some(own.clone()) };
        let second = if obligation == "matched" { Some(own.clone()) } else { beside.clone() };
        let missing = first.iter().chain(&second).find(|cell| self.figure(cell).is_none());
        if let Some(cell) = missing {
            return if self.is_disputed(cell) { Said::Word("disputed") } else { Said::Lacks(cell.clone()) };
        }
        let value = self.figure(own).expect("it is there");
        let other = beside.map(|cell| self.figure(&cell).expect("it is there"));
        Said::Word(match (obligation, other) {
            ("kept", Some(before)) => {
                if value >= before {
                    "met"
                } else {
                    "missed"
                }
            }
            ("matched", Some(money)) => {
                if money >= value {
                    "met"
                } else {
                    "missed"
                }
            }
            ("more", _) if value < 14 => "missed",
            ("few", _) if value < 3 => "not-judged",
            ("few", _) => {
                if value >= 10 {
                    "met"
                } else {
                    "at-risk"
                }
            }
            _ => {
                if value >= 10 {
                    "met"
                } else {
                    "missed"
                }
            }
        })
    }

    fn is_disputed(&self, cell: &CellName) -> bool {
        let is_undecided = self.heard.undated.contains_key(cell) && !self.heard.reports.contains_key(cell);
        is_undecided || self.heard.spoken(cell, self.declared.preferred).is_err()
    }

    pub(super) fn figure(&self, cell: &CellName) -> Option<i64> {
        let (measure, body, number) = cell;
        if measure == "money" {
            return self.heard.spoken(cell, self.declared.preferred).ok().flatten();
        }
        if body != "england" {
            return self.heard.value(&self.source(cell));
        }
        let reporters = self.reporters(*number);
        let values: Vec<i64> =
            reporters.iter().filter_map(|id| self.figure(&(measure.clone(), id.clone(), *number))).collect();
        let is_enough = values.len() * 100 >= reporters.len() * self.declared.complete_percent as usize;
        (!values.is_empty() && is_enough).then(|| values.iter().sum())
    }

    /// Where a figure comes from: what adds up is a successor's own report, or else what the body before it reported for that time.
    fn source(&self, cell: &CellName) -> CellName {
        let (measure, body, number) = cell;
        let before = body.replace("heir", "council");
        let is_succeeded = before != *body && measure == "seen" && !self.exists(&before, *number);
        if is_succeeded && !self.heard.reports.contains_key(cell) {
            (measure.clone(), before, *number)
        } else {
            cell.clone()
        }
    }

    fn reporters(&self, number: i32) -> Vec<String> {
        let councils = self.declared.councils.iter().filter(|council| self.exists(&council.id, number));
        councils.map(|council| council.id.clone()).collect()
    }

    /// Whether a figure was first known after the grace: a sum is as late as the last of the parts that suffice.
    fn known_late(&self, own: &CellName, grace_ends: Timestamp) -> bool {
        let (measure, body, number) = own;
        let known = if body == "england" {
            let reporters = self.reporters(*number);
            let parts = reporters.iter();
            let sources = parts.map(|id| self.source(&(measure.clone(), id.clone(), *number)));
            let mut known: Vec<_> = sources.filter_map(|source| self.heard.first_value(&source)).collect();
            known.sort();
            // As many as suffice, whoever they are; with fewer there is no figure.
            let enough = (reporters.len() * self.declared.complete_percent as usize).div_ceil(100);
            known.get(enough.max(1) - 1).or(known.last()).copied()
        } else {
            self.heard.first_value(&self.source(own))
        };
        known.is_some_and(|known| known >= grace_ends)
    }

    fn deadlines(&self, measure: &str, number: i32) -> (Timestamp, Timestamp) {
        let (timely, grace) = if measure == "money" { (60, 0) } else { (30, self.declared.grace_days) };
        let due = later(quarter(number), timely);
        let end = |day: Date| self.calendar.end_of_day(day);
        (end(due), end(due.saturating_add(Span::new().days(grace))))
    }
}

/// How parts join up: none where nobody owes anything.
fn whole(parts: &[&'static str], needed: Needed) -> Option<&'static str> {
    let count = |wanted: &[&str]| parts.iter().filter(|word| wanted.contains(word)).count();
    let judged = parts.len() - count(&["not-judged"]);
    if parts.is_empty() {
        return None;
    }
    let asked = match needed {
        Needed::All => judged,
        Needed::Any | Needed::AtLeast(_) => 1,
    };
    let needed = asked.min(judged);
    let open = ["failed", "disputed", "at-risk", "awaiting", "not-due"];
    let (met, late) = (count(&["met"]), count(&["met", "met-late"]));
    let possible = late + count(&["waived"]) + count(&open);
    let waiting = possible + count(&["held-up"]);
    Some(match () {
        () if judged == 0 => "not-judged",
        () if met >= needed => "met",
        () if late >= needed => "met-late",
        () if late + count(&["waived"]) >= needed => "waived",
        () if waiting + count(&["no-data"]) < needed => "missed",
        () if waiting < needed => "no-data",
        () if possible < needed => "held-up",
        () => open.into_iter().find(|word| count(&[word]) > 0).unwrap_or("not-due"),
    })
}

fn later(period: Period, days: i64) -> Date {
    period.last_day().saturating_add(Span::new().days(days))
}
