//! The body of a request, read with bounded memory and bounded patience.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::refusal::Refusal;

/// A body comes within this time, or not at all.
const LONGEST: Duration = Duration::from_secs(30);
/// So much of bodies is in memory at a time, in units of [`UNIT`].
const MOST_UNITS: usize = 256;
const UNIT: usize = 1 << 20;

/// Room for the bodies of all requests together.
#[derive(Clone)]
pub(crate) struct Room(Arc<Semaphore>);

impl Default for Room {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(MOST_UNITS)))
    }
}

/// A body, with the room that it takes.
pub(super) struct HeldBody {
    pub(super) bytes: Vec<u8>,
    _room: OwnedSemaphorePermit,
}

impl Room {
    /// Reads a body of at the most `limit` bytes.
    ///
    /// # Errors
    /// It is larger, comes too slowly, breaks off, or there is no room for it now.
    pub(super) async fn read(
        &self,
        headers: &HeaderMap,
        body: Body,
        limit: usize,
    ) -> Result<HeldBody, Refusal> {
        let said = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        if said.is_some_and(|said| said > limit) {
            return Err(Refusal::TooLarge { limit });
        }
        let units = u32::try_from(said.unwrap_or(limit).div_ceil(UNIT).max(1)).unwrap_or(u32::MAX);
        let room = Arc::clone(&self.0).try_acquire_many_owned(units).map_err(|_| Refusal::Busy)?;
        match timeout(LONGEST, to_bytes(body, limit)).await {
            Err(_) => Err(Refusal::TooSlow),
            // What breaks off reaches nobody; what does not is too large.
            Ok(Err(_)) => Err(Refusal::TooLarge { limit }),
            Ok(Ok(bytes)) => Ok(HeldBody { bytes: bytes.into(), _room: room }),
        }
    }
}
