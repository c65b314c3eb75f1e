//! The page that a board prints, of the moment of a picture: the same as `remit docs --pack` writes.

use app::published::Picture;
use engine::Engine;
use engine::model::MissionId;
use words::judged_by::JudgedBy;

use super::PageError;
use crate::catalogue::pack_at;

/// What a browser may do with the page: show it with the style that stands in it, and nothing else.
pub const PACK_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The pack of a mission.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn board_pack(picture: &Picture, mission: &MissionId, engine: &Engine) -> Result<String, PageError> {
    let told = picture.told_as_at.strip_prefix("as at ").unwrap_or(&picture.told_as_at).to_owned();
    let pack = pack_at(&picture.title, (engine, JudgedBy::Written), mission, (picture.day, told))?;
    Ok(pack.unwrap_or_default())
}
