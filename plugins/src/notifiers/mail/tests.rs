//! Mail over a real socket, and settings that come to none.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::thread::{self, JoinHandle};

use language::grammar::MAIL;
use language::read::{Document, Table};
use rules::diagnostic::Diagnostic;
use rules::source::SourceText;
use toml::de::DeTable;

use super::*;
use crate::notifiers::notifier::{Notifier as _, NotifyError};
use ledger::entry::Message;

/// A mail server for one mail: it answers the end of the mail as told, and says what it was told.
struct Server {
    address: SocketAddr,
    heard: JoinHandle<String>,
}

impl Server {
    fn answering(answer: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heard = thread::spawn(move || converse(&listener.accept().unwrap().0, answer));
        Self { address, heard }
    }
}

fn converse(stream: &TcpStream, answer: &str) -> String {
    let mut out = stream;
    let mut say = |line: &str| out.write_all(format!("{line}\r\n").as_bytes()).unwrap();
    say("220 here");
    let mut heard = String::new();
    let mut in_mail = false;
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        heard.push_str(&line);
        heard.push('\n');
        match line.as_str() {
            "." if in_mail => {
                in_mail = false;
                say(answer);
            }
            _ if in_mail => {}
            "DATA" => {
                in_mail = true;
                say("354 go on");
            }
            "QUIT" => {
                say("221 bye");
                break;
            }
            _ => say("250 yes"),
        }
    }
    heard
}

fn message(json: &str) -> Message {
    let parts = [
        "m#3",
        "alert.firing",
        "Prisons missed",
        "For eleven quarters.\n\nAnswer: now\nEvidence: there",
        json,
    ];
    let [id, kind, subject, text, json] = parts.map(str::to_owned);
    Message { id, at: "2024-08-31T12:00:00Z".parse().unwrap(), kind, subject, text, json }
}

fn connect(settings: &str) -> Result<Mail, Vec<Diagnostic>> {
    let text = format!("id = 'officials'\n{settings}");
    let source = SourceText::new("remit.toml", text);
    let (document, root) = (Document::new(&source), DeTable::parse(&source.text).unwrap());
    let settings = MailSettings::read(&Table::open(&document, &MAIL, 0..0, root.get_ref())).unwrap();
    settings.connect(&source, 0..4, Path::new("."))
}

/// What sending a mail comes to where the server answers so, and what the server was told.
#[track_caller]
fn sent(answer: &'static str, json: &str) -> (String, String) {
    let server = Server::answering(answer);
    let settings = format!(
        "server = '{}'\nsecurity = 'none'\nfrom = 'Remit <remit@board.example>'\nto = ['unit@board.example']",
        server.address
    );
    let mail = connect(&settings).unwrap();
    let outcome = match mail.send(&message(json)) {
        Ok(()) => "taken".to_owned(),
        Err(NotifyError::Refused(why)) => format!("refused: {why}"),
        Err(NotifyError::Unavailable(why)) => format!("try again: {why}"),
        Err(NotifyError::Busy { fault, .. }) => format!("busy: {fault}"),
    };
    drop(mail);
    (outcome, server.heard.join().unwrap())
}

