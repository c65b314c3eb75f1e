//! The personal parts of source texts, to the wire and back.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::fault::CodecError;
use super::room::Room;
use super::wire::{self, TextIx};
use crate::parts::{PartKind, PersonalPart, PersonalParts};

const NONE: CodecError = CodecError::Malformed("what should be the personal parts of a text are none");

/// The personal parts of a text, for the wire.
///
/// # Panics
/// The text is larger than any that is read.
pub(super) fn split_parts(parts: &PersonalParts) -> Vec<wire::PersonalPart> {
    let mut end = 0;
    let number = |bytes| u32::try_from(bytes).expect("a text is smaller than four thousand million bytes");
    let part = |PersonalPart { kind, range }: &PersonalPart| {
        let distance = range.start - std::mem::replace(&mut end, range.end);
        (number(distance), number(range.len()), kind_number(*kind))
    };
    parts.all().iter().map(part).collect()
}

/// Those of the texts of a batch, each of which is told of once, as far as there is room for them.
pub(super) fn join_parts<'w>(
    split: impl Iterator<Item = &'w (TextIx, Vec<wire::PersonalPart>)>,
    texts: &[Arc<str>],
    room: &Room,
) -> Result<FxHashMap<TextIx, PersonalParts>, CodecError> {
    let mut all = FxHashMap::default();
    for (place, parts) in split {
        // A part of which nothing is left takes room all the same.
        parts.iter().try_for_each(|_| room.take("").map(drop))?;
        let mut end = 0_usize;
        let part = |(distance, length, kind): &wire::PersonalPart| {
            let start = end.checked_add(usize::try_from(*distance).ok()?)?;
            end = start.checked_add(usize::try_from(*length).ok()?)?;
            Some(PersonalPart { kind: kind_of(*kind)?, range: start..end })
        };
        let parts: Vec<PersonalPart> = parts.iter().map(part).collect::<Option<_>>().ok_or(NONE)?;
        let text = usize::try_from(*place).ok().and_then(|place| texts.get(place)).ok_or(NONE)?;
        let parts = PersonalParts::of(text, parts).map_err(|_| NONE)?;
        if all.insert(*place, parts).is_some() {
            return Err(CodecError::Malformed("it says twice which parts of a text are personal"));
        }
    }
    Ok(all)
}

fn kind_number(kind: PartKind) -> u8 {
    match kind {
        PartKind::Name => 0,
        PartKind::Address => 1,
        PartKind::AddressOfLast => 2,
        PartKind::AddressOfNext => 3,
    }
}

fn kind_of(number: u8) -> Option<PartKind> {
    PartKind::ALL.into_iter().find(|kind| kind_number(*kind) == number)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::any_sources::sources;
    use super::super::decode::Batch;
    use super::super::encode::encode;
    use super::*;
    use crate::entry::Entry;
    use crate::source::SourceText;

    /// What is read of texts that are told to have these parts, in the place of those that were written.
    fn read(entry: &Entry, said: &[(TextIx, Vec<wire::PersonalPart>)]) -> Result<Vec<Entry>, CodecError> {
        let encoded = encode(std::slice::from_ref(entry));
        let texts: Vec<Arc<str>> = encoded.texts.iter().map(|(_, text)| Arc::from(*text)).collect();
        let mut batch = Batch::parse(&encoded.bytes).expect("it was written here");
        batch.0.entries.retain(|entry| !matches!(entry, wire::Entry::PersonalParts(_)));
        batch.0.entries.push(wire::Entry::PersonalParts(said.to_vec()));
        batch.entries(&texts)
    }

    /// Texts of a project that says `Ann Häy` in `remit.toml`, which is the first of the batch, and has one rule, the second.
    fn activated() -> Entry {
        let text = |path: &str, text: &str| SourceText::new(path, text);
        let rules = [("floor".to_owned(), text("rules/floor.rhai", "fn assess(my) {}"))];
        let mission = crate::source::MissionSources {
            declaration: text("missions/homes.toml", "[mission]"),
            rules: Arc::new(rules.into()),
            libraries: Arc::default(),
        };
        Entry::Activated(Arc::new(crate::source::Sources {
            project: text("remit.toml", "Ann Häy"),
            bodies: text("bodies.csv", "id"),
            bank_holidays: None,
            people: None,
            relations: None,
            missions: [(Arc::from("missions/homes.toml"), mission)].into(),
        }))
    }

    #[test]
    fn parts_that_do_not_lie_in_their_text_are_damage() {
        let entry = activated();
        let encoded = encode(std::slice::from_ref(&entry));
        let place = |wanted: &str| {
            let found = encoded.texts.iter().position(|(_, text)| *text == wanted);
            TextIx::try_from(found.expect("it was written")).expect("there are few")
        };
        let (project, rule) = (place("Ann Häy"), place("fn assess(my) {}"));
        let sound = read(&entry, &[(project, vec![(0, 3, 0), (1, 4, 1)])]).expect("they lie in it");
        let [Entry::Activated(sources)] = &*sound else { panic!("one activation went in") };
        let said: Vec<_> = sources.project.said_of_people().collect();
        assert_eq!(said, [(PartKind::Name, "Ann"), (PartKind::Address, "Häy")]);
        let faulty = [
            (project, vec![(0, 9, 0)]),
            (project, vec![(8, 1, 0)]),
            (project, vec![(0, 6, 0)]),
            (project, vec![(0, 3, 0), (1, 5, 0)]),
            (project, vec![(u32::MAX, u32::MAX, 0), (u32::MAX, u32::MAX, 0)]),
            (project, vec![(0, 3, 4)]),
        ];
        for faulty in faulty {
            assert_eq!(read(&entry, std::slice::from_ref(&faulty)), Err(NONE), "{faulty:?}");
        }
        let told = |said: &[(TextIx, Vec<wire::PersonalPart>)]| {
            let Err(CodecError::Malformed(why)) = read(&entry, said) else { panic!("it is no damage") };
            why
        };
        assert_eq!(read(&entry, &[(99, vec![])]), Err(NONE), "there is no such text");
        assert_eq!(
            told(&[(project, vec![]), (project, vec![(0, 3, 0)])]),
            "it says twice which parts of a text are personal"
        );
        assert_eq!(told(&[(rule, vec![])]), "a rule has personal parts");
    }

    #[test]
    fn parts_are_unpacked_as_far_as_there_is_room() {
        let texts = [Arc::from("Ann")];
        let parts = [(0, vec![(0, 0, 0); 1_000])];
        let read =
            |room| join_parts(parts.iter(), &texts, &Room::of(room)).map(|parts| parts[&0].all().len());
        assert_eq!(read(1 << 20), Ok(1_000));
        assert_eq!(
            read(1_000),
            Err(CodecError::Malformed("its texts would unpack to more than is ever read"))
        );
    }

    proptest! {
        /// Whatever a batch says of the parts of its texts: it is read, or it is damage.
        #[test]
        fn no_parts_bring_the_program_down(
            sources in sources(),
            said in vec((0..8_u32, vec((0..12_u32, 0..12_u32, 0..5_u8), 0..4)), 0..4),
            far in any::<[u32; 2]>(),
        ) {
            let entry = Entry::Activated(Arc::new(sources));
            let far = (9, vec![(far[0], far[1], 0)]);
            for said in [said.clone(), [said, vec![far]].concat()] {
                if let Ok(read) = read(&entry, &said) {
                    prop_assert_eq!(read, vec![entry.clone()]);
                }
            }
        }
    }
}
