//! Asking the register which bodies, relations and measures there are. Each question is recorded, as a read of a cell is.

use std::sync::Arc;

use engine::listing::{End, Life, Listing, party_named};
use engine::model::{Body, Class, Measure, MeasureId, Party, Relation};
use engine::view::{Failure, Stop};
use rhai::{Array, Dynamic, Engine, ImmutableString, Map, NativeCallContext};
use rust_decimal::Decimal;

use super::host_result::{HostResult, end, fail, pay};
use super::judged::{JudgedBody, JudgedMeasure};
use super::labelled::Labelled;
use super::subject::My;
use super::word::{Example, Style, Topic, Word, forms};

/// One relation of a list.
#[derive(Clone)]
pub(in crate::script) struct ListedRelation(Arc<Relation>);

impl ListedRelation {
    pub(super) fn title(&self) -> ImmutableString {
        self.0.title.as_str().into()
    }
}

const KIND_ENDS: &str = "where nothing in the project is of that kind";

/// The words for the register.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "bodies",
        style: Style::Method,
        topic: Topic::Register,
        forms: forms![(my: My) -> List, (my: My, kind: Text) -> List],
        gives: "The bodies that exist on the last day of the period, or those of one kind, in the order of the register.",
        ends: Some(KIND_ENDS),
        example: Example::new("my.bodies(\"council\")", "[Gateway Council, Harbour Council]"),
    },
    Word {
        name: "bodies",
        style: Style::Method,
        topic: Topic::Register,
        forms: forms![(my: My, labelled: Map) -> List, (my: My, kind: Text, labelled: Map) -> List],
        gives: "Those of them that have a label with a value, as the column `labels` of the register says.",
        ends: Some("where none of them has that label, or nothing in the project is of that kind"),
        example: Example::new("my.bodies(#{ label: \"region\", value: \"north\" })", "[Gateway Council]"),
    },
    Word {
        name: "children",
        style: Style::Method,
        topic: Topic::Register,
        forms: forms![(my: My) -> List, (my: My, body: BodyId) -> List],
        gives: "The bodies that are a part of the subject's own body, or of another, on the last day of the period.",
        ends: Some("where there is no such body"),
        example: Example::new("my.children(\"harbour\")", "[]"),
    },
    Word {
        name: "parents",
        style: Style::Method,
        topic: Topic::Register,
        forms: forms![(my: My) -> List, (my: My, body: BodyId) -> List],
        gives: "The body of which the subject's own body, or another, is a part: a list of one, or an empty one.",
        ends: Some("where there is no such body"),
        example: Example::new("my.parents()", "[]"),
    },
    Word {
        name: "relations",
        style: Style::Method,
        topic: Topic::Register,
        forms: forms![(my: My, kind: Text) -> List],
        gives: "The relations of a kind that exist on the last day of the period.",
        ends: Some(KIND_ENDS),
        example: Example::new("my.relations(\"funds\")", "[Harbour Grant]"),
    },
    Word {
        name: "relations_from",
        style: Style::Method,
        topic: Topic::Register,
        forms: forms![(my: My, kind: Text, party: Text) -> List],
        gives: "Those of them that begin at a party: a body, `\"measure:id\"`, `\"mission/obligation\"` or `\"mission:id\"`.",
        ends: Some("where nothing in the project is of that kind, or there is no such body or measure"),
        example: Example::new("my.relations_from(\"funds\", my.body.id)", "[Harbour Grant]"),
    },
    Word {
        name: "relations_to",
        style: Style::Method,
        topic: Topic::Register,
        forms: forms![(my: My, kind: Text, party: Text) -> List],
        gives: "Those of them that lead to a party.",
        ends: Some("where nothing in the project is of that kind, or there is no such body or measure"),
        example: Example::new("my.relations_to(\"funds\", \"measure:spend\").len()", "1"),
    },
    Word {
        name: "ended_relations",
        style: Style::Method,
        topic: Topic::Register,
        forms: forms![(my: My, kind: Text) -> List],
        gives: "The relations of a kind whose last day lies before the last day of the period.",
        ends: Some(KIND_ENDS),
        example: Example::new("my.ended_relations(\"funds\")", "[]"),
    },
    Word {
        name: "measures",
        style: Style::Method,
        topic: Topic::Register,
        forms: forms![(my: My, class: Text) -> List],
        gives: "The measures of a class.",
        ends: Some("where there is no such class"),
        example: Example::new("my.measures(\"input\")", "[Money spent]"),
    },
    Word {
        name: "measures",
        style: Style::Method,
        topic: Topic::Register,
        forms: forms![(my: My, labelled: Map) -> List, (my: My, class: Text, labelled: Map) -> List],
        gives: "The measures, or those of a class, that have a label with a value.",
        ends: Some("where none of them has that label, or there is no such class"),
        example: Example::new("my.measures(#{ label: \"theme\", value: \"money\" })", "[Money spent]"),
    },
    property(
        "id",
        forms![(relation: Relation) -> Text],
        "The relation's id; figures can be about it.",
        "\"grant\"",
    ),
    property("kind", forms![(relation: Relation) -> Text], "Its kind.", "\"funds\""),
    property("title", forms![(relation: Relation) -> Text], "Its title.", "\"Harbour Grant\""),
    property(
        "from",
        forms![(relation: Relation) -> Text],
        "Where it begins, as it is written.",
        "\"gateway\"",
    ),
    property(
        "to",
        forms![(relation: Relation) -> Text],
        "Where it leads, as it is written.",
        "\"measure:spend\"",
    ),
    property(
        "at",
        forms![(relation: Relation) -> Text],
        "The body at which it applies; an empty text where none is named.",
        "\"harbour\"",
    ),
    Word {
        ends: Some("where it has no share"),
        ..property("share", forms![(relation: Relation) -> Number], "Its share, from 0 to 1.", "0.4")
    },
    Word {
        ends: Some("where it has no first day"),
        ..property("opened", forms![(relation: Relation) -> Day], "Its first day.", "2020-04-01")
    },
    Word {
        ends: Some("where it has no last day"),
        ..property("closes", forms![(relation: Relation) -> Day], "Its last day.", "2021-03-31")
    },
    Word {
        name: "says",
        style: Style::Method,
        topic: Topic::Register,
        forms: forms![(relation: Relation, key: Text) -> Flag],
        gives: "Whether the relation has an `\"at\"`, a `\"share\"`, an `\"opened\"` or a `\"closes\"`.",
        ends: Some("where the key is none of these"),
        example: Example::new("my.relations(\"funds\")[0].says(\"share\")", "true"),
    },
];

