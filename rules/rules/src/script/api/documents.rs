//! Documents: which paper is in force for the period that is judged. What is left out is the subject's own document.

use engine::evidence::{DocumentOnDay, PaperInForce};
use engine::model::Paper;
use engine::view::{Stop, View};
use language::english;
use rhai::{Engine, ImmutableString, NativeCallContext, Variant};

use super::days::whole_days;
use super::host_result::{HostResult, end, fail};
use super::number::Whole;
use super::subject::My;
use super::word::{Example, Style, Topic, Word, forms};

type DocumentReader<T> = fn(&View, &str) -> Result<T, Stop>;

macro_rules! forms_of_document {
    ($gives:ident) => {
        forms![(my: My) -> $gives, (my: My, document: MeasureId) -> $gives]
    };
}

const NOT_IN_FORCE: &str = "where none is in force; the verdict is then `not-due`, `awaiting` or `no-data`";

/// The words for documents.
pub(in crate::script) const WORDS: &[Word] = &[
    Word {
        name: "has_document",
        style: Style::Method,
        topic: Topic::Documents,
        forms: forms_of_document!(Flag),
        gives: "Whether a paper of the document is in force: on the day by which it is owed, or one that came late for it; where it is \
            owed throughout a period, today, and once the period is over on its last day.",
        ends: Some("where there is no such document"),
        example: Example::new("my.has_document(\"strategy\")", "true"),
    },
    Word {
        name: "document",
        style: Style::Method,
        topic: Topic::Documents,
        forms: forms_of_document!(Text),
        gives: "The title of the paper that is in force.",
        ends: Some(NOT_IN_FORCE),
        example: Example::new("my.document(\"strategy\")", "\"Housing strategy 2020\""),
    },
    Word {
        name: "document_link",
        style: Style::Method,
        topic: Topic::Documents,
        forms: forms_of_document!(Text),
        gives: "Where the paper that is in force can be read; an empty text where that was not reported.",
        ends: Some(NOT_IN_FORCE),
        example: Example::new("my.document_link(\"strategy\")", "\"https://example.org/2020\""),
    },
    Word {
        name: "document_ends",
        style: Style::Method,
        topic: Topic::Documents,
        forms: forms_of_document!(Text),
        gives: "The last day on which the paper that is in force is so, as people write days; an empty text where it has no end.",
        ends: Some(NOT_IN_FORCE),
        example: Example::new("my.document_ends(\"strategy\")", "\"31 March 2021\""),
    },
    Word {
        name: "document_ends_within",
        style: Style::Method,
        topic: Topic::Documents,
        forms: forms![(my: My, n: Whole) -> Flag, (my: My, document: MeasureId, n: Whole) -> Flag],
        gives: "Whether the paper that is in force ends within `n` days, while the period lasts in which one is owed throughout. The rule \
            runs again when it becomes so.",
        ends: Some("where there is no such document, or `n` is no whole number from 0"),
        example: Example::new("my.document_ends_within(\"strategy\", 30)", "false"),
    },
    Word {
        name: "lapsed_document",
        style: Style::Method,
        topic: Topic::Documents,
        forms: forms_of_document!(Text),
        gives: "The title of the paper that ended last, where none is in force although one is owed throughout the period and was in force \
            before; an empty text otherwise. A paper that ended before anything was owed has not lapsed.",
        ends: Some("where there is no such document"),
        example: Example::new("my.lapsed_document(\"strategy\")", "\"\""),
    },
    Word {
        name: "document_lapsed_on",
        style: Style::Method,
        topic: Topic::Documents,
        forms: forms_of_document!(Text),
        gives: "The last day on which the paper of `lapsed_document` was in force, as people write days; otherwise an empty text.",
        ends: Some("where there is no such document"),
        example: Example::new("my.document_lapsed_on(\"strategy\")", "\"\""),
    },
];

