//! The digits of values as bytes, few for numbers that are small, and read one after the other without being unpacked: there may be millions.

/// Seven bits of a number stand in each byte, and one says whether more follow.
const MORE: u8 = 1 << 7;

/// Puts the digits of one value behind those of others.
pub(super) fn put_digits(bytes: &mut Vec<u8>, mut digits: u128) {
    loop {
        let [lowest, ..] = digits.to_le_bytes();
        digits >>= 7;
        if digits == 0 {
            bytes.push(lowest);
            return;
        }
        bytes.push(lowest | MORE);
    }
}

/// The digits of values, in order; they end where the bytes do, or are none that were put there.
pub(super) struct Digits<'b>(pub(super) &'b [u8]);

impl Iterator for Digits<'_> {
    type Item = u128;

    fn next(&mut self) -> Option<u128> {
        let (mut digits, mut shift) = (0_u128, 0_u32);
        loop {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            let part = u128::from(byte & !MORE);
            let shifted = part.checked_shl(shift).filter(|shifted| shifted >> shift == part)?;
            digits |= shifted;
            if byte & MORE == 0 {
                return Some(digits);
            }
            shift += 7;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_come_back_in_order() {
        let numbers = [0, 1, 127, 128, 300, u128::from(u64::MAX), u128::MAX - 1, u128::MAX];
        let mut bytes = Vec::new();
        for number in numbers {
            put_digits(&mut bytes, number);
        }
        assert_eq!(Digits(&bytes).collect::<Vec<_>>(), numbers);
        assert_eq!(Digits(&bytes[..bytes.len() - 1]).count(), numbers.len() - 1, "a missing end is noticed");
    }

    #[test]
    fn what_is_no_number_is_damage() {
        assert_eq!(Digits(&[MORE; 40]).next(), None);
        assert_eq!(Digits(&[0xff; 19]).next(), None);
    }
}