/// A property of a relation, with what it gives of the grant in the world of the examples.
const fn property(
    name: &'static str,
    forms: &'static [super::word::Form],
    gives: &'static str,
    example: &'static str,
) -> Word {
    let code = match name.as_bytes() {
        b"id" => "my.relations(\"funds\")[0].id",
        b"kind" => "my.relations(\"funds\")[0].kind",
        b"title" => "my.relations(\"funds\")[0].title",
        b"from" => "my.relations(\"funds\")[0].from",
        b"to" => "my.relations(\"funds\")[0].to",
        b"at" => "my.relations(\"funds\")[0].at",
        b"share" => "my.relations(\"funds\")[0].share",
        b"opened" => "my.relations(\"funds\")[0].opened",
        _ => "my.relations(\"funds\")[0].closes",
    };
    let (style, topic) = (Style::Property, Topic::Register);
    Word { name, style, topic, forms, gives, ends: None, example: Example::new(code, example) }
}

pub(super) fn register(engine: &mut Engine) {
    register_lists(engine);
    engine
        .register_get("id", |one: &mut ListedRelation| ImmutableString::from(one.0.id.as_str()))
        .register_get("kind", |one: &mut ListedRelation| ImmutableString::from(one.0.kind.as_str()))
        .register_get("title", |one: &mut ListedRelation| one.title())
        .register_fn("to_string", |one: &mut ListedRelation| one.title())
        .register_get("from", |one: &mut ListedRelation| ImmutableString::from(one.0.from.to_string()))
        .register_get("to", |one: &mut ListedRelation| ImmutableString::from(one.0.to.to_string()))
        .register_get("at", |one: &mut ListedRelation| {
            ImmutableString::from(one.0.at.as_ref().map_or("", |at| at.as_str()))
        });
    engine
        .register_get(
            "share",
            |context: NativeCallContext, one: &mut ListedRelation| -> HostResult<Decimal> {
                one.0.share.ok_or_else(|| lacks(&context, one, "share"))
            },
        )
        .register_get("opened", |context: NativeCallContext, one: &mut ListedRelation| {
            one.0.opened.ok_or_else(|| lacks(&context, one, "first day"))
        })
        .register_get("closes", |context: NativeCallContext, one: &mut ListedRelation| {
            one.0.closes.ok_or_else(|| lacks(&context, one, "last day"))
        })
        .register_fn("says", |context: NativeCallContext, one: &mut ListedRelation, key: &str| match key {
            "at" => Ok(one.0.at.is_some()),
            "share" => Ok(one.0.share.is_some()),
            "opened" => Ok(one.0.opened.is_some()),
            "closes" => Ok(one.0.closes.is_some()),
            _ => Err(fail(format!("a relation says nothing of `{key}`"), &context)),
        });
}

