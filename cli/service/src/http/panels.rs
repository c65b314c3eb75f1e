//! What people say of figures: `GET /panels` and `/panels/{panel}`. Anyone may read what a panel was opened for; whoever is not known and asks for more is led to where one signs in, whether or
//! not there is more.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use app::due::Supply;
use app::panels::{Panel, Readers, WirePanel, WirePanels};
use app::receipt_book::ReceiptBook;
use axum::Router;
use axum::extract::{FromRequestParts, Path, RawQuery, State};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use engine::model::{SourceFile, VoiceId};
use jiff::Timestamp;
use pages::live::{self, Access, address};
use pages::tables::{panel_table, panels_table};

use super::admit::turned_away;
use super::asked::{Asked, Form};
use super::paging::{Page, with_next};
use super::shown::Shown;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::questions::Known;

/// Their addresses.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/panels", get(panels)).route("/panels/{panel}", get(panel))
}

/// Who reads, and for what panels are open now: what was opened once and is so no longer is not read on, also of a day on which it was.
struct Reading {
    readers: Readers,
    supply: Arc<Supply>,
    address: Uri,
    wanted: Wanted,
}

impl Reading {
    /// Leads somebody to where one signs in for whom there is nothing.
    fn nothing(&self) -> Option<Response> {
        (self.readers == Readers::Anybody).then(|| turned_away(&self.address, self.wanted))
    }

    /// By what answers are told apart: those for anybody are others.
    fn tag(&self) -> Option<String> {
        Some(if self.readers == Readers::Known { "known" } else { "anybody" }.to_owned())
    }
}

impl FromRequestParts<Shown> for Reading {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, shown: &Shown) -> Result<Self, Infallible> {
        let is_known = parts.extensions.get::<Who>().is_some_and(|who| who.account().is_some());
        let may_read = is_known || shown.access_control.lets_anybody_read().unwrap_or(false);
        let readers = if may_read { Readers::Known } else { Readers::Anybody };
        let supply = shown.picture().map(|picture| Arc::clone(&picture.supply)).unwrap_or_default();
        Ok(Self { readers, supply, address: parts.uri.clone(), wanted: Wanted::of(parts) })
    }
}

async fn panels(State(shown): State<Shown>, reading: Reading, asked: Asked) -> Response {
    let asked = asked.of_reader(reading.tag());
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, records, .. } = known;
        form.read(records.receipts(picture.position, |book| {
            let readers = reading.readers;
            let received = &mut first_received(book);
            let all = Panel::all(known.engine, (&reading.supply, readers), picture.day, received);
            if let Some(nothing) = reading.nothing().filter(|_| all.is_empty()) {
                return Ok(Some(nothing));
            }
            Ok(Some(form.or_table(
                || WirePanels::of(&all, program, (picture.as_at, picture.position)),
                || live::panels(picture, &all, program, (readers, access)),
                || panels_table(&all, program),
            )))
        }))
    };
    shown.follow(asked, find).await
}

async fn panel(
    State(shown): State<Shown>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    page: Page,
    reading: Reading,
    asked: Asked,
) -> Response {
    let asked = asked.of_reader(reading.tag());
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, records, .. } = known;
        let (voice, readers) = (VoiceId::new(&*id), reading.readers);
        form.read(records.receipts(picture.position, |book| {
            let received = &mut first_received(book);
            let found = Panel::of(known.engine, &voice, (&reading.supply, readers), picture.day, received);
            let Some(panel) = found else { return Ok(reading.nothing()) };
            let (listed, next) = page.of_list(&panel.figures);
            let further = next.map(|next| page.behind(&address::panel(&voice), raw.as_deref(), next));
            let at = (picture.as_at, picture.position);
            let answer = form.or_table(
                || WirePanel::of(&panel, (listed, next), (program, readers), at),
                || live::panel(picture, (&panel, listed, further.clone()), program, (readers, access)),
                || panel_table(listed, program, (readers, picture.day)),
            );
            Ok(Some(with_next(answer, further.as_deref(), reading.wanted)))
        }))
    };
    shown.follow(asked, find).await
}

/// When files were received first. Many figures came in one file.
fn first_received(book: &mut ReceiptBook) -> impl FnMut(&SourceFile) -> Option<Timestamp> {
    let mut known: BTreeMap<String, Option<Timestamp>> = BTreeMap::new();
    move |file| {
        let found = known.get(&file.hash).copied();
        found.unwrap_or_else(|| {
            let received = book.first_received(&file.hash).unwrap_or_else(|error| {
                tracing::error!(%error, "it cannot be told when a file was received");
                None
            });
            known.insert(file.hash.clone(), received);
            received
        })
    }
}
