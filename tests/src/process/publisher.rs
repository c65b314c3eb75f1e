//! A publisher's server on loopback: gives out one file, and keeps count of who asked for it.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

use super::folder::Folder;

/// A server that listens for as long as the test runs.
pub struct Publisher {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    /// What it gives out; nothing while it fails.
    file: Option<String>,
    requests: usize,
}

impl Publisher {
    /// Listens, and gives this out.
    ///
    /// # Panics
    /// There is no port to listen on.
    pub fn of(file: &str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let shared = Arc::new(Mutex::new(Shared { file: Some(file.to_owned()), requests: 0 }));
        let for_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Whoever breaks off has asked for nothing.
                serve(stream, &for_thread).ok();
            }
        });
        Self { address, shared }
    }

    /// Fails from now on.
    pub fn fail(&self) {
        lock(&self.shared).file = None;
    }

    /// How often it was asked.
    pub fn requests(&self) -> usize {
        lock(&self.shared).requests
    }

    /// Has the last feed of a project pulled from here every day, and grants that.
    pub fn declare_in(&self, folder: &Folder) {
        let address = self.address;
        folder.edit("remit.toml", "[project]\n", &format!("[project]\nhosts = [\"{address}\"]\n"));
        let pull = format!(
            "\n[feed.pull]\nurl = \"http://{address}/figures.csv\"\nat = \"00:00\"\nevery = \"day\"\n"
        );
        folder.append("remit.toml", &pull);
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().expect("nobody panics with it")
}

fn serve(mut stream: TcpStream, shared: &Mutex<Shared>) -> io::Result<()> {
    for line in BufReader::new(&stream).lines() {
        if line?.is_empty() {
            break;
        }
    }
    let mut shared = lock(shared);
    shared.requests += 1;
    match &shared.file {
        Some(file) => {
            let length = file.len();
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{file}")
        }
        None => write!(
            stream,
            "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        ),
    }
}
