//! How many obligations are met, broken and held up: what a board asks first. Each is counted once.

use engine::alert::{Alert, Severity};
use engine::model::Verdict;

use crate::english;

/// Obligations that are not shown one by one, by how they stand.
pub fn untold(counts: &StandingCounts) -> String {
    let obligations = english::plural(counts.total(), "obligation");
    let number = english::capitalised(&english::figure(counts.total()));
    format!("{number} more {obligations}: {}. --all shows them.", english::list(&counts.clauses()))
}

/// How all obligations stand, which is what a board asks first: `Two obligations: one met, one broken and none held up.`
pub fn summary(counts: &StandingCounts) -> String {
    match counts.total() {
        0 => "No obligation is owed.".to_owned(),
        total => {
            let total = english::capitalised(&english::count(total, "obligation"));
            format!("{total}: {}.", english::list(&counts.clauses()))
        }
    }
}

/// How the obligations of a mission stand: `Homes for all has two obligations: one met, one broken and none held up.`
pub fn of_mission(title: &str, counts: &StandingCounts) -> String {
    match counts.total() {
        0 => format!("{title} has no obligation that is owed."),
        total => {
            let obligations = english::count(total, "obligation");
            format!("{title} has {obligations}: {}.", english::list(&counts.clauses()))
        }
    }
}

/// How those about each of many stand, by the noun for one of these: `39 councils: 28 met, ten broken and one held up.`
pub fn of_many(counts: &StandingCounts, noun: &str) -> String {
    match counts.total() {
        0 => format!("No {noun} owes it."),
        total => {
            let total = english::capitalised(&english::count(total, noun));
            format!("{total}: {}.", english::list(&counts.clauses()))
        }
    }
}

/// How many obligations stand in which way.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct StandingCounts([usize; StandingKind::ALL.len()]);

/// How an obligation stands, in the one way that a board asks about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StandingKind {
    Met,
    Broken,
    HeldUp,
    AtRisk,
    Disputed,
    Waived,
    NotJudged,
    Failed,
    Awaited,
    NotDue,
    /// Somebody decided that it is not pursued any more.
    NotPursued,
    /// The one body that owes it is excepted.
    Excepted,
    /// It was promised, and nobody can judge it as it is declared.
    NotMeasurable,
}

impl StandingKind {
    const ALL: [Self; 13] = [
        Self::Met,
        Self::Broken,
        Self::HeldUp,
        Self::AtRisk,
        Self::Disputed,
        Self::Waived,
        Self::NotJudged,
        Self::Failed,
        Self::Awaited,
        Self::NotDue,
        Self::NotPursued,
        Self::Excepted,
        Self::NotMeasurable,
    ];

    /// How an obligation stands with these alerts, whose newest period stands so; none where none is due yet.
    pub fn of(alerts: &[Alert], latest: Option<Verdict>) -> Self {
        let own = || alerts.iter().filter(|alert| alert.id.kind.is_of_verdicts());
        let of = |severity| own().filter(move |alert| alert.severity == severity);
        if of(Some(Severity::Breach)).next().is_some() {
            let all = |is_so: fn(&Alert) -> bool| of(Some(Severity::Breach)).all(is_so);
            return if all(Alert::is_held_up) {
                Self::HeldUp
            } else if all(Alert::is_disputed) {
                Self::Disputed
            } else {
                Self::Broken
            };
        }
        if of(None).next().is_some() {
            return Self::Failed;
        }
        match latest {
            _ if own().next().is_some() => Self::AtRisk,
            None | Some(Verdict::NotDue) => Self::NotDue,
            Some(Verdict::Met | Verdict::MetLate) => Self::Met,
            Some(Verdict::Missed | Verdict::NoData) => Self::Broken,
            Some(Verdict::HeldUp) => Self::HeldUp,
            Some(Verdict::AtRisk) => Self::AtRisk,
            Some(Verdict::Disputed) => Self::Disputed,
            Some(Verdict::Waived) => Self::Waived,
            Some(Verdict::NotJudged) => Self::NotJudged,
            Some(Verdict::Failed) => Self::Failed,
            Some(Verdict::Awaiting) => Self::Awaited,
        }
    }

