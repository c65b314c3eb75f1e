//! What a file was found to say against itself or without explanation, there and back: totals that its rows do not bear out, and marks
//! that its feed does not explain.

use engine::model::{BodyId, MeasureId, Report};

use super::fault::CodecError;
use super::figures::{join_period, join_value, split_period, split_report};
use super::wire::{self, Str};
use crate::entry::{FileReceipt, UnequalTotal, UnexplainedMark};

/// The checks of a receipt, for the wire.
pub(super) fn split_checks<'e>(
    receipt: &'e FileReceipt,
    string: &mut impl FnMut(&'e str) -> Str,
) -> wire::Checks {
    let value = |value| {
        let (form, digits) = split_report(Report::Value(value));
        wire::Value { form, digits: digits.unwrap_or_default() }
    };
    let totals = receipt.unequal_totals.iter().map(|total| wire::UnequalTotal {
        line: total.line,
        measure: string(total.measure.as_str()),
        body: total.body.as_ref().map(|body| string(body.as_str())),
        period: split_period(total.period),
        stated: value(total.stated),
        sum: value(total.sum),
        rows: total.rows,
    });
    let totals = totals.collect();
    let mark = |mark: &'e UnexplainedMark| wire::UnexplainedMark {
        mark: string(&mark.mark),
        line: mark.line,
        figures: mark.figures,
    };
    wire::Checks { totals, marks: receipt.unexplained.iter().map(mark).collect() }
}

/// A receipt with its checks, from the wire.
pub(super) fn join_checks(
    receipt: FileReceipt,
    checks: &wire::Checks,
    text: impl Fn(Str) -> Result<String, CodecError>,
) -> Result<FileReceipt, CodecError> {
    let value = |value: &wire::Value| join_value(value.form, Some(value.digits));
    let total = |total: &wire::UnequalTotal| {
        Ok(UnequalTotal {
            line: total.line,
            measure: MeasureId::new(text(total.measure)?),
            body: total.body.map(&text).transpose()?.map(BodyId::new),
            period: join_period(&total.period),
            stated: value(&total.stated)?,
            sum: value(&total.sum)?,
            rows: total.rows,
        })
    };
    let mark = |mark: &wire::UnexplainedMark| {
        Ok(UnexplainedMark { mark: text(mark.mark)?, line: mark.line, figures: mark.figures })
    };
    Ok(FileReceipt {
        unequal_totals: checks.totals.iter().map(total).collect::<Result<_, CodecError>>()?,
        unexplained: checks.marks.iter().map(mark).collect::<Result<_, CodecError>>()?,
        ..receipt
    })
}
