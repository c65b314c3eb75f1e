//! Faults that short cuts of arithmetic might have, put in on purpose: the comparison with the interpreter must find each of them. Outside
//! of tests there are none, and looking whether there is one costs nothing.

/// One fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::script) enum ArithmeticFault {
    /// Numbers of several places are added and compared as if they had the same.
    PlacesIgnored,
    /// A product has the places of one factor only.
    PlacesNotAdded,
    /// Of a number that is too long, what fits is taken.
    LongNumberCut,
    /// What is too large for a register begins again below.
    SumWraps,
    /// The same faults where numbers are worked out that need more than few digits on their way.
    PlacesOfScaledIgnored,
    ScaledSumWraps,
    /// A quotient is compared as if it were divided by a positive number.
    SignOfDivisorLost,
    /// What is compared with a quotient is taken for the quotient.
    QuotientOnTheWrongSide,
    /// A quotient is compared without the places of its divisor.
    PlacesOfDivisorIgnored,
    /// Whole numbers are divided to whole numbers, whether that comes out even or not.
    RemainderLost,
}

impl ArithmeticFault {
    #[cfg(test)]
    pub(in crate::script) const ALL: [Self; 10] = [
        Self::PlacesIgnored,
        Self::PlacesNotAdded,
        Self::LongNumberCut,
        Self::SumWraps,
        Self::PlacesOfScaledIgnored,
        Self::ScaledSumWraps,
        Self::SignOfDivisorLost,
        Self::QuotientOnTheWrongSide,
        Self::PlacesOfDivisorIgnored,
        Self::RemainderLost,
    ];

    /// Whether this fault is in.
    #[inline]
    pub(super) fn is_in(self) -> bool {
        seeded() == Some(self)
    }
}

/// The fault that is in.
#[cfg(not(test))]
#[inline]
const fn seeded() -> Option<ArithmeticFault> {
    None
}

#[cfg(test)]
use in_tests::seeded;

#[cfg(test)]
mod in_tests {
    use std::cell::Cell;

    use super::ArithmeticFault;

    thread_local! {
        static SEEDED: Cell<Option<ArithmeticFault>> = const { Cell::new(None) };
    }

    pub(super) fn seeded() -> Option<ArithmeticFault> {
        SEEDED.get()
    }

    impl ArithmeticFault {
        /// Does something with the fault in.
        pub(in crate::script) fn while_in<T>(self, work: impl FnOnce() -> T) -> T {
            SEEDED.set(Some(self));
            let given = work();
            SEEDED.set(None);
            given
        }
    }
}
