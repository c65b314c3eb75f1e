//! A feed: which files of its folder are its own, and the reading of one of them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use engine::model::{Edition, Load, Sheets, SourceFile};
use globset::GlobMatcher;
use jiff::{Timestamp, ZonedDateTime};

use super::fault::FeedError;
use super::format::FeedFormat;
use super::receipt::ENDINGS;
use super::settings::FeedSettings;
use crate::files::{Links, NameMark, is_transient, path_within, read_bounded};
use crate::readers::{ReadContext, Reader, Reading, TakenOut, VintageFrom};

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 512 << 20;

/// A folder with the reader for its files.
pub struct Feed {
    settings: FeedSettings,
    files: GlobMatcher,
    /// How many folders of its own folder stand around each of its files.
    depth: usize,
    reader: Box<dyn Reader>,
    /// Of what it was told.
    revision: String,
}

impl Feed {
    /// The feed that these settings describe.
    pub fn new(settings: FeedSettings) -> Self {
        let reader = settings.format.reader(&settings.layout);
        let revision = blake3::hash(settings.declared.as_bytes()).to_hex().to_string();
        let depth = settings.files.glob().matches('/').count();
        Self { files: settings.files.compile_matcher(), depth, reader, settings, revision }
    }

    /// Which revision a file is by its name: as the feed's own pattern says, or else by its mark. A name that is not like the pattern is
    /// refused by whoever reads the file.
    fn revision_in_name(&self, name: &str) -> u8 {
        let by_pattern = match &self.settings.layout.vintage {
            VintageFrom::NamePattern(pattern) => pattern.read(name).ok().and_then(|says| says.revision),
            _ => None,
        };
        by_pattern.unwrap_or_else(|| NameMark::of(name).revision)
    }

    /// Until when nothing of a file may be told, as its name says, or that of another file of its release: a part of a release would say that the
    /// others are taken out. None where it may be told now. What counts is the clock of the machine, also where the ledger is ahead of it.
    pub fn embargo(&self, project: &Path, path: &Path, now: Timestamp) -> Option<ZonedDateTime> {
        let VintageFrom::NamePattern(pattern) = &self.settings.layout.vintage else { return None };
        if !pattern.may_tell_embargo() {
            return None;
        }
        let beside = self.of_release(project, path);
        let all = beside.iter().map(PathBuf::as_path).chain([path]);
        let all = all.filter_map(|path| self.embargo_in_name(project, path));
        all.max_by_key(ZonedDateTime::timestamp).filter(|until| now.min(Timestamp::now()) < until.timestamp())
    }

    /// Until when nothing of a file may be told by its own name.
    pub fn embargo_in_name(&self, project: &Path, path: &Path) -> Option<ZonedDateTime> {
        let VintageFrom::NamePattern(pattern) = &self.settings.layout.vintage else { return None };
        let until = pattern.embargo(&path_within(project, path))?;
        until.to_zoned_datetime(self.settings.layout.time_zone.clone()).ok()
    }

    /// The files of the release that a file is part of, as far as they are there; none where each file stands alone.
    fn of_release(&self, project: &Path, path: &Path) -> Vec<PathBuf> {
        let folder = self.release_folder(path).and_then(|folder| fs::read_dir(folder).ok());
        let files = folder.into_iter().flatten().flatten().map(|entry| entry.path());
        files.filter(|file| self.takes(project, file)).collect()
    }

    fn check_embargo(&self, project: &Path, path: &Path, now: Timestamp) -> Result<(), FeedError> {
        match self.embargo(project, path, now) {
            Some(until) => Err(FeedError::UnderEmbargo { path: path_within(project, path), until }),
            None => Ok(()),
        }
    }

    /// Another one where it was told anything else.
    pub fn revision(&self) -> &str {
        &self.revision
    }

    /// What it was told.
    pub fn settings(&self) -> &FeedSettings {
        &self.settings
    }

    pub fn folder(&self, project: &Path) -> PathBuf {
        project.join(&self.settings.folder)
    }

    /// Whether a file is this feed's own, by its folder and its name.
    pub fn takes(&self, project: &Path, path: &Path) -> bool {
        let Ok(inside) = path.strip_prefix(self.folder(project)) else { return false };
        let is_transient = || inside.components().any(|part| is_transient(Path::new(part.as_os_str())));
        let is_receipt = |name: &OsStr| ENDINGS.iter().any(|end| name.to_string_lossy().ends_with(end));
        let is_there = inside.components().count() == self.depth + 1 && self.files.is_match(inside);
        is_there && !is_transient() && !path.file_name().is_some_and(is_receipt)
    }

    /// Its files in the order of their names. An empty folder is no fault.
    ///
    /// # Errors
    /// The folder does not exist, or cannot be listed.
    pub fn files(&self, project: &Path) -> Result<Vec<PathBuf>, FeedError> {
        let unreadable = |error: &io::Error| {
            let (feed, folder) = (self.settings.id.clone(), self.settings.folder.clone());
            match error.kind() {
                io::ErrorKind::NotFound => FeedError::MissingFolder { feed, folder },
                _ => FeedError::UnreadableFolder { feed, folder, reason: error.to_string() },
            }
        };
        self.check_place(project).map_err(|error| error.unwrap_or_else(|error| unreadable(&error)))?;
        let mut files = Vec::new();
        let own = self.folder(project);
        for folder in self.folders(project) {
            let entries = match fs::read_dir(&folder) {
                // A folder inside it may go away meanwhile.
                Err(_) if folder != own => continue,
                entries => entries.map_err(|error| unreadable(&error))?,
            };
            for entry in entries {
                let entry = entry.map_err(|error| unreadable(&error))?;
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                if !is_folder && self.takes(project, &entry.path()) {
                    files.push(entry.path());
                }
            }
        }
        files.sort();
        Ok(files)
    }

