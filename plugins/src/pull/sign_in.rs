//! How a server is told who asks: by one header, whose value stands in a file of its own and is read when it is needed. Nobody is shown it,
//! and it goes to the host of the feed's own address alone, wherever that sends on to.

use std::io;
use std::path::Path;

use ureq::http::{HeaderName, HeaderValue, Uri};

use super::fault::PullFault;
use crate::files::{ReadFileError, read_secret};

/// The header by which a server is told who asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignIn {
    pub header: HeaderName,
    /// The file that holds the value, relative to the project.
    pub secret_file: String,
}

/// A header with its value, which says nothing of itself.
#[derive(Clone, Debug)]
pub(super) struct SignedHeader {
    pub(super) name: HeaderName,
    pub(super) value: HeaderValue,
}

/// Headers that a request has by itself.
const OWN: [&str; 9] = [
    "accept-encoding",
    "connection",
    "content-length",
    "host",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "range",
    "transfer-encoding",
];

impl SignIn {
    /// The header of this name, where it may be set.
    pub fn header(name: &str) -> Option<HeaderName> {
        let name: HeaderName = name.parse().ok()?;
        (!OWN.contains(&name.as_str())).then_some(name)
    }

    /// Reads the value.
    ///
    /// # Errors
    /// Its file cannot be read, or holds no value of a header.
    pub(super) fn read(&self, project: &Path) -> Result<SignedHeader, PullFault> {
        let file = &self.secret_file;
        let unread = |reason: String| PullFault::NoSecret { file: file.clone(), reason };
        let text = read_secret(&project.join(file)).map_err(|error| unread(told(&error)))?;
        let text = text.trim();
        if text.is_empty() {
            return Err(unread("it is empty".to_owned()));
        }
        let no_header = |_| unread("what it holds is no value of a header".to_owned());
        let mut value = HeaderValue::from_str(text).map_err(no_header)?;
        value.set_sensitive(true);
        Ok(SignedHeader { name: self.header.clone(), value })
    }
}

/// Whether a request that goes to one address tells the other who asks: it is the same server, by the same way.
pub(super) fn is_home(home: &Uri, address: &Uri) -> bool {
    home.scheme() == address.scheme() && home.authority() == address.authority()
}

fn told(error: &ReadFileError) -> String {
    match error {
        ReadFileError::Failed(error) if error.kind() == io::ErrorKind::NotFound => "it is missing".to_owned(),
        ReadFileError::Failed(error) => error.kind().to_string(),
        ReadFileError::NotAFile => "it is not a regular file".to_owned(),
        ReadFileError::TooLarge { .. } => "it is too large".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_goes_to_its_own_server_alone() {
        let uri = |text: &str| text.parse::<Uri>().expect("an address");
        let home = uri("https://example.org/figures.csv");
        assert!(is_home(&home, &uri("https://example.org/other.csv")));
        assert!(!is_home(&home, &uri("https://cdn.example.org/figures.csv")));
        assert!(!is_home(&home, &uri("https://example.org:8443/figures.csv")));
        assert!(!is_home(&home, &uri("http://example.org/figures.csv")));
    }

    #[test]
    fn a_header_that_a_request_has_by_itself_cannot_be_set() {
        assert!(SignIn::header("Authorization").is_some());
        assert!(SignIn::header("X-Api-Key").is_some());
        assert!(SignIn::header("Host").is_none());
        assert!(SignIn::header("two words").is_none());
    }
}
