//! Addresses of files, as editors write them, and paths.

use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use lsp_types::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What need not be written with `%`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The path of a file's address; none for what is no file.
pub(super) fn path_of(address: &Uri) -> Option<PathBuf> {
    let rest = address.as_str().strip_prefix("file://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let path = rest.get(rest.find('/')?..)?;
    percent_decode_str(path).decode_utf8().ok().map(|path| PathBuf::from(path.as_ref()))
}

/// The address of a file; none where its path is not readable text.
pub(super) fn address_of(path: &Path) -> Option<Uri> {
    Uri::from_str(&format!("file://{}", utf8_percent_encode(path.to_str()?, ESCAPED))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: Option<&str>) {
        let address = Uri::from_str(address).expect("an address");
        assert_eq!(path_of(&address), expected.map(PathBuf::from));
    }

    #[test]
    fn a_file_is_found_however_its_address_is_spelt() {
        check("file:///work/remit.toml", Some("/work/remit.toml"));
        check("file://localhost/work/a%20b%40c.toml", Some("/work/a b@c.toml"));
        check("file:///work/H%C3%A4user.toml#top", Some("/work/Häuser.toml"));
    }

    #[test]
    fn what_is_no_file_has_no_path() {
        check("untitled:Untitled-1", None);
        check("https://example.org/remit.toml", None);
        check("file:", None);
        check("file:///%FF", None);
    }

    #[test]
    fn a_path_comes_back_from_its_address() {
        for path in ["/work/remit.toml", "/a b/Häuser #1/50%.toml", "/"] {
            let address = address_of(Path::new(path)).expect("an address");
            assert_eq!(path_of(&address), Some(PathBuf::from(path)), "{}", address.as_str());
        }
    }
}
