//! Where the pages of the service are to which messages lead. They are called here as they are told; which there are is the service's own affair.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What is written as it is, beside letters and digits.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The address at which people reach the service, without a slash at its end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicUrl(pub String);

impl PublicUrl {
    /// Why an alert or an obligation stands as it does.
    pub fn explanation(&self, subject: &str) -> String {
        self.page("explanations", subject)
    }

    /// The form by which people reply to an alert.
    pub fn reply(&self, alert: &str) -> String {
        self.page("reply", alert)
    }

    /// One open alert.
    pub fn alert(&self, alert: &str) -> String {
        self.page("alerts", alert)
    }

    /// Every open alert.
    pub fn alerts(&self) -> String {
        format!("{}/alerts", self.0)
    }

    fn page(&self, kind: &str, id: &str) -> String {
        format!("{}/{kind}/{}", self.0, path(id))
    }
}

/// An id of several parts as a path. Ids are written so that none leads anywhere else.
pub fn path(id: &str) -> String {
    let segments: Vec<String> = id.split('/').map(segment).collect();
    segments.join("/")
}

/// An id as one part of a path.
pub fn segment(id: &str) -> String {
    utf8_percent_encode(id, PLAIN).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_leads_elsewhere() {
        let url = PublicUrl("https://remit.example".to_owned());
        assert_eq!(url.reply("a/ü?x=1#y"), "https://remit.example/reply/a/%C3%BC%3Fx%3D1%23y");
    }
}
