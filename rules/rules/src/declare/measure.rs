//! `[[measure]]`: what is reported.

use engine::model::{
    Authority, Better, Bounds, Cadence, Class, Due, Labels, Questioned, RollUp, Unit, VoiceId, Voices, Wait,
    Within,
};
use language::read::{Item, Table};
use rust_decimal::Decimal;
use toml::Spanned;

use super::authority::read_authority;
use super::breakdown::{BreakdownDeclaration, read_breakdown};
use super::cadence::{NamedCadences, cadence};
use super::group::{Group, group};
use super::labels::read_labels;
use super::wait::due;
use crate::diagnostic::Code;

/// The classes by their words.
pub(super) fn classes() -> [(&'static str, Class); 6] {
    Class::ALL.map(|class| (class.as_str(), class))
}

const ROLL_UPS: [(&str, RollUp); 3] = [("sum", RollUp::Sum), ("mean", RollUp::Mean), ("last", RollUp::Last)];

/// A measure as it is written. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct MeasureDeclaration {
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) title: Option<String>,
    pub(crate) unit: Unit,
    pub(crate) every: Option<Spanned<Cadence>>,
    pub(crate) better: Better,
    pub(crate) class: Option<Class>,
    pub(crate) adds_up: AddsUpDeclaration,
    pub(crate) breakdown: Option<BreakdownDeclaration>,
    pub(crate) roll_up: Option<RollUp>,
    /// A period whose cadence is not known yet.
    pub(crate) from: Option<Spanned<String>>,
    pub(crate) complete: Option<Spanned<Decimal>>,
    pub(crate) zero_over_zero: Option<Spanned<Decimal>>,
    /// What its figures can be, where it says so.
    pub(crate) bounds: Option<Bounds>,
    pub(crate) questioned: Questioned,
    pub(crate) voices: Voices,
    /// Those whose word counts, each where it is named.
    pub(crate) preferred: Vec<Spanned<String>>,
    /// Anyone, where no group is named.
    pub(crate) reporters: Option<Group>,
    /// Who publishes everybody's figures; each body its own, where nobody is named.
    pub(crate) told_by: Option<Spanned<String>>,
    pub(crate) due: Due,
    /// None where a report always counts as one.
    pub(crate) expiry_days: Option<u32>,
    pub(crate) labels: Labels,
    pub(crate) authority: Vec<Authority>,
}

/// How a measure adds up, with the names of other measures not looked up yet.
#[derive(Clone, Debug)]
pub(crate) enum AddsUpDeclaration {
    /// `"sum"`.
    Sum,
    /// `"none"`.
    Alone,
    /// `{ numerator = "a", denominator = "b" }`.
    Ratio { numerator: Spanned<String>, denominator: Spanned<String> },
}

pub(super) fn read_measure(table: &Table<'_>, cadences: &NamedCadences) -> MeasureDeclaration {
    let adds_up =
        table.get("adds_up").and_then(|item| read_adds_up(&item)).unwrap_or(AddsUpDeclaration::Alone);
    let preferred = table.get("prefer").and_then(|item| item.texts()).unwrap_or_default();
    let words = [("higher", Better::Higher), ("lower", Better::Lower)];
    let due = table.get("due").and_then(|item| due(&item));
    let due = due.unwrap_or(Due::ON_LAST_DAY);
    MeasureDeclaration {
        id: table.require("id").and_then(|item| item.id()),
        title: table.require("title").and_then(|item| item.text()).map(Spanned::into_inner),
        unit: read_unit(table, &adds_up),
        every: table.require("every").and_then(|item| cadence(&item, cadences)),
        better: table
            .get("better")
            .and_then(|item| item.word(&words))
            .map_or(Better::Higher, Spanned::into_inner),
        class: table.get("class").and_then(|item| item.word(&classes())).map(Spanned::into_inner),
        from: table.get("from").and_then(|item| item.spelling("a period")),
        complete: read_complete(table, &adds_up),
        zero_over_zero: read_zero_over_zero(table, &adds_up),
        roll_up: read_roll_up(table, &adds_up),
        breakdown: read_division(table, &adds_up),
        adds_up,
        questioned: table.get("questionable").and_then(|item| read_questioned(&item)).unwrap_or_default(),
        bounds: table.get("bounds").and_then(|item| read_bounds(&item)),
        voices: read_voices(table, &preferred),
        preferred,
        reporters: table.get("reported_by").and_then(|item| group(&item)),
        told_by: table.get("told_by").and_then(|item| item.text()),
        due,
        expiry_days: read_expiry(table, due),
        authority: read_authority(table),
        labels: read_labels(table),
    }
}

