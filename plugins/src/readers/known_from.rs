//! From when the figures of a file count as known where no column of its rows says so, and how settled its name says that they are.

use engine::model::{SourceFile, Status, Vintage};
use jiff::{SignedDuration, Timestamp};

use super::columns::{Columns, VintagePlace};
use super::file_fault::{FileFault, ReadError};
use super::file_name::vintage_in_name;
use super::reader::ReadContext;
use crate::files::NameMark;

/// What holds for every row of a file.
pub(super) fn known_from(
    columns: &Columns,
    file: &SourceFile,
    context: &ReadContext<'_>,
) -> Result<(Vintage, Status), ReadError> {
    let mut named = NameMark::of(&file.path).status;
    let vintage = match &columns.vintage {
        VintagePlace::Backfill | VintagePlace::Column(_) => Vintage::Backfill,
        VintagePlace::Received => Vintage::At(context.received),
        VintagePlace::FileName => vintage_in_name(&file.path)?,
        VintagePlace::NamePattern(pattern) => {
            let says = pattern.read(&file.path)?;
            named = says.status.or(named);
            says.vintage(&columns.time_zone)
        }
    };
    if !is_past(vintage, context.received) {
        let name = file.path.rsplit('/').next().unwrap_or(&file.path).to_owned();
        return Err(FileFault::FutureDateInName { name }.of_all());
    }
    Ok((vintage, named.unwrap_or(Status::Final)))
}

/// Whether a figure may have been published then: a day begins earlier in the east.
pub(super) fn is_past(vintage: Vintage, received: Timestamp) -> bool {
    let latest = received.saturating_add(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MAX);
    vintage.is_known_at(latest)
}
