//! `my`: what is judged, and what can be said of it.

use std::sync::Arc;

use engine::model::{
    Better, BodyId, Cadence, Class, Measure as DeclaredMeasure, MeasureId, Param, Period, Unit,
};
use engine::view::{Subject, View};
use rhai::{Dynamic, Engine, ImmutableString, Map, NativeCallContext};

use super::host_result::{HostResult, fail};
use super::number::{Whole, held};
use super::word::{Example, Style, Topic, Word, forms};

/// The one argument of `assess`: a window on the evidence.
#[derive(Clone)]
pub(in crate::script) struct My(Arc<View>);

/// `my.body`, or `my.owed_by`.
#[derive(Clone)]
pub(in crate::script) struct JudgedBody {
    view: Arc<View>,
    role: Role,
}

/// What a body has to do with what is judged.
#[derive(Clone)]
enum Role {
    /// The figures are about it.
    About,
    OwedBy,
    /// It is one of a list.
    Listed(BodyId),
}

/// `my.measure`.
#[derive(Clone)]
pub(in crate::script) struct JudgedMeasure {
    view: Arc<View>,
    /// Which it is, where it is one of a list.
    listed: Option<MeasureId>,
}

impl My {
    /// What a rule sees through this view.
    pub(in crate::script) fn new(view: &Arc<View>) -> Self {
        Self(Arc::clone(view))
    }

    pub(super) fn view(&self) -> &View {
        &self.0
    }

    pub(super) fn subject(&self) -> &Subject {
        self.0.subject()
    }
}

impl JudgedBody {
    fn of(my: &My, role: Role) -> Self {
        Self { view: Arc::clone(&my.0), role }
    }

    fn id(&self) -> &BodyId {
        let subject = self.view.subject();
        match &self.role {
            Role::About => &subject.body,
            Role::OwedBy => &subject.by,
            Role::Listed(body) => body,
        }
    }

    /// A body of a list.
    pub(super) fn listed(my: &My, body: BodyId) -> Self {
        Self::of(my, Role::Listed(body))
    }

    pub(super) fn name(&self) -> ImmutableString {
        self.view.catalogue().body_name(self.id()).into()
    }

    fn kind(&self) -> ImmutableString {
        let body = self.view.catalogue().bodies.get(self.id());
        body.map_or_else(ImmutableString::new, |body| body.kind.as_str().into())
    }
}

impl JudgedMeasure {
    fn own(my: &My) -> Self {
        Self { view: Arc::clone(&my.0), listed: None }
    }

    /// A measure of a list.
    pub(super) fn listed(my: &My, id: MeasureId) -> Self {
        Self { view: Arc::clone(&my.0), listed: Some(id) }
    }

    fn id(&self) -> &MeasureId {
        self.listed.as_ref().unwrap_or(&self.view.subject().measure)
    }

    fn declared(&self) -> Option<&DeclaredMeasure> {
        self.view.catalogue().measures.get(self.id())
    }

    pub(super) fn title(&self) -> ImmutableString {
        self.declared().map_or(self.id().as_str(), |measure| measure.title.as_str()).into()
    }

    fn better(&self) -> ImmutableString {
        match self.declared().map(|measure| measure.better) {
            Some(Better::Lower) => "lower".into(),
            _ => "higher".into(),
        }
    }

    fn class(&self) -> ImmutableString {
        self.declared().and_then(|measure| measure.class).map_or("", Class::as_str).into()
    }

