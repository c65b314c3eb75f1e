//! Any texts of a project, for tests.

use std::sync::Arc;

use indexmap::IndexMap;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::any_word::word;
use crate::parts::{PartKind, PersonalPart};
use crate::source::{LibrarySources, MissionSources, SourceText, Sources};

pub(in crate::codec) fn source_text() -> impl Strategy<Value = SourceText> {
    (word(), word()).prop_map(|(path, text)| SourceText::new(path, text))
}

/// One that was looked through for personal parts, or not.
fn declaring() -> impl Strategy<Value = SourceText> {
    let parts = option::of(vec((0..4_usize, 0..6_usize, prop::sample::select(PartKind::ALL.to_vec())), 0..3));
    (source_text(), parts).prop_map(|(source, parts)| {
        let Some(parts) = parts else { return source };
        let places: Vec<usize> =
            source.text.char_indices().map(|(place, _)| place).chain([source.text.len()]).collect();
        let mut at = 0;
        let parts = parts.into_iter().filter_map(|(distance, length, kind)| {
            let (start, end) = (at + distance, at + distance + length);
            at = end;
            Some(PersonalPart { kind, range: *places.get(start)?..*places.get(end)? })
        });
        let parts = parts.collect();
        source.with_personal(parts).expect("they were made one behind the other")
    })
}

pub(in crate::codec) fn sources() -> impl Strategy<Value = Sources> {
    let rules = vec((word(), source_text()), 0..3).prop_map(|rules| Arc::new(IndexMap::from_iter(rules)));
    let library = (word(), word(), source_text())
        .prop_map(|(name, version, script)| (name, LibrarySources { version, script }));
    let libraries = vec(library, 0..3).prop_map(|set| Arc::new(IndexMap::from_iter(set)));
    let mission = (word(), declaring(), any::<prop::sample::Index>());
    let beside = [(); 3].map(|()| option::of(declaring()));
    let texts = (declaring(), declaring(), beside);
    let parts = (texts, vec(rules, 1..3), vec(libraries, 1..3), vec(mission, 0..4));
    parts.prop_map(|((project, bodies, [bank_holidays, people, relations]), rules, libraries, missions)| {
        let missions = missions.into_iter().map(|(key, declaration, index)| {
            let (rules, libraries) = (Arc::clone(index.get(&rules)), Arc::clone(index.get(&libraries)));
            (Arc::from(key), MissionSources { declaration, rules, libraries })
        });
        Sources { project, bodies, bank_holidays, people, relations, missions: missions.collect() }
    })
}
