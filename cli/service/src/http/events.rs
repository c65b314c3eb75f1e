//! Word of changes, as server-sent events: each says where the ledger ends now. Whoever comes back says where he was, and hears at once where
//! something happened since.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{Stream, unfold};
use ledger::entry::Position;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::sleep;

use super::refusal::Refusal;
use super::wanted::Wanted;

/// So many may listen at a time.
pub(super) const MOST_LISTENERS: usize = 1000;
/// Between two events to one listener there is at least so much time.
const BETWEEN_EVENTS: Duration = Duration::from_millis(250);

/// One who listens.
struct Listener {
    news: watch::Receiver<Position>,
    /// Where the ledger ended in what he was told last.
    told: Position,
    _place: OwnedSemaphorePermit,
}

/// Word of all that comes after `told`.
pub(super) fn events(news: watch::Receiver<Position>, places: &Arc<Semaphore>, told: Position) -> Response {
    let Ok(place) = Arc::clone(places).try_acquire_owned() else {
        return Refusal::Busy.answer(Wanted::Json);
    };
    let listener = Listener { news, told, _place: place };
    Sse::new(stream(listener)).keep_alive(KeepAlive::default()).into_response()
}

/// Where a listener was: what his browser kept, or what his page was made of.
pub(super) fn told_before(headers: &HeaderMap, after: Option<Position>) -> Position {
    let kept = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    kept.or(after).unwrap_or_default()
}

fn stream(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold(listener, |mut listener| async {
        loop {
            let newest = *listener.news.borrow_and_update();
            if newest > listener.told {
                listener.told = newest;
                let event = Event::default().id(newest.to_string()).data(newest.to_string());
                return Some((Ok(event), listener));
            }
            // The service ends when nobody publishes any more.
            listener.news.changed().await.ok()?;
            sleep(BETWEEN_EVENTS).await;
        }
    })
}