pub(super) fn register(engine: &mut Engine) {
    register_reader(engine, "has_document", |view, document| {
        Ok(matches!(view.document(document)?, DocumentOnDay::InForce(_) | DocumentOnDay::Late(_)))
    });
    register_reader(engine, "document", |view, document| {
        Ok(title(view, document, &in_force(view, document)?))
    });
    register_reader(engine, "document_link", |view, document| {
        Ok(ImmutableString::from(in_force(view, document)?.paper.link.as_deref().unwrap_or_default()))
    });
    register_reader(engine, "document_ends", |view, document| Ok(last_day(&in_force(view, document)?)));
    register_reader(engine, "lapsed_document", |view, document| {
        let lapsed = lapsed(view, document)?;
        Ok(lapsed.map_or_else(ImmutableString::new, |paper| title(view, document, &paper)))
    });
    register_reader(engine, "document_lapsed_on", |view, document| {
        Ok(lapsed(view, document)?.map_or_else(ImmutableString::new, |paper| last_day(&paper)))
    });
    register_within::<i64>(engine);
    register_within::<rust_decimal::Decimal>(engine);
}

fn register_reader<T: Variant + Clone>(engine: &mut Engine, name: &str, read: DocumentReader<T>) {
    engine.register_fn(name, move |context: NativeCallContext, my: &mut My| {
        let own = my.subject().measure.as_str();
        of_document(&context, my.view(), own)?;
        read(my.view(), own).map_err(|stop| end(stop, &context))
    });
    engine.register_fn(name, move |context: NativeCallContext, my: &mut My, document: &str| {
        of_document(&context, my.view(), document)?;
        read(my.view(), document).map_err(|stop| end(stop, &context))
    });
}

/// Ends the rule where it asks for a document of what is reported in figures.
fn of_document(context: &NativeCallContext, view: &View, document: &str) -> HostResult<()> {
    match view.catalogue().measures.get(document) {
        Some(measure) if !measure.is_document() => {
            Err(fail(format!("`{document}` is a measure of figures, and no document"), context))
        }
        _ => Ok(()),
    }
}

fn register_within<N: Whole + Variant>(engine: &mut Engine) {
    engine.register_fn("document_ends_within", |context: NativeCallContext, my: &mut My, days: N| {
        ends_within(&context, my.view(), my.subject().measure.as_str(), days)
    });
    engine.register_fn(
        "document_ends_within",
        |context: NativeCallContext, my: &mut My, document: &str, days: N| {
            ends_within(&context, my.view(), document, days)
        },
    );
}

fn ends_within<N: Whole>(
    context: &NativeCallContext,
    view: &View,
    document: &str,
    days: N,
) -> HostResult<bool> {
    let days = whole_days(context, days)?;
    of_document(context, view, document)?;
    view.document_ends_within(document, days).map_err(|stop| end(stop, context))
}

fn in_force(view: &View, document: &str) -> Result<PaperInForce, Stop> {
    match view.document(document)? {
        DocumentOnDay::InForce(paper) | DocumentOnDay::Late(paper) => Ok(paper),
        DocumentOnDay::Missing { .. } | DocumentOnDay::Unreconciled(_) => Err(view.no_document(document)),
    }
}

fn lapsed(view: &View, document: &str) -> Result<Option<PaperInForce>, Stop> {
    match view.document(document)? {
        DocumentOnDay::Missing { lapsed } => Ok(lapsed),
        _ => Ok(None),
    }
}

/// What a paper is called; as the document is, where it has no title of its own.
fn title(view: &View, document: &str, paper: &PaperInForce) -> ImmutableString {
    let title = &*paper.paper.title;
    let named = view.catalogue().measures.get(document).map(|document| document.title.as_str());
    if title.is_empty() { named.unwrap_or(document).into() } else { title.into() }
}

fn last_day(paper: &PaperInForce) -> ImmutableString {
    if paper.last == Paper::NO_END { ImmutableString::new() } else { english::date(paper.last).into() }
}
