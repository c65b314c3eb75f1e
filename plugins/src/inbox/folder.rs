//! The folder itself: requests go in whole, and leave only once they are on the ledger or refused.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use ledger::request::{self, Request};

use crate::files::{Links, ReadFileError, read_bounded};

use super::fault::{InboxError, RequestFault};

/// The name of the folder, beside the ledger.
const FOLDER: &str = "inbox";
/// Where it puts what cannot be carried out, each with its reason beside it.
const REFUSED: &str = "refused";
/// The longest name, in bytes, that is kept as it is. File systems take 255, and the reason's name is longer.
const LONGEST_NAME: usize = 200;
/// No request is larger; what is, is not read.
const LARGEST: u64 = 1 << 20;

/// The inbox of one ledger.
#[derive(Clone, Debug)]
pub struct Inbox {
    folder: PathBuf,
}

/// One file in the inbox.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Ticket {
    name: OsString,
}

/// A file that was taken up: a request, or why it is none.
pub type Taken = (Ticket, Result<Request, RequestFault>);

/// What became of a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RequestFate {
    /// Nobody took it up yet.
    Waiting,
    /// It was carried out.
    Done,
    /// It was not carried out, for this reason.
    Refused(String),
}

impl Inbox {
    /// The inbox beside a ledger.
    pub fn beside(ledger: &Path) -> Self {
        Self { folder: ledger.parent().unwrap_or(Path::new("")).join(FOLDER) }
    }

    /// Where it is, to be watched.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes the folder where it is missing, so that it can be watched.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn make(&self) -> Result<(), InboxError> {
        fs::create_dir_all(&self.folder).map_err(InboxError::at(&self.folder))
    }

    /// Puts a request in. It is on disk when this returns, and whole for whoever looks.
    ///
    /// # Errors
    /// It cannot be written, or is larger than a request may be; nothing is put in.
    pub fn put(&self, request: &Request) -> Result<Ticket, InboxError> {
        let bytes = request::write(request);
        let fault = InboxError::at(&self.folder);
        if !request::is_id(request.id()) {
            return Err(fault(io::Error::other("the request has no id that can stand in a file's name")));
        }
        if bytes.len() as u64 > LARGEST {
            return Err(fault(io::Error::other(format!("the request is larger than {LARGEST} bytes"))));
        }
        self.make()?;
        // Names sort by time, since every part of the moment is as wide as any other.
        let name = format!("{}-{}.json", request.at().strftime("%Y%m%dT%H%M%S.%9f"), request.id());
        let passing = self.folder.join(format!(".{name}.tmp"));
        write_durably(&passing, &bytes).map_err(&fault)?;
        fs::rename(&passing, self.folder.join(&name)).map_err(&fault)?;
        sync_folder(&self.folder).map_err(&fault)?;
        Ok(Ticket { name: name.into() })
    }

    /// Every request, in order of time. What is none is moved aside and reported with its name and fault; what cannot be
    /// moved is reported with both, and holds nothing up.
    ///
    /// # Errors
    /// The folder cannot be read. One that is missing is empty.
    pub fn take(&self) -> Result<Vec<Taken>, InboxError> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(InboxError::at(&self.folder)(error)),
        };
        let is_whole = |path: &PathBuf| {
            !crate::files::is_transient(path) && fs::symlink_metadata(path).is_ok_and(|found| !found.is_dir())
        };
        let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.retain(is_whole);
        files.sort();
        let taken = files.into_iter().filter_map(|path| {
            let ticket = Ticket { name: path.file_name()?.to_owned() };
            let request = read(&path).transpose()?;
            Some((ticket, request))
        });
        let mut taken: Vec<_> = taken.collect();
        for (ticket, request) in &mut taken {
            if let Err(fault) = request
                && let Err(error) = self.refuse(ticket, &fault.to_string())
            {
                *fault = RequestFault::Stuck { fault: Box::new(fault.clone()), error: error.to_string() };
            }
        }
        Ok(taken)
    }

    /// Removes a request that is on the ledger.
    ///
    /// # Errors
    /// The file cannot be removed; taking it up again changes nothing.
    pub fn done(&self, ticket: &Ticket) -> Result<(), InboxError> {
        match fs::remove_file(self.folder.join(&ticket.name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(InboxError::at(&self.folder)(error)),
            _ => Ok(()),
        }
    }

    /// Moves a file that cannot be carried out aside, with the reason beside it.
    ///
    /// # Errors
    /// It cannot be moved.
    pub fn refuse(&self, ticket: &Ticket, reason: &str) -> Result<(), InboxError> {
        let fault = InboxError::at(&self.folder);
        let refused = self.folder.join(REFUSED);
        fs::create_dir_all(&refused).map_err(InboxError::at(&refused))?;
        if !fs::symlink_metadata(&refused).map_err(&fault)?.is_dir() {
            return Err(InboxError::at(&refused)(io::Error::other("it is not a folder but a link")));
        }
        // The reason comes first: whoever sees that the file was moved finds it.
        let told = self.reason_of(ticket);
        let passing = refused.join(format!(".{}.tmp", ticket.kept_name()));
        write_durably(&passing, format!("{reason}\n").as_bytes()).map_err(&fault)?;
        fs::rename(&passing, &told).map_err(InboxError::at(&told))?;
        let kept = refused.join(ticket.kept_name());
        match fs::rename(self.folder.join(&ticket.name), &kept) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(InboxError::at(&kept)(error)),
            _ => Ok(()),
        }
    }

    /// What became of a request that was put in.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn fate(&self, ticket: &Ticket) -> Result<RequestFate, InboxError> {
        let fault = InboxError::at(&self.folder);
        if self.folder.join(&ticket.name).try_exists().map_err(&fault)? {
            return Ok(RequestFate::Waiting);
        }
        if !self.folder.join(REFUSED).join(ticket.kept_name()).try_exists().map_err(&fault)? {
            return Ok(RequestFate::Done);
        }
        let reason = fs::read_to_string(self.reason_of(ticket)).map_err(&fault)?;
        Ok(RequestFate::Refused(reason.trim_end().to_owned()))
    }

    fn reason_of(&self, ticket: &Ticket) -> PathBuf {
        self.folder.join(REFUSED).join(format!("{}.reason.txt", ticket.kept_name()))
    }
}

