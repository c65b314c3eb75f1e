//! Measures: what is reported.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Authority, BodyId, Breakdown, Cadence, Due, Labels, MeasureId, Period, VoiceId};

/// Something that bodies report, period by period.
#[derive(Clone, PartialEq, Debug)]
pub struct Measure {
    /// Its stable id.
    pub id: MeasureId,
    /// Its title as officials know it.
    pub title: String,
    pub unit: Unit,
    /// Which way is better.
    pub better: Better,
    /// What kind of thing it says; an access measure is never a substitute for an outcome.
    pub class: Option<Class>,
    /// How often it is reported.
    pub every: Cadence,
    /// The first period for which it is reported, where it has not always been.
    pub from: Option<Period>,
    /// One of the rolling ranges that it is reported for, where it is known how they lie.
    pub anchor: Option<Period>,
    /// Within which its figures can be right.
    pub bounds: Bounds,
    /// When a figure of it is questionable.
    pub questioned: Questioned,
    /// How it adds up over bodies.
    pub adds_up: AddsUp,
    /// What it is the total of, where it is divided.
    pub breakdown: Option<Breakdown>,
    /// How figures of it become those of another cadence, where they may.
    pub roll_up: Option<RollUp>,
    /// The share of the reporters whose figures suffice for a sum, more than 0 and at the most 1; all where it is not said.
    pub complete: Option<Decimal>,
    /// What a ratio of zero over zero is, in percent; where it is not said, it cannot be judged.
    pub zero_over_zero: Option<Decimal>,
    /// What counts where feeds that speak for different bodies report it.
    pub voices: Voices,
    /// Who reports it.
    pub reporters: Reporters,
    /// Who publishes everybody's figures; each body its own where it is not said.
    pub told_by: Option<BodyId>,
    /// When a report of it is due, where obligations do not say otherwise.
    pub due: Due,
    /// How many days after its period's end a report still counts as one; always where it is not said.
    pub expiry_days: Option<u32>,
    /// What says that it is to be reported.
    pub authority: Vec<Authority>,
    /// By what rules pick it out.
    pub labels: Labels,
}

impl Measure {
    /// Whether papers are reported of it, and no figures.
    pub fn is_document(&self) -> bool {
        self.unit == Unit::Document
    }

    /// Whether its figures for such periods are reports or their sums, and not made of other figures.
    pub fn is_reported_in(&self, period: Period) -> bool {
        let is_rolled_up = self.roll_up.is_some() && period.cadence() != self.every;
        !is_rolled_up && self.breakdown.is_none() && !matches!(self.adds_up, AddsUp::Ratio { .. })
    }

    /// The last day on which a report for a period still counts as one.
    pub fn expires(&self, period: Period) -> Option<Date> {
        let days = jiff::Span::new().days(i64::from(self.expiry_days?));
        Some(period.last_day().saturating_add(days))
    }

    /// The period that holds a day; of ranges that overlap, the first that ends no earlier.
    pub fn period_of(&self, day: Date) -> Period {
        let period = self.every.containing(day);
        self.anchor.map_or(period, |anchor| period.forward_to(anchor))
    }
}

/// What counts where feeds that speak for different bodies report one figure.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Voices {
    /// Whose report is judged by, the first before the second; where none of them has reported, and the others differ, nothing decides.
    pub prefer: Vec<VoiceId>,
    /// How far reports may lie apart and still agree.
    pub within: Within,
    /// Those that are voices of people (patients, residents, a panel), and contest what the others say; the same for every measure.
    pub people: Arc<[VoiceId]>,
}

impl Voices {
    /// Whether a voice is one of people.
    pub fn is_of_people(&self, voice: Option<&VoiceId>) -> bool {
        voice.is_some_and(|voice| self.people.contains(voice))
    }
}

/// When a figure that is possible is questionable all the same. It is used, and turns no verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Questioned {
    /// Beyond so many times the median of those before it, or below such a part of it.
    Beyond(Decimal),
    Never,
}

impl Default for Questioned {
    /// A slipped decimal point makes ten times of a figure; figures vary, and so it shows at eight.
    fn default() -> Self {
        Self::Beyond(Decimal::from(8))
    }
}

/// How far two figures may lie apart and still agree.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Within {
    /// By so much, in the measure's unit.
    Amount(Decimal),
    /// By such a part of the larger, in percent.
    Percent(Decimal),
}

impl Default for Within {
    fn default() -> Self {
        Self::Amount(Decimal::ZERO)
    }
}

impl Within {
    /// Whether figures from one to the other agree.
    pub fn holds(self, least: Decimal, most: Decimal) -> bool {
        let largest = least.abs().max(most.abs());
        let allowed = match self {
            Self::Amount(amount) => Some(amount),
            Self::Percent(percent) => largest.checked_mul(percent).map(|part| part / Decimal::ONE_HUNDRED),
        };
        allowed.zip(most.checked_sub(least)).is_some_and(|(allowed, apart)| apart <= allowed)
    }
}

/// What one unit of a measure is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Whole things that are counted, such as households.
    Count,
    /// Parts of a hundred.
    Percent,
    Pounds,
    /// Papers with the last day on which each is in force: what is reported is a document.
    Document,
    /// Anything else, in the project's own words.
    Other(String),
}

/// The least and the most that a figure can be; what is outside is a slip.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Bounds {
    pub least: Option<Decimal>,
    pub most: Option<Decimal>,
}

impl Bounds {
    /// Those of a percentage that says nothing else.
    pub const PERCENT: Self = Self { least: Some(Decimal::ZERO), most: Some(Decimal::ONE_HUNDRED) };

    pub fn hold(&self, value: Decimal) -> bool {
        self.least.is_none_or(|least| value >= least) && self.most.is_none_or(|most| value <= most)
    }
}

/// The polarity of a measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
}

/// What kind of thing a measure says.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Class {
    /// How quickly people are seen.
    Access,
    /// How much was done.
    Activity,
    /// What became of people.
    Outcome,
    /// What kept harm from happening.
    Prevention,
    /// Money, staff and the like.
    Input,
    /// What people say it was like.
    Experience,
}

impl Class {
    pub const ALL: [Self; 6] =
        [Self::Access, Self::Activity, Self::Outcome, Self::Prevention, Self::Input, Self::Experience];

    /// The word for it in declarations and rules.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Activity => "activity",
            Self::Outcome => "outcome",
            Self::Prevention => "prevention",
            Self::Input => "input",
            Self::Experience => "experience",
        }
    }

    /// The class of this name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == word)
    }
}

/// How a measure adds up over bodies.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AddsUp {
    /// A body's figure is the sum of the figures of the reporters below it.
    Sum,
    /// A hundred times one measure over another; percentages are never averaged.
    Ratio {
        /// What is counted.
        numerator: MeasureId,
        /// What it is counted out of.
        denominator: MeasureId,
    },
    /// It does not add up: each body's figure stands alone.
    Alone,
}

/// How figures of shorter periods become that of a longer one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RollUp {
    /// Their sum, such as of people seen.
    Sum,
    /// Their mean, such as of people waiting on an average day.
    Mean,
    /// The last of them, such as of people on a list.
    Last,
}

/// Who reports a measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reporters {
    /// Any body that is asked about it.
    Anyone,
    /// Every body of one kind.
    Kind(String),
    Listed(Vec<BodyId>),
}