    /// Its folder, and those inside it in which its files may stand. A link is no folder: it may lead anywhere.
    pub fn folders(&self, project: &Path) -> Vec<PathBuf> {
        let mut level = vec![self.folder(project)];
        let mut all = level.clone();
        for _ in 0..self.depth {
            let inside = level.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
            let folders = inside.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
            let mut next: Vec<_> =
                folders.map(|entry| entry.path()).filter(|path| !is_transient(path)).collect();
            next.sort();
            all.extend(next.iter().cloned());
            level = next;
        }
        all
    }

    /// The folder of the release that a file is part of, where releases say everything and several files make one up.
    pub fn release_folder<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        let is_told = self.depth > 0 && self.settings.taken_out == TakenOut::WithdrawnByRelease;
        path.parent().filter(|_| is_told)
    }

    /// The release that a file is, or is part of, where releases say everything.
    fn release(&self, project: &Path, path: &Path) -> Option<String> {
        let is_told = self.settings.taken_out == TakenOut::WithdrawnByRelease;
        is_told.then(|| path_within(project, self.release_folder(path).unwrap_or(path)))
    }

    /// A folder that is a link may lead anywhere: whoever may write into the project could have anything read that Remit may
    /// read.
    fn check_place(&self, project: &Path) -> Result<(), Result<FeedError, io::Error>> {
        let home = project.canonicalize().map_err(Err)?;
        if self.folder(project).canonicalize().map_err(Err)?.starts_with(home) {
            return Ok(());
        }
        let (feed, folder) = (self.settings.id.clone(), self.settings.folder.clone());
        Err(Ok(FeedError::LeadsOut { feed, folder }))
    }

    /// Why its folder may not be read, where it leads out of the project. A folder that is not there may come yet.
    pub fn misplaced(&self, project: &Path) -> Option<FeedError> {
        self.check_place(project).err()?.ok()
    }

    /// Reads one file.
    ///
    /// # Errors
    /// The file cannot be had, or nothing in it can be used.
    pub fn read_file(
        &self,
        project: &Path,
        path: &Path,
        context: &ReadContext<'_>,
    ) -> Result<(Arc<SourceFile>, Reading), FeedError> {
        self.check_embargo(project, path, context.received)?;
        let name = path_within(project, path);
        self.check_place(project)
            .map_err(|error| error.unwrap_or_else(|error| FeedError::of_file(&name, error.into())))?;
        self.open_and_read(project, path, context)
    }

    /// Reads a file that stands elsewhere as one of its own. Whoever calls it has looked where that is.
    ///
    /// # Errors
    /// The file cannot be had, or nothing in it can be used.
    pub fn read_elsewhere(
        &self,
        project: &Path,
        path: &Path,
        context: &ReadContext<'_>,
    ) -> Result<(Arc<SourceFile>, Reading), FeedError> {
        self.check_embargo(project, path, context.received)?;
        self.open_and_read(project, path, context)
    }

    /// Reads what one file holds, or would hold if it stood there.
    ///
    /// # Errors
    /// Nothing in it can be used.
    pub fn read_bytes(
        &self,
        project: &Path,
        path: &Path,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<(Arc<SourceFile>, Reading), FeedError> {
        self.check_embargo(project, path, context.received)?;
        self.read_content(project, path, bytes, context)
    }

    /// Whether a part of what a file holds may be told to nobody yet, as its rows say.
    pub fn holds_rows_back(
        &self,
        project: &Path,
        path: &Path,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> bool {
        let may_say = match &self.settings.format {
            FeedFormat::Known(_) => self.settings.layout.embargo.is_some(),
            FeedFormat::Script(_) => true,
        };
        may_say
            && self
                .read_bytes(project, path, bytes, context)
                .map_or(true, |(_, reading)| reading.held.is_some())
    }

    /// Opens and reads a file that was found to be under no embargo.
    fn open_and_read(
        &self,
        project: &Path,
        path: &Path,
        context: &ReadContext<'_>,
    ) -> Result<(Arc<SourceFile>, Reading), FeedError> {
        let bytes = read_bounded(path, LARGEST, Links::Refused)
            .map_err(|error| FeedError::of_file(&path_within(project, path), error))?;
        self.read_content(project, path, &bytes, context)
    }

    fn read_content(
        &self,
        project: &Path,
        path: &Path,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<(Arc<SourceFile>, Reading), FeedError> {
        let name = path_within(project, path);
        let hash = blake3::hash(bytes).to_hex().to_string();
        let release = self.release(project, path);
        let edition = Edition { revision: self.revision_in_name(&name), ..Edition::default() };
        let (feed, path, load) = (self.settings.id.clone(), name, Load::Later);
        let speaks_for = self.settings.speaks_for.clone();
        let sheets = Sheets::default();
        let file = Arc::new(SourceFile { feed, path, hash, load, edition, speaks_for, sheets });
        match self.reader.read_in(project, &file, bytes, context) {
            Ok(reading) => {
                let file = of_sheets(file, &reading.sheets);
                let taken_out = self.settings.taken_out;
                Ok((file, Reading { taken_out, release, ..reading }))
            }
            Err(error) => Err(FeedError::Read { file, error }),
        }
    }
}

/// The file with its sheets, where it is a workbook. Of a text it stays the one that its reports name.
fn of_sheets(file: Arc<SourceFile>, sheets: &Sheets) -> Arc<SourceFile> {
    if sheets.names().is_empty() {
        return file;
    }
    Arc::new(SourceFile { sheets: sheets.clone(), ..Arc::unwrap_or_clone(file) })
}
