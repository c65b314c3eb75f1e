//! Opening a ledger: to write it, as its only writer, or to ask it, also where it may only be read.
//!
//! Nothing is begun anew where something was written before: the head file says so.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::head::{self, HeadFile, Kept};
use super::lock::lock_beside;
use super::place::{self, Copy};
use super::rows::Rows;
use super::schema::{self, Found, Layout};
use super::store::SqliteStore;
use super::writer::Writer;
use crate::stores::batch::KnownTexts;
use crate::stores::chain::Head;
use crate::stores::fault::Ledger;
use crate::stores::salts::Salts;
use crate::stores::store::StoreError;

impl SqliteStore {
    /// Opens the ledger at `path` as its only writer; the folder and the file are made where they are missing.
    ///
    /// # Errors
    /// Another process holds it, or it cannot be used.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_within(path, Duration::ZERO)
    }

    /// The same, waiting a while for another process that holds it.
    ///
    /// # Errors
    /// Another process holds it all that while, or it cannot be used.
    pub fn open_within(path: &Path, patience: Duration) -> Result<Self, StoreError> {
        let ledger = Ledger::at(&path.display());
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| ledger.folder_fault(&error))?;
        }
        let lock = lock_beside(path, &ledger, patience)?;
        let kept = kept_head(path, &ledger)?;
        check_is_there(path, &kept, &ledger)?;
        let file = place::private().truncate(false).open(path).map_err(|_| ledger.unopenable())?;
        let lock = lock.and_itself(file, &ledger)?;
        let mut connection =
            connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, &ledger)?;
        let found = schema::identify(&connection, &ledger)?;
        let ledger = of_its_version(&connection, ledger)?;
        ledger.check_version()?;
        schema::make_durable(&connection, &ledger)?;
        // One of an older layout stays as it is until something is written to it.
        let layout = match found {
            Found::Nothing => {
                schema::create(&mut connection, &ledger)?;
                Layout::Current
            }
            Found::Ledger(layout) => layout,
        };
        let head = Rows { connection: &connection, ledger: &ledger, layout }.head()?;
        check_head(&connection, layout, &kept, &head, &ledger)?;
        let head_file = if layout.is_chained() { take_up_head(path, &kept, &head) } else { None };
        let writer = Writer::new(path, lock, head_file, &ledger)?;
        let (texts, salts) = (KnownTexts::default(), Salts::default());
        Ok(Self { connection, ledger, layout, head, texts, salts, writer: Some(writer), copy: None })
    }

    /// Opens the ledger at `path` for questions, also while another process writes to it, and where nothing may be written. None
    /// where there is none.
    ///
    /// # Errors
    /// It cannot be used.
    pub fn open_read_only(path: &Path) -> Result<Option<Self>, StoreError> {
        let ledger = Ledger::at(&path.display());
        // First the head, then the ledger: whoever writes beside meanwhile makes the head older, never newer.
        let kept = kept_head(path, &ledger)?;
        check_is_there(path, &kept, &ledger)?;
        match path.try_exists() {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => return Err(ledger.unavailable(error.to_string())),
        }
        let (connection, found, copy) = look_into(path, &ledger)?;
        schema::forbid_writing(&connection, &ledger)?;
        let Found::Ledger(layout) = found else { return Ok(None) };
        let ledger = of_its_version(&connection, ledger)?;
        let head = Rows { connection: &connection, ledger: &ledger, layout }.head()?;
        check_head(&connection, layout, &kept, &head, &ledger)?;
        let (texts, salts) = (KnownTexts::default(), Salts::default());
        Ok(Some(Self { connection, ledger, layout, head, texts, salts, writer: None, copy }))
    }
}

/// The same with which version of Remit wrote it.
fn of_its_version(connection: &Connection, ledger: Ledger) -> Result<Ledger, StoreError> {
    let found = schema::written_by(connection).map_err(|error| ledger.fault(&error))?;
    Ok(ledger.written_by(found.as_deref()))
}

/// Opens a ledger for questions in whichever way the rights to its files allow.
fn look_into(path: &Path, ledger: &Ledger) -> Result<(Connection, Found, Option<Copy>), StoreError> {
    // A connection that may only read would leave the files of the write-ahead log behind when it closes.
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, ledger)?;
    match schema::identify(&connection, ledger) {
        Ok(found) => Ok((connection, found, None)),
        Err(error) if may_only_be_read(&connection) => look_into_unwritable(path, ledger).map_err(|_| error),
        Err(error) => Err(error),
    }
}

