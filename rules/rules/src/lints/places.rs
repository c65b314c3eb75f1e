//! Where what findings point to is written.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;

use super::declared::{Declared, DeclaredMission};
use super::names;
use crate::declare::ListedRelations;
use crate::source::{SourceText, Span};

/// The place of everything that a lint can point to, by its name.
pub(super) struct Places(BTreeMap<String, Span>);

impl Places {
    pub(super) fn of(declared: &Declared<'_>) -> Self {
        let mut places = BTreeMap::new();
        for mission in &declared.missions {
            for (name, range) in in_mission(mission) {
                places.entry(name).or_insert_with(|| Span { source: mission.source.clone(), range });
            }
        }
        for target in &declared.program.catalogue.targets {
            // A target of a breakdown is one of each of its values.
            let measure = places.get(&names::measure(target.measure.as_str())).cloned();
            if let Some(measure) = measure {
                places.entry(names::target(target)).or_insert(measure);
            }
        }
        let register = &declared.sources.bodies;
        let mut start = 0;
        for line in register.text.split_inclusive('\n') {
            let range = start..start + line.trim_end().len();
            start += line.len();
            for field in line.split(',').map(|field| field.trim().trim_matches('"')) {
                if declared.program.catalogue.bodies.contains_key(field) {
                    let place = || Span { source: register.clone(), range: range.clone() };
                    places.entry(names::body(field)).or_insert_with(place);
                }
            }
        }
        for (name, place) in declared.sources.relations.iter().flat_map(listed_relations) {
            places.entry(name).or_insert(place);
        }
        Self(places)
    }

    /// Where a name is written; a part of an obligation that has no place of its own is where the obligation is.
    pub(super) fn find(&self, name: &str) -> Option<&Span> {
        let whole = || name.rsplit_once('/').and_then(|(whole, _)| self.find(whole));
        self.0.get(name).or_else(whole)
    }
}

fn listed_relations(source: &SourceText) -> Vec<(String, Span)> {
    let listed = ListedRelations::read(source);
    let named = listed.declarations.iter().filter_map(|row| Some((row.id.as_ref()?, row.place.clone())));
    let place = |(id, range): (&Spanned<String>, Range<usize>)| {
        (names::relation(id.get_ref()), Span { source: source.clone(), range })
    };
    named.map(place).collect()
}

fn in_mission(mission: &DeclaredMission<'_>) -> Vec<(String, Range<usize>)> {
    let written = &mission.declaration;
    let of = mission.mission.id.as_str();
    let mut found = vec![(names::mission(of), written.id.as_ref().map_or(0..0, Spanned::span))];
    for obligation in &written.obligations {
        let Some(id) = &obligation.id else { continue };
        let name = names::obligation(of, id.get_ref());
        for part in &obligation.contributions {
            if let Some(id) = &part.id {
                found.push((format!("{name}/{}", id.get_ref()), part.header.clone()));
            }
        }
        found.push((name, obligation.header.clone()));
    }
    let measures = written.measures.iter().filter_map(|measure| measure.id.as_ref());
    found.extend(measures.map(|id| (names::measure(id.get_ref()), id.span())));
    for target in &written.targets {
        let (Some(measure), Some(from)) = (&target.measure, &target.from) else { continue };
        let body = target.body.as_ref().map_or("", |body| body.get_ref().as_str());
        let name = names::target_of(measure.get_ref(), body, &from.get_ref().to_string());
        found.push((name, measure.span()));
    }
    let relations = written.relations.iter().filter_map(|one| Some((one.id.as_ref()?, &one.place)));
    found.extend(relations.map(|(id, place)| (names::relation(id.get_ref()), place.clone())));
    found
}
