//! What the file of a report is called.
//!
//! Where whoever sends it gives no name, it follows from the account and the key, so that the same thing handed in again finds its file. It holds
//! letters alone: digits in a name may be read as a date.

/// File systems take 255 bytes, and drafts and receipts have longer names than their files.
const LONGEST: usize = 150;

/// Whether a text can be the name of a report's file, and nothing but that.
pub fn is_plain_name(name: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || " -_.()".contains(letter);
    let is_whole = !name.starts_with(['.', ' ', '~']) && !name.ends_with(['.', ' ', '~']);
    !name.is_empty() && name.len() <= LONGEST && is_whole && name.chars().all(is_plain)
}

/// The name of a report to which nobody gave one. Those that have a place among others stand in that order.
pub(super) fn name_of((account, key): (&str, &str), place: Option<u64>, ending: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [account, key] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    let bytes = hasher.finalize();
    let place = place.map(|place| format!("{}-", letters(&place.to_be_bytes()))).unwrap_or_default();
    format!("posted-{place}{}.{ending}", letters(&bytes.as_bytes()[..12]))
}

/// Two letters for each byte, of which the first are before the last.
fn letters(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| char::from(b'a' + half)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_else() {
        for name in ["june.csv", "Figures (revised) 2024-06.xlsx", "Ærø_v2.csv"] {
            assert!(is_plain_name(name), "{name}");
        }
        for name in
            ["", "..", "../a.csv", "a/b.csv", "a\\b.csv", ".a.csv", "a.csv~", "a\0.csv", "a\u{202e}.csv"]
        {
            assert!(!is_plain_name(name), "{name:?}");
        }
    }

    #[test]
    fn the_same_thing_has_the_same_name_and_no_digit() {
        let name = name_of(("acc_1", "june"), None, "csv");
        assert_eq!(name, name_of(("acc_1", "june"), None, "csv"));
        assert_ne!(name, name_of(("acc_1j", "une"), None, "csv"));
        assert!(!name.contains(|letter: char| letter.is_ascii_digit()), "{name}");
    }

    #[test]
    fn what_has_a_place_stands_there() {
        let name =
            |place: u64| name_of(("nats", &format!("id {}", place.wrapping_mul(7919))), Some(place), "csv");
        let places = [1, 2, 15, 16, 255, 256, 65_536, u64::MAX];
        assert!(places.map(name).is_sorted());
        assert!(!name(20_240_229).contains(|letter: char| letter.is_ascii_digit()));
    }
}
