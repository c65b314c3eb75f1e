//! Relations: how two things of a project hang together, as data. What follows from them is judged elsewhere.

use std::fmt;

use indexmap::IndexMap;
use jiff::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::{Body, BodyId, MeasureId, MissionId, ObligationRef};

/// A typed tie between two parties, such as a pot of money between the department that pays and the measure that it is for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// Its stable id, which is that of a body too: figures can be about it.
    pub id: BodyId,
    /// What kind of tie it is: one of those that Remit knows, or the board's own word.
    pub kind: String,
    /// Its title, as people know it.
    pub title: String,
    pub from: Party,
    pub to: Party,
    /// The place where it applies; everywhere where none is named.
    pub at: Option<BodyId>,
    /// Its first day.
    pub opened: Option<Date>,
    /// Its last day.
    pub closes: Option<Date>,
    /// How much of the whole it is, from 0 to 1.
    pub share: Option<Decimal>,
    /// The measure that says how large it is, by figures about the relation itself.
    pub size: Option<MeasureId>,
    /// How many months after its first day a benefit may be expected.
    pub after_months: Option<u32>,
    /// How much of the credit for a benefit goes to whom it comes from, from 0 to 1.
    pub credit: Option<Decimal>,
}

/// One end of a relation.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Party {
    /// A body, or another relation.
    Body(BodyId),
    Measure(MeasureId),
    Obligation(ObligationRef),
    Mission(MissionId),
}

/// As people write it.
impl fmt::Display for Party {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(body) => write!(out, "{body}"),
            Self::Measure(measure) => write!(out, "measure:{measure}"),
            Self::Obligation(obligation) => write!(out, "{obligation}"),
            Self::Mission(mission) => write!(out, "mission:{mission}"),
        }
    }
}

impl Relation {
    /// One party pays for another.
    pub const FUNDS: &str = "funds";
    /// One body answers to another.
    pub const REPORTS_TO: &str = "reports-to";
    /// What one party does now helps another later.
    pub const BENEFITS_AFTER: &str = "benefits-after";
    /// One measure moves another.
    pub const DRIVES: &str = "drives";
    /// One measure stands for another that is harder to take.
    pub const PROXY_FOR: &str = "proxy-for";
    /// An obligation is owed to a body.
    pub const OWED_TO: &str = "owed-to";

    /// The kinds that Remit does something with.
    pub const KINDS: [&str; 6] =
        [Self::FUNDS, Self::REPORTS_TO, Self::BENEFITS_AFTER, Self::DRIVES, Self::PROXY_FOR, Self::OWED_TO];

    /// Whether it existed at the end of a day.
    pub fn is_open_on(&self, day: Date) -> bool {
        self.opened.is_none_or(|opened| opened <= day) && self.closes.is_none_or(|closes| closes >= day)
    }

    /// Whether this measure, or the whole of which it is a value, stands for what the relation leads to.
    pub fn stands_for(&self, measure: &MeasureId) -> bool {
        let is_it = |from: &MeasureId| {
            from == measure || measure.as_part().is_some_and(|(whole, _)| whole == from.as_str())
        };
        self.kind == Self::PROXY_FOR && matches!(&self.from, Party::Measure(from) if is_it(from))
    }

    /// The first day on which the benefit may be expected that comes of it; none where it says nothing of that.
    pub fn benefit_begins(&self) -> Option<Date> {
        let (opened, months) = self.opened.zip(self.after_months)?;
        opened.checked_add(Span::new().months(months)).ok()
    }

    /// It as a body that figures can be about, part of the place where it applies.
    pub fn as_body(&self) -> Body {
        Body {
            id: self.id.clone(),
            name: self.title.clone(),
            kind: self.kind.clone(),
            parent: self.at.clone(),
            jurisdiction: None,
            opened: self.opened,
            closed: self.closes,
            successors: Vec::new(),
            codes: Vec::new(),
            labels: crate::model::Labels::default(),
        }
    }
}

/// Every relation of a project, found by id, by kind and by what it ties.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Relations {
    all: IndexMap<BodyId, Relation>,
    of_kind: FxHashMap<String, Vec<usize>>,
    from: FxHashMap<Party, Vec<usize>>,
    to: FxHashMap<Party, Vec<usize>>,
}

impl FromIterator<Relation> for Relations {
    fn from_iter<I: IntoIterator<Item = Relation>>(relations: I) -> Self {
        let mut gathered = Self::default();
        for relation in relations {
            let place = gathered.all.len();
            gathered.of_kind.entry(relation.kind.clone()).or_default().push(place);
            gathered.from.entry(relation.from.clone()).or_default().push(place);
            gathered.to.entry(relation.to.clone()).or_default().push(place);
            gathered.all.insert(relation.id.clone(), relation);
        }
        gathered
    }
}

impl Relations {
    pub fn get(&self, id: &str) -> Option<&Relation> {
        self.all.get(id)
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// In the order of their declarations.
    pub fn iter(&self) -> impl Iterator<Item = &Relation> {
        self.all.values()
    }

    pub fn of_kind<'a>(&'a self, kind: &str) -> impl Iterator<Item = &'a Relation> + use<'a> {
        self.at(self.of_kind.get(kind))
    }

    pub fn from<'a>(&'a self, party: &Party) -> impl Iterator<Item = &'a Relation> + use<'a> {
        self.at(self.from.get(party))
    }

    pub fn to<'a>(&'a self, party: &Party) -> impl Iterator<Item = &'a Relation> + use<'a> {
        self.at(self.to.get(party))
    }

    fn at<'a>(&'a self, places: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Relation> {
        places.into_iter().flatten().map(|place| &self.all[*place])
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn relation(opened: Date, months: u32) -> Relation {
        Relation {
            id: BodyId::new("pot"),
            kind: Relation::BENEFITS_AFTER.to_owned(),
            title: "A pot".to_owned(),
            from: Party::Body(BodyId::new("treasury")),
            to: Party::Measure(MeasureId::new("health")),
            at: None,
            opened: Some(opened),
            closes: None,
            share: None,
            size: None,
            after_months: Some(months),
            credit: None,
        }
    }

    #[test]
    fn months_are_counted_to_the_same_day_or_to_the_last_of_a_shorter_month() {
        let begins = |opened, months| relation(opened, months).benefit_begins();
        assert_eq!(begins(date(2025, 4, 1), 36), Some(date(2028, 4, 1)));
        assert_eq!(begins(date(2024, 8, 31), 6), Some(date(2025, 2, 28)));
        assert_eq!(begins(date(2024, 2, 29), 12), Some(date(2025, 2, 28)));
    }

    #[test]
    fn relations_are_found_by_kind_and_by_either_end() {
        let relations: Relations = [relation(date(2025, 4, 1), 36)].into_iter().collect();
        let (from, to) = (Party::Body(BodyId::new("treasury")), Party::Measure(MeasureId::new("health")));
        assert_eq!(relations.of_kind("benefits-after").count(), 1);
        assert_eq!(relations.of_kind("funds").count(), 0);
        assert_eq!((relations.from(&from).count(), relations.from(&to).count()), (1, 0));
        assert_eq!((relations.to(&to).count(), relations.to(&from).count()), (1, 0));
    }
}
