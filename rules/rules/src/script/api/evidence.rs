//! Reading evidence through the view. A cell without a value ends the rule with `no-data`.

use engine::evidence::Gap;
use engine::model::{Period, Rate};
use engine::view::{Stop, View};
use rhai::{Array, Dynamic, Engine, ImmutableString, NativeCallContext, Variant};
use rust_decimal::Decimal;

use super::host_result::{HostResult, end, fail};
use super::number::Whole;
use super::subject::{My, earlier};
use super::word::{Example, Style, Topic, Word, forms};
use crate::script::sandbox::{ENTRIES, limits};

type CellReader<T> = fn(&View, &str, &str, Period) -> Result<T, Stop>;

/// The forms in which a cell can be asked for, as `register_reader` takes them.
macro_rules! forms_of_cell {
    ($gives:ident) => {
        forms![
            (my: My) -> $gives,
            (my: My, period: Period) -> $gives,
            (my: My, measure: MeasureId) -> $gives,
            (my: My, measure: MeasureId, period: Period) -> $gives,
            (my: My, measure: MeasureId, body: BodyId) -> $gives,
            (my: My, measure: MeasureId, body: BodyId, period: Period) -> $gives,
        ]
    };
}

/// The words for evidence.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "value",
        style: Style::Method,
        topic: Topic::Evidence,
        forms: forms_of_cell!(Number),
        gives: "The figure in force, in the measure's unit; a percentage is `75.2`. What is left out is \
            the subject's own measure, body and period.",
        ends: Some("where the figure is missing; the verdict is then `not-due`, `awaiting` or `no-data`"),
        example: Example::new("my.value(\"referrals\", \"harbour\")", "900"),
    },
    Word {
        name: "value_ago",
        style: Style::Method,
        topic: Topic::Evidence,
        forms: forms![(my: My, n: Whole) -> Number, (my: My, measure: MeasureId, n: Whole) -> Number],
        gives: "The figure `n` periods before the one that is judged, in the measure's unit.",
        ends: Some(
            "where the figure is missing; the verdict is then `not-due`, `awaiting` or `no-data`; or \
            where `n` is below 0 or no whole number",
        ),
        example: Example::new("my.value_ago(4)", "1500"),
    },
    Word {
        name: "values",
        style: Style::Method,
        topic: Topic::Evidence,
        forms: forms![(my: My, n: Whole) -> Numbers, (my: My, measure: MeasureId, n: Whole) -> Numbers],
        gives: "The figures of the last `n` periods up to the one that is judged, the oldest first.",
        ends: Some("where any of them is missing, or `n` is not a whole number from 1 to 1,000"),
        example: Example::new("my.values(3)", "[1400, 1300, 1200]"),
    },
    Word {
        name: "has",
        style: Style::Method,
        topic: Topic::Evidence,
        forms: forms_of_cell!(Flag),
        gives: "Whether there is a figure.",
        ends: Some("where there is no such measure or body"),
        example: Example::new("my.has(\"referrals\", \"harbour\", my.period.back(1))", "false"),
    },
    Word {
        name: "why_missing",
        style: Style::Method,
        topic: Topic::Evidence,
        forms: forms_of_cell!(Text),
        gives: "Why there is no figure; an empty text where there is one. `\"not-reported\"`: nothing came in. `\"set-aside\"`: \
            what came in cannot be used. `\"not-available\"`, `\"not-applicable\"`, `\"confidential\"`, `\"unreliable\"` and \
            `\"blank\"`: a report says so. `\"not-declared\"`: a report has a mark that its feed does not explain. \
            `\"withdrawn\"`: the publisher took the figure out of its file. \
            `\"unreconciled\"` and `\"input-unreconciled\"`: reports contradict each other. \
            `\"incomplete\"`: parts of a sum are missing. `\"input-missing\"`, `\"zero-over-zero\"` and `\"nothing-to-divide-by\"`: \
            a ratio cannot be worked out. `\"too-large\"`: no exact number holds it.",
        ends: Some("where there is no such measure or body"),
        example: Example::new("my.why_missing(\"spend\")", "\"not-reported\""),
    },
    Word {
        name: "reporting_rate",
        style: Style::Method,
        topic: Topic::Evidence,
        forms: forms_of_cell!(Number),
        gives: "How many of a hundred expected reports came: those of the body, or of the reporters below it whose figures add up to \
            its own. A reason in place of a figure is a report; one that came after the measure's `expiry_days` is none.",
        ends: Some(
            "where one is missing for which there is still time, the verdict then being `not-due` or `awaiting`; or where none is \
            expected",
        ),
        example: Example::new("my.reporting_rate()", "100"),
    },
    Word {
        name: "on_time_rate",
        style: Style::Method,
        topic: Topic::Evidence,
        forms: forms_of_cell!(Number),
        gives: "How many of a hundred expected reports came by the day on which the measure is due; otherwise as `reporting_rate`.",
        ends: Some(
            "where one is missing for which there is still time, the verdict then being `not-due` or `awaiting`; or where none is \
            expected",
        ),
        example: Example::new("my.on_time_rate()", "100"),
    },
    Word {
        name: "value_or",
        style: Style::Method,
        topic: Topic::Evidence,
        forms: forms![
            (my: My, otherwise: Number) -> Number,
            (my: My, measure: MeasureId, otherwise: Number) -> Number,
        ],
        gives: "The figure, or `otherwise` where it is missing.",
        ends: Some("where there is no such measure"),
        example: Example::new("my.value_or(\"spend\", 0)", "0"),
    },
    Word {
        name: "target",
        style: Style::Method,
        topic: Topic::Evidence,
        forms: forms_of_cell!(Number),
        gives: "The target in force on the period's last day, in the measure's unit; between two points of \
            a trajectory, the figure on the line.",
        ends: Some("where no target is in force; the verdict is then `not-judged`"),
        example: Example::new("my.target()", "76"),
    },
    Word {
        name: "overdue",
        style: Style::Method,
        topic: Topic::Evidence,
        forms: forms![(my: My) -> Flag],
        gives: "Whether the report that is judged is overdue. The rule runs again when it becomes so.",
        ends: None,
        example: Example::new("my.overdue()", "true"),
    },
];

