//! The certificate in use. A renewed one is taken up when its files change; one that cannot be used is told of, and the one before it stays.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use arc_swap::ArcSwap;
use jiff::Timestamp;
use plugins::watch::{FileChange, WatchError, Watcher};
use rustls::crypto::CryptoProvider;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use super::certificate::{Certificate, CertificateError, CertificateFiles};

/// The two files are written one after the other; they are read once nothing more happened for so long.
const SETTLED: Duration = Duration::from_millis(300);

/// The certificate in use, and where it comes from.
#[derive(Debug)]
pub(crate) struct Certificates {
    files: CertificateFiles,
    provider: Arc<CryptoProvider>,
    in_use: ArcSwap<CertifiedKey>,
    /// In seconds since 1970.
    ends: AtomicI64,
}

/// What whoever follows the files is told.
enum News {
    Changed,
    Stop,
}

/// Follows the files for as long as it lives.
pub(crate) struct Following(Sender<News>);

impl Drop for Following {
    fn drop(&mut self) {
        // The thread has ended where nobody hears this.
        self.0.send(News::Stop).ok();
    }
}

impl Certificates {
    /// Takes the certificate up that the files hold.
    pub(crate) fn read(
        files: &CertificateFiles,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Self, CertificateError> {
        let Certificate { certified, ends } = files.read(provider, Timestamp::now())?;
        let (in_use, ends) = (ArcSwap::new(certified), AtomicI64::new(ends.as_second()));
        Ok(Self { files: files.clone(), provider: Arc::clone(provider), in_use, ends })
    }

    /// When the one in use ends.
    pub(crate) fn ends(&self) -> Timestamp {
        Timestamp::from_second(self.ends.load(Ordering::Relaxed)).unwrap_or(Timestamp::MAX)
    }

    /// Takes renewed ones up from now on.
    ///
    /// # Errors
    /// The folders cannot be watched.
    pub(crate) fn follow(self: &Arc<Self>) -> Result<Following, WatchError> {
        let (sender, news) = channel();
        let watcher = self.watch(&sender)?;
        let (certificates, changes) = (Arc::clone(self), sender.clone());
        let follow = move || certificates.take_up(watcher, &changes, &news);
        let thread = thread::Builder::new().name("certificate".to_owned()).spawn(follow);
        thread.map_err(|error| WatchError {
            path: self.files.chain.display().to_string(),
            reason: error.to_string(),
        })?;
        Ok(Following(sender))
    }

    fn take_up(&self, mut watcher: Watcher, changes: &Sender<News>, news: &Receiver<News>) {
        while let Ok(News::Changed) = news.recv() {
            loop {
                match news.recv_timeout(SETTLED) {
                    Ok(News::Changed) => {}
                    Ok(News::Stop) => return,
                    Err(_) => break,
                }
            }
            // Links may lead elsewhere by now.
            match self.watch(changes) {
                Ok(renewed) => watcher = renewed,
                Err(error) => tracing::warn!(%error, "a renewed certificate may be missed"),
            }
            self.renew();
        }
        drop(watcher);
    }

    fn renew(&self) {
        match self.files.read(&self.provider, Timestamp::now()) {
            Ok(Certificate { certified, ends }) if self.in_use.load().cert != certified.cert => {
                self.in_use.store(certified);
                self.ends.store(ends.as_second(), Ordering::Relaxed);
                tracing::info!("a renewed certificate is in use, which ends at {ends}");
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(
                "{error}; the certificate before it stays in use until {}. Help: {}",
                self.ends(),
                error.help()
            ),
        }
    }

    /// Watches the folders of the two files, and those to which links lead.
    fn watch(&self, changes: &Sender<News>) -> Result<Watcher, WatchError> {
        let mut folders = Vec::new();
        for file in [&self.files.chain, &self.files.key] {
            folders.extend([folder(file), file.canonicalize().ok().and_then(|file| folder(&file))]);
        }
        let folders: Vec<PathBuf> = folders.into_iter().flatten().collect();
        let first = folders.first().cloned().unwrap_or_default();
        let changes = changes.clone();
        let tell = move |_: FileChange| {
            // Whoever follows has ended where nobody hears this.
            changes.send(News::Changed).ok();
        };
        Watcher::new(&first, &folders, tell)
    }
}

fn folder(file: &Path) -> Option<PathBuf> {
    std::path::absolute(file).ok()?.parent().map(Path::to_owned)
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.in_use.load_full())
    }
}