/// The lines that begin so, without what differs from mail to mail.
fn lines(heard: &str, beginnings: &[&str]) -> String {
    let is_meant = |line: &&str| beginnings.iter().any(|beginning| line.starts_with(beginning));
    heard.lines().filter(is_meant).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_people_whom_an_alert_names_are_written_to_in_one_thread() {
    let json = r#"{"id": "homes/prevent", "recipients": [
        {"body": "mhclg", "people": ["Ann Hay"], "address": "ann.hay@mhclg.example"},
        {"body": "mhclg", "people": ["Ann Hay"], "address": "ann.hay@mhclg.example"},
        {"body": "moj", "people": [], "address": "not an address"},
        {"body": "dwp"}]}"#;
    let (outcome, heard) = sent("250 taken", json);
    assert_eq!(outcome, "taken");
    let told =
        ["MAIL", "RCPT", "From:", "To:", "Cc:", "Subject:", "Date:", "Message-ID:", "References:", "Auto"];
    insta::assert_snapshot!(lines(&heard, &told), @r#"
    MAIL FROM:<remit@board.example>
    RCPT TO:<ann.hay@mhclg.example>
    RCPT TO:<unit@board.example>
    From: Remit <remit@board.example>
    Subject: Prisons missed
    Date: Sat, 31 Aug 2024 12:00:00 +0000
    Message-ID: <m_23_3@board.example>
    References: <alert.homes_2f_prevent@board.example>
    Cc: unit@board.example
    To: "Ann Hay" <ann.hay@mhclg.example>
    Auto-Submitted: auto-generated
    "#);
    assert!(heard.contains("text/plain") && heard.contains("text/html"), "{heard}");
}

#[test]
fn what_concerns_nobody_whose_address_is_known_goes_to_those_who_hear_everything() {
    let (_, heard) = sent("250 taken", r#"{"refused": ["missions/homes.toml"]}"#);
    insta::assert_snapshot!(lines(&heard, &["RCPT", "To:", "Cc:", "References:"]), @"
    RCPT TO:<unit@board.example>
    To: unit@board.example
    ");
}

#[test]
fn what_a_server_answers_decides_whether_it_is_tried_again() {
    insta::assert_snapshot!(sent("550 no such person", "{}").0, @"refused: the mail server did not take it: permanent error (550): no such person");
    insta::assert_snapshot!(sent("451 later", "{}").0, @"try again: the mail server did not take it: transient error (451): later");
    let nobody = "server = '127.0.0.1:1'\nsecurity = 'none'\nfrom = 'a@b.example'\nto = ['c@d.example']";
    let error = connect(nobody).unwrap().send(&message("{}")).unwrap_err();
    assert!(matches!(error, NotifyError::Unavailable(_)), "{error}");
}

#[test]
fn settings_that_come_to_nothing_say_why() {
    let faults = |settings: &str| {
        let faults = connect(settings).err().unwrap_or_default();
        let told = |fault: &Diagnostic| {
            format!("{}\n  {}", fault.message, fault.help.as_deref().unwrap_or_default())
        };
        faults.iter().map(told).collect::<Vec<_>>().join("\n")
    };
    let addressed = "from = 'a@b.example'\nto = ['c@d.example']";
    insta::assert_snapshot!(faults(&format!("server = 'smtp.example.org'\nsecurity = 'none'\n{addressed}")), @r#"
    mail to smtp.example.org would travel where others can read it
      write `security = "tls"` or `"starttls"`; only a server on this machine may do without
    "#);
    insta::assert_snapshot!(faults(&format!("server = 'smtp.example.org:none'\n{addressed}")), @"
    `smtp.example.org:none` is not the address of a mail server
      write its name and, where it is another than usual, its port: `smtp.example.org:2525`
    ");
    insta::assert_snapshot!(faults(&format!("server = 'smtp.example.org'\nuser = 'remit'\n{addressed}")), @"
    there is no password for `user`
      add `password_file` with the path of a file that holds it, or `password`
    ");
    insta::assert_snapshot!(faults(&format!("server = 'smtp.example.org'\npassword = 'x'\n{addressed}")), @"
    there is a password and no `user`
      add `user` with the name that the server knows
    ");
    insta::assert_snapshot!(faults("server = 'smtp.example.org'\nfrom = 'nobody'\nto = ['c@d.example', 'everybody']"), @"
    `nobody` is not an address of mail
      write it as `name@example.org`, or with a name before it: `Delivery unit <name@example.org>`
    `everybody` is not an address of mail
      write it as `name@example.org`, or with a name before it: `Delivery unit <name@example.org>`
    ");
}
