//! What people say of figures: `GET /panels` and `/panels/{panel}`. Anyone may read what a panel was opened for; whoever is not known and asks for more is led to where one signs in, whether or
//! not there is more.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use app::due::Supply;
use app::panels::{OpenNow, Panel, Reader, Readers, Told, WirePanel, WirePanels};
use app::published::Picture;
use app::receipt_book::ReceiptBook;
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{FromRequestParts, Path, RawQuery, State};
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use engine::model::{SourceFile, VoiceId};
use jiff::Timestamp;
use jiff::civil::Date;
use pages::live::{self, Access, address};
use pages::tables::{panel_table, panels_table};

use super::admit::turned_away;
use super::asked::{Asked, Form};
use super::paging::{Page, with_next};
use super::refusal::Refusal;
use super::shown::Shown;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::questions::{Known, Unanswered};

/// Their addresses.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/panels", get(panels)).route("/panels/{panel}", get(panel))
}

/// Who reads, and for what panels are open now: what was opened once and is so no longer is not read on, also of a day on which it was.
struct Reading {
    readers: Readers,
    supply: Arc<Supply>,
    /// What anybody may read now, where anybody asks for a day that is over.
    open_now: Option<OpenNow>,
    /// The day on which it is read; none before anything is shown.
    today: Option<Date>,
    /// The tags of the answers that whoever asks has already.
    tags: Option<String>,
    address: Uri,
    wanted: Wanted,
}

impl Reading {
    /// Leads somebody to where one signs in for whom there is nothing.
    fn nothing(&self) -> Option<Response> {
        (self.readers == Readers::Anybody).then(|| turned_away(&self.address, self.wanted))
    }

    /// What is asked, by a tag that tells whoever is known from anybody, who is told by a tag of what is shown.
    fn asked(&self, asked: Asked) -> Asked {
        match self.readers {
            Readers::Known => asked.of_reader(Some("known".to_owned())),
            Readers::Anybody => asked.of_reader(Some("anybody".to_owned())).anew(),
        }
    }

    fn reader(&self) -> Reader<'_> {
        Reader { readers: self.readers, supply: &self.supply, open_now: self.open_now.as_ref() }
    }

    fn told(&self, picture: &Picture) -> Told {
        let today = self.today.map_or(picture.day, |today| today.max(picture.day));
        Told { day: picture.day, today }
    }

    /// The same for the day that is asked about: of one that is over nobody reads what is closed to him now.
    async fn of_day(self, shown: &Shown, asked: &Asked) -> Result<Arc<Self>, Unanswered> {
        let (Readers::Anybody, Ok(Some(_))) = (self.readers, asked.day()) else { return Ok(Arc::new(self)) };
        let supply = Arc::clone(&self.supply);
        let open = shown.questions.ask(move |known| OpenNow::of(known.engine, &supply)).await?;
        Ok(Arc::new(Self { open_now: Some(open), ..self }))
    }

    /// The answer, for anybody by a tag of what it shows: the usual one would tell how much the project records.
    async fn tagged(&self, answer: Response) -> Response {
        if self.readers == Readers::Known {
            return answer;
        }
        let (mut head, body) = answer.into_parts();
        head.headers.remove(ETAG);
        if head.status != StatusCode::OK {
            return Response::from_parts(head, body);
        }
        let Ok(shown) = to_bytes(body, usize::MAX).await else { return Refusal::Broken.answer(self.wanted) };
        let tag = format!("\"{}\"", blake3::hash(&shown).to_hex());
        let mut known = self.tags.as_deref().unwrap_or_default().split(',');
        if known.any(|one| one.trim() == tag) {
            return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
        }
        head.headers.extend(HeaderValue::from_str(&tag).ok().map(|tag| (ETAG, tag)));
        Response::from_parts(head, shown.into())
    }
}

impl FromRequestParts<Shown> for Reading {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, shown: &Shown) -> Result<Self, Infallible> {
        let who = parts.extensions.get::<Who>();
        let may_read = who.is_some_and(|who| shown.access_control.lets_read(who));
        let readers = if may_read { Readers::Known } else { Readers::Anybody };
        let picture = shown.picture();
        let today = picture.as_ref().map(|picture| picture.day);
        let supply = picture.map(|picture| Arc::clone(&picture.supply)).unwrap_or_default();
        let tags = parts.headers.get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).map(str::to_owned);
        let (address, wanted) = (parts.uri.clone(), Wanted::of(parts));
        Ok(Self { readers, supply, open_now: None, today, tags, address, wanted })
    }
}

/// What is asked of panels, and for whom it is read.
struct PanelAsked {
    reading: Arc<Reading>,
    asked: Asked,
}

impl FromRequestParts<Shown> for PanelAsked {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shown: &Shown) -> Result<Self, Response> {
        let Ok(reading) = Reading::from_request_parts(parts, shown).await;
        let Ok(asked) = Asked::from_request_parts(parts, shown).await;
        let reading = reading.of_day(shown, &asked).await;
        let reading = reading.map_err(|unanswered| asked.refuse(unanswered.into()))?;
        let asked = reading.asked(asked);
        Ok(Self { reading, asked })
    }
}

async fn panels(State(shown): State<Shown>, PanelAsked { reading, asked }: PanelAsked) -> Response {
    let read = Arc::clone(&reading);
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, records, .. } = known;
        form.read(records.receipts(picture.position, |book| {
            let readers = read.readers;
            let received = &mut first_received(book);
            let all = Panel::all(known.engine, read.reader(), read.told(picture), received);
            if let Some(nothing) = read.nothing().filter(|_| all.is_empty()) {
                return Ok(Some(nothing));
            }
            Ok(Some(form.or_table(
                || WirePanels::of(&all, (program, readers), (picture.as_at, picture.position)),
                || live::panels(picture, &all, program, (readers, access)),
                || panels_table(&all, program),
            )))
        }))
    };
    reading.tagged(shown.follow(asked, find).await).await
}

async fn panel(
    State(shown): State<Shown>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    page: Page,
    PanelAsked { reading, asked }: PanelAsked,
) -> Response {
    let read = Arc::clone(&reading);
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, records, .. } = known;
        let (voice, readers) = (VoiceId::new(&*id), read.readers);
        form.read(records.receipts(picture.position, |book| {
            let received = &mut first_received(book);
            let found = Panel::of(known.engine, &voice, read.reader(), read.told(picture), received);
            let Some(panel) = found else { return Ok(read.nothing()) };
            let (listed, next) = page.of_list(&panel.figures);
            let further = next.map(|next| page.behind(&address::panel(&voice), raw.as_deref(), next));
            let at = (picture.as_at, picture.position);
            let answer = form.or_table(
                || WirePanel::of(&panel, (listed, next), (program, readers), at),
                || live::panel(picture, (&panel, listed, further.clone()), program, (readers, access)),
                || panel_table(listed, program, readers),
            );
            Ok(Some(with_next(answer, further.as_deref(), read.wanted)))
        }))
    };
    reading.tagged(shown.follow(asked, find).await).await
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