/// No report expires before it is due.
fn read_expiry(table: &Table<'_>, due: Due) -> Option<u32> {
    let item = table.get("expiry_days")?;
    let days = *item.whole()?.get_ref();
    let timely = match due.timely {
        Wait::Days(timely) => timely,
        // July and August are 62 days.
        Wait::Months(months) => months * 31,
        _ => 0,
    };
    match days {
        1.. if days < timely => {
            let help = format!("write {timely} or more, or 0 where a report always counts");
            item.refuse_with_help(Code::InvalidValue, "a report would expire before it is due", help)
        }
        _ => Some(days).filter(|days| *days > 0),
    }
}

impl MeasureDeclaration {
    /// Whether papers are reported of it, and no figures.
    pub(crate) fn is_document(&self) -> bool {
        self.unit == Unit::Document
    }

    /// Whether it is a value of a breakdown, of which nothing is written that does not stand at its total.
    pub(crate) fn is_value(&self) -> bool {
        self.id.as_ref().is_some_and(|id| id.get_ref().contains('/'))
    }
}

/// What a measure is divided by. A percentage is not: what it is taken of is.
fn read_division(table: &Table<'_>, adds_up: &AddsUpDeclaration) -> Option<BreakdownDeclaration> {
    let breakdown = read_breakdown(table);
    if let (Some(item), AddsUpDeclaration::Ratio { numerator, denominator }) =
        (table.get("breakdown"), adds_up)
    {
        let help = format!("leave it out, and divide `{numerator}` and `{denominator}`");
        return item.refuse_with_help(Code::InvalidValue, "percentages do not add up to a total", help);
    }
    breakdown
}

fn read_adds_up(item: &Item<'_>) -> Option<AddsUpDeclaration> {
    if !item.is_table() {
        let is_sum = item.word(&[("sum", true), ("none", false)])?.into_inner();
        return Some(if is_sum { AddsUpDeclaration::Sum } else { AddsUpDeclaration::Alone });
    }
    let table = item.table()?;
    let numerator = table.require("numerator").and_then(|item| item.text());
    let denominator = table.require("denominator").and_then(|item| item.text());
    Some(AddsUpDeclaration::Ratio { numerator: numerator?, denominator: denominator? })
}

/// What counts where feeds that speak for different bodies report it.
fn read_voices(table: &Table<'_>, preferred: &[Spanned<String>]) -> Voices {
    let prefer = preferred.iter().map(|voice| VoiceId::new(voice.get_ref().as_str())).collect();
    let within = table.get("within").and_then(|item| read_within(&item)).unwrap_or_default();
    Voices { prefer, within, ..Voices::default() }
}

/// How many times the median of those before it a figure must be to be questionable, or that it never is.
fn read_questioned(item: &Item<'_>) -> Option<Questioned> {
    if !item.is_table() {
        return item.word(&[("never", Questioned::Never)]).map(Spanned::into_inner);
    }
    let times = item.table()?.require("times")?;
    let number = *times.number()?.get_ref();
    if number <= Decimal::ONE {
        let help =
            "write 2 or more: a figure is then questionable beyond twice the median, or below half of it";
        return times.refuse_with_help(Code::InvalidValue, "every figure would be questionable", help);
    }
    Some(Questioned::Beyond(number))
}

/// An amount, or a part in percent.
fn read_within(item: &Item<'_>) -> Option<Within> {
    if !item.is_table() {
        return item.number().map(|amount| Within::Amount(*amount.get_ref()));
    }
    let percent = item.table()?.require("percent")?.number()?;
    Some(Within::Percent(*percent.get_ref()))
}