    fn unit(&self) -> ImmutableString {
        match self.declared().map(|measure| &measure.unit) {
            Some(Unit::Percent) => "percent".into(),
            Some(Unit::Pounds) => "pounds".into(),
            Some(Unit::Other(named)) => named.as_str().into(),
            Some(Unit::Count) | None => "count".into(),
        }
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
        name: "mission",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(my: My) -> Text],
        gives: "The id of the mission.",
        ends: None,
        example: Example::new("my.mission", "\"homelessness\""),
    },
    Word {
        name: "id",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(body: Body) -> Text],
        gives: "The body's id in the register.",
        ends: None,
        example: Example::new("my.body.id", "\"gateway\""),
    },
    Word {
        name: "name",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(body: Body) -> Text],
        gives: "The body's name in the register.",
        ends: None,
        example: Example::new("my.body.name", "\"Gateway Council\""),
    },
    Word {
        name: "kind",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(body: Body) -> Text],
        gives: "The body's kind in the register; an empty text where it has none.",
        ends: None,
        example: Example::new("my.body.kind", "\"council\""),
    },
    Word {
        name: "id",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(measure: Measure) -> Text],
        gives: "The measure's id.",
        ends: None,
        example: Example::new("my.measure.id", "\"referrals\""),
    },
    Word {
        name: "title",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(measure: Measure) -> Text],
        gives: "The measure's title.",
        ends: None,
        example: Example::new("my.measure.title", "\"Referrals made\""),
    },
    Word {
        name: "better",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(measure: Measure) -> Text],
        gives: "Which way is better: `\"higher\"` or `\"lower\"`.",
        ends: None,
        example: Example::new("my.measure.better", "\"higher\""),
    },
    Word {
        name: "class",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(measure: Measure) -> Text],
        gives: "Its class; an empty text where it has none.",
        ends: None,
        example: Example::new("my.measures(\"input\")[0].class", "\"input\""),
    },
    Word {
        name: "unit",
        style: Style::Property,
        topic: Topic::Subject,
        forms: forms![(measure: Measure) -> Text],
        gives: "Its unit: `\"count\"`, `\"percent\"`, `\"pounds\"`, or the declaration's own word.",
        ends: None,
        example: Example::new("my.measure.unit", "\"count\""),
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
        .register_get("body", |my: &mut My| JudgedBody::of(my, Role::About))
        .register_get("owed_by", |my: &mut My| JudgedBody::of(my, Role::OwedBy))
        .register_get("measure", |my: &mut My| JudgedMeasure::own(my))
        .register_get("period", |my: &mut My| my.subject().period)
        .register_get("params", |my: &mut My| params(my.subject()))
        .register_get("mission", |my: &mut My| ImmutableString::from(my.subject().mission.as_str()))
        .register_get("obligation", |my: &mut My| ImmutableString::from(my.subject().obligation.as_str()))
        .register_get("contribution", contribution);
    engine
        .register_get("id", |body: &mut JudgedBody| ImmutableString::from(body.id().as_str()))
        .register_get("name", |body: &mut JudgedBody| body.name())
        .register_get("kind", |body: &mut JudgedBody| body.kind())
        .register_fn("to_string", |body: &mut JudgedBody| body.name())
        .register_get("id", |measure: &mut JudgedMeasure| ImmutableString::from(measure.id().as_str()))
        .register_get("better", |measure: &mut JudgedMeasure| measure.better())
        .register_get("class", |measure: &mut JudgedMeasure| measure.class())
        .register_get("unit", |measure: &mut JudgedMeasure| measure.unit())
        .register_get("title", |measure: &mut JudgedMeasure| measure.title())
        .register_fn("to_string", |measure: &mut JudgedMeasure| measure.title());
    engine
        .register_get("year", |period: &mut Period| year(*period))
        .register_fn("next", |period: &mut Period| period.step(1))
        .register_fn("to_string", |period: &mut Period| period.to_string());
    register_back::<i64>(engine);
    register_back::<rust_decimal::Decimal>(engine);
}

fn contribution(context: NativeCallContext, my: &mut My) -> HostResult<ImmutableString> {
    let contribution = my.subject().part.contribution().map(|id| id.as_str().into());
    contribution.ok_or_else(|| {
        fail("the obligation is owed by its lead alone, so there is no contribution", &context)
    })
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
    let back = count.whole().filter(|count| *count >= 0).map(|count| period.step(-count));
    back.ok_or_else(|| {
        let count: rust_decimal::Decimal = count.into();
        fail(format!("periods are counted back in whole numbers from 0, not by {count}"), context)
    })
}
