//! Other obligations: what became of them, since when they are broken, and who replied. A rule that asks for them is judged after
//! them.

use std::sync::Arc;

use engine::model::{Class, ObligationRef, Period, Verdict};
use engine::others::Among;
use engine::view::View;
use rhai::{Array, Dynamic, Engine, ImmutableString, Map, NativeCallContext};
use rust_decimal::Decimal;

use super::days::whole_days;
use super::host_result::{HostResult, end, fail, pay};
use super::judged::JudgedBody;
use super::labelled::Labelled;
use super::number::Whole;
use super::parts::{list_of, maps_of};
use super::subject::My;
use super::word::{Example, Style, Topic, Word, forms};
use crate::script::sandbox::ENTRIES;

/// Another obligation, as a rule holds it.
#[derive(Clone)]
pub(in crate::script) struct OtherObligation {
    view: Arc<View>,
    of: ObligationRef,
}

impl OtherObligation {
    pub(super) fn title(&self) -> ImmutableString {
        (&*self.view.title_of(&self.of)).into()
    }
}

/// What stands for the verdict of what nobody owes.
const NOT_OWED: &str = "not-owed";

/// The words for other obligations.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "obligations",
        style: Style::Method,
        topic: Topic::Others,
        forms: forms![(my: My) -> Obligations, (my: My, of: Text) -> Obligations],
        gives: "The obligations of all missions, or of the mission or the one `mission/obligation` that `of` names, in the order of the \
            project. Those are left out that read verdicts themselves.",
        ends: Some(
            "where nothing has that name, where what has it reads verdicts itself, or where there are more than 1,000",
        ),
        example: Example::new("my.obligations(\"homelessness\").len()", "2"),
    },
    Word {
        name: "obligations",
        style: Style::Method,
        topic: Topic::Others,
        forms: forms![(my: My, labelled: Map) -> Obligations, (my: My, of: Text, labelled: Map) -> Obligations],
        gives: "Those of them that have a label with a value.",
        ends: Some("as above, or where none of them has that label"),
        example: Example::new("my.obligations(#{ label: \"theme\", value: \"housing\" }).len()", "1"),
    },
    Word {
        name: "id",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation) -> Text],
        gives: "The obligation's id in its mission.",
        ends: None,
        example: Example::new("my.obligations().first().id", "\"plans\""),
    },
    Word {
        name: "mission",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation) -> Text],
        gives: "The id of the obligation's mission.",
        ends: None,
        example: Example::new("my.obligations().last().mission", "\"justice\""),
    },
    Word {
        name: "title",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation) -> Text],
        gives: "The obligation's title; in a text the obligation reads so.",
        ends: None,
        example: Example::new("`${my.obligations().first()}`", "\"Councils publish plans\""),
    },
    Word {
        name: "lead",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation) -> Body],
        gives: "The body that leads the obligation.",
        ends: None,
        example: Example::new("my.obligations().first().lead.id", "\"harbour\""),
    },
    Word {
        name: "has_class",
        style: Style::Method,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation, class: Text) -> Flag],
        gives: "Whether the obligation is judged by a measure of this class: `access`, `activity`, `outcome`, `prevention`, `input` or \
            `experience`.",
        ends: Some("where there is no such class"),
        example: Example::new("my.obligations().any(|o| o.has_class(\"outcome\"))", "false"),
    },
    Word {
        name: "involves",
        style: Style::Method,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation, body: BodyId) -> Flag],
        gives: "Whether the body leads the obligation or owes a part of it.",
        ends: None,
        example: Example::new("my.obligations().filter(|o| o.involves(\"gateway\")).len()", "1"),
    },
    Word {
        name: "verdict",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation) -> Text],
        gives: "The obligation's verdict, such as `\"met\"` or `\"missed\"`, for the period that is judged; of an obligation that goes by \
            other periods, for its newest one that ends no later. `\"not-owed\"` where nobody owes it then.",
        ends: None,
        example: Example::new("my.obligations().map(|o| o.verdict)", "[\"missed\", \"met\", \"met\"]"),
    },
    Word {
        name: "verdict_in",
        style: Style::Method,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation, period: Period) -> Text],
        gives: "The obligation's verdict for a period of its own, as `verdict` tells it.",
        ends: None,
        example: Example::new("my.obligations().first().verdict_in(my.period.back(1))", "\"missed\""),
    },
    Word {
        name: "parts",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation) -> Parts],
        gives: "The parts of the obligation that are owed, for the period that `verdict` means; one where its lead owes it alone.",
        ends: Some("where there are more than 1,000"),
        example: Example::new(
            "my.obligations().last().parts.map(|part| part.verdict)",
            "[\"met\", \"missed\"]",
        ),
    },
    Word {
        name: "parts_in",
        style: Style::Method,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation, period: Period) -> Parts],
        gives: "The parts of the obligation that are owed for a period of its own.",
        ends: Some("where there are more than 1,000"),
        example: Example::new("my.obligations().last().parts_in(my.period.back(1)).len()", "2"),
    },
    Word {
        name: "broken_for",
        style: Style::Method,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation, days: Whole) -> Flag],
        gives: "Whether the obligation had been missed, without figures or held up for so many days when the judged period was due, \
            counted from the deadline of the first of the periods that follow each other. The rule runs again when that becomes so.",
        ends: Some("where `days` is below 0 or no whole number"),
        example: Example::new("my.obligations().filter(|o| o.broken_for(90)).len()", "1"),
    },
    Word {
        name: "unanswered_for",
        style: Style::Method,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation, days: Whole) -> Flag],
        gives: "Whether people had been told of the obligation's alert so many days before the judged period was due, and nobody had \
            replied since. The rule runs again when that becomes so.",
        ends: Some("where `days` is below 0 or no whole number"),
        example: Example::new("my.obligations().map(|o| o.unanswered_for(60))", "[true, false, false]"),
    },
    Word {
        name: "replies",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(obligation: Obligation) -> Replies],
        gives: "What officials said of the obligation's alerts until the judged period was due, and did not take back: a map each, with \
            `kind` (such as `accept`, `dispute` or `forecast`), `by` and `day`; a forecast has `value` and `of`, its period, as well. Of who \
            replied a rule is told whether it is one person or several: `by` is `person 1` in the map of the first, and names are told to no rule.",
        ends: None,
        example: Example::new(
            "my.obligations().last().replies",
            "[#{by: \"person 1\", day: \"2021-04-01\", kind: \"accept\"}]",
        ),
    },
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("obligations", |context: NativeCallContext, my: &mut My| {
            obligations(&context, my, &Among::All)
        })
        .register_fn("obligations", |context: NativeCallContext, my: &mut My, of: &str| {
            obligations(&context, my, &Among::Named(of.into()))
        })
        .register_fn("obligations", |context: NativeCallContext, my: &mut My, labelled: Map| {
            labelled_among(&context, my, &Among::All, &labelled)
        })
        .register_fn("obligations", |context: NativeCallContext, my: &mut My, of: &str, labelled: Map| {
            labelled_among(&context, my, &Among::Named(of.into()), &labelled)
        });
    engine
        .register_get("id", |other: &mut OtherObligation| ImmutableString::from(other.of.obligation.as_str()))
        .register_get("mission", |other: &mut OtherObligation| {
            ImmutableString::from(other.of.mission.as_str())
        })
        .register_get("title", |other: &mut OtherObligation| other.title())
        .register_fn("to_string", |other: &mut OtherObligation| other.title())
        .register_get("lead", lead)
        .register_fn("has_class", has_class)
        .register_fn("involves", |other: &mut OtherObligation, body: &str| {
            other.view.involves(&other.of, body)
        })
        .register_get("verdict", |other: &mut OtherObligation| verdict(other, None))
        .register_fn("verdict_in", |other: &mut OtherObligation, period: Period| verdict(other, Some(period)))
        .register_get("parts", |context: NativeCallContext, other: &mut OtherObligation| {
            parts(&context, other, None)
        })
        .register_fn("parts_in", |context: NativeCallContext, other: &mut OtherObligation, period: Period| {
            parts(&context, other, Some(period))
        })
        .register_get("replies", replies);
    register_ages::<i64>(engine);
    register_ages::<Decimal>(engine);
}

