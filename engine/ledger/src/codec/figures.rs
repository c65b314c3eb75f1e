//! What a report says, as a small number (its form) and, for a value, the digits.
//!
//! Values are exact: the digits, the scale and the sign are kept apart, so that `1.50` comes back as `1.50`.

use engine::model::{Absence, Cadence, Period, Report, Status, YearParts};
use jiff::civil::Weekday;
use rust_decimal::Decimal;

use super::fault::CodecError;
use super::wire;

/// Forms below this one are absences; from here on they are values: twice the scale, plus one where it is negative.
const FIRST_VALUE: u32 = 16;

/// The form of a report and, for a value, its digits.
pub(super) fn split_report(report: Report) -> (u32, Option<u128>) {
    match report {
        Report::Absent(Absence::NotAvailable) => (0, None),
        Report::Absent(Absence::NotApplicable) => (1, None),
        Report::Absent(Absence::Confidential) => (2, None),
        Report::Absent(Absence::Unreliable) => (3, None),
        Report::Absent(Absence::Blank) => (4, None),
        Report::Absent(Absence::NotDeclared) => (5, None),
        Report::Absent(Absence::Withdrawn) => (6, None),
        Report::Value(value) => {
            let form = FIRST_VALUE + value.scale() * 2 + u32::from(value.is_sign_negative());
            (form, Some(value.mantissa().unsigned_abs()))
        }
    }
}

/// Puts a report together again; `next_digits` is asked only where the form is that of a value.
pub(super) fn join_report(
    form: u32,
    next_digits: impl FnOnce() -> Option<u128>,
) -> Result<Report, CodecError> {
    let absence = match form {
        0 => Absence::NotAvailable,
        1 => Absence::NotApplicable,
        2 => Absence::Confidential,
        3 => Absence::Unreliable,
        4 => Absence::Blank,
        5 => Absence::NotDeclared,
        6 => Absence::Withdrawn,
        _ => return join_value(form, next_digits()).map(Report::Value),
    };
    Ok(Report::Absent(absence))
}

/// Puts a value together again.
pub(super) fn join_value(form: u32, digits: Option<u128>) -> Result<Decimal, CodecError> {
    let form = form.checked_sub(FIRST_VALUE).ok_or(CodecError::Malformed("a report is of no known form"))?;
    let digits = digits.and_then(|digits| i128::try_from(digits).ok());
    let digits = digits.ok_or(CodecError::Malformed("a value has no digits"))?;
    let mut value = Decimal::try_from_i128_with_scale(digits, form / 2)
        .map_err(|_| CodecError::Malformed("a value is out of range"))?;
    value.set_sign_negative(form % 2 == 1);
    Ok(value)
}

pub(super) fn split_status(status: Status) -> u32 {
    match status {
        Status::Provisional => 0,
        Status::Final => 1,
        Status::Revised => 2,
    }
}

pub(super) fn join_status(number: u32) -> Result<Status, CodecError> {
    match number {
        0 => Ok(Status::Provisional),
        1 => Ok(Status::Final),
        2 => Ok(Status::Revised),
        _ => Err(CodecError::Malformed("a status is none that is known")),
    }
}

pub(super) fn split_cadence(cadence: Cadence) -> wire::Cadence {
    match cadence {
        Cadence::Day => wire::Cadence::Day,
        Cadence::Week => wire::Cadence::Week,
        Cadence::Month => wire::Cadence::Month,
        Cadence::Quarter => wire::Cadence::Quarter,
        Cadence::FinancialYear => wire::Cadence::FinancialYear,
        Cadence::AcademicYear => wire::Cadence::AcademicYear,
        Cadence::Year => wire::Cadence::Year,
        Cadence::Rolling { months, step } => wire::Cadence::Rolling { months, step },
        Cadence::WeekFrom(start) => wire::Cadence::WeekFrom(start.weekday().to_monday_zero_offset()),
        Cadence::PartOfYear(parts) => wire::Cadence::PartOfYear(parts.packed()),
    }
}

pub(super) fn join_cadence(cadence: &wire::Cadence) -> Cadence {
    match *cadence {
        wire::Cadence::Day => Cadence::Day,
        wire::Cadence::Week => Cadence::Week,
        wire::Cadence::Month => Cadence::Month,
        wire::Cadence::Quarter => Cadence::Quarter,
        wire::Cadence::FinancialYear => Cadence::FinancialYear,
        wire::Cadence::AcademicYear => Cadence::AcademicYear,
        wire::Cadence::Year => Cadence::Year,
        wire::Cadence::Rolling { months, step } => Cadence::Rolling { months, step },
        wire::Cadence::WeekFrom(offset) => {
            Cadence::week_from(Weekday::from_monday_zero_offset(offset).unwrap_or(Weekday::Monday))
        }
        wire::Cadence::PartOfYear(packed) => Cadence::PartOfYear(YearParts::from_packed(packed)),
    }
}

pub(super) fn split_period(period: Period) -> wire::Period {
    wire::Period { cadence: split_cadence(period.cadence()), index: period.index() }
}

pub(super) fn join_period(period: &wire::Period) -> Period {
    Period::from_parts(join_cadence(&period.cadence), period.index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str) {
        let value: Decimal = text.parse().unwrap();
        let (form, digits) = split_report(Report::Value(value));
        let Ok(Report::Value(back)) = join_report(form, || digits) else { panic!("{text} is lost") };
        // Equality alone would let `1.5` stand for `1.50`, and zero for minus zero.
        assert_eq!(back.serialize(), value.serialize(), "{text}");
    }

    #[test]
    fn values_are_exact_to_the_last_digit() {
        check("0");
        check("-0.00");
        check("1.50");
        check("-79228162514264337593543950335");
        check("0.0000000000000000000000000001");
    }

    #[test]
    fn numbers_that_no_report_has_are_damage() {
        assert!(join_report(9, || Some(1)).is_err());
        assert!(join_report(FIRST_VALUE, || None).is_err());
        assert!(join_report(FIRST_VALUE, || Some(u128::MAX)).is_err());
        assert!(join_report(FIRST_VALUE + 200, || Some(1)).is_err());
        assert!(join_status(3).is_err());
    }
}
