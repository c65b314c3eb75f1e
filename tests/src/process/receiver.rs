//! A receiver of webhooks on loopback: keeps every request, and answers as it is told.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use super::folder::Folder;
use super::patience::until;

/// The secret that receiver and project share.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// How requests are answered from now on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    Take,
    /// With the status 500.
    Fail,
    /// With the status 404, as one does that is being deployed.
    Refuse,
    /// Not at all: the sender is kept waiting.
    Silence,
}

#[derive(Clone, Debug)]
pub struct Request {
    pub headers: HeaderMap,
    /// Its body as it came.
    pub body: String,
    /// How it was answered.
    pub answered: Manner,
}

impl Request {
    /// The idempotency key.
    ///
    /// # Panics
    /// It has none.
    pub fn id(&self) -> &str {
        self.headers["webhook-id"].to_str().expect("an id is plain text")
    }

    /// What it says.
    ///
    /// # Panics
    /// It is not JSON.
    pub fn said(&self) -> Value {
        serde_json::from_str(&self.body).expect("a message is JSON")
    }

    /// The kind of message, and what it is about.
    pub fn title(&self) -> String {
        let said = self.said();
        let about = said["data"]["id"].as_str().or(said["data"]["subject"].as_str());
        format!("{} {}", said["type"].as_str().unwrap_or_default(), about.unwrap_or_default())
    }
}

/// A receiver that listens; dropped, it is down.
pub struct Receiver {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    manner: Manner,
    requests: Vec<Request>,
    /// Senders that are kept waiting.
    waiting: Vec<TcpStream>,
    is_over: bool,
}

impl Receiver {
    /// Listens, and takes everything.
    ///
    /// # Panics
    /// There is no port to listen on.
    pub fn start() -> Self {
        Self::listen(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free"))
    }

    /// Listens where another receiver listened before.
    ///
    /// # Panics
    /// Somebody else has taken its place for good.
    pub fn start_at(address: SocketAddr) -> Self {
        Self::listen(until("the port is free again", || TcpListener::bind(address).ok()))
    }

    fn listen(listener: TcpListener) -> Self {
        let address = listener.local_addr().expect("a listener has an address");
        let shared =
            Shared { manner: Manner::Take, requests: Vec::new(), waiting: Vec::new(), is_over: false };
        let shared = Arc::new(Mutex::new(shared));
        let for_thread = Arc::clone(&shared);
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if lock(&for_thread).is_over {
                    return;
                }
                // A sender that is killed half-way has sent nothing.
                serve(stream, &for_thread).ok();
            }
        });
        Self { address, shared, thread: Some(thread) }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers otherwise from now on. Senders that were kept waiting are not answered any more.
    pub fn turn(&self, manner: Manner) {
        let mut shared = lock(&self.shared);
        shared.manner = manner;
        shared.waiting.clear();
    }

    /// Declares this receiver as a notifier of the project.
    pub fn declare_in(&self, folder: &Folder) {
        declare(self.address, folder);
    }

    /// Every request so far.
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared).requests.clone()
    }

    /// The title of every request so far.
    pub fn titles(&self) -> Vec<String> {
        self.requests().iter().map(Request::title).collect()
    }

    /// Waits for a request of this title, and comes back with the first.
    ///
    /// # Panics
    /// None comes before the deadline.
    #[track_caller]
    pub fn wait_for(&self, title: &str) -> Request {
        until(title, || self.requests().into_iter().find(|request| request.title() == title))
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        lock(&self.shared).is_over = true;
        // Wakes the thread up; it fails only where the thread is gone.
        TcpStream::connect(self.address).ok();
        self.thread.take().map(JoinHandle::join);
    }
}

/// Declares a webhook in a project.
fn declare(address: SocketAddr, folder: &Folder) {
    let notifier = format!(
        "\n[[notifier]]\nid = \"board\"\nkind = \"webhook\"\nurl = \"http://{address}/alerts\"\nsecret = \"{SECRET}\"\n"
    );
    folder.append("remit.toml", &notifier);
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().expect("nobody panics with it")
}

fn serve(mut stream: TcpStream, shared: &Mutex<Shared>) -> io::Result<()> {
    let (headers, body) = read(&stream)?;
    let mut shared = lock(shared);
    let answered = shared.manner;
    shared.requests.push(Request { headers, body, answered });
    let status = match answered {
        Manner::Take => "204 No Content",
        Manner::Fail => "500 Internal Server Error",
        Manner::Refuse => "404 Not Found",
        Manner::Silence => {
            shared.waiting.push(stream);
            return Ok(());
        }
    };
    drop(shared);
    write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
}

fn read(stream: &TcpStream) -> io::Result<(HeaderMap, String)> {
    let mut reader = BufReader::new(stream);
    // A sender that dies half-way never comes to the end of a line.
    let mut line = || -> io::Result<String> {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        line.strip_suffix("\r\n").map(str::to_owned).ok_or(io::ErrorKind::UnexpectedEof.into())
    };
    line()?;
    let mut headers = HeaderMap::new();
    loop {
        let line = line()?;
        let Some((name, value)) = line.split_once(": ") else { break };
        let name: HeaderName = name.parse().map_err(io::Error::other)?;
        headers.insert(name, HeaderValue::from_str(value).map_err(io::Error::other)?);
    }
    let length = headers.get("content-length").and_then(|length| length.to_str().ok()?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    String::from_utf8(body).map(|body| (headers, body)).map_err(io::Error::other)
}