impl Ticket {
    /// The file's name, for people.
    pub fn name(&self) -> String {
        self.name.to_string_lossy().into_owned()
    }

    /// Its name where it is kept aside. A long one, or one that is no text, is told apart by its hash.
    fn kept_name(&self) -> String {
        if let Some(name) = self.name.to_str().filter(|name| name.len() <= LONGEST_NAME) {
            return name.to_owned();
        }
        let hash = blake3::hash(self.name.as_encoded_bytes()).to_hex();
        let head: String = self.name.to_string_lossy().chars().take(LONGEST_NAME / 8).collect();
        format!("{head}-{hash}")
    }
}

/// Reads one file; none where it is gone by now.
fn read(path: &Path) -> Result<Option<Request>, RequestFault> {
    if path.extension().is_none_or(|extension| extension != "json") {
        return Err(RequestFault::Foreign);
    }
    match read_bounded(path, LARGEST, Links::Refused) {
        Ok(bytes) => Ok(Some(request::read(&bytes)?)),
        Err(ReadFileError::NotAFile) => Err(RequestFault::Foreign),
        Err(ReadFileError::TooLarge { limit }) => Err(RequestFault::Huge { most: limit }),
        Err(ReadFileError::Failed(error)) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(ReadFileError::Failed(error)) => Err(RequestFault::Unreadable(error.to_string())),
    }
}

/// Writes a file anew. What stands in its place is removed, so that no link leads the text elsewhere.
fn write_durably(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// A new name is on disk once its folder is.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
