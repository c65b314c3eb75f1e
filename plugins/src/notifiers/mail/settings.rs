//! What a project says of a mail server, and what can be wrong with it. Nothing is sent here.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use language::read::Table;
use lettre::message::Mailbox;
use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use toml::Spanned;

use super::notifier::Mail;
use super::server::{Security, Server};
use super::sign_in::SignIn;
use crate::notifiers::http::is_loopback;

const WORDS: [(&str, Security); 3] =
    [("tls", Security::Tls), ("starttls", Security::StartTls), ("none", Security::Open)];

/// What a project says of it, besides its kind.
#[derive(Clone, PartialEq, Eq)]
pub struct MailSettings {
    /// Its name in the project.
    pub id: String,
    server: Spanned<String>,
    security: Option<Spanned<Security>>,
    pub(crate) sign_in: SignIn,
    from: Spanned<String>,
    to: Vec<Spanned<String>>,
}

impl MailSettings {
    pub(crate) fn read(table: &Table<'_>) -> Option<Self> {
        let security = table.get("security").and_then(|item| item.word(&WORDS));
        let sign_in = SignIn::read(table);
        let id = table.require("id").and_then(|item| item.verbatim());
        let server = table.require("server").and_then(|item| item.text());
        let from = table.require("from").and_then(|item| item.text());
        let to = table.require("to").and_then(|item| item.texts());
        Some(Self { id: id?.into_inner(), server: server?, security, sign_in, from: from?, to: to? })
    }

    /// Makes the notifier. `source` and `table` say where the settings stand; `project` is the project's folder.
    ///
    /// # Errors
    /// Everything that is wrong with the settings, not the first fault only.
    pub fn connect(
        self,
        source: &SourceText,
        table: Range<usize>,
        project: &Path,
    ) -> Result<Mail, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut note = |fault: Diagnostic| faults.push(fault);
        let server = self.server(source).map_err(&mut note).ok();
        let from = mailbox(&self.from, source).map_err(&mut note).ok();
        let to: Vec<Mailbox> =
            self.to.iter().filter_map(|one| mailbox(one, source).map_err(&mut note).ok()).collect();
        let credentials = self.sign_in.credentials(source, table, project).map_err(&mut note).ok();
        match (server, from, credentials) {
            (Some(server), Some(from), Some(credentials)) if faults.is_empty() => {
                Mail::new(self.id, &server, credentials, (from, to)).map_err(|error| {
                    let message = format!("the mail server `{}` cannot be used: {error}", server.host);
                    let fault = Diagnostic::error(Code::Notifier, message, source, self.server.span());
                    vec![fault.with_help("write the name of the server, such as `smtp.example.org`")]
                })
            }
            _ => Err(faults),
        }
    }

    fn server(&self, source: &SourceText) -> Result<Server, Diagnostic> {
        let security = self.security.as_ref().map_or(Security::Tls, |one| *one.get_ref());
        let invalid = |message: String, help: &str| {
            Diagnostic::error(Code::Notifier, message, source, self.server.span()).with_help(help)
        };
        let written = self.server.get_ref().as_str();
        let (host, port) = match written.rsplit_once(':') {
            // A colon within brackets belongs to the address itself.
            Some((host, port)) if !port.ends_with(']') => {
                (host, port.parse::<u16>().ok().filter(|port| *port > 0))
            }
            _ => (written, Some(security.usual_port())),
        };
        let is_host = |host: &str| !host.is_empty() && !host.contains(['/', '@', ' ']);
        let (true, Some(port)) = (is_host(host), port) else {
            let message = format!("`{written}` is not the address of a mail server");
            return Err(invalid(
                message,
                "write its name and, where it is another than usual, its port: `smtp.example.org:2525`",
            ));
        };
        if security == Security::Open && !is_loopback(host) {
            let message = format!("mail to {host} would travel where others can read it");
            return Err(invalid(
                message,
                "write `security = \"tls\"` or `\"starttls\"`; only a server on this machine may do without",
            ));
        }
        Ok(Server { host: host.to_owned(), port, security })
    }
}

fn mailbox(written: &Spanned<String>, source: &SourceText) -> Result<Mailbox, Diagnostic> {
    written.get_ref().parse().map_err(|_| {
        let message = format!("`{}` is not an address of mail", written.get_ref());
        Diagnostic::error(Code::Notifier, message, source, written.span()).with_help(
            "write it as `name@example.org`, or with a name before it: `Delivery unit <name@example.org>`",
        )
    })
}

impl fmt::Debug for MailSettings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("MailSettings").field("id", &self.id).finish_non_exhaustive()
    }
}