pub(super) fn register(engine: &mut Engine) {
    register_reader(engine, "value", View::value);
    register_reader(engine, "has", View::has);
    register_reader(engine, "why_missing", why_missing);
    register_reader(engine, "target", View::target);
    register_reader(engine, "reporting_rate", |view, measure, body, period| {
        Ok(reporting(view, measure, body, period)?.reporting().unwrap_or_default())
    });
    register_reader(engine, "on_time_rate", |view, measure, body, period| {
        Ok(reporting(view, measure, body, period)?.timely().unwrap_or_default())
    });
    register_run::<i64>(engine);
    register_run::<Decimal>(engine);
    register_default::<i64>(engine);
    register_default::<Decimal>(engine);
    engine.register_fn("overdue", |my: &mut My| my.view().is_overdue());
}

/// How many reports came; each of them is looked at.
pub(in crate::script) fn reporting(
    view: &View,
    measure: &str,
    body: &str,
    period: Period,
) -> Result<Rate, Stop> {
    let rate = view.reporting(measure, body, period)?;
    limits::spend(rate.expected as usize)?;
    Ok(rate)
}

/// Why a figure is missing, as a text: no absent value reaches a script.
fn why_missing(view: &View, measure: &str, body: &str, period: Period) -> Result<ImmutableString, Stop> {
    view.why_missing(measure, body, period).map(gap_word)
}

/// A gap as rules name it: an empty text where there is none.
pub(in crate::script) fn gap_word(gap: Option<Gap>) -> ImmutableString {
    gap.map_or(ImmutableString::new(), |gap| gap.as_str().into())
}