fn register_lists(engine: &mut Engine) {
    engine.register_fn("bodies", |context: NativeCallContext, my: &mut My| {
        bodies(&context, my, &Listing::Bodies { kind: None, on: my.subject().period.last_day() })
    });
    engine.register_fn("bodies", |context: NativeCallContext, my: &mut My, kind: &str| {
        bodies(&context, my, &Listing::Bodies { kind: Some(kind.into()), on: my.subject().period.last_day() })
    });
    engine.register_fn("bodies", |context: NativeCallContext, my: &mut My, labelled: Map| {
        labelled_bodies(&context, my, None, &labelled)
    });
    engine.register_fn("bodies", |context: NativeCallContext, my: &mut My, kind: &str, labelled: Map| {
        labelled_bodies(&context, my, Some(kind), &labelled)
    });
    engine.register_fn("children", |context: NativeCallContext, my: &mut My| {
        let parent = my.subject().body.clone();
        bodies(&context, my, &Listing::Children { parent, on: my.subject().period.last_day() })
    });
    engine.register_fn("children", |context: NativeCallContext, my: &mut My, body: &str| {
        let parent = engine::model::BodyId::new(body);
        bodies(&context, my, &Listing::Children { parent, on: my.subject().period.last_day() })
    });
    engine.register_fn("parents", |context: NativeCallContext, my: &mut My| {
        bodies(&context, my, &Listing::Parent { body: my.subject().body.clone() })
    });
    engine.register_fn("parents", |context: NativeCallContext, my: &mut My, body: &str| {
        bodies(&context, my, &Listing::Parent { body: engine::model::BodyId::new(body) })
    });
    engine.register_fn("relations", |context: NativeCallContext, my: &mut My, kind: &str| {
        relations(&context, my, kind, (End::Any, Life::Open))
    });
    engine.register_fn(
        "relations_from",
        |context: NativeCallContext, my: &mut My, kind: &str, party: &str| {
            relations(&context, my, kind, (End::From(party.into()), Life::Open))
        },
    );
    engine.register_fn("relations_to", |context: NativeCallContext, my: &mut My, kind: &str, party: &str| {
        relations(&context, my, kind, (End::To(party.into()), Life::Open))
    });
    engine.register_fn("ended_relations", |context: NativeCallContext, my: &mut My, kind: &str| {
        relations(&context, my, kind, (End::Any, Life::Ended))
    });
    engine.register_fn("measures", |context: NativeCallContext, my: &mut My, class: &str| {
        let class = class_named(&context, class)?;
        measures(&context, my, Some(class), None)
    });
    engine.register_fn("measures", |context: NativeCallContext, my: &mut My, labelled: Map| {
        measures(&context, my, None, Some(&labelled))
    });
    engine.register_fn("measures", |context: NativeCallContext, my: &mut My, class: &str, labelled: Map| {
        let class = class_named(&context, class)?;
        measures(&context, my, Some(class), Some(&labelled))
    });
}

