//! Silences and their ends, split into texts and joined again.

use super::fault::CodecError;
use super::moment::{moment, timestamp};
use super::wire::{self, Str};
use crate::entry::{Entry, Silence, SilenceEnd};

/// A silence for the wire.
pub(super) fn split_silence<'e>(
    silence: &'e Silence,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::Entry {
    let Silence { id, account, by, matchers, from, until, reason } = silence;
    wire::Entry::Silenced(wire::Silence {
        id: string(id),
        account: account.as_deref().map(&mut *string),
        by: string(by),
        matchers: matchers.iter().map(|matcher| string(matcher)).collect(),
        from: moment(*from),
        until: moment(*until),
        reason: string(reason),
    })
}

/// Its end for the wire.
pub(super) fn split_end<'e>(end: &'e SilenceEnd, string: &mut impl FnMut(&'e str) -> Str) -> wire::Entry {
    let SilenceEnd { id, account, by, reason } = end;
    let texts = [id, by, reason].map(|text| string(text));
    wire::Entry::SilenceEnded(texts, account.as_deref().map(string))
}

/// A silence from the wire.
pub(super) fn join_silence(
    silence: &wire::Silence,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Entry, CodecError> {
    let wire::Silence { id, account, by, matchers, from, until, reason } = silence;
    Ok(Entry::Silenced(Silence {
        id: string(*id)?,
        account: account.map(&string).transpose()?,
        by: string(*by)?,
        matchers: matchers.iter().map(|matcher| string(*matcher)).collect::<Result<_, _>>()?,
        from: timestamp(*from)?,
        until: timestamp(*until)?,
        reason: string(*reason)?,
    }))
}

/// Its end from the wire.
pub(super) fn join_end(
    [id, by, reason]: [Str; 3],
    account: Option<Str>,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Entry, CodecError> {
    let account = account.map(&string).transpose()?;
    let (id, by, reason) = (string(id)?, string(by)?, string(reason)?);
    Ok(Entry::SilenceEnded(SilenceEnd { id, account, by, reason }))
}
