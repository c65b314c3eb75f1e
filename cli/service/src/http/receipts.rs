//! Feeds and the files that came by them: `GET /feeds`, `/feeds/FEED`, `/reports/HASH`, and what a file holds, for those who may see that.

use app::receipt_book::{ReportedContent, WireFeed, WireFeeds, WireReported};
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use engine::model::FeedId;
use jiff::Timestamp;
use pages::live::{self, Access, address};
use pages::tables::{feeds_table, receipts_table, report_table};
use plugins::accounts::Permission;
use plugins::files::{Links, read_bounded};
use plugins::readers::ReadContext;

use super::asked::{Asked, Form};
use super::paging::{Page, with_next};
use super::refusal::Refusal;
use super::shown::Shown;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::questions::Known;

/// What is larger is not sent.
const LARGEST: u64 = 64 << 20;

/// Their addresses.
pub(super) fn routes() -> Router<Shown> {
    Router::new()
        .route("/feeds", get(feeds))
        .route("/feeds/{feed}", get(feed))
        .route("/reports/{hash}", get(report))
        .route("/reports/{hash}/content", get(content))
}

async fn feeds(State(shown): State<Shown>, asked: Asked) -> Response {
    let find = |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, records, .. } = known;
        form.read(records.receipts(picture.position, |book| {
            let feeds = book.feeds(&picture.supply);
            Ok(Some(form.or_table(
                || WireFeeds::of(&feeds),
                || live::feeds(picture, &feeds, program, access),
                || feeds_table(&feeds),
            )))
        }))
    };
    shown.follow_now(asked, find).await
}

async fn feed(
    State(shown): State<Shown>,
    Path(id): Path<String>,
    page: Page,
    wanted: Wanted,
    asked: Asked,
) -> Response {
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, records, .. } = known;
        form.read(records.receipts(picture.position, |book| {
            let Some(feed) = book.feed(&picture.supply, &id, page.after, page.limit) else { return Ok(None) };
            let older = feed.next.map(|next| page.next(&address::feed(&FeedId::new(&*id)), next));
            let answer = form.or_table(
                || WireFeed::of(&feed),
                || live::feed(picture, (&feed, older.clone()), program, access),
                || receipts_table(&feed),
            );
            Ok(Some(with_next(answer, older.as_deref(), wanted)))
        }))
    };
    shown.follow_now(asked, find).await
}

async fn report(
    State(shown): State<Shown>,
    Extension(who): Extension<Who>,
    Path(hash): Path<String>,
    asked: Asked,
) -> Response {
    let shown_to = shown.access;
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, records, .. } = known;
        form.read(records.receipts(picture.position, |book| {
            let Some(report) = book.report(&hash)? else { return Ok(None) };
            let content = may_see_content(shown_to, &who, &report).then(|| address::content(&hash));
            Ok(Some(form.or_table(
                || WireReported::of(&report, content.clone()),
                || live::report(picture, (&report, content.clone()), program, access),
                || report_table(&report, program),
            )))
        }))
    };
    // Not everybody is shown the same, so that nobody is told that what he was shown as somebody else still stands.
    shown.follow_now(asked.anew(), find).await
}

/// Whether somebody may see what a file holds: it may hold more than any page shows.
fn may_see_content(shown_to: Access, who: &Who, report: &ReportedContent) -> bool {
    match who {
        Who::Known(account, _) => {
            let mut senders = report.receipts.iter().filter_map(|reported| reported.account.as_ref());
            account.role.may(Permission::Audit) || senders.any(|sender| *sender == account.id)
        }
        Who::NobodyYet => shown_to == Access::Machine,
        Who::Nobody => false,
    }
}

/// What a file holds, word for word, where it is still as it was received.
async fn content(
    State(shown): State<Shown>,
    Extension(who): Extension<Who>,
    Path(hash): Path<String>,
    wanted: Wanted,
) -> Response {
    let wanted_hash = hash.clone();
    let find = move |known: Known<'_>| {
        known.records.receipts(known.picture.position, |book| book.report(&wanted_hash))
    };
    let report = match shown.questions.ask(find).await {
        Ok(Ok(Some(report))) => report,
        Ok(Ok(None)) => return Refusal::NotFound.answer(wanted),
        Ok(Err(error)) => {
            tracing::error!(%error, "the ledger cannot be read");
            return Refusal::Broken.answer(wanted);
        }
        Err(unanswered) => return Refusal::from(unanswered).answer(wanted),
    };
    if !may_see_content(shown.access, &who, &report) {
        return Refusal::NotAllowed.answer(wanted);
    }
    let Some(intake) = shown.tasks.intake() else { return Refusal::Busy.answer(wanted) };
    let read = tokio::task::spawn_blocking(move || {
        let mut paths = report.receipts.iter().map(|reported| &*reported.receipt.file.path);
        paths.find_map(|path| {
            let place = intake.project.join(path);
            // The ledger may tell of feeds that are declared no longer.
            let feed = intake.feeds.iter().find(|feed| feed.takes(&intake.project, &place))?;
            let bytes = read_bounded(&place, LARGEST, Links::Refused).ok()?;
            let is_as_received = blake3::hash(&bytes).to_hex().as_str() == report.hash;
            let context = ReadContext { catalogue: &intake.program.catalogue, received: Timestamp::now() };
            let is_held = is_as_received && feed.holds_rows_back(&intake.project, &place, &bytes, &context);
            is_as_received.then(|| (path.to_owned(), (!is_held).then_some(bytes)))
        })
    });
    match read.await {
        Ok(Some((path, Some(bytes)))) => as_file(&path, bytes),
        // Some of its rows are under embargo, for whoever asks.
        Ok(Some((_, None))) => Refusal::NotAllowed.answer(wanted),
        Ok(None) => Refusal::NotKept.answer(wanted),
        Err(_) => Refusal::Broken.answer(wanted),
    }
}

/// A file to be saved: no browser shows it as a page of this service.
pub(super) fn as_file(path: &str, bytes: Vec<u8>) -> Response {
    let name = path.rsplit('/').next().unwrap_or(path);
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || "-_.".contains(letter) { letter } else { '_' })
        .collect();
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{plain}\""));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let head = [
        (CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (head, bytes).into_response()
}
