//! What is owed in the mission of homes: the part of the oracle that goes with `texts`.

use engine::model::Period;
use jiff::Timestamp;

use super::declared::Needed;
use super::edit::Verdicts;
use super::heard::CellName;
use super::oracle::{Oracle, Said, whole};
use super::world::{QUARTERS, Waiver, quarter};

impl Oracle<'_> {
    pub(super) fn homes(&self) -> Verdicts {
        let mut verdicts = Verdicts::new();
        for period in (0..QUARTERS).map(quarter).filter(|period| self.has_begun(*period)) {
            for obligation in ["enough", "kept", "matched", "few"] {
                let parts = self.parts(obligation, period);
                for (body, word) in &parts {
                    verdicts.insert(format!("homes/{obligation}/{body} {period}"), *word);
                }
                let words: Vec<&str> = parts.iter().map(|(_, word)| *word).collect();
                if let Some(whole) = whole(&words, self.needed(obligation, period)) {
                    verdicts.insert(format!("homes/{obligation} {period}"), whole);
                }
            }
            for council in self.reporters(period) {
                self.about(&council, period, &mut verdicts);
            }
            verdicts.insert(format!("homes/total {period}"), self.judge("total", "england", period));
        }
        verdicts
    }

    /// What is owed about one council: by itself, and by the ministry, which its figures show.
    fn about(&self, council: &str, period: Period, verdicts: &mut Verdicts) {
        let owing = [council, "ministry"];
        let each = format!("each/{council}");
        let words = owing.map(|by| {
            let word = self.judge_of("each", (by, council), period);
            self.excused(word, (&each, by), ("inspected", council, period))
        });
        for (by, word) in owing.into_iter().zip(words) {
            verdicts.insert(format!("homes/each/{council}/{by} {period}"), word);
        }
        let whole = whole(&words, Needed::All).expect("somebody owes it");
        verdicts.insert(format!("homes/each/{council} {period}"), whole);
    }

    fn parts(&self, obligation: &str, period: Period) -> Vec<(String, &'static str)> {
        let mut owing = self.reporters(period);
        let (from, until) = self.declared.shelter;
        if obligation == "enough" && (quarter(from)..=quarter(until)).contains(&period) {
            owing.push("shelter".to_owned());
        }
        let words = owing.into_iter().map(|body| {
            let word = self.judge(obligation, &body, period);
            let word = self.excused(word, (obligation, &body), ("inspected", &body, period));
            (body, word)
        });
        words.collect()
    }

    /// A breach that is waived, unless the figure is worse than when that was said.
    fn excused(
        &self,
        word: &'static str,
        (obligation, part): (&str, &str),
        (measure, body, period): (&str, &str, Period),
    ) -> &'static str {
        let cell = (measure.to_owned(), body.to_owned(), period);
        let covers = |(waiver, at, ends): &&(Waiver, Timestamp, Timestamp)| {
            let is_about =
                waiver.obligation == obligation && waiver.part == part && quarter(waiver.quarter) == period;
            let is_worse = self.heard.value(&cell) < self.heard.value_at(&cell, *at);
            is_about && self.now < *ends && (self.heard.value(&cell).is_none() || !is_worse)
        };
        let is_breach = matches!(word, "missed" | "no-data");
        if is_breach && self.heard.waivers.iter().any(|waiver| covers(&waiver)) { "waived" } else { word }
    }

    /// Whether the terms hold that the obligations have from a quarter on.
    fn has_new_terms(&self, obligation: &str, period: Period) -> bool {
        matches!(obligation, "kept" | "each") && period >= quarter(self.declared.terms_from)
    }

    fn needed(&self, obligation: &str, period: Period) -> Needed {
        let is_any = obligation == "kept" && self.has_new_terms(obligation, period);
        if is_any { Needed::Any } else { self.declared.needed }
    }

    fn judge(&self, obligation: &str, body: &str, period: Period) -> &'static str {
        self.judge_of(obligation, (body, body), period)
    }

    /// What is owed by one body and shown by the figures of another, or its own.
    fn judge_of(&self, obligation: &str, (by, body): (&str, &str), period: Period) -> &'static str {
        let obligation = match obligation {
            "kept" if self.has_new_terms(obligation, period) => "crowded",
            "each" if self.has_new_terms(obligation, period) => "more",
            as_before => as_before,
        };
        let measure = if matches!(obligation, "few" | "total" | "crowded") { "seen" } else { "inspected" };
        let own = (measure.to_owned(), body.to_owned(), period);
        self.verdict(by, self.deadlines(measure, period), self.run(obligation, &own), self.first_known(&own))
    }

    fn run(&self, obligation: &str, own: &CellName) -> Said {
        let (measure, body, period) = own;
        let beside = match obligation {
            "kept" => Some((measure.clone(), body.clone(), period.step(-1))),
            "matched" => Some(("money".to_owned(), "ministry".to_owned(), *period)),
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
        let met_or = |is_met: bool, word| if is_met { "met" } else { word };
        Said::Word(match (obligation, other) {
            ("kept", Some(before)) => met_or(value >= before, "missed"),
            ("matched", Some(money)) => met_or(money >= value, "missed"),
            ("more", _) => met_or(value >= 14, "missed"),
            ("few", _) if value < 3 => "not-judged",
            ("few", _) => met_or(value >= 10, "at-risk"),
            _ => met_or(value >= 10, "missed"),
        })
    }

    fn is_disputed(&self, cell: &CellName) -> bool {
        let is_undecided = self.heard.undated.contains_key(cell) && !self.heard.has_heard(cell);
        is_undecided || self.heard.spoken(cell, self.declared.preferred).is_err()
    }

    pub(super) fn figure_of_homes(&self, cell: &CellName) -> Option<i64> {
        let (measure, body, period) = cell;
        if measure == "money" {
            return self.heard.spoken(cell, self.declared.preferred).ok().flatten();
        }
        if body != "england" {
            return self.heard.value(&self.source_in_homes(cell));
        }
        let reporters = self.reporters(*period);
        let values: Vec<i64> =
            reporters.iter().filter_map(|id| self.figure(&(measure.clone(), id.clone(), *period))).collect();
        let is_enough = values.len() * 100 >= reporters.len() * self.declared.complete_percent as usize;
        (!values.is_empty() && is_enough).then(|| values.iter().sum())
    }

    /// Only the people who were seen add up.
    fn source_in_homes(&self, cell: &CellName) -> CellName {
        if cell.0 == "seen" { self.source(cell) } else { cell.clone() }
    }

    /// When a figure was first known: a sum is as late as the last of the parts that suffice.
    fn first_known(&self, own: &CellName) -> Option<Timestamp> {
        let (measure, body, period) = own;
        if body != "england" {
            return self.heard.first_value(&self.source_in_homes(own));
        }
        let reporters = self.reporters(*period);
        let parts = reporters.iter();
        let sources = parts.map(|id| self.source_in_homes(&(measure.clone(), id.clone(), *period)));
        let mut known: Vec<_> = sources.filter_map(|source| self.heard.first_value(&source)).collect();
        known.sort();
        // As many as suffice, whoever they are; with fewer there is no figure.
        let enough = (reporters.len() * self.declared.complete_percent as usize).div_ceil(100);
        known.get(enough.max(1) - 1).or(known.last()).copied()
    }

    pub(super) fn due_of_homes(&self, measure: &str) -> (i64, i64) {
        if measure == "money" { (60, 0) } else { (30, self.declared.grace_days) }
    }
}
