//! Where the pages of the service are to which messages lead. They are called here as they are told; which there are is the service's own affair.

use std::fmt::Write as _;

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

    /// Every open alert.
    pub fn alerts(&self) -> String {
        format!("{}/alerts", self.0)
    }

    fn page(&self, kind: &str, id: &str) -> String {
        format!("{}/{kind}/{}", self.0, path(id))
    }
}

/// An id of several parts as a path. Ids are written so that none leads anywhere else.
fn path(id: &str) -> String {
    let mut path = String::new();
    for byte in id.bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => path.push(char::from(byte)),
            letter if letter.is_ascii_alphanumeric() => path.push(char::from(letter)),
            other => write!(path, "%{other:02X}").expect("a text takes any text"),
        }
    }
    path
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
