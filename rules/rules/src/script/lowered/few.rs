//! Arithmetic and comparison between numbers of few digits that are read, given or worked out on the spot, which most rules are made of.
//! Such a number fits into two registers, and nothing on the way can end the rule.
//!
//! Whatever is anything else is worked out from its beginning by `figures`, which does all cases: nothing is changed within an operand,
//! and to read a figure twice is to read it.

use std::cmp::Ordering;
use std::num::NonZeroU8;

use engine::model::Param;
use engine::view::Site;
use rust_decimal::Decimal;

use super::code::{CellForm, Code, Reader};
use super::numbers::Operator;
use super::run::Run;
use super::seeded_arithmetic::ArithmeticFault;
use super::value::Value;
use crate::script::api::Whole as _;

/// A number of few digits: so many units of so many decimal places. Zero has no sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Few {
    units: i64,
    form: Form,
}

/// How the interpreter holds a number: as an integer, or as a decimal of so many places. One small number says which, so that forms are
/// compared at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Form(NonZeroU8);

impl Form {
    const INTEGER: Self = Self(NonZeroU8::MAX);

    /// That of a decimal, of which there are at most 28 places.
    #[inline]
    fn decimal(places: u32) -> Option<Self> {
        let places = u8::try_from(places).ok().filter(|places| u32::from(*places) <= Decimal::MAX_SCALE)?;
        NonZeroU8::new(places + 1).map(Self)
    }

    /// The places of what is made of this and of decimals: an integer has none.
    #[inline]
    fn places(self) -> u32 {
        if self == Self::INTEGER { 0 } else { u32::from(self.0.get() - 1) }
    }

    /// The same as that of a decimal.
    fn as_decimal(self) -> Self {
        if self == Self::INTEGER { Self(NonZeroU8::MIN) } else { self }
    }
}

impl Run<'_> {
    /// What an operator gives between numbers of few digits; none where `figures` is to look.
    #[inline]
    pub(super) fn few_given(&mut self, operator: Operator, operands: &[Code; 2]) -> Option<Value> {
        if operator.is_arithmetic() {
            self.tried(|run| run.few_of(operator, operands)).map(Few::into_value)
        } else {
            self.few_holds(operator, operands).map(Value::Flag)
        }
    }

    /// Whether a comparison of few digits holds; none where `figures` is to look.
    #[inline]
    pub(super) fn few_holds(&mut self, operator: Operator, operands: &[Code; 2]) -> Option<bool> {
        let [left, right] = operands;
        let order = self.tried(|run| run.few_digits(left)?.order(run.few_digits(right)?))?;
        Some(operator.holds(order))
    }

    /// After some times in vain it is tried no more in this run, so that what is worked out twice stays little.
    #[inline]
    fn tried<T>(&mut self, work_out: impl FnOnce(&Self) -> Option<T>) -> Option<T> {
        if self.tries == 0 {
            return None;
        }
        let so_far = self.view.asked_so_far();
        let given = work_out(self);
        if given.is_none() {
            self.tries -= 1;
            self.view.ask_again_from(so_far);
        }
        given
    }

    fn few_digits(&self, code: &Code) -> Option<Few> {
        match code {
            Code::Read(Reader::Value, CellForm { site, .. }) | Code::Ago(_, _, site) => self.few_read(*site),
            Code::Calculate(operator, operands) => self.few_of(*operator, operands),
            code => self.few_given_as_it_is(code),
        }
    }

    #[inline(never)]
    fn few_read(&self, site: Option<Site>) -> Option<Few> {
        Few::of_exact(self.view.plain(site?)?)
    }

    /// What needs no working out.
    #[inline(never)]
    fn few_given_as_it_is(&self, code: &Code) -> Option<Few> {
        match code {
            Code::Constant(value) => Few::of(value),
            Code::Variable(place) => Few::of(&self.variables[*place]),
            Code::Param(name) => match self.param(name)? {
                Param::Number(number) => Few::held(*number),
                _ => None,
            },
            _ => None,
        }
    }

    fn few_of(&self, operator: Operator, operands: &[Code; 2]) -> Option<Few> {
        let [left, right] = operands;
        let (left, right) = (self.few_digits(left)?, self.few_digits(right)?);
        match operator {
            Operator::Add => left.plus(right),
            Operator::Subtract => left.minus(right),
            Operator::Multiply => left.times(right),
            // A quotient is held as a pair of numbers.
            _ => None,
        }
    }
}

