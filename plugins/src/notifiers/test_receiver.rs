//! What the tests of all notifiers that post share: a receiver on a real socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread::{self, JoinHandle};

use ureq::http::HeaderMap;

/// One request as it came over the wire.
pub(super) struct ReceivedRequest {
    pub(super) first_line: String,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

/// A receiver on a real socket that answers as told, one connection for each answer.
pub(super) struct TestReceiver {
    pub(super) address: SocketAddr,
    served: JoinHandle<Vec<ReceivedRequest>>,
}

impl TestReceiver {
    pub(super) fn answering(answers: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let served = thread::spawn(move || {
            let answer = |answer: &&str| serve(&listener.accept().unwrap().0, answer);
            answers.iter().map(answer).collect()
        });
        Self { address, served }
    }

    pub(super) fn requests(self) -> Vec<ReceivedRequest> {
        self.served.join().unwrap()
    }
}

fn serve(mut stream: &TcpStream, answer: &str) -> ReceivedRequest {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    };
    let first_line = line();
    let mut headers = HeaderMap::new();
    loop {
        let line = line();
        let Some((name, value)) = line.split_once(": ") else { break };
        let name: ureq::http::HeaderName = name.parse().unwrap();
        headers.insert(name, value.parse().unwrap());
    }
    let length = headers["content-length"].to_str().unwrap().parse().unwrap();
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    stream.write_all(format!("HTTP/1.1 {answer}").as_bytes()).unwrap();
    ReceivedRequest { first_line, headers, body: String::from_utf8(body).unwrap() }
}