/// Whether SQLite fails because the files or their folder may not be written.
fn may_only_be_read(connection: &Connection) -> bool {
    let asked = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, u32>(0));
    let code = asked.err().and_then(|error| error.sqlite_error_code());
    matches!(code, Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied))
}

/// Opens a ledger whose folder takes no files beside it, as SQLite would need them. Where a write-ahead log stands
/// there, both are copied to where they may be written.
pub(super) fn look_into_unwritable(
    path: &Path,
    ledger: &Ledger,
) -> Result<(Connection, Found, Option<Copy>), StoreError> {
    let log = place::beside(path, "-wal");
    let has_log = fs::metadata(&log).is_ok_and(|log| log.len() > 0);
    let (connection, copy) = if has_log {
        let (copied, copy) = place::copy_away(path, &log).map_err(|_| ledger.unopenable())?;
        (connect(&copied, OpenFlags::SQLITE_OPEN_READ_WRITE, ledger)?, Some(copy))
    } else {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        (connect(Path::new(&immutable(path)), flags, ledger)?, None)
    };
    let found = schema::identify(&connection, ledger)?;
    Ok((connection, found, copy))
}

/// The address under which SQLite takes a file as one that nobody changes.
fn immutable(path: &Path) -> String {
    let path = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?immutable=1")
}

pub(super) fn connect(path: &Path, flags: OpenFlags, ledger: &Ledger) -> Result<Connection, StoreError> {
    Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| ledger.fault(&error))
}

pub(super) fn kept_head(path: &Path, ledger: &Ledger) -> Result<Kept, StoreError> {
    head::read(path)
        .map_err(|error| ledger.unavailable(format!("its head file cannot be read ({})", error.kind())))
}

/// Looks before SQLite does, which would make a new database of nothing.
fn check_is_there(path: &Path, kept: &Kept, ledger: &Ledger) -> Result<(), StoreError> {
    let Kept::Head(Head { position: written_to @ 1.., .. }) = kept else { return Ok(()) };
    match fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(ledger.emptied("its file is gone", *written_to))
        }
        Ok(found) if found.len() == 0 => Err(ledger.emptied("its file is empty", *written_to)),
        _ => Ok(()),
    }
}

/// Whether the ledger still holds what stood at its end when it was last written.
fn check_head(
    connection: &Connection,
    layout: Layout,
    kept: &Kept,
    head: &Head,
    ledger: &Ledger,
) -> Result<(), StoreError> {
    let Kept::Head(kept) = kept else { return Ok(()) };
    if kept.position > head.position {
        return Err(ledger.cut_off(head.position, kept.position));
    }
    if !layout.is_chained() || kept.position == 0 {
        return Ok(());
    }
    match (Rows { connection, ledger, layout }).link_of(kept.position)? {
        Some(link) if link == kept.hash => Ok(()),
        _ => Err(ledger.damaged(format!(
            "the batch of entries that ends at position {} is not the one that was written there",
            kept.position
        ))),
    }
}

/// Goes on with the head file, or begins it. A ledger without one is as good as ever, but for its end.
fn take_up_head(path: &Path, kept: &Kept, head: &Head) -> Option<HeadFile> {
    let file = head::path_beside(path);
    if *kept != Kept::Head(*head) && !matches!(kept, Kept::Head(_)) && head.position > 0 {
        let what = if *kept == Kept::Nothing { "missing" } else { "damaged" };
        tracing::warn!(
            "{} is {what}, so that nobody can tell whether entries are missing at the end of the ledger; it is begun anew at position {}",
            file.display(),
            head.position
        );
    }
    let taken_up = match kept {
        Kept::Head(kept) => HeadFile::go_on(path).and_then(|mut file| {
            if kept != head {
                file.note(head)?;
            }
            Ok(file)
        }),
        Kept::Nothing | Kept::Damaged => HeadFile::begin(path, head),
    };
    taken_up
        .inspect_err(|error| {
            tracing::warn!(%error, "the head file {} cannot be written, so that an end that is cut off may go unseen", file.display());
        })
        .ok()
}
