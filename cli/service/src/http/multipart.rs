//! Forms with a file, as browsers send them (`multipart/form-data`, RFC 7578), of a body that was read whole.

/// So many parts a form has at the most.
const MOST_PARTS: usize = 16;

/// One field of a form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Part<'b> {
    pub(super) name: String,
    /// The name of the file, where it is one.
    pub(super) file: Option<String>,
    pub(super) bytes: &'b [u8],
}

/// The fields of a form; none where the body is no such form.
pub(super) fn parts<'b>(content_type: &str, body: &'b [u8]) -> Option<Vec<Part<'b>>> {
    let delimiter = [b"\r\n--".as_slice(), boundary(content_type)?.as_bytes()].concat();
    let mut rest = body.strip_prefix(&delimiter[2..])?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        let (part, after) = split_at(rest, &delimiter)?;
        parts.push(read(part)?);
        rest = after;
        if parts.len() > MOST_PARTS {
            return None;
        }
    }
    Some(parts)
}

/// What stands between the parts.
fn boundary(content_type: &str) -> Option<&str> {
    let mut fields = content_type.split(';').map(str::trim);
    if !fields.next()?.eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = fields.find_map(|field| field.strip_prefix("boundary="))?.trim_matches('"');
    (1..=70).contains(&boundary.len()).then_some(boundary)
}

/// What stands before and behind a mark.
fn split_at<'b>(bytes: &'b [u8], mark: &[u8]) -> Option<(&'b [u8], &'b [u8])> {
    let starts = bytes.iter().enumerate().filter(|(_, byte)| Some(*byte) == mark.first());
    let at =
        starts.map(|(at, _)| at).find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)))?;
    Some((bytes.get(..at)?, bytes.get(at + mark.len()..)?))
}

/// One part: its head, an empty line and what it holds.
fn read(part: &[u8]) -> Option<Part<'_>> {
    let (head, bytes) = split_at(part, b"\r\n\r\n")?;
    let head = std::str::from_utf8(head).ok()?;
    let disposition = head.lines().find_map(|line| {
        let (name, said) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-disposition").then(|| said.trim())
    })?;
    let field = |name: &str| {
        let (_, said) = disposition.split_once(&format!("; {name}=\""))?;
        Some(said.split_once('"')?.0.replace("%22", "\""))
    };
    Some(Part { name: field("name")?, file: field("filename"), bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: &str = "multipart/form-data; boundary=abc";

    #[test]
    fn a_file_is_read_word_for_word_beside_the_fields() {
        let body = b"--abc\r\nContent-Disposition: form-data; name=\"feed\"\r\n\r\nwarmth\r\n--abc\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.csv\"\r\nContent-Type: text/csv\r\n\r\nx\r\n\r\n--ab\r\n\r\n--abc--\r\n";
        let parts = parts(KIND, body).expect("a form");
        let told: Vec<_> = parts.iter().map(|part| (&*part.name, part.file.as_deref(), part.bytes)).collect();
        assert_eq!(
            told,
            [("feed", None, &b"warmth"[..]), ("file", Some("a\"b.csv"), &b"x\r\n\r\n--ab\r\n"[..])]
        );
    }

    #[test]
    fn what_breaks_off_or_is_another_form_is_none() {
        for body in [
            &b""[..],
            b"--abc",
            b"--abc\r\nContent-Disposition: form-data; name=\"feed\"\r\n\r\nwarmth",
            b"--abd--",
        ] {
            assert_eq!(parts(KIND, body), None, "{}", String::from_utf8_lossy(body));
        }
        assert_eq!(parts("text/plain", b"--abc--"), None);
        assert_eq!(parts("multipart/form-data; boundary=", b"--abc--"), None);
        assert_eq!(parts(KIND, b"--abc--"), Some(Vec::new()));
    }
}
