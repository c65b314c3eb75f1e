//! Cuts in what funds obligations, and who is asked to accept them anew, taken apart and put together.

use engine::evaluate::{Acceptance, AskedBody, Reacceptance};
use engine::model::{BodyId, ContributionId, MeasureId, PartId};
use engine::program::{Cut, Loss};
use rust_decimal::Decimal;

use super::super::CodecError;
use super::super::day::{join_day, split_day};
use super::super::moment::{moment, timestamp};
use super::wire::{self, Str};

pub(super) fn split_cut<'m>(cut: &'m Cut, string: &mut dyn FnMut(&'m str) -> Str) -> wire::Cut {
    let Cut { relation, title, loss, parts, at } = cut;
    let loss = match loss {
        Loss::Share { from, to } => wire::Loss::Share { from: from.serialize(), to: to.serialize() },
        Loss::EarlierEnd { from, to } => {
            wire::Loss::EarlierEnd { from: from.map(split_day), to: split_day(*to) }
        }
        Loss::Ended => wire::Loss::Ended,
        Loss::Figure { measure, from, to } => wire::Loss::Figure {
            measure: string(measure.as_str()),
            from: from.serialize(),
            to: to.serialize(),
        },
    };
    let (relation, title) = (string(relation.as_str()), string(title));
    let parts = parts.iter().map(|part| part.contribution().map(|id| string(id.as_str())));
    (relation, title, loss, parts.collect(), moment(*at))
}

pub(super) fn join_cut(
    (relation, title, loss, parts, at): &wire::Cut,
    string: &impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Cut, CodecError> {
    let part = |id: &Option<Str>| {
        let id = id.map(|id| string(id).map(ContributionId::new)).transpose()?;
        Ok(id.map_or(PartId::Lead, PartId::Contribution))
    };
    let loss = match loss {
        wire::Loss::Share { from, to } => {
            Loss::Share { from: Decimal::deserialize(*from), to: Decimal::deserialize(*to) }
        }
        wire::Loss::EarlierEnd { from, to } => {
            Loss::EarlierEnd { from: from.map(join_day).transpose()?, to: join_day(*to)? }
        }
        wire::Loss::Ended => Loss::Ended,
        wire::Loss::Figure { measure, from, to } => Loss::Figure {
            measure: MeasureId::new(string(*measure)?),
            from: Decimal::deserialize(*from),
            to: Decimal::deserialize(*to),
        },
    };
    Ok(Cut {
        relation: BodyId::new(string(*relation)?),
        title: string(*title)?,
        loss,
        parts: parts.iter().map(part).collect::<Result<_, CodecError>>()?,
        at: timestamp(*at)?,
    })
}

pub(super) fn split_reacceptance<'m>(
    Reacceptance { cuts, asked }: &'m Reacceptance,
    string: &mut dyn FnMut(&'m str) -> Str,
) -> wire::Reacceptance {
    let cuts = cuts.iter().map(|cut| split_cut(cut, string)).collect();
    let asked = asked.iter().map(|AskedBody { body, owner, accepted }| {
        let (body, owner) = (string(body.as_str()), owner.as_deref().map(&mut *string));
        (body, owner, accepted.as_ref().map(|accepted| (string(&accepted.by), moment(accepted.at))))
    });
    (cuts, asked.collect())
}

pub(super) fn join_reacceptance(
    wire: Option<&wire::Reacceptance>,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Option<Reacceptance>, CodecError> {
    let Some((cuts, asked)) = wire else { return Ok(None) };
    let cuts = cuts.iter().map(|cut| join_cut(cut, &string)).collect::<Result<_, CodecError>>()?;
    let asked = asked.iter().map(|(body, owner, accepted)| {
        let accepted =
            accepted.map(|(by, at)| Ok::<_, CodecError>(Acceptance { by: string(by)?, at: timestamp(at)? }));
        Ok(AskedBody {
            body: BodyId::new(string(*body)?),
            owner: owner.map(&string).transpose()?,
            accepted: accepted.transpose()?,
        })
    });
    Ok(Some(Reacceptance { cuts, asked: asked.collect::<Result<_, CodecError>>()? }))
}
