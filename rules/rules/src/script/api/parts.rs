//! The parts of an obligation: of another that a rule looks at, or of its own where the rule joins them; and what was replied.

use std::sync::Arc;

use engine::model::is_same_person;
use engine::others::{OtherPart, OtherReply};
use engine::view::View;
use rhai::{Array, Dynamic, Engine, ImmutableString, Map, NativeCallContext};

use super::host_result::{HostResult, end, fail, pay};
use super::judged::JudgedBody;
use super::number::held;
use super::subject::{My, declared_effect, declared_share};
use super::word::{Example, Style, Topic, Word, forms};
use crate::script::sandbox::ENTRIES;

/// A part of an obligation in one period.
#[derive(Clone)]
pub(in crate::script) struct PartOfOther {
    view: Arc<View>,
    part: OtherPart,
}

impl PartOfOther {
    pub(super) fn by(&self) -> JudgedBody {
        JudgedBody::named(&self.view, &self.part.by)
    }
}

/// The word that opens the sight on the parts that a rule joins.
pub(in crate::script) const PARTS: &str = "parts";

/// The words for parts.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: PARTS,
        style: Style::Method,
        topic: Topic::Others,
        forms: forms![(my: My) -> Parts],
        gives: "The parts that are owed of the obligation itself, in the order of the declaration, for a rule that joins them.",
        ends: Some("where the rule is not named by `join`, or there are more than 1,000"),
        example: Example::new("my.parts().map(|part| part.verdict)", "[\"met\", \"missed\"]"),
    },
    Word {
        name: "replies",
        style: Style::Method,
        topic: Topic::Others,
        forms: forms![(my: My) -> Replies],
        gives: "What officials said of the period and did not take back, for a rule that joins parts: maps such as `replies` of an \
            obligation gives, each also with `part`, the id of the contribution that it is about; an empty text where it is about all.",
        ends: Some("where the rule is not named by `join`"),
        example: Example::new("my.replies().map(|reply| reply.kind)", "[\"accept\"]"),
    },
    Word {
        name: "id",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(part: Part) -> Text],
        gives: "The id of the contribution; an empty text where the lead owes the obligation alone.",
        ends: None,
        example: Example::new("my.obligations().last().parts.first().id", "\"prisons\""),
    },
    Word {
        name: "by",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(part: Part) -> Body],
        gives: "Who owes the part.",
        ends: None,
        example: Example::new("my.obligations().last().parts.first().by.name", "\"Gateway Council\""),
    },
    Word {
        name: "weight",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(part: Part) -> Number],
        gives: "The part's weight among the parts.",
        ends: None,
        example: Example::new("my.obligations().last().parts.map(|part| part.weight)", "[0.6, 0.4]"),
    },
    Word {
        name: "share",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(part: Part) -> Number],
        gives: "The share of the whole that the part bears.",
        ends: Some("where the declaration says no `share`"),
        example: Example::new("my.obligations().last().parts.first().share", "0.6"),
    },
    Word {
        name: "effect",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(part: Part) -> Number],
        gives: "What the part is expected to bring.",
        ends: Some("where the declaration says no `effect`, or says it in words"),
        example: Example::new("my.obligations().last().parts.map(|part| part.effect)", "[600, 400]"),
    },
    Word {
        name: "is_delivered",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(part: Part) -> Flag],
        gives: "Whether the part was met, in time or late.",
        ends: None,
        example: Example::new("my.obligations().last().parts.filter(|part| part.is_delivered).len()", "1"),
    },
    Word {
        name: "verdict",
        style: Style::Property,
        topic: Topic::Others,
        forms: forms![(part: Part) -> Text],
        gives: "The part's verdict.",
        ends: None,
        example: Example::new("my.obligations().last().parts.last().verdict", "\"missed\""),
    },
];

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn(PARTS, own_parts).register_fn("replies", own_replies);
    engine
        .register_get("id", |part: &mut PartOfOther| {
            part.part.id.contribution().map_or_else(ImmutableString::new, |id| id.as_str().into())
        })
        .register_get("by", |part: &mut PartOfOther| part.by())
        .register_get("weight", |part: &mut PartOfOther| held(part.part.weight))
        .register_get("share", |context: NativeCallContext, part: &mut PartOfOther| {
            declared_share(&context, &part.part.stake)
        })
        .register_get("effect", |context: NativeCallContext, part: &mut PartOfOther| {
            declared_effect(&context, &part.part.stake)
        })
        .register_get("is_delivered", |part: &mut PartOfOther| part.part.verdict.is_delivered())
        .register_get("verdict", |part: &mut PartOfOther| ImmutableString::from(part.part.verdict.as_str()));
}