/// The share of the reporters that suffices for a sum.
fn read_complete(table: &Table<'_>, adds_up: &AddsUpDeclaration) -> Option<Spanned<Decimal>> {
    let item = table.get("complete")?;
    let share = item.number()?;
    if !matches!(adds_up, AddsUpDeclaration::Sum) {
        let help = "leave it out, or write `adds_up = \"sum\"`";
        return item.refuse_with_help(Code::InvalidValue, "`complete` is about sums", help);
    }
    if *share.get_ref() > Decimal::ZERO && *share.get_ref() <= Decimal::ONE {
        return Some(share);
    }
    let help = "write a share, such as `0.95` where 95 of 100 reporters suffice";
    item.refuse_with_help(Code::InvalidValue, "`complete` is more than 0 and at the most 1", help)
}

/// How figures of shorter periods become that of a longer one; a ratio is taken of what its measures come to.
fn read_roll_up(table: &Table<'_>, adds_up: &AddsUpDeclaration) -> Option<RollUp> {
    let item = table.get("roll_up")?;
    let how = item.word(&ROLL_UPS)?.into_inner();
    if let AddsUpDeclaration::Ratio { numerator, denominator } = adds_up {
        let help = format!("leave it out, and say `roll_up` of `{numerator}` and `{denominator}`");
        return item.refuse_with_help(Code::InvalidValue, "a ratio is rolled up by its two measures", help);
    }
    Some(how)
}

fn read_zero_over_zero(table: &Table<'_>, adds_up: &AddsUpDeclaration) -> Option<Spanned<Decimal>> {
    let item = table.get("zero_over_zero")?;
    let percent = item.number()?;
    if matches!(adds_up, AddsUpDeclaration::Ratio { .. }) {
        return Some(percent);
    }
    let help = "leave it out, or write `adds_up = { numerator = \"..\", denominator = \"..\" }`";
    item.refuse_with_help(Code::InvalidValue, "`zero_over_zero` is about ratios", help)
}

/// `"none"`, or the least and the most.
fn read_bounds(item: &Item<'_>) -> Option<Bounds> {
    if !item.is_table() {
        return item.word(&[("none", Bounds::default())]).map(Spanned::into_inner);
    }
    let table = item.table()?;
    let number =
        |key| Some(table.get(key).map(|item| item.number()).map(|read| read.map(Spanned::into_inner)));
    let (least, most) = (number("least")?, number("most")?);
    if least.is_none() && most.is_none() {
        let help = "write `least`, `most` or both, or `bounds = \"none\"`";
        return item.refuse_with_help(Code::InvalidValue, "`bounds` says neither `least` nor `most`", help);
    }
    let read = |bound: Option<Option<Decimal>>| bound.map_or(Some(None), |read| read.map(Some));
    let bounds = Bounds { least: read(least)?, most: read(most)? };
    match bounds {
        Bounds { least: Some(least), most: Some(most) } if least > most => {
            let message = format!("no figure is both at least {least} and at the most {most}");
            item.refuse_with_help(Code::InvalidValue, message, "write the smaller number as `least`")
        }
        bounds => Some(bounds),
    }
}

/// A ratio is a hundred times one figure over another, so it can have no unit but percent.
fn read_unit(table: &Table<'_>, adds_up: &AddsUpDeclaration) -> Unit {
    let is_ratio = matches!(adds_up, AddsUpDeclaration::Ratio { .. });
    let Some(item) = table.get("unit") else {
        return if is_ratio { Unit::Percent } else { Unit::Count };
    };
    let unit = match item.text().map(Spanned::into_inner).as_deref() {
        Some("count") | None => Unit::Count,
        Some("percent") => Unit::Percent,
        Some("pounds") => Unit::Pounds,
        Some(other) => Unit::Other(other.to_owned()),
    };
    if is_ratio && unit != Unit::Percent {
        item.refuse_with_help::<()>(
            Code::InvalidValue,
            "a ratio is counted in percent",
            "leave `unit` out, or write `unit = \"percent\"`",
        );
    }
    unit
}
