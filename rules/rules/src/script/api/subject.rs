//! `my`: what is judged, and what can be said of it.

use std::sync::Arc;

use engine::model::{Cadence, Effect, Param, Period, Stake};
use engine::view::{Subject, View};
use language::english;
use rhai::{Dynamic, Engine, ImmutableString, Map, NativeCallContext};
use rust_decimal::Decimal;

use super::host_result::{HostResult, fail};
use super::judged::{JudgedBody, JudgedMeasure};
use super::number::{Whole, held};
use super::word::{Example, Style, Topic, Word, forms};

/// The one argument of `assess`: a window on the evidence.
#[derive(Clone)]
pub(in crate::script) struct My(Arc<View>);

impl My {
    /// What a rule sees through this view.
    pub(in crate::script) fn new(view: &Arc<View>) -> Self {
        Self(Arc::clone(view))
    }

    pub(super) fn view(&self) -> &View {
        &self.0
    }

    pub(super) fn shared_view(&self) -> Arc<View> {
        Arc::clone(&self.0)
    }

    pub(super) fn subject(&self) -> &Subject {
        self.0.subject()
    }
}

/// The words for what is judged.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "body",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(my: My) -> Body],
        gives: "Whose figures are judged. In a text it reads as the body's name.",
        ends: None,
        example: Example::new("`${my.body}`", "\"Gateway Council\""),
    },
    Word {
        name: "owed_by",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(my: My) -> Body],
        gives: "Who owes what is judged: the same as `my.body`, unless the declaration says with `of` or `about` that the \
            figures are another body's.",
        ends: None,
        example: Example::new("my.owed_by.id", "\"harbour\""),
    },
    Word {
        name: "period",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(my: My) -> Period],
        gives: "The period that is judged.",
        ends: None,
        example: Example::new("my.period", "2020-Q4"),
    },
    Word {
        name: "measure",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(my: My) -> Measure],
        gives: "The measure by which it is judged. In a text it reads as the measure's title.",
        ends: None,
        example: Example::new("`${my.measure}`", "\"Referrals made\""),
    },
    Word {
        name: "params",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(my: My) -> Map],
        gives: "What the declaration hands over in `params`, by name. Numbers are exact decimals, and a whole one counts as such.",
        ends: None,
        example: Example::new("my.params.floor", "0.8"),
    },
    Word {
        name: "obligation",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(my: My) -> Text],
        gives: "The id of the obligation.",
        ends: None,
        example: Example::new("my.obligation", "\"duty-to-refer\""),
    },
    Word {
        name: "contribution",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(my: My) -> Text],
        gives: "The id of the contribution.",
        ends: Some("where the obligation is owed by its lead alone"),
        example: Example::new("my.contribution", "\"prisons\""),
    },
    Word {
        name: "share",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(my: My) -> Number],
        gives: "The share of the whole that the contribution bears, as its declaration says it.",
        ends: Some("where the declaration says no `share`"),
        example: Example::new("my.share", "0.4"),
    },
    Word {
        name: "effect",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(my: My) -> Number],
        gives: "What the contribution is expected to bring, as a number that its declaration gives as `effect`.",
        ends: Some("where the declaration says no `effect`, or says it in words"),
        example: Example::new("my.effect", "120"),
    },
    Word {
        name: "mission",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(my: My) -> Text],
        gives: "The id of the mission.",
        ends: None,
        example: Example::new("my.mission", "\"homelessness\""),
    },
    Word {
        name: "year",
        style: Style::Property,
        topic: Topic::Periods,
        forms: forms![(period: Period) -> Whole],
        gives: "The year in which the period begins; of a week, the year that the week is counted in.",
        ends: None,
        example: Example::new("my.period.year", "2020"),
    },
    Word {
        name: "name",
        style: Style::Property,
        topic: Topic::Periods,
        forms: forms![(period: Period) -> Text],
        gives: "The period as people say it.",
        ends: None,
        example: Example::new("my.period.name", "\"Q4 2020\""),
    },
    Word {
        name: "back",
        style: Style::Method,
        topic: Topic::Periods,
        forms: forms![(period: Period, n: Whole) -> Period],
        gives: "The period `n` periods earlier.",
        ends: Some("where `n` is below 0 or no whole number"),
        example: Example::new("my.period.back(4)", "2019-Q4"),
    },
    Word {
        name: "next",
        style: Style::Method,
        topic: Topic::Periods,
        forms: forms![(period: Period) -> Period],
        gives: "The period after it.",
        ends: None,
        example: Example::new("my.period.next()", "2021-Q1"),
    },
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_get("body", |my: &mut My| JudgedBody::about(&my.0))
        .register_get("owed_by", |my: &mut My| JudgedBody::owing(&my.0))
        .register_get("measure", |my: &mut My| JudgedMeasure::own(&my.0))
        .register_get("period", |my: &mut My| my.subject().period)
        .register_get("params", |my: &mut My| params(my.subject()))
        .register_get("mission", |my: &mut My| ImmutableString::from(my.subject().mission.as_str()))
        .register_get("obligation", |my: &mut My| ImmutableString::from(my.subject().obligation.as_str()))
        .register_get("contribution", contribution)
        .register_get("share", |context: NativeCallContext, my: &mut My| {
            declared_share(&context, &my.subject().stake)
        })
        .register_get("effect", |context: NativeCallContext, my: &mut My| {
            declared_effect(&context, &my.subject().stake)
        });
    engine
        .register_get("year", |period: &mut Period| year(*period))
        .register_get("name", |period: &mut Period| english::period(*period))
        .register_fn("next", |period: &mut Period| period.step(1))
        .register_fn("to_string", |period: &mut Period| period.to_string());
    register_back::<i64>(engine);
    register_back::<Decimal>(engine);
}