fn bodies(context: &NativeCallContext, my: &My, listing: &Listing) -> HostResult<Array> {
    let catalogue = my.view().list(listing);
    if let Listing::Bodies { kind: Some(kind), .. } = listing
        && !listing.is_known(catalogue)
    {
        return Err(fail(format!("no body is of the kind `{kind}`"), context));
    }
    if let Listing::Children { parent: body, .. } | Listing::Parent { body } = listing
        && !listing.is_known(catalogue)
    {
        return Err(end(Stop::Failed(Failure::NoBody(body.as_str().into()).into()), context));
    }
    let found = listing.bodies(catalogue);
    pay(context, found.len())?;
    Ok(held_by_rule(my, found))
}

fn labelled_bodies(
    context: &NativeCallContext,
    my: &My,
    kind: Option<&str>,
    labelled: &Map,
) -> HostResult<Array> {
    let labelled = Labelled::read(context, labelled)?;
    let listing = Listing::Bodies { kind: kind.map(Into::into), on: my.subject().period.last_day() };
    let catalogue = my.view().list(&listing);
    if let (Some(kind), false) = (kind, listing.is_known(catalogue)) {
        return Err(fail(format!("no body is of the kind `{kind}`"), context));
    }
    let found = listing.bodies(catalogue);
    pay(context, found.len())?;
    let value = |body: &&Body, label: &str| body.labels.get(label).map(str::to_owned);
    Ok(held_by_rule(my, labelled.pick(context, found, value)?))
}

fn held_by_rule(my: &My, found: Vec<&Body>) -> Array {
    found.into_iter().map(|body| Dynamic::from(JudgedBody::named(&my.shared_view(), &body.id))).collect()
}

fn relations(
    context: &NativeCallContext,
    my: &My,
    kind: &str,
    (ends, life): (End, Life),
) -> HostResult<Array> {
    let on = my.subject().period.last_day();
    let listing = Listing::Relations { kind: kind.into(), end: ends.clone(), life, on };
    let catalogue = my.view().list(&listing);
    if !listing.is_known(catalogue) {
        return Err(fail(format!("no relation is of the kind `{kind}`"), context));
    }
    if let End::From(party) | End::To(party) = &ends {
        let missing = match party_named(party) {
            Party::Body(body) if !catalogue.bodies.contains_key(&body) => {
                Failure::NoBody(body.as_str().into())
            }
            Party::Measure(measure) if !catalogue.measures.contains_key(&measure) => {
                Failure::NoMeasure(measure.as_str().into())
            }
            _ => return listed(context, &listing.relations(catalogue)),
        };
        return Err(end(Stop::Failed(missing.into()), context));
    }
    listed(context, &listing.relations(catalogue))
}

fn listed(context: &NativeCallContext, found: &[&Relation]) -> HostResult<Array> {
    pay(context, found.len())?;
    let relation = |relation: &&Relation| Dynamic::from(ListedRelation(Arc::new(Relation::clone(relation))));
    Ok(found.iter().map(relation).collect())
}

fn class_named(context: &NativeCallContext, class: &str) -> HostResult<Class> {
    Class::named(class).ok_or_else(|| {
        let known: Vec<String> = Class::ALL.iter().map(|class| format!("`{}`", class.as_str())).collect();
        let message = format!("there is no class `{class}`; there are {}", language::english::list(&known));
        fail(message, context)
    })
}

fn measures(
    context: &NativeCallContext,
    my: &My,
    class: Option<Class>,
    labelled: Option<&Map>,
) -> HostResult<Array> {
    let listing = Listing::Measures { class };
    let found = listing.measures(my.view().list(&listing));
    pay(context, found.len())?;
    let value = |measure: &&Measure, label: &str| measure.labels.get(label).map(str::to_owned);
    let found = match labelled {
        Some(labelled) => Labelled::read(context, labelled)?.pick(context, found, value)?,
        None => found,
    };
    let measure = |id: &MeasureId| Dynamic::from(JudgedMeasure::listed(&my.shared_view(), id.clone()));
    Ok(found.into_iter().map(|found| measure(&found.id)).collect())
}

fn lacks(context: &NativeCallContext, one: &ListedRelation, what: &str) -> Box<rhai::EvalAltResult> {
    fail(format!("the relation `{}` has no {what}", one.0.id), context)
}
