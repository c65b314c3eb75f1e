//! From the bytes of a file to its text. Only UTF-8 is taken.

use super::file_fault::refusal;
use super::reader::ReadError;

/// The text of a file, without a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(refusal(1, "the file is in UTF-16").with_help(SAVE_AS_UTF_8));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(refusal(1, "the file is a spreadsheet or an archive, not text").with_help(SAVE_AS_UTF_8));
    }
    if let Some(place) = bytes.iter().position(|byte| *byte == 0) {
        return Err(refusal(line_at(bytes, place), "the file is not text").with_help(SAVE_AS_UTF_8));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_at(bytes, error.valid_up_to());
        refusal(line, format!("the file is not in UTF-8 from line {line}")).with_help(SAVE_AS_UTF_8)
    })?;
    if text.trim().is_empty() {
        let help =
            "Send it again; if nothing was measured, send a row with the reason in place of the figure";
        return Err(ReadError {
            line: None,
            reason: "the file is empty".to_owned(),
            help: Some(help.to_owned()),
        });
    }
    Ok(text)
}

const SAVE_AS_UTF_8: &str =
    "Save it again as plain text in UTF-8; spreadsheet programs call it \"CSV UTF-8\"";

fn line_at(bytes: &[u8], place: usize) -> u32 {
    let before: usize = bytes.iter().take(place).map(|byte| usize::from(*byte == b'\n')).sum();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}
