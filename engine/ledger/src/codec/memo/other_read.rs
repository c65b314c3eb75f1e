//! What a rule asked of other obligations, and when people were told, taken apart and put together.

use engine::evaluate::Telling;
use engine::model::{ObligationRef, Period};
use engine::others::Among;
use engine::view::OtherRead;
use std::sync::Arc;

use super::super::CodecError;
use super::super::moment::{moment, timestamp};
use super::wire::{Moment, OtherKind};

/// What is asked, with what it is asked about.
pub(super) struct Pieces<O, P, N> {
    pub(super) kind: OtherKind,
    pub(super) of: Option<O>,
    pub(super) period: Option<P>,
    pub(super) name: Option<N>,
}

pub(super) fn pieces(read: &OtherRead) -> Pieces<&ObligationRef, Period, &str> {
    let (kind, of, period) = match read {
        OtherRead::Obligations(Among::All) => (OtherKind::All, None, None),
        OtherRead::Obligations(Among::Own) => (OtherKind::Own, None, None),
        OtherRead::Obligations(Among::Named(_)) => (OtherKind::Named, None, None),
        OtherRead::Verdict(of, period) => (OtherKind::Verdict, Some(of), Some(*period)),
        OtherRead::Parts(of, period) => (OtherKind::Parts, Some(of), Some(*period)),
        OtherRead::Breach(of) => (OtherKind::Breach, Some(of), None),
        OtherRead::Told(of) => (OtherKind::Told, Some(of), None),
        OtherRead::Replies(of) => (OtherKind::Replies, Some(of), None),
    };
    let name = match read {
        OtherRead::Obligations(Among::Named(name)) => Some(&**name),
        _ => None,
    };
    Pieces { kind, of, period, name }
}

pub(super) fn join(pieces: Pieces<ObligationRef, Period, Arc<str>>) -> Result<OtherRead, CodecError> {
    let Pieces { kind, of, period, name } = pieces;
    Ok(match (kind, of, period, name) {
        (OtherKind::All, None, None, None) => OtherRead::Obligations(Among::All),
        (OtherKind::Own, None, None, None) => OtherRead::Obligations(Among::Own),
        (OtherKind::Named, None, None, Some(name)) => OtherRead::Obligations(Among::Named(name)),
        (OtherKind::Verdict, Some(of), Some(period), None) => OtherRead::Verdict(of, period),
        (OtherKind::Parts, Some(of), Some(period), None) => OtherRead::Parts(of, period),
        (OtherKind::Breach, Some(of), None, None) => OtherRead::Breach(of),
        (OtherKind::Told, Some(of), None, None) => OtherRead::Told(of),
        (OtherKind::Replies, Some(of), None, None) => OtherRead::Replies(of),
        _ => return Err(CodecError::Malformed("something was asked of others that cannot be asked")),
    })
}

pub(super) fn split_tellings(tellings: &[Telling]) -> Vec<(Moment, Option<Moment>)> {
    tellings.iter().map(|telling| (moment(telling.from), telling.until.map(moment))).collect()
}

pub(super) fn join_tellings(tellings: &[(Moment, Option<Moment>)]) -> Result<Vec<Telling>, CodecError> {
    let join = |(from, until): &(Moment, Option<Moment>)| {
        Ok(Telling { from: timestamp(*from)?, until: until.map(timestamp).transpose()? })
    };
    tellings.iter().map(join).collect()
}
