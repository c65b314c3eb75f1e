//! Why a cell holds no value, there and back.

use engine::evidence::{Contradiction, WhyAbsent};
use engine::model::Report;
use rust_decimal::Decimal;

use super::super::CodecError;
use super::super::figures::{join_report, join_value, split_report};
use super::wire;

pub(super) fn split_why(why: WhyAbsent) -> wire::WhyAbsent {
    match why {
        WhyAbsent::NeverReported => wire::WhyAbsent::NeverReported,
        WhyAbsent::Stated(absence) => wire::WhyAbsent::Stated(split_report(Report::Absent(absence)).0),
        WhyAbsent::Incomplete { reported, expected } => wire::WhyAbsent::Incomplete { reported, expected },
        WhyAbsent::NothingToDivideBy => wire::WhyAbsent::NothingToDivideBy,
        WhyAbsent::ZeroOverZero => wire::WhyAbsent::ZeroOverZero,
        WhyAbsent::InputMissing(whose) => wire::WhyAbsent::InputMissing(whose.into()),
        WhyAbsent::TooLarge => wire::WhyAbsent::TooLarge,
        WhyAbsent::Unreconciled(Contradiction { least, most }) => {
            wire::WhyAbsent::Unreconciled([least, most].map(split_value))
        }
        WhyAbsent::InputUnreconciled => wire::WhyAbsent::InputUnreconciled,
    }
}

pub(super) fn join_why(why: &wire::WhyAbsent) -> Result<WhyAbsent, CodecError> {
    Ok(match *why {
        wire::WhyAbsent::NeverReported => WhyAbsent::NeverReported,
        wire::WhyAbsent::Stated(form) => match join_report(form, || None)? {
            Report::Absent(absence) => WhyAbsent::Stated(absence),
            Report::Value(_) => return Err(CodecError::Malformed("a stated absence is a value")),
        },
        wire::WhyAbsent::Incomplete { reported, expected } => WhyAbsent::Incomplete { reported, expected },
        wire::WhyAbsent::NothingToDivideBy => WhyAbsent::NothingToDivideBy,
        wire::WhyAbsent::ZeroOverZero => WhyAbsent::ZeroOverZero,
        wire::WhyAbsent::InputMissing(whose) => WhyAbsent::InputMissing(whose.into()),
        wire::WhyAbsent::TooLarge => WhyAbsent::TooLarge,
        wire::WhyAbsent::Unreconciled([least, most]) => {
            let value = |(form, digits)| join_value(form, Some(digits));
            WhyAbsent::Unreconciled(Contradiction { least: value(least)?, most: value(most)? })
        }
        wire::WhyAbsent::InputUnreconciled => WhyAbsent::InputUnreconciled,
    })
}

pub(super) fn split_value(value: Decimal) -> (u32, u128) {
    let (form, digits) = split_report(Report::Value(value));
    (form, digits.expect("a value has digits"))
}
