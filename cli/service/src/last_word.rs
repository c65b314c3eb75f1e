//! A last word to somebody whose connection is not kept.

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Of what was sent no more is heard.
const MOST_HEARD: u64 = 64 << 10;

/// Says it, and closes. What was sent is heard first, so that the word is not lost with it.
pub(crate) async fn say(mut stream: TcpStream, word: &str) -> io::Result<()> {
    stream.write_all(word.as_bytes()).await?;
    stream.shutdown().await?;
    let mut rest = stream.take(MOST_HEARD);
    let mut heard = [0; 4096];
    while rest.read(&mut heard).await? > 0 {}
    Ok(())
}
