//! Messages, until when they wait and what for, on the wire and back.

use super::fault::CodecError;
use super::moment::{moment, timestamp};
use super::wire::{self, Str};
use crate::entry::{Hold, HoldReason, Message};

pub(super) fn split_hold<'e>(hold: &'e Hold, string: &mut impl FnMut(&'e str) -> Str) -> wire::Hold {
    let reason = match hold.reason {
        HoldReason::Hours => wire::HoldReason::Hours,
        HoldReason::Group => wire::HoldReason::Group,
        HoldReason::Digest => wire::HoldReason::Digest,
        HoldReason::PersonalDigest => wire::HoldReason::PersonalDigest,
        HoldReason::Silence => wire::HoldReason::Silence,
    };
    let group = hold.group.as_deref().map(&mut *string);
    wire::Hold { until: moment(hold.until), reason, by: string(&hold.by), group }
}

pub(super) fn join_hold(
    hold: &wire::Hold,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Hold, CodecError> {
    let reason = match hold.reason {
        wire::HoldReason::Hours => HoldReason::Hours,
        wire::HoldReason::Group => HoldReason::Group,
        wire::HoldReason::Digest => HoldReason::Digest,
        wire::HoldReason::PersonalDigest => HoldReason::PersonalDigest,
        wire::HoldReason::Silence => HoldReason::Silence,
    };
    let group = hold.group.map(&string).transpose()?;
    Ok(Hold { until: timestamp(hold.until)?, reason, by: string(hold.by)?, group })
}

pub(super) fn join_message(
    wire: &wire::Message,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Message, CodecError> {
    Ok(Message {
        id: string(wire.id)?,
        at: timestamp(wire.at)?,
        kind: string(wire.kind)?,
        subject: string(wire.subject)?,
        text: string(wire.text)?,
        json: string(wire.json)?,
    })
}
