//! What stands between two programs and passes on what they say, until it is to go silent: as a line or a machine does that is lost, it ends no connection then. Or it lets nobody
//! in, as a machine does on which nothing listens.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

/// What it does with what comes in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Manner {
    PassOn,
    /// Nothing is passed on, and nobody is told.
    Keep,
    /// Whoever connects is sent away at once.
    SendAway,
}

/// A port of this machine behind which somebody else is.
pub struct Forwarder {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    manner: Mutex<Manner>,
    turned: Condvar,
}

/// One direction of a connection.
pub(super) trait Half: Read + Write + Send + Sized + 'static {
    fn again(&self) -> io::Result<Self>;
    fn end(&self);
}

impl Half for TcpStream {
    fn again(&self) -> io::Result<Self> {
        self.try_clone()
    }

    fn end(&self) {
        // It may have ended already.
        self.shutdown(Shutdown::Both).ok();
    }
}

#[cfg(unix)]
impl Half for std::os::unix::net::UnixStream {
    fn again(&self) -> io::Result<Self> {
        self.try_clone()
    }

    fn end(&self) {
        // It may have ended already.
        self.shutdown(Shutdown::Both).ok();
    }
}

impl Forwarder {
    /// Passes on to whomever `connect` reaches. One that cannot be reached is told by an end.
    ///
    /// # Panics
    /// There is no port to listen on.
    pub(super) fn to<H: Half>(connect: impl Fn() -> io::Result<H> + Send + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let shared = Arc::new(Shared { manner: Mutex::new(Manner::PassOn), turned: Condvar::new() });
        let for_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                if for_thread.sends_away() {
                    near.end();
                    continue;
                }
                for_thread.wait_to_pass_on();
                let Ok(far) = connect() else { continue };
                let (Ok(from_near), Ok(from_far)) = (near.again(), far.again()) else { continue };
                let (one, other) = (Arc::clone(&for_thread), Arc::clone(&for_thread));
                thread::spawn(move || pass_on(from_near, far, &one));
                thread::spawn(move || pass_on(from_far, near, &other));
            }
        });
        Self { address, shared }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Passes nothing on from now on, and ends nothing.
    pub fn fall_silent(&self) {
        self.turn(Manner::Keep);
    }

    /// Sends away whoever connects from now on.
    pub fn send_away(&self) {
        self.turn(Manner::SendAway);
    }

    /// Passes on what it kept, and all else.
    pub fn speak_again(&self) {
        self.turn(Manner::PassOn);
    }

    fn turn(&self, manner: Manner) {
        *self.shared.manner.lock().unwrap_or_else(PoisonError::into_inner) = manner;
        self.shared.turned.notify_all();
    }
}

impl Drop for Forwarder {
    fn drop(&mut self) {
        // Threads that keep something end once they have passed it on.
        self.speak_again();
    }
}

impl Shared {
    fn sends_away(&self) -> bool {
        *self.manner.lock().unwrap_or_else(PoisonError::into_inner) == Manner::SendAway
    }

    fn wait_to_pass_on(&self) {
        let mut manner = self.manner.lock().unwrap_or_else(PoisonError::into_inner);
        while *manner == Manner::Keep {
            manner = self.turned.wait(manner).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

fn pass_on<F: Half, T: Half>(mut from: F, mut to: T, shared: &Shared) {
    let mut buffer = [0; 16 << 10];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        shared.wait_to_pass_on();
        let Some(piece) = buffer.get(..length) else { break };
        if to.write_all(piece).is_err() {
            break;
        }
    }
    // An end is passed on like all else.
    shared.wait_to_pass_on();
    from.end();
    to.end();
}
