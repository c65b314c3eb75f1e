//! The texts of a project, from the wire.

use std::sync::Arc;

use indexmap::IndexMap;

use super::decode::{Decoder, pick};
use super::fault::CodecError;
use super::wire::{self, Str};
use crate::entry::Entry;
use crate::source::{LibrarySources, MissionSources, SourceText, Sources};

impl Decoder<'_> {
    pub(super) fn activated(
        &self,
        sources: &wire::Sources,
        libraries: Option<&wire::Libraries>,
        [people, relations]: [&Option<wire::SourceText>; 2],
    ) -> Result<Entry, CodecError> {
        let mut sources = self.sources(sources)?;
        if let Some(libraries) = libraries {
            self.put_libraries(libraries, &mut sources)?;
        }
        sources.people = people.as_ref().map(|text| self.text(text)).transpose()?;
        sources.relations = relations.as_ref().map(|text| self.text(text)).transpose()?;
        Ok(Entry::Activated(Arc::new(sources)))
    }

    fn sources(&self, wire: &wire::Sources) -> Result<Sources, CodecError> {
        let mut rule_sets = Vec::new();
        for set in &wire.rule_sets {
            let rule = |(id, text): &(Str, wire::SourceText)| Ok((self.string(*id)?, self.script(text)?));
            let set: IndexMap<_, _> = set.iter().map(rule).collect::<Result<_, CodecError>>()?;
            rule_sets.push(Arc::new(set));
        }
        let none = Arc::default();
        let mission = |mission: &wire::Mission| {
            let declaration = self.text(&mission.declaration)?;
            let rules = pick(&rule_sets, mission.rule_set)?;
            let sources = MissionSources { declaration, rules, libraries: Arc::clone(&none) };
            Ok((Arc::from(self.str(mission.key)?), sources))
        };
        Ok(Sources {
            project: self.text(&wire.project)?,
            bodies: self.text(&wire.bodies)?,
            bank_holidays: wire.bank_holidays.as_ref().map(|text| self.text(text)).transpose()?,
            people: None,
            relations: None,
            missions: wire.missions.iter().map(mission).collect::<Result<_, CodecError>>()?,
        })
    }

    fn put_libraries(&self, wire: &wire::Libraries, sources: &mut Sources) -> Result<(), CodecError> {
        let library = |library: &wire::Library| {
            let (version, script) = (self.string(library.version)?, self.script(&library.script)?);
            Ok((self.string(library.name)?, LibrarySources { version, script }))
        };
        let set = |set: &Vec<wire::Library>| set.iter().map(library).collect::<Result<IndexMap<_, _>, _>>();
        let sets: Vec<_> =
            wire.sets.iter().map(|libraries| set(libraries).map(Arc::new)).collect::<Result<_, _>>()?;
        if wire.of_missions.len() != sources.missions.len() {
            return Err(CodecError::Malformed("some missions have no set of libraries"));
        }
        for (mission, set) in sources.missions.values_mut().zip(&wire.of_missions) {
            mission.libraries = pick(&sets, *set)?;
        }
        Ok(())
    }

    /// A text that people declare things in.
    fn text(&self, wire: &wire::SourceText) -> Result<SourceText, CodecError> {
        let text = SourceText::new(self.str(wire.path)?, pick(self.texts, wire.text)?);
        let Some(personal) = self.personal.get(&wire.text) else { return Ok(text) };
        // With values in the places of what stands for them it is another text, each time that something refers to it.
        self.room.take(&text.text)?;
        Ok(text.with_parts(personal.clone()))
    }

    /// A text in which nobody looks for personal parts.
    fn script(&self, wire: &wire::SourceText) -> Result<SourceText, CodecError> {
        if self.personal.contains_key(&wire.text) {
            return Err(CodecError::Malformed("a rule has personal parts"));
        }
        Ok(SourceText::new(self.str(wire.path)?, pick(self.texts, wire.text)?))
    }
}
