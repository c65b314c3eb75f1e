//! The envelope around bytes on disk: their format and a checksum, so that damage is noticed and never believed.

use super::fault::CodecError;

/// The layout of what is inside. A change that `wire` cannot take at its end gets the next number.
const FORMAT: u8 = 1;
const CHECKSUM_BYTES: usize = 8;

/// Wraps `payload`. The label is whatever else the row says: it is not stored here, but a change to it is noticed.
pub fn seal(label: &str, payload: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(1 + CHECKSUM_BYTES + payload.len());
    sealed.push(FORMAT);
    sealed.extend_from_slice(&checksum(label, payload));
    sealed.extend_from_slice(payload);
    sealed
}

/// The payload within.
///
/// # Errors
/// The format is unknown, or the bytes are not those that were sealed under this label.
pub fn unseal<'b>(label: &str, sealed: &'b [u8]) -> Result<&'b [u8], CodecError> {
    let (format, rest) = sealed.split_first().ok_or(CodecError::Checksum)?;
    if *format != FORMAT {
        return Err(CodecError::Format(*format));
    }
    let (sum, payload) = rest.split_at_checked(CHECKSUM_BYTES).ok_or(CodecError::Checksum)?;
    if sum == checksum(label, payload) { Ok(payload) } else { Err(CodecError::Checksum) }
}

/// The payload within bytes that were found to be sound before.
///
/// # Errors
/// They are too short to hold any.
pub fn payload(sealed: &[u8]) -> Result<&[u8], CodecError> {
    sealed.get(1 + CHECKSUM_BYTES..).ok_or(CodecError::Checksum)
}

fn checksum(label: &str, payload: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(label.len() as u64).to_le_bytes()).update(label.as_bytes()).update(payload);
    let mut sum = [0; CHECKSUM_BYTES];
    hasher.finalize_xof().fill(&mut sum);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_comes_back() {
        assert_eq!(unseal("7", &seal("7", b"entries")).unwrap(), b"entries");
        assert_eq!(unseal("7", &seal("7", b"")).unwrap(), b"");
        assert_eq!(payload(&seal("7", b"entries")).unwrap(), b"entries");
    }

    #[test]
    fn every_changed_or_missing_byte_is_noticed() {
        let sealed = seal("7", b"entries");
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(unseal("7", &changed).is_err(), "byte {place} changed");
            assert!(unseal("7", &sealed[..place]).is_err(), "cut at byte {place}");
        }
        assert!(unseal("8", &sealed).is_err(), "moved to another row");
    }
}
