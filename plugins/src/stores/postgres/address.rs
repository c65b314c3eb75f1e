//! Where a database is, and how one is let in. No password stands in an address, so that it can be shown, logged and written down.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use crate::files::read_secret;
use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// How an address of a database begins.
const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];
/// How the address of some database begins, though perhaps of none that is known here.
const MEANT: [&str; 2] = ["postgres:", "postgresql:"];
/// How the line may be encrypted.
const SSL_MODES: [&str; 3] = ["disable", "prefer", "require"];
/// How long one waits for a server's socket, where the address does not say it.
const CONNECT_WITHIN: Duration = Duration::from_secs(2);
/// After how long without a word the other side is asked whether it is still there, and when it is taken for gone.
const ASK_AFTER: Duration = Duration::from_secs(3);
const GONE_AFTER: Duration = Duration::from_secs(6);

/// A database that holds a ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DatabaseAddress {
    /// As it is written.
    written: String,
    password: Option<PasswordPlace>,
    /// The certificates of those whose word counts for who the server is; none where the usual ones do.
    authorities: Option<PathBuf>,
}

/// Where a password is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PasswordPlace {
    /// In the first line of a file.
    File(PathBuf),
    /// In a variable of the environment.
    Variable(String),
}

/// Whether what goes over the line is encrypted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Line {
    Open,
    Encrypted,
}

/// Why an address is none. Nothing of it is repeated, since a password may stand in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum AddressError {
    #[error("the address of a database begins with postgres://")]
    Scheme,
    #[error(
        "a password stands in the address; put it into a file that `password_file` names, or into the variable that `password_env` names"
    )]
    Password,
    #[error(
        "the address names no host; a socket is named as in `postgres:///remit?host=/var/run/postgresql`"
    )]
    Hostless,
    #[error(
        "`sslmode` is `disable`, `prefer` or `require`; the server's certificate is always checked, and the file that `authorities_file` names takes the place of `sslrootcert`"
    )]
    Certificate,
    #[error("this is not the address of a database, such as `postgres://remit@db.example.gov.uk/remit`")]
    Malformed,
}

impl DatabaseAddress {
    /// Reads an address such as `postgres://remit@db.example.gov.uk/remit`.
    ///
    /// # Errors
    /// It is none, or a password stands in it.
    pub fn parse(written: &str) -> Result<Self, AddressError> {
        let written = written.trim();
        if !SCHEMES.iter().any(|scheme| written.starts_with(scheme)) {
            return Err(AddressError::Scheme);
        }
        if asks_for_certificates(written) {
            return Err(AddressError::Certificate);
        }
        let config: Config = written.parse().map_err(|_| AddressError::Malformed)?;
        if config.get_password().is_some() {
            return Err(AddressError::Password);
        }
        if config.get_hosts().is_empty() {
            return Err(AddressError::Hostless);
        }
        Ok(Self { written: written.to_owned(), password: None, authorities: None })
    }

    /// Whether somebody means a database, and not a file: also by an address that is none, so that it is refused, and no file is begun under its name.
    pub fn is_meant(written: &str) -> bool {
        let written = written.trim().to_lowercase();
        written.contains("://") || MEANT.iter().any(|scheme| written.starts_with(scheme))
    }

    /// The same, let in by a password that lies there.
    #[must_use]
    pub fn with_password(self, password: Option<PasswordPlace>) -> Self {
        Self { password, ..self }
    }

    /// The same, where the server is believed by the word of these authorities, a file of certificates.
    #[must_use]
    pub fn with_authorities(self, authorities: Option<PathBuf>) -> Self {
        Self { authorities, ..self }
    }

    /// The same, with its files named as from a folder.
    #[must_use]
    pub fn from_folder(self, dir: &Path) -> Self {
        let password = self.password.map(|password| match password {
            PasswordPlace::File(file) => PasswordPlace::File(dir.join(file)),
            PasswordPlace::Variable(name) => PasswordPlace::Variable(name),
        });
        Self { password, authorities: self.authorities.map(|file| dir.join(file)), ..self }
    }

    pub(super) fn authorities(&self) -> Option<&Path> {
        self.authorities.as_deref()
    }

    /// Whether the line is encrypted: to another machine it is, unless the address says `sslmode=disable` in so many words.
    pub(super) fn line(&self) -> Line {
        let config = self.parsed();
        match config.get_ssl_mode() {
            SslMode::Disable => Line::Open,
            SslMode::Prefer if is_here(&config) => Line::Open,
            _ => Line::Encrypted,
        }
    }

    fn parsed(&self) -> Config {
        self.written.parse().expect("it was read before it was kept")
    }

    /// How to connect, with the password.
    pub(super) fn config(&self, ledger: &Ledger) -> Result<Config, StoreError> {
        let mut config = self.parsed();
        if let Some(password) = self.password(ledger)? {
            config.password(password);
        }
        config.application_name("remit");
        config.keepalives_idle(ASK_AFTER).keepalives_interval(ASK_AFTER / 3).keepalives_retries(3);
        config.ssl_mode(match self.line() {
            Line::Open => SslMode::Disable,
            Line::Encrypted => SslMode::Require,
        });
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT_WITHIN);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(GONE_AFTER);
        }
        Ok(config)
    }

    fn password(&self, ledger: &Ledger) -> Result<Option<String>, StoreError> {
        let found = match &self.password {
            None => return Ok(None),
            Some(PasswordPlace::File(file)) => {
                let text = read_secret(file).map_err(|error| {
                    ledger
                        .unavailable(format!("its password cannot be read from {}: {error}", file.display()))
                })?;
                text.lines().next().unwrap_or_default().trim_end().to_owned()
            }
            Some(PasswordPlace::Variable(name)) => std::env::var(name).map_err(|_| {
                ledger.unavailable(format!("its password is missing: the variable {name} is not set"))
            })?,
        };
        if found.is_empty() {
            return Err(ledger.unavailable("its password is empty"));
        }
        Ok(Some(found))
    }
}

