//! Whoever asks the service over HTTP, byte for byte, so that a test can ask as no browser would.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::sync::Arc;

use rustls::ClientConfig;

use super::connection::Connection;

/// What was answered.
pub struct Page {
    pub status: u16,
    /// The head, line for line, as it came.
    pub head: String,
    pub body: String,
}

/// A connection that is told what happens.
pub struct Listener(BufReader<Connection>);

/// Whoever asks at one address.
#[derive(Clone)]
pub struct Visitor {
    /// `127.0.0.1:40123`.
    address: String,
    /// Whom it trusts, where it asks by encryption.
    trusted: Option<Arc<ClientConfig>>,
}

impl Visitor {
    pub(super) fn at(address: &str) -> Self {
        Self { address: address.to_owned(), trusted: None }
    }

    pub(super) fn trusting(address: &str, trusted: Arc<ClientConfig>) -> Self {
        Self { address: address.to_owned(), trusted: Some(trusted) }
    }

    /// Where the front page is.
    pub fn front(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it asks, for a test that asks as it likes.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What a browser gets.
    #[track_caller]
    pub fn get(&self, path: &str) -> Page {
        self.ask("GET", path, &["Accept: text/html"])
    }

    /// What a program gets.
    ///
    /// # Panics
    /// It is no JSON.
    #[track_caller]
    pub fn json(&self, path: &str) -> serde_json::Value {
        let page = self.ask("GET", path, &["Accept: application/json"]);
        serde_json::from_str(&page.body).unwrap_or_else(|error| panic!("{error}\n{}", page.body))
    }

    /// Asks with these lines in the head; `Host` is the address, unless a line says otherwise.
    ///
    /// # Panics
    /// Nothing is answered.
    #[track_caller]
    pub fn ask(&self, method: &str, path: &str, lines: &[&str]) -> Page {
        self.try_ask(method, path, lines).expect("the service answers")
    }

    /// The same, where the service may not be trusted.
    ///
    /// # Errors
    /// It is not, or does not answer whole.
    pub fn try_ask(&self, method: &str, path: &str, lines: &[&str]) -> io::Result<Page> {
        let mut stream = Connection::to(&self.address, self.trusted.as_ref())?;
        stream.write_all(self.head(method, path, &[lines, &["Connection: close"]].concat()).as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        page(&answer).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    /// Hands something in.
    ///
    /// # Panics
    /// Nothing is answered.
    #[track_caller]
    pub fn post(&self, path: &str, lines: &[&str], body: impl AsRef<[u8]>) -> Page {
        self.try_post(path, lines, body).expect("the service answers")
    }

    /// The same, where the service may go away meanwhile.
    ///
    /// # Errors
    /// It went away before it answered whole.
    pub fn try_post(&self, path: &str, lines: &[&str], body: impl AsRef<[u8]>) -> io::Result<Page> {
        let body = body.as_ref();
        let mut stream = Connection::to(&self.address, self.trusted.as_ref())?;
        let length = format!("Content-Length: {}", body.len());
        let lines = [&[&*length, "Connection: close"], lines].concat();
        let head = self.head("POST", path, &lines);
        stream.write_all(head.as_bytes())?;
        // A service that refuses what comes next may have closed the connection already.
        stream.write_all(body).or_else(|error| match error.kind() {
            io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset => Ok(()),
            _ => Err(error),
        })?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        page(&answer).ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    /// Listens to what happens.
    #[track_caller]
    pub fn listen(&self, path: &str, lines: &[&str]) -> Listener {
        Listener(BufReader::new(self.send("GET", path, lines)))
    }

    fn send(&self, method: &str, path: &str, lines: &[&str]) -> Connection {
        let mut stream = Connection::to(&self.address, self.trusted.as_ref()).expect("the service listens");
        stream.write_all(self.head(method, path, lines).as_bytes()).expect("it takes a request");
        stream
    }

    fn head(&self, method: &str, path: &str, lines: &[&str]) -> String {
        let host = format!("Host: {}", self.address);
        let names_host = lines.iter().any(|line| line.starts_with("Host:"));
        let lines = lines.iter().copied().chain((!names_host).then_some(&*host));
        let head: Vec<&str> = lines.collect();
        format!("{method} {path} HTTP/1.1\r\n{}\r\n\r\n", head.join("\r\n"))
    }
}

/// An answer that came whole.
fn page(answer: &str) -> Option<Page> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let said = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    let is_whole = said.is_none_or(|said| said == body.len());
    is_whole.then(|| Page { status, head: head.to_owned(), body: body.to_owned() })
}

impl Page {
    /// What a line of the head says.
    pub fn line(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// It is none.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.head, self.body))
    }
}

impl Listener {
    /// The data of the next event.
    ///
    /// # Panics
    /// None comes before the deadline.
    #[track_caller]
    pub fn next_event(&mut self) -> String {
        let mut line = String::new();
        loop {
            line.clear();
            let length = self.0.read_line(&mut line).expect("an event comes");
            assert!(length > 0, "the service goes on to tell");
            if let Some(data) = line.strip_prefix("data:") {
                return data.trim().to_owned();
            }
        }
    }
}