impl Few {
    #[inline]
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Whole(whole) => Some(Self::integer(*whole)),
            Value::Exact(exact) => Self::of_exact(*exact),
            _ => None,
        }
    }

    /// A number as scripts hold it: a whole one as an integer.
    fn held(number: Decimal) -> Option<Self> {
        number.whole().map_or_else(|| Self::of_exact(number), |whole: i32| Some(Self::integer(whole.into())))
    }

    #[inline]
    fn integer(units: i64) -> Self {
        Self { units, form: Form::INTEGER }
    }

    #[inline]
    fn of_exact(exact: Decimal) -> Option<Self> {
        let units = whole_register(exact.mantissa())?;
        let is_below_zero = units == 0 && exact.is_sign_negative();
        let form = Form::decimal(exact.scale())?;
        (!is_below_zero).then_some(Self { units, form })
    }

    #[inline]
    fn plus(self, other: Self) -> Option<Self> {
        if self.form != other.form {
            return self.plus_of_other_form(other);
        }
        let units = sum(self.units, other.units)?;
        // The sign of a zero that decimals come to, which units cannot show, is left to them.
        let is_sure = units != 0 || self.units == 0 || self.form == Form::INTEGER;
        is_sure.then_some(Self { units, form: self.form })
    }

    #[inline(never)]
    fn plus_of_other_form(self, other: Self) -> Option<Self> {
        // What is added to zero keeps its places.
        if self.units == 0 || other.units == 0 {
            let left = if self.units == 0 { other } else { self };
            return Some(Self { form: left.form.as_decimal(), ..left });
        }
        let (one, other, places) = self.beside(other)?;
        Self::not_zero(sum(one, other)?, places)
    }

    #[inline]
    fn minus(self, other: Self) -> Option<Self> {
        if self.form == Form::INTEGER && other.form == Form::INTEGER {
            return self.units.checked_sub(other.units).map(Self::integer);
        }
        if other.units == 0 && self.units != 0 {
            return Some(Self { form: self.form.as_decimal(), ..self });
        }
        if self.units == 0 {
            return Some(Self { units: other.units.checked_neg()?, form: other.form.as_decimal() });
        }
        let (one, other, places) = self.beside(other)?;
        Self::not_zero(one.checked_sub(other)?, places)
    }

    fn times(self, other: Self) -> Option<Self> {
        let units = self.units.checked_mul(other.units)?;
        if self.form == Form::INTEGER && other.form == Form::INTEGER {
            return Some(Self::integer(units));
        }
        let places = if ArithmeticFault::PlacesNotAdded.is_in() { 0 } else { other.form.places() };
        Self::not_zero(units, self.form.places() + places)
    }

    #[inline]
    fn order(self, other: Self) -> Option<Ordering> {
        let (one, other, _) = self.beside(other)?;
        Some(one.cmp(&other))
    }

    /// A decimal that is not zero.
    #[inline]
    fn not_zero(units: i64, places: u32) -> Option<Self> {
        let form = Form::decimal(places)?;
        (units != 0).then_some(Self { units, form })
    }

    /// The units of both, of as many places as the one of the two has that has more.
    #[inline]
    fn beside(self, other: Self) -> Option<(i64, i64, u32)> {
        let (one, another) = (self.form.places(), other.form.places());
        match one.cmp(&another) {
            Ordering::Equal => Some((self.units, other.units, one)),
            Ordering::Less => Some((self.widened(another - one)?, other.units, another)),
            Ordering::Greater => Some((self.units, other.widened(one - another)?, one)),
        }
    }

    fn widened(self, by: u32) -> Option<i64> {
        if ArithmeticFault::PlacesIgnored.is_in() {
            return Some(self.units);
        }
        self.units.checked_mul(10_i64.checked_pow(by)?)
    }

    fn into_value(self) -> Value {
        if self.form == Form::INTEGER {
            Value::Whole(self.units)
        } else {
            Value::Exact(Decimal::new(self.units, self.form.places()))
        }
    }
}