/// Whether an address says how certificates are checked, as other programs let it.
fn asks_for_certificates(written: &str) -> bool {
    let Some((_, parameters)) = written.split_once('?') else { return false };
    parameters.split('&').filter_map(|parameter| parameter.split_once('=')).any(|(name, value)| match name {
        "sslrootcert" => true,
        "sslmode" => !SSL_MODES.contains(&value),
        _ => false,
    })
}

/// Whether a database is on this machine.
fn is_here(config: &Config) -> bool {
    let is_local = |host: &Host| match host {
        Host::Tcp(name) => {
            let name = name.trim_matches(['[', ']']);
            name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    let addresses = config.get_hostaddrs();
    config.get_hosts().iter().all(is_local) && addresses.iter().all(IpAddr::is_loopback)
}

impl fmt::Display for DatabaseAddress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(written: &str) -> Line {
        DatabaseAddress::parse(written).expect("an address").line()
    }

    #[test]
    fn what_goes_to_another_machine_is_encrypted_unless_the_address_says_otherwise() {
        assert_eq!(line("postgres://remit@db.example.gov.uk/remit"), Line::Encrypted);
        assert_eq!(line("postgres://remit@db.example.gov.uk/remit?sslmode=prefer"), Line::Encrypted);
        assert_eq!(line("postgres://remit@db.example.gov.uk/remit?sslmode=disable"), Line::Open);
        assert_eq!(line("postgres://remit@10.0.0.7/remit"), Line::Encrypted);
        assert_eq!(line("postgres://remit@localhost,10.0.0.7/remit"), Line::Encrypted);
        assert_eq!(line("postgres://remit@localhost/remit?hostaddr=10.0.0.7"), Line::Encrypted);
        for here in ["localhost", "127.0.0.1", "[::1]", "%2Fvar%2Frun%2Fpostgresql"] {
            assert_eq!(line(&format!("postgres://remit@{here}/remit")), Line::Open, "{here}");
        }
        assert_eq!(line("postgresql:///remit?host=/var/run/postgresql"), Line::Open);
        assert_eq!(line("postgres://remit@localhost/remit?sslmode=require"), Line::Encrypted);
    }

    #[test]
    fn what_is_no_address_is_refused_without_being_repeated() {
        let told = |written: &str| DatabaseAddress::parse(written).unwrap_err();
        assert_eq!(told("ledger.sqlite"), AddressError::Scheme);
        assert_eq!(told("postgres://remit:hunter2@localhost/remit"), AddressError::Password);
        assert_eq!(told("postgres:///remit?host=/tmp&password=hunter2"), AddressError::Password);
        assert_eq!(told("postgres:///remit"), AddressError::Hostless);
        assert_eq!(told("postgres://remit@localhost:port/remit"), AddressError::Malformed);
        for mode in ["sslmode=verify-full", "sslmode=verify-ca", "sslmode=require&sslrootcert=ca.pem"] {
            assert_eq!(told(&format!("postgres://remit@localhost/remit?{mode}")), AddressError::Certificate);
        }
    }

    #[test]
    fn another_spelling_of_an_address_is_no_file() {
        let spellings = [
            "Postgres://remit:hunter2@db/remit",
            "POSTGRESQL://db/remit",
            "postgresql+psycopg://remit@db/remit",
            "postgres:/remit@db/remit",
            " Postgresql:remit",
        ];
        for written in spellings {
            assert!(DatabaseAddress::is_meant(written), "{written}");
            assert_eq!(DatabaseAddress::parse(written).unwrap_err(), AddressError::Scheme, "{written}");
        }
        for file in
            ["ledger.sqlite", "/srv/postgres/ledger.sqlite", "postgres.sqlite", "C:\\remit\\ledger.sqlite"]
        {
            assert!(!DatabaseAddress::is_meant(file), "{file}");
        }
    }

    #[test]
    fn a_password_is_read_where_it_lies() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("db.secret"), "hunter2\nmore\n").expect("a file");
        let parsed = DatabaseAddress::parse("postgres://remit@localhost/remit").expect("an address");
        let ledger = Ledger::at(&parsed);
        let by_file = parsed.clone().with_password(Some(PasswordPlace::File("db.secret".into())));
        let config = by_file.from_folder(folder.path()).config(&ledger).expect("how to connect");
        assert_eq!(config.get_password(), Some(&b"hunter2"[..]));
        let missing = parsed.with_password(Some(PasswordPlace::Variable("REMIT_NO_SUCH_VARIABLE".into())));
        insta::assert_snapshot!(missing.config(&ledger).unwrap_err(), @"the ledger postgres://remit@localhost/remit cannot be read or written: its password is missing: the variable REMIT_NO_SUCH_VARIABLE is not set");
    }
}
