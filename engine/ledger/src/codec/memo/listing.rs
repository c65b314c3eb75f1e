//! What rules asked of the register, there and back.

use std::sync::Arc;

use engine::evaluate::RuleSaid;
use engine::listing::{End, Listing};
use engine::model::BodyId;

use super::super::CodecError;
use super::super::day::{join_day, split_day};
use super::wire::{self, Str};

/// What was asked of the register, each with the place of what its rule said.
pub(super) fn split_listings<'m>(
    said: &'m [RuleSaid],
    text: &mut impl FnMut(&'m str) -> Str,
) -> Vec<(u32, wire::Listing)> {
    let mut split = Vec::new();
    for (place, said) in said.iter().enumerate() {
        let place = u32::try_from(place).expect("fewer than four thousand million rules");
        for listing in &said.listings {
            split.push((place, split_listing(listing, text)));
        }
    }
    split
}

fn split_listing<'m>(listing: &'m Listing, text: &mut impl FnMut(&'m str) -> Str) -> wire::Listing {
    match listing {
        Listing::Bodies { kind, on } => {
            wire::Listing::Bodies { kind: kind.as_deref().map(text), on: split_day(*on) }
        }
        Listing::Children { parent, on } => {
            wire::Listing::Children { parent: text(parent.as_str()), on: split_day(*on) }
        }
        Listing::Parent { body } => wire::Listing::Parent { body: text(body.as_str()) },
        Listing::Relations { kind, end, life, on } => wire::Listing::Relations {
            kind: text(kind),
            end: match end {
                End::Any => wire::End::Any,
                End::From(party) => wire::End::From(text(party)),
                End::To(party) => wire::End::To(text(party)),
            },
            life: (*life).into(),
            on: split_day(*on),
        },
        Listing::Measures { class } => wire::Listing::Measures { class: class.map(Into::into) },
    }
}

/// Gives each rule what it asked of the register.
pub(super) fn put_listings(
    listings: &[(u32, wire::Listing)],
    said: &mut [RuleSaid],
    text: &impl Fn(Str) -> Result<Arc<str>, CodecError>,
) -> Result<(), CodecError> {
    for (place, listing) in listings {
        let said = said.get_mut(*place as usize);
        let said = said.ok_or(CodecError::Malformed("nothing was said where the register was asked"))?;
        said.listings.push(join_listing(listing, text)?);
    }
    Ok(())
}

fn join_listing(
    listing: &wire::Listing,
    text: &impl Fn(Str) -> Result<Arc<str>, CodecError>,
) -> Result<Listing, CodecError> {
    Ok(match listing {
        wire::Listing::Bodies { kind, on } => {
            Listing::Bodies { kind: kind.map(text).transpose()?, on: join_day(*on)? }
        }
        wire::Listing::Children { parent, on } => {
            Listing::Children { parent: BodyId::new(text(*parent)?), on: join_day(*on)? }
        }
        wire::Listing::Parent { body } => Listing::Parent { body: BodyId::new(text(*body)?) },
        wire::Listing::Relations { kind, end, life, on } => Listing::Relations {
            kind: text(*kind)?,
            end: match end {
                wire::End::Any => End::Any,
                wire::End::From(party) => End::From(text(*party)?),
                wire::End::To(party) => End::To(text(*party)?),
            },
            life: (*life).into(),
            on: join_day(*on)?,
        },
        wire::Listing::Measures { class } => Listing::Measures { class: class.map(Into::into) },
    })
}
