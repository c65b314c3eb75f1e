//! The notifier: one mail for each message.

use std::fmt;
use std::time::Duration;

use lettre::Transport as _;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{Error, SmtpTransport};

use super::letter::letter;
use super::server::{Security, Server};
use crate::notifiers::http::first_line;
use crate::notifiers::notifier::{Notifier, NotifyError, NotifyFault};
use ledger::entry::Message;

/// For each word that is said to a server and its answer.
const TIMEOUT: Duration = Duration::from_secs(15);

/// A notifier that writes mail.
pub struct Mail {
    id: String,
    from: Mailbox,
    /// Who gets a copy of everything.
    always: Vec<Mailbox>,
    server: SmtpTransport,
}

impl Mail {
    pub(super) fn new(
        id: String,
        server: &Server,
        credentials: Option<Credentials>,
        (from, always): (Mailbox, Vec<Mailbox>),
    ) -> Result<Self, Error> {
        let Server { host, port, security } = server;
        let tls = match security {
            Security::Tls => Tls::Wrapper(TlsParameters::new(host.clone())?),
            Security::StartTls => Tls::Required(TlsParameters::new(host.clone())?),
            Security::Open => Tls::None,
        };
        let mut server = SmtpTransport::builder_dangerous(host).port(*port).tls(tls).timeout(Some(TIMEOUT));
        if let Some(credentials) = credentials {
            server = server.credentials(credentials);
        }
        Ok(Self { id, from, always, server: server.build() })
    }
}

impl Notifier for Mail {
    fn id(&self) -> &str {
        &self.id
    }

    fn send(&self, message: &Message) -> Result<(), NotifyError> {
        let letter = letter(message, &self.from, &self.always)
            .map_err(|error| NotifyError::Refused(NotifyFault::NotWritten(error.to_string())))?;
        self.server.send(&letter).map(|_| ()).map_err(|error| judge(&error))
    }
}

/// What a server's answer means: worth another try, or refused until somebody puts something right.
fn judge(error: &Error) -> NotifyError {
    let told = first_line(&error.to_string());
    match error.status() {
        Some(_) if error.is_permanent() => NotifyError::Refused(NotifyFault::NotTaken(told)),
        Some(_) => NotifyError::Unavailable(NotifyFault::NotTaken(told)),
        None if error.is_timeout() => NotifyError::Unavailable(NotifyFault::TimedOut),
        None => NotifyError::Unavailable(NotifyFault::Transport(told)),
    }
}

impl fmt::Debug for Mail {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Mail").field("id", &self.id).finish_non_exhaustive()
    }
}
