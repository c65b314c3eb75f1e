//! How a text is written: its encoding, and what stands between its fields.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// So many lines are looked at for what stands between fields.
const MOST_LINES: usize = 200;

/// The encoding of a text. Bytes that are no UTF-8 are taken for the encoding of old spreadsheet programs.
pub(super) fn encoding(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let beginning = bytes.get(..bytes.len().min(4_096)).unwrap_or_default();
    let nothing = |parity: usize| beginning.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let many = beginning.len() / 4;
    match (nothing(0), nothing(1)) {
        (even, odd) if even > odd && even > many => UTF_16BE,
        (even, odd) if odd > even && odd > many => UTF_16LE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    }
}

/// What stands between fields: the sign that parts most lines into the same number of them.
pub(super) fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(MOST_LINES).collect();
    let score = |sign: u8| {
        let counts: Vec<usize> =
            lines.iter().map(|line| count(line, sign)).filter(|count| *count > 0).collect();
        let most_common =
            counts.iter().max_by_key(|count| counts.iter().filter(|other| other == count).count());
        most_common.map_or(0, |common| counts.iter().filter(|count| *count == common).count() * 100 + common)
    };
    // Of equals, the first: no text has tabs by chance, and commas stand in many.
    let signs = [b'\t', b',', b';', b'|'];
    signs.into_iter().rev().max_by_key(|sign| score(*sign)).unwrap_or(b',')
}

/// How often a sign stands outside quotation marks.
fn count(line: &str, sign: u8) -> usize {
    let mut is_quoted = false;
    let outside = line.bytes().filter(|byte| {
        is_quoted ^= *byte == b'"';
        !is_quoted && *byte == sign
    });
    outside.count()
}
