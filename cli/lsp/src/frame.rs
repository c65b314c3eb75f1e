//! Frames: how messages follow each other on the wire. What is in them is not looked at here.

use std::io::{self, BufRead, Read as _, Write};

/// Longer lines than this are no headers.
const LONGEST_HEADER: u64 = 4096;
/// No editor sends more at once; whatever claims to be longer is not read into memory.
const LONGEST_BODY: usize = 256 << 20;

/// The content of the next frame; none at the end. Lines that are no headers are passed over.
///
/// # Errors
/// The input cannot be read, ends within a frame, or announces more than anyone would send.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length: Option<usize> = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        match (line.trim_ascii(), length) {
            (b"", Some(length)) => return body(input, length).map(Some),
            (b"", None) => {}
            (header, _) => length = content_length(header).or(length),
        }
    }
}

fn body(input: &mut impl BufRead, length: usize) -> io::Result<Vec<u8>> {
    if length > LONGEST_BODY {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("a message of {length} bytes is announced"),
        ));
    }
    let mut body = Vec::new();
    input.by_ref().take(length as u64).read_to_end(&mut body)?;
    if body.len() < length { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(body) }
}

fn content_length(header: &[u8]) -> Option<usize> {
    let (name, value) = str::from_utf8(header).ok()?.split_once(':')?;
    name.trim().eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
}

/// Writes a frame.
///
/// # Errors
/// The output cannot be written.
pub(super) fn write(output: &mut impl Write, body: &[u8]) -> io::Result<()> {
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(body)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(mut input: &[u8], expected: &str) {
        let mut found = Vec::new();
        loop {
            match read(&mut input) {
                Ok(Some(body)) => found.push(String::from_utf8_lossy(&body).into_owned()),
                Ok(None) => break,
                Err(error) => {
                    found.push(format!("error: {error}"));
                    break;
                }
            }
        }
        assert_eq!(found.join(", "), expected);
    }

    #[test]
    fn messages_follow_each_other() {
        check(b"Content-Length: 2\r\n\r\n{}content-length:4\r\nContent-Type: x\r\n\r\nnull", "{}, null");
        check(b"", "");
    }

    #[test]
    fn what_is_no_header_is_passed_over() {
        check(b"\xff\xfe\n\r\nhello\r\n\r\nContent-Length: 2\r\n\r\n{}", "{}");
        check(b"Content-Length: two\r\n\r\nContent-Length: 2\r\n\r\n{}", "{}");
    }

    #[test]
    fn a_frame_that_is_cut_off_is_an_error() {
        check(b"Content-Length: 5\r\n\r\n{}", "error: unexpected end of file");
        check(b"Content-Length: 5\r\n", "");
    }

    #[test]
    fn nobody_is_believed_who_announces_too_much() {
        check(
            b"Content-Length: 99999999999999\r\n\r\n",
            "error: a message of 99999999999999 bytes is announced",
        );
        check(b"Content-Length: 99999999999999999999999\r\n\r\n", "");
    }
}
