//! The whole ledger piece by piece, with its checkpoints, for whoever works it out again: `GET /audit/proof`; and the checkpoints alone as a feed, for
//! whoever keeps them: `GET /audit/checkpoints.atom`.

use std::path::Path;

use app::project;
use app::proof::{NoteFile, Piece, published, read_folder};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use ledger::entry::Position;
use pages::checkpoint_feed::checkpoint_feed;
use pages::live::Access;
use plugins::accounts::Permission;
use plugins::settings::CheckpointSettings;
use serde::Serialize;

use super::asked::{Asked, Form};
use super::paging::Page;
use super::preconditions::may_see;
use super::shown::Shown;
use crate::access_control::Who;
use crate::questions::Known;

/// Their addresses.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/audit/proof", get(proof)).route("/audit/checkpoints.atom", get(feed))
}

/// A part of the ledger.
#[derive(Serialize)]
struct WirePiece {
    /// As `remit prove` packs it, in Base64.
    proof: String,
    /// Behind which entry the next part goes on; left out of the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<Position>,
    /// The checkpoints that were published; left out of all but the last part.
    #[serde(skip_serializing_if = "Option::is_none")]
    checkpoints: Option<Vec<WireNote>>,
}

/// A checkpoint that was published.
#[derive(Serialize)]
struct WireNote {
    name: String,
    note: String,
}

async fn proof(
    State(shown): State<Shown>,
    Extension(who): Extension<Who>,
    page: Page,
    asked: Asked,
) -> Response {
    if let Err(refusal) = may_see(&who, Permission::Audit) {
        return asked.refuse(refusal);
    }
    let dir = shown.dir.clone();
    let find = move |known: Known<'_>, form: Form, _: Access| {
        let Known { picture, records, .. } = known;
        let after = page.after.unwrap_or_default();
        form.read(records.piece(after, picture.position).map(|piece| {
            let Piece { bundle, next } = piece?;
            let checkpoints = next.is_none().then(|| checkpoints(&dir));
            Some(Json(WirePiece { proof: bundle.encode_text(), next, checkpoints }).into_response())
        }))
    };
    shown.follow_now(asked, find).await
}

async fn feed(State(shown): State<Shown>, Extension(who): Extension<Who>, asked: Asked) -> Response {
    if let Err(refusal) = may_see(&who, Permission::Audit) {
        return asked.refuse(refusal);
    }
    let dir = shown.dir.clone();
    let find = move |known: Known<'_>, _: Form, _: Access| {
        let (_, settings) = project::checkpoint_settings(&dir).ok()?;
        let CheckpointSettings { origin, folder, .. } = settings?;
        let published = published(&folder).unwrap_or_else(|error| {
            tracing::error!(%error, "the checkpoints cannot be handed out");
            Vec::new()
        });
        let text = checkpoint_feed(&known.picture.title, &origin, &published);
        Some(([(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response())
    };
    shown.follow_now(asked, find).await
}

/// The checkpoints of a project. Where they cannot be read, whoever verifies finds none, and says so.
fn checkpoints(dir: &Path) -> Vec<WireNote> {
    let Ok((_, Some(settings))) = project::checkpoint_settings(dir) else { return Vec::new() };
    let notes = read_folder(&settings.folder).unwrap_or_else(|error| {
        tracing::error!(%error, "the checkpoints cannot be handed out");
        Vec::new()
    });
    let wire = |NoteFile { file, note, .. }: &NoteFile| WireNote {
        name: file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        note: note.to_string(),
    };
    notes.iter().map(wire).collect()
}
