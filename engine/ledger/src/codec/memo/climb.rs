//! How far an alert went up its ladder, and who holds the posts that answer for it, taken apart and put together.

use std::sync::Arc;

use engine::alert::{Climb, Post, StepTold};
use engine::model::BodyId;

use super::super::CodecError;
use super::super::day::{join_day, split_day};
use super::super::moment::{moment, timestamp};
use super::wire::{self, Moment, Str};

pub(super) fn split_climb<'m>(climb: &'m Climb, string: &mut dyn FnMut(&'m str) -> Str) -> wire::Climb {
    let Climb { told, counts_from, spent, heard_at, halted_at } = climb;
    let told = told.iter().map(|StepTold { to, body, people, at }| {
        let people = people.iter().map(|name| string(name)).collect();
        (string(to), string(body.as_str()), people, moment(*at))
    });
    (told.collect(), (moment(*counts_from), *spent), moment(*heard_at), halted_at.map(moment))
}

pub(super) fn split_post<'m>(post: &'m Post, string: &mut dyn FnMut(&'m str) -> Str) -> wire::Post {
    let Post { body, owner, role, name, address, since, before } = post;
    (
        string(body.as_str()),
        owner.as_deref().map(&mut *string),
        string(role),
        name.as_deref().map(&mut *string),
        address.as_deref().map(&mut *string),
        since.map(split_day),
        before.as_deref().map(&mut *string),
    )
}

pub(super) fn join_climb(
    climb: Option<&wire::Climb>,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Option<Climb>, CodecError> {
    let Some((told, (counts_from, spent), heard_at, halted_at)) = climb else { return Ok(None) };
    let name = |text: &Str| string(*text).map(Arc::from);
    let step = |(to, body, people, at): &(Str, Str, Vec<Str>, Moment)| {
        Ok(StepTold {
            to: name(to)?,
            body: BodyId::new(string(*body)?),
            people: people.iter().map(name).collect::<Result<_, CodecError>>()?,
            at: timestamp(*at)?,
        })
    };
    Ok(Some(Climb {
        told: told.iter().map(step).collect::<Result<_, CodecError>>()?,
        counts_from: timestamp(*counts_from)?,
        spent: *spent,
        heard_at: timestamp(*heard_at)?,
        halted_at: halted_at.map(timestamp).transpose()?,
    }))
}

pub(super) fn join_posts(
    posts: &[wire::Post],
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Vec<Post>, CodecError> {
    let text = |text: &Option<Str>| text.map(|text| string(text).map(Arc::from)).transpose();
    let join = |(body, owner, role, name, address, since, before): &wire::Post| {
        Ok(Post {
            body: BodyId::new(string(*body)?),
            owner: owner.map(&string).transpose()?,
            role: string(*role)?.into(),
            name: text(name)?,
            address: text(address)?,
            since: since.map(join_day).transpose()?,
            before: text(before)?,
        })
    };
    posts.iter().map(join).collect()
}