/// The parts that a rule joins.
fn own_parts(context: NativeCallContext, my: &mut My) -> HostResult<Array> {
    let view = my.shared_view();
    let parts = view.joined().map_err(|stop| end(stop, &context))?.parts.clone();
    list_of(&context, &view, parts)
}

/// Parts as rules hold them.
pub(super) fn list_of(
    context: &NativeCallContext,
    view: &Arc<View>,
    parts: Vec<OtherPart>,
) -> HostResult<Array> {
    if parts.len() > ENTRIES {
        return Err(fail(format!("`parts` gives at most {ENTRIES}, and there are {}", parts.len()), context));
    }
    pay(context, parts.len())?;
    let part = |part| Dynamic::from(PartOfOther { view: Arc::clone(view), part });
    Ok(parts.into_iter().map(part).collect())
}

/// What was said of the period whose parts a rule joins.
fn own_replies(context: NativeCallContext, my: &mut My) -> HostResult<Array> {
    let joining = Arc::clone(my.view().joined().map_err(|stop| end(stop, &context))?);
    let part = |reply: &OtherReply| Some(reply.scope.contribution().map_or("", |id| id.as_str()).to_owned());
    maps_of(&context, my.view(), &joining.replies, part)
}

/// How many entries a map of a reply has at the most, counted with itself.
const ENTRIES_OF_REPLY: usize = 7;

/// Everybody who replied, each once. No rule is told a name: a name may be erased, and no verdict may rest on it.
fn people_of(replies: &[OtherReply]) -> Vec<&str> {
    let mut people: Vec<&str> = Vec::new();
    for reply in replies {
        if !people.iter().any(|name| is_same_person(name, &reply.by)) {
            people.push(&reply.by);
        }
    }
    people
}

/// Replies as maps, each with the part that it is about where `part` tells it.
pub(super) fn maps_of(
    context: &NativeCallContext,
    view: &View,
    replies: &[OtherReply],
    part: impl Fn(&OtherReply) -> Option<String>,
) -> HostResult<Array> {
    if replies.len() * ENTRIES_OF_REPLY > ENTRIES {
        let most = ENTRIES / ENTRIES_OF_REPLY;
        return Err(fail(
            format!("`replies` gives at most {most}, and there are {}", replies.len()),
            context,
        ));
    }
    pay(context, replies.len() * ENTRIES_OF_REPLY)?;
    let people = people_of(replies);
    let map = |reply: &OtherReply| {
        let day = view.day(reply.at).to_string();
        let part = part(reply);
        let by = people.iter().position(|name| is_same_person(name, &reply.by)).map_or(0, |place| place + 1);
        let by = format!("person {by}");
        let entries = [("kind", reply.kind.as_str()), ("by", by.as_str()), ("day", day.as_str())];
        let entries = entries.into_iter().chain(part.as_deref().map(|part| ("part", part)));
        let mut map: Map =
            entries.map(|(key, text)| (key.into(), Dynamic::from(ImmutableString::from(text)))).collect();
        if let Some((value, period)) = reply.forecast {
            map.insert("value".into(), Dynamic::from(value));
            map.insert("of".into(), Dynamic::from(ImmutableString::from(period.to_string())));
        }
        Dynamic::from(map)
    };
    Ok(replies.iter().map(map).collect())
}