/// A number that fits into a register.
#[inline]
fn whole_register(mantissa: i128) -> Option<i64> {
    if ArithmeticFault::LongNumberCut.is_in() {
        return i64::try_from(mantissa % (1 << 62)).ok();
    }
    i64::try_from(mantissa).ok()
}

#[inline]
fn sum(one: i64, other: i64) -> Option<i64> {
    if ArithmeticFault::SumWraps.is_in() { Some(one.wrapping_add(other)) } else { one.checked_add(other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers at the edges of what fits, zeros of several places, and others; as integers, where they are whole, and as decimals.
    fn numbers() -> Vec<(Few, Value)> {
        let units = [0, 1, -1, 3, 10, -25, 100, 999_999_999, i64::MAX, i64::MIN, i64::MAX / 10, 1 << 32];
        let decimals = units.into_iter().flat_map(|units| [0, 1, 2, 9, 18, 28].map(|places| (units, places)));
        let decimals = decimals.map(|(units, places)| Value::Exact(Decimal::new(units, places)));
        let numbers = decimals.chain(units.map(Value::Whole));
        numbers.filter_map(|value| Some((Few::of(&value)?, value))).collect()
    }

    /// Holds what comes of two numbers to what the operator makes of them without a short cut, to the number of places and the sign.
    fn check(operator: Operator, few: fn(Few, Few) -> Option<Few>) {
        let mut compared = 0;
        for (one, left) in numbers() {
            for (other, right) in numbers() {
                let Some(found) = few(one, other) else { continue };
                let expected = operator.between(&left, &right).expect("what few digits hold can be held");
                let is_same = match (found.into_value(), expected) {
                    (Value::Whole(found), Value::Whole(expected)) => found == expected,
                    (Value::Exact(found), Value::Exact(expected)) => found.unpack() == expected.unpack(),
                    _ => false,
                };
                assert!(is_same, "{operator:?} of {one:?} and {other:?} is not {found:?}");
                compared += 1;
            }
        }
        assert!(compared > 1_000, "only {compared} of them were compared");
    }

    #[test]
    fn sums_differences_and_products_are_those_of_the_interpreter() {
        check(Operator::Add, Few::plus);
        check(Operator::Subtract, Few::minus);
        check(Operator::Multiply, Few::times);
    }

    #[test]
    fn order_is_that_of_the_interpreter() {
        for (one, left) in numbers() {
            for (other, right) in numbers() {
                let Some(order) = one.order(other) else { continue };
                let Some(Value::Flag(is_less)) = Operator::Less.between(&left, &right) else {
                    panic!("two numbers are compared")
                };
                let Some(Value::Flag(is_equal)) = Operator::Equal.between(&left, &right) else {
                    panic!("two numbers are compared")
                };
                assert_eq!((order.is_lt(), order.is_eq()), (is_less, is_equal), "{one:?} and {other:?}");
            }
        }
    }

    #[test]
    fn what_few_digits_cannot_show_is_left_to_decimals() {
        let of = |written: &str| Few::of_exact(written.parse().expect("a number"));
        assert!(Few::of_exact(Decimal::MAX).is_none());
        assert!(Few::of_exact(-Decimal::ZERO).is_none());
        let one = of("1.50").expect("it has few digits");
        assert!(one.minus(one).is_none(), "the sign of this zero is for decimals to say");
        assert!(one.times(Few::integer(0)).is_none());
        let tiny = of("0.00000000000000000001").expect("it has few digits");
        assert!(tiny.times(tiny).is_none());
    }
}
