//! A party's own figure, taken apart and put together.

use std::sync::Arc;

use engine::alert::{OwnFigure, ReportPlace};
use engine::model::MeasureId;
use rust_decimal::Decimal;

use super::super::CodecError;
use super::super::unused::{join_place, split_place};
use super::wire::{self, Str};

pub(super) fn split_own_figure<'m>(
    figure: &'m OwnFigure,
    string: &mut impl FnMut(&'m str) -> Str,
) -> wire::OwnFigure {
    let OwnFigure { measure, value, against, absent } = figure;
    wire::OwnFigure {
        measure: string(measure.as_str()),
        value: value.map(|value| value.serialize()),
        against: against.map(|value| value.serialize()),
        absent: absent.as_ref().map(|report| {
            let path = string(&report.path);
            (path, split_place(&report.place, &mut *string))
        }),
    }
}

pub(super) fn join_own_figure(
    wire: &wire::OwnFigure,
    string: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<OwnFigure, CodecError> {
    let place = |(path, place): (Str, (Option<Str>, u32))| {
        let place = join_place(place, |text| string(text).map(Arc::from))?;
        Ok::<_, CodecError>(ReportPlace { path: string(path)?, place })
    };
    Ok(OwnFigure {
        measure: MeasureId::new(string(wire.measure)?),
        value: wire.value.map(Decimal::deserialize),
        against: wire.against.map(Decimal::deserialize),
        absent: wire.absent.map(place).transpose()?,
    })
}
