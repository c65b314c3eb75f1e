//! All of the words at once: into the engine, and as a reference.

use std::sync::LazyLock;

use engine::model::Period;
use engine::program::Assessment;
use jiff::civil::Date;
use rhai::Engine;

use super::judged::{JudgedBody, JudgedMeasure};
use super::others::OtherObligation;
use super::parts::PartOfOther;
use super::registry::ListedRelation;
use super::subject::My;
use super::word::{Style, ValueShape, Word};
use super::{
    aggregates, amount, arithmetic, callbacks, comparison, days, documents, evidence, format, judged, lists,
    maps, others, parts, ranges, registry, standard, statement, subject, texts, verdict, working_days,
};

pub(in crate::script) fn register(engine: &mut Engine) {
    register_types(engine);
    subject::register(engine);
    judged::register(engine);
    evidence::register(engine);
    amount::register(engine);
    others::register(engine);
    parts::register(engine);
    registry::register(engine);
    days::register(engine);
    working_days::register(engine);
    documents::register(engine);
    verdict::register(engine);
    statement::register(engine);
    register_plain(engine);
}

fn register_types(engine: &mut Engine) {
    engine
        .register_type_with_name::<My>("my")
        .register_type_with_name::<JudgedBody>("body")
        .register_type_with_name::<JudgedMeasure>("measure")
        .register_type_with_name::<Period>("period")
        .register_type_with_name::<OtherObligation>("obligation")
        .register_type_with_name::<PartOfOther>("part")
        .register_type_with_name::<ListedRelation>("relation")
        .register_type_with_name::<Date>("day")
        .register_type_with_name::<Assessment>("verdict");
}

/// Registers the words that have nothing to do with evidence.
pub(in crate::script) fn register_plain(engine: &mut Engine) {
    arithmetic::register(engine);
    comparison::register(engine);
    format::register(engine);
    aggregates::register(engine);
    ranges::register(engine);
    lists::register(engine);
    callbacks::register(engine);
    maps::register(engine);
    texts::register(engine);
}

static REFERENCE: LazyLock<Vec<Word>> = LazyLock::new(|| {
    let parts = [
        verdict::WORDS,
        subject::WORDS,
        judged::WORDS,
        evidence::WORDS,
        amount::WORDS,
        others::WORDS,
        parts::WORDS,
        registry::WORDS,
        days::WORDS,
        working_days::WORDS,
        documents::WORDS,
        format::WORDS,
        aggregates::WORDS,
        texts::WORDS,
        ranges::WORDS,
        lists::WORDS,
        callbacks::WORDS,
        maps::WORDS,
        arithmetic::WORDS,
        comparison::WORDS,
        standard::WORDS,
    ];
    let mut words: Vec<Word> = parts.concat();
    words.sort_by_key(|word| word.topic);
    words
});

/// Every word that a rule may write, by topic.
pub fn reference() -> &'static [Word] {
    &REFERENCE
}

/// What may follow a value of this shape and a dot without brackets, with what it gives.
pub(in crate::script) fn properties(of: ValueShape) -> Vec<(&'static str, ValueShape)> {
    let words = reference().iter().filter(|word| word.style == Style::Property);
    let forms = words.flat_map(|word| word.forms.iter().map(|form| (word.name, form)));
    let own = forms.filter(|(_, form)| form.params.first().is_some_and(|param| param.shape == of));
    own.map(|(name, form)| (name, form.gives)).collect()
}