    /// How those about each of many stand together: as the worst of them; none where there are none.
    pub fn of_many(each: impl Iterator<Item = Self>) -> Option<Self> {
        const WORST_FIRST: [StandingKind; 13] = [
            StandingKind::Broken,
            StandingKind::Failed,
            StandingKind::HeldUp,
            StandingKind::AtRisk,
            StandingKind::Disputed,
            StandingKind::Awaited,
            StandingKind::Waived,
            StandingKind::Met,
            StandingKind::NotJudged,
            StandingKind::NotDue,
            StandingKind::NotPursued,
            StandingKind::Excepted,
            StandingKind::NotMeasurable,
        ];
        let each: Vec<Self> = each.collect();
        WORST_FIRST.into_iter().find(|kind| each.contains(kind))
    }

    /// Before the title of those that stand so together.
    pub fn label(self) -> String {
        self.words().to_uppercase()
    }

    fn words(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Broken => "broken",
            Self::HeldUp => "held up",
            Self::AtRisk => "at risk",
            Self::Disputed => "disputed",
            Self::Waived => "waived",
            Self::NotJudged => "not judged",
            Self::Failed => "with a rule that failed",
            Self::Awaited => "awaited",
            Self::NotDue => "not due yet",
            Self::NotPursued => "not being pursued",
            Self::Excepted => "excepted",
            Self::NotMeasurable => "not yet measurable",
        }
    }
}

impl StandingCounts {
    /// Counts one more.
    pub fn add(&mut self, kind: StandingKind) {
        self.0[kind as usize] += 1;
    }

    /// How the worst of them stand; none where there are none.
    pub fn worst(&self) -> Option<StandingKind> {
        let counted = StandingKind::ALL.into_iter().zip(self.0);
        StandingKind::of_many(counted.filter(|(_, number)| *number > 0).map(|(kind, _)| kind))
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    /// What a board asks about always, the rest where there is any.
    fn clauses(&self) -> Vec<String> {
        let counted = StandingKind::ALL.into_iter().zip(self.0);
        let told = counted.filter(|(kind, number)| {
            *number > 0 || matches!(kind, StandingKind::Met | StandingKind::Broken | StandingKind::HeldUp)
        });
        told.map(|(kind, number)| match number {
            0 => format!("none {}", kind.words()),
            number => format!("{} {}", english::figure(number), kind.words()),
        })
        .collect()
    }
}

/// How many alerts are open, in a sentence.
pub fn open_alerts(alerts: usize) -> String {
    match alerts {
        0 => "No alert is open.".to_owned(),
        1 => "One alert is open.".to_owned(),
        several => format!("{} are open.", english::capitalised(&english::count(several, "alert"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_board_asks_first_is_always_said() {
        let mut counts = StandingCounts::default();
        assert_eq!(summary(&counts), "No obligation is owed.");
        counts.add(StandingKind::of(&[], Some(Verdict::MetLate)));
        assert_eq!(summary(&counts), "One obligation: one met, none broken and none held up.");
        counts.add(StandingKind::of(&[], Some(Verdict::Waived)));
        counts.add(StandingKind::of(&[], None));
        assert_eq!(
            summary(&counts),
            "Three obligations: one met, none broken, none held up, one waived and one not due yet."
        );
        assert_eq!(
            of_many(&counts, "council"),
            "Three councils: one met, none broken, none held up, one waived and one not due yet."
        );
    }

    #[test]
    fn those_about_each_of_many_stand_as_the_worst_of_them() {
        let of = |kinds: &[StandingKind]| StandingKind::of_many(kinds.iter().copied());
        assert_eq!(
            of(&[StandingKind::Met, StandingKind::Broken, StandingKind::NotDue]),
            Some(StandingKind::Broken)
        );
        assert_eq!(of(&[StandingKind::Met, StandingKind::Waived]), Some(StandingKind::Waived));
        assert_eq!(of(&[]), None);
    }
}