/// The forms that a cell can be asked for in: what is left out is the subject's own.
fn register_reader<T: Variant + Clone>(engine: &mut Engine, name: &str, read: CellReader<T>) {
    let ended =
        |context: &NativeCallContext, result: Result<T, Stop>| result.map_err(|stop| end(stop, context));
    engine.register_fn(name, move |context: NativeCallContext, my: &mut My| {
        let own = my.subject();
        ended(&context, read(my.view(), own.measure.as_str(), own.body.as_str(), own.period))
    });
    engine.register_fn(name, move |context: NativeCallContext, my: &mut My, period: Period| {
        let own = my.subject();
        ended(&context, read(my.view(), own.measure.as_str(), own.body.as_str(), period))
    });
    engine.register_fn(name, move |context: NativeCallContext, my: &mut My, measure: &str| {
        let own = my.subject();
        ended(&context, read(my.view(), measure, own.body.as_str(), own.period))
    });
    engine.register_fn(
        name,
        move |context: NativeCallContext, my: &mut My, measure: &str, period: Period| {
            ended(&context, read(my.view(), measure, my.subject().body.as_str(), period))
        },
    );
    engine.register_fn(name, move |context: NativeCallContext, my: &mut My, measure: &str, body: &str| {
        ended(&context, read(my.view(), measure, body, my.subject().period))
    });
    engine.register_fn(
        name,
        move |context: NativeCallContext, my: &mut My, measure: &str, body: &str, period: Period| {
            ended(&context, read(my.view(), measure, body, period))
        },
    );
}

/// Values of earlier periods, counted by an integer or by a whole decimal such as a parameter.
fn register_run<N: Whole + Variant>(engine: &mut Engine) {
    engine.register_fn("value_ago", |context: NativeCallContext, my: &mut My, count: N| {
        value_ago(&context, my, my.subject().measure.as_str(), count)
    });
    engine.register_fn("value_ago", |context: NativeCallContext, my: &mut My, measure: &str, count: N| {
        value_ago(&context, my, measure, count)
    });
    engine.register_fn("values", |context: NativeCallContext, my: &mut My, count: N| {
        values(&context, my, my.subject().measure.as_str(), count)
    });
    engine.register_fn("values", |context: NativeCallContext, my: &mut My, measure: &str, count: N| {
        values(&context, my, measure, count)
    });
}

fn value_ago<N: Whole>(context: &NativeCallContext, my: &My, measure: &str, count: N) -> HostResult<Decimal> {
    let own = my.subject();
    let period = earlier(context, own.period, count)?;
    my.view().value(measure, own.body.as_str(), period).map_err(|stop| end(stop, context))
}

/// The last `count` values up to the subject's own period, oldest first.
fn values<N: Whole>(context: &NativeCallContext, my: &My, measure: &str, count: N) -> HostResult<Array> {
    let wanted = periods_of(count).ok_or_else(|| {
        let count: Decimal = count.into();
        fail(format!("`values` gives 1 to {ENTRIES} values, not {count}"), context)
    })?;
    limits::spend(wanted).map_err(|stop| end(stop, context))?;
    let own = my.subject();
    let values = my.view().values(measure, own.body.as_str(), own.period, wanted);
    let values = values.map_err(|stop| end(stop, context))?;
    Ok(values.into_iter().map(Dynamic::from_decimal).collect())
}

/// A number of periods whose figures may be asked for at once.
pub(in crate::script) fn periods_of(count: impl Whole) -> Option<usize> {
    let wanted = count.whole().and_then(|count| usize::try_from(count).ok());
    wanted.filter(|wanted| (1..=ENTRIES).contains(wanted))
}

fn register_default<F: Copy + Into<Decimal> + Variant>(engine: &mut Engine) {
    engine.register_fn("value_or", |context: NativeCallContext, my: &mut My, default: F| {
        value_or(&context, my, my.subject().measure.as_str(), default.into())
    });
    engine.register_fn("value_or", |context: NativeCallContext, my: &mut My, measure: &str, default: F| {
        value_or(&context, my, measure, default.into())
    });
}

fn value_or(context: &NativeCallContext, my: &My, measure: &str, default: Decimal) -> HostResult<Decimal> {
    let own = my.subject();
    let figure = my.view().value(measure, own.body.as_str(), own.period);
    figure_or(figure, default).map_err(|stop| end(stop, context))
}

/// A figure that was asked for, or something else where it is missing.
pub(in crate::script) fn figure_or(figure: Result<Decimal, Stop>, default: Decimal) -> Result<Decimal, Stop> {
    match figure {
        Err(Stop::NoData(gap)) if !gap.why.is_unreconciled() => Ok(default),
        result => result,
    }
}