fn contribution(context: NativeCallContext, my: &mut My) -> HostResult<ImmutableString> {
    let contribution = my.subject().part.contribution().map(|id| id.as_str().into());
    contribution.ok_or_else(|| {
        fail("the obligation is owed by its lead alone, so there is no contribution", &context)
    })
}

/// The share that a declaration says of a part.
pub(super) fn declared_share(context: &NativeCallContext, stake: &Stake) -> HostResult<Decimal> {
    stake.share.ok_or_else(|| fail("the declaration says no `share` of this part", context))
}

/// What a declaration says that a part brings.
pub(super) fn declared_effect(context: &NativeCallContext, stake: &Stake) -> HostResult<Decimal> {
    match &stake.effect {
        Some(Effect::Amount(amount)) => Ok(*amount),
        Some(Effect::Words(_)) => {
            Err(fail("the declaration says the `effect` of this part in words, and not as a number", context))
        }
        None => Err(fail("the declaration says no `effect` of this part", context)),
    }
}

/// Declared parameters as a map. Rhai's map says by itself which key is missing.
fn params(subject: &Subject) -> Map {
    subject.params.iter().map(|(name, param)| (name.as_str().into(), value_of(param))).collect()
}

fn value_of(param: &Param) -> Dynamic {
    match param {
        Param::Number(number) => held(*number),
        Param::Text(text) => text.as_str().into(),
        Param::Flag(flag) => Dynamic::from_bool(*flag),
        Param::List(params) => Dynamic::from_array(params.iter().map(value_of).collect()),
    }
}

/// The year in which the period begins, as people count it: the first week of 2021 may begin in 2020.
fn year(period: Period) -> i64 {
    let first = period.first_day();
    let is_week = period.cadence() == Cadence::Week;
    i64::from(if is_week { first.iso_week_date().year() } else { first.year() })
}

fn register_back<N: Whole + rhai::Variant>(engine: &mut Engine) {
    engine.register_fn("back", |context: NativeCallContext, period: &mut Period, count: N| {
        earlier(&context, *period, count)
    });
}

/// The period `count` periods earlier.
pub(super) fn earlier<N: Whole>(context: &NativeCallContext, period: Period, count: N) -> HostResult<Period> {
    period_before(period, count).ok_or_else(|| {
        let count: Decimal = count.into();
        fail(format!("periods are counted back in whole numbers from 0, not by {count}"), context)
    })
}

/// The period so many periods earlier; none where they cannot be counted so.
pub(in crate::script) fn period_before(period: Period, count: impl Whole) -> Option<Period> {
    count.whole().filter(|count| *count >= 0).map(|count| period.step(-count))
}
