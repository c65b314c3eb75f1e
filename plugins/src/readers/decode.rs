//! From the bytes of a file to its text. Without a word of the feed's, only UTF-8 is taken.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use super::file_fault::FileFault;
use super::file_fault::ReadError;
use super::line_counter::breaks;

/// The text of a file, without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(FileFault::Utf16.on_line(1));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(FileFault::Archive.on_line(1));
    }
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        return Err(FileFault::NotText.on_line(line_at(bytes, place)));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_at(bytes, error.valid_up_to());
        FileFault::NotUtf8 { from_line: line }.on_line(line)
    })?;
    if text.trim().is_empty() {
        return Err(FileFault::Empty.of_all());
    }
    Ok(text)
}

/// The text of a file in the encoding that its feed names. A byte order mark leaves no doubt, and goes before that.
pub(super) fn decode_as<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Result<Cow<'b, str>, ReadError> {
    let encoding = Encoding::for_bom(bytes).map_or(encoding, |(encoding, _)| encoding);
    if encoding == UTF_8 {
        return decode(bytes).map(Cow::Borrowed);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(FileFault::Archive.on_line(1));
    }
    let (text, _, is_malformed) = encoding.decode(bytes);
    let line_of = |letter| {
        text.find(letter)
            .map(|place| breaks(text.as_bytes().get(..place).unwrap_or_default()).saturating_add(1))
    };
    if let Some(line) = line_of('\0') {
        return Err(FileFault::NotText.on_line(line));
    }
    if is_malformed {
        let line = line_of(char::REPLACEMENT_CHARACTER).unwrap_or(1);
        return Err(FileFault::OtherEncoding { encoding: encoding.name(), from_line: line }.on_line(line));
    }
    if text.trim().is_empty() {
        return Err(FileFault::Empty.of_all());
    }
    Ok(text)
}

fn line_at(bytes: &[u8], place: usize) -> u32 {
    breaks(bytes.get(..place).unwrap_or_default()).saturating_add(1)
}