fn obligations(context: &NativeCallContext, my: &My, among: &Among) -> HostResult<Array> {
    let found = my.view().obligations(among).map_err(|stop| end(stop, context))?;
    held_by_rule(context, my, found)
}

/// Those that have a label with a value.
fn labelled_among(context: &NativeCallContext, my: &My, among: &Among, labelled: &Map) -> HostResult<Array> {
    let labelled = Labelled::read(context, labelled)?;
    let found = my.view().obligations(among).map_err(|stop| end(stop, context))?;
    pay(context, found.len())?;
    let found = labelled.pick(context, found, |of, label| my.view().label_of(of, label))?;
    held_by_rule(context, my, found)
}

fn held_by_rule(context: &NativeCallContext, my: &My, found: Vec<ObligationRef>) -> HostResult<Array> {
    if found.len() > ENTRIES {
        let message =
            format!("`obligations` gives at most {ENTRIES}, and there are {}: name a mission", found.len());
        return Err(fail(message, context));
    }
    pay(context, found.len())?;
    let other = |of| Dynamic::from(OtherObligation { view: my.shared_view(), of });
    Ok(found.into_iter().map(other).collect())
}

fn lead(context: NativeCallContext, other: &mut OtherObligation) -> HostResult<JudgedBody> {
    let lead = other.view.lead_of(&other.of);
    let lead = lead.ok_or_else(|| fail("the obligation is no more", &context))?;
    Ok(JudgedBody::named(&other.view, &lead))
}

fn has_class(context: NativeCallContext, other: &mut OtherObligation, class: &str) -> HostResult<bool> {
    let known = Class::named(class).ok_or_else(|| fail(format!("there is no class `{class}`"), &context))?;
    Ok(other.view.has_class(&other.of, known))
}

fn verdict(other: &OtherObligation, period: Option<Period>) -> ImmutableString {
    let verdict = other.view.verdict_of(&other.of, period);
    verdict.map_or(NOT_OWED, Verdict::as_str).into()
}

fn parts(context: &NativeCallContext, other: &OtherObligation, period: Option<Period>) -> HostResult<Array> {
    list_of(context, &other.view, other.view.parts_of(&other.of, period))
}

fn register_ages<N: Whole + rhai::Variant>(engine: &mut Engine) {
    engine
        .register_fn("broken_for", |context: NativeCallContext, other: &mut OtherObligation, days: N| {
            Ok(other.view.is_broken_for(&other.of, whole_days(&context, days)?)) as HostResult<_>
        })
        .register_fn("unanswered_for", |context: NativeCallContext, other: &mut OtherObligation, days: N| {
            Ok(other.view.is_unanswered_for(&other.of, whole_days(&context, days)?)) as HostResult<_>
        });
}

fn replies(context: NativeCallContext, other: &mut OtherObligation) -> HostResult<Array> {
    maps_of(&context, &other.view, &other.view.replies_to(&other.of), |_| None)
}
