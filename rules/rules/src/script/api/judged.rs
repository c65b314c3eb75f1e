//! Bodies and measures as rules see them: those that are judged, and those that rules come upon.

use std::sync::Arc;

use engine::model::{Better, Body, BodyId, Class, Measure as DeclaredMeasure, MeasureId, Unit};
use engine::view::View;
use rhai::{Engine, ImmutableString};

use super::word::{Example, Style, Topic, Word, forms};

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
    /// It is some other body.
    Named(BodyId),
}

/// `my.measure`.
#[derive(Clone)]
pub(in crate::script) struct JudgedMeasure {
    view: Arc<View>,
    /// Which it is, where it is one of a list.
    listed: Option<MeasureId>,
}

impl JudgedBody {
    /// The body whose figures are judged.
    pub(super) fn about(view: &Arc<View>) -> Self {
        Self { view: Arc::clone(view), role: Role::About }
    }

    /// The body that owes what is judged.
    pub(super) fn owing(view: &Arc<View>) -> Self {
        Self { view: Arc::clone(view), role: Role::OwedBy }
    }

    /// A body that a rule comes upon.
    pub(super) fn named(view: &Arc<View>, id: &BodyId) -> Self {
        Self { view: Arc::clone(view), role: Role::Named(id.clone()) }
    }

    fn id(&self) -> &BodyId {
        let subject = self.view.subject();
        match &self.role {
            Role::About => &subject.body,
            Role::OwedBy => &subject.by,
            Role::Named(id) => id,
        }
    }

    pub(super) fn name(&self) -> ImmutableString {
        self.view.catalogue().body_name(self.id()).into()
    }

    fn kind(&self) -> ImmutableString {
        kind(self.view.catalogue().bodies.get(self.id())).into()
    }
}

impl JudgedMeasure {
    /// The one by which is judged.
    pub(super) fn own(view: &Arc<View>) -> Self {
        Self { view: Arc::clone(view), listed: None }
    }

    /// A measure of a list.
    pub(super) fn listed(view: &Arc<View>, id: MeasureId) -> Self {
        Self { view: Arc::clone(view), listed: Some(id) }
    }

    fn id(&self) -> &MeasureId {
        self.listed.as_ref().unwrap_or(&self.view.subject().measure)
    }

    fn declared(&self) -> Option<&DeclaredMeasure> {
        self.view.catalogue().measures.get(self.id())
    }

    pub(super) fn title(&self) -> ImmutableString {
        title(self.declared(), self.id()).into()
    }

    fn better(&self) -> ImmutableString {
        better(self.declared()).into()
    }

    fn class(&self) -> ImmutableString {
        class(self.declared()).into()
    }

    fn unit(&self) -> ImmutableString {
        unit(self.declared()).into()
    }
}

/// The kind of a body; an empty text where it has none.
pub(in crate::script) fn kind(body: Option<&Body>) -> &str {
    body.map_or("", |body| body.kind.as_str())
}

/// The title of a measure; its id where it is not declared.
pub(in crate::script) fn title<'a>(measure: Option<&'a DeclaredMeasure>, id: &'a MeasureId) -> &'a str {
    measure.map_or(id.as_str(), |measure| measure.title.as_str())
}

/// Which way is better, in the word that rules have for it.
pub(in crate::script) fn better(measure: Option<&DeclaredMeasure>) -> &'static str {
    match measure.map(|measure| measure.better) {
        Some(Better::Lower) => "lower",
        _ => "higher",
    }
}

/// The class of a measure; an empty text where it has none.
pub(in crate::script) fn class(measure: Option<&DeclaredMeasure>) -> &'static str {
    measure.and_then(|measure| measure.class).map_or("", Class::as_str)
}

/// The unit of a measure, in the word that rules have for it.
pub(in crate::script) fn unit(measure: Option<&DeclaredMeasure>) -> &str {
    match measure.map(|measure| &measure.unit) {
        Some(Unit::Percent) => "percent",
        Some(Unit::Pounds) => "pounds",
        Some(Unit::Other(named)) => named.as_str(),
        Some(Unit::Document) => "document",
        Some(Unit::Count) | None => "count",
    }
}

/// The words for bodies and measures.
pub(super) const WORDS: &[Word] = &[
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
];

pub(super) fn register(engine: &mut Engine) {
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
}
