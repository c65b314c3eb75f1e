//! Encrypted connections: with which certificate, and what becomes of one that cannot be used or is renewed.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::symlink;

use tests::process::{Folder, Service, TestCertificate, Visitor, remit, until};

use super::handing_in::known;

const SERVE: &str = "serve project --listen 127.0.0.1:0 --tls-cert project/cert.pem --tls-key project/key.pem --name remit.example";

fn up(folder: &Folder, certificate: &TestCertificate) -> (Service, Visitor) {
    certificate.write(folder);
    let service = Service::begin(folder, SERVE);
    let visitor = service.encrypted_visitor(certificate);
    (service, visitor)
}

#[test]
fn pages_are_read_and_people_sign_in_by_encryption() {
    let folder = known::folder();
    let (_service, visitor) = up(&folder, &TestCertificate::sound());
    let page = visitor.ask("GET", "/sign-in", &["Accept: text/html", "Host: remit.example"]);
    assert_eq!((page.status, page.line("strict-transport-security")), (200, Some("max-age=31536000")));
    // By a machine's own name a browser may ask for something else as well.
    let page = visitor.get("/sign-in");
    assert_eq!((page.status, page.line("strict-transport-security")), (200, None));
    let form = format!("name=Ola&password={}&then=/due", known::PASSWORD.replace(' ', "+"));
    let entered = visitor.post("/sign-in", &["Content-Type: application/x-www-form-urlencoded"], form);
    assert_eq!((entered.status, entered.line("location")), (303, Some("/due")));
    let cookie = entered.line("set-cookie").expect("a session is begun");
    let word = cookie.split(';').next().expect("a cookie has a word");
    assert!(word.starts_with("__Host-remit_session="), "{cookie}");
    assert!(
        cookie.contains("; Path=/; HttpOnly; SameSite=Strict;") && cookie.ends_with("; Secure"),
        "{cookie}"
    );
    assert_eq!(visitor.ask("GET", "/due", &[&format!("Cookie: {word}")]).status, 200);
    let plain = word.replace("__Host-", "");
    assert_eq!(
        visitor.ask("GET", "/due", &[&format!("Cookie: {plain}")]).status,
        303,
        "anybody could set it"
    );
}

#[test]
fn whoever_asks_without_encryption_is_told_so_and_whoever_is_silent_holds_up_nobody() {
    let folder = known::folder();
    let (_service, visitor) = up(&folder, &TestCertificate::sound());
    let mut silent = TcpStream::connect(visitor.address()).expect("the service listens");
    let mut plain = TcpStream::connect(visitor.address()).expect("the service listens");
    plain.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it takes a request");
    let mut answer = String::new();
    plain.read_to_string(&mut answer).expect("the service answers");
    assert!(answer.starts_with("HTTP/1.1 400 ") && answer.contains("speaks HTTPS alone"), "{answer}");
    assert_eq!(visitor.get("/healthz").status, 200);
    silent.read_to_string(&mut answer).expect("the connection is closed");
}

#[test]
fn a_renewed_certificate_is_taken_up_and_one_that_cannot_be_used_is_not() {
    let folder = known::folder();
    let first = TestCertificate::sound();
    let (mut service, visitor) = up(&folder, &first);
    assert_eq!(visitor.get("/healthz").status, 200);
    let second = TestCertificate::of(2021, 2080);
    second.write(&folder);
    let by_second = service.encrypted_visitor(&second);
    until("the renewed one is in use", || by_second.try_ask("GET", "/healthz", &[]).ok());
    assert!(visitor.try_ask("GET", "/healthz", &[]).is_err(), "the first one is used no longer");
    folder.drop_in("key.pem", first.key_pem());
    service.wait_for("does not belong to the certificate");
    TestCertificate::of(2001, 2002).write(&folder);
    service
        .wait_for("ended at 2002-01-01T00:00:00Z; the certificate before it stays in use until 2080-01-01");
    assert_eq!(by_second.get("/healthz").status, 200, "the one before it stays");
}

/// Puts a certificate into a folder of its own and leads to it from where it is looked for, as Kubernetes does: all at once, and the folder before it goes.
fn lead(folder: &Folder, certificate: &TestCertificate, from: Option<&str>, to: &str) {
    certificate.write(folder);
    let held = folder.path(to);
    fs::create_dir_all(&held).expect("the folder belongs to the test");
    for file in ["cert.pem", "key.pem"] {
        fs::rename(folder.path(file), held.join(file)).expect("it has just been written");
    }
    symlink(to.trim_start_matches("certificates/"), folder.path("certificates/next"))
        .expect("a link can be made");
    fs::rename(folder.path("certificates/next"), folder.path("certificates/..data")).expect("it is there");
    if let Some(from) = from {
        fs::remove_dir_all(folder.path(from)).expect("it is there");
    }
}

#[test]
fn a_certificate_behind_links_is_renewed_as_well() {
    let folder = known::folder();
    let (first, second) = (TestCertificate::sound(), TestCertificate::of(2021, 2080));
    fs::create_dir(folder.path("certificates")).expect("the folder belongs to the test");
    lead(&folder, &first, None, "certificates/..one");
    for file in ["cert.pem", "key.pem"] {
        symlink(format!("..data/{file}"), folder.path(&format!("certificates/{file}")))
            .expect("a link can be made");
    }
    let service = Service::begin(&folder, &SERVE.replace("project/", "project/certificates/"));
    assert_eq!(service.encrypted_visitor(&first).get("/healthz").status, 200);
    lead(&folder, &second, Some("certificates/..one"), "certificates/..two");
    let by_second = service.encrypted_visitor(&second);
    until("the renewed one is in use", || by_second.try_ask("GET", "/healthz", &[]).ok());
}

/// What is said of files that hold this.
fn refused(certificate: &str, key: &str) -> String {
    let folder = Folder::two_missions();
    folder.drop_in("cert.pem", certificate);
    folder.drop_in("key.pem", key);
    let answer = remit(&folder, SERVE);
    assert_eq!(answer.code, Some(2), "{answer}");
    // What is logged before begins with its moment.
    let told = answer.err.lines().filter(|line| !line.starts_with("20"));
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_certificate_that_cannot_be_used_is_refused_with_its_reason_when_the_service_starts() {
    let (one, other) = (TestCertificate::sound(), TestCertificate::sound());
    let (old, early) = (TestCertificate::of(2001, 2002), TestCertificate::of(2090, 2095));
    insta::assert_snapshot!(refused(one.pem(), other.key_pem()), @r"
    remit: the private key in project/key.pem does not belong to the certificate in project/cert.pem
      help: name the key with which this certificate was asked for
    ");
    insta::assert_snapshot!(refused(old.pem(), old.key_pem()), @r"
    remit: the certificate in project/cert.pem ended at 2002-01-01T00:00:00Z
      help: renew it
    ");
    insta::assert_snapshot!(refused(early.pem(), early.key_pem()), @r"
    remit: the certificate in project/cert.pem begins at 2090-01-01T00:00:00Z
      help: see whether the clock of this machine is right
    ");
    insta::assert_snapshot!(refused("no PEM", one.key_pem()), @r"
    remit: project/cert.pem holds no certificate in PEM
      help: it has a part that begins with `-----BEGIN CERTIFICATE-----`: the certificate, and below it those that vouch for it
    ");
    insta::assert_snapshot!(refused(one.pem(), one.pem()), @r"
    remit: project/key.pem holds no private key in PEM
      help: it has a part that begins with `-----BEGIN PRIVATE KEY-----`; a key under a passphrase cannot be used
    ");
    let spoilt = one.pem().replacen("MII", "AII", 1);
    insta::assert_snapshot!(refused(&spoilt, one.key_pem()), @r"
    remit: the certificate in project/cert.pem cannot be read
      help: ask those who issued it for another one
    ");
    let folder = Folder::two_missions();
    folder.append("remit.toml", "\n[server]\ntls_cert = \"away.pem\"\ntls_key = \"key.pem\"\n");
    let answer = remit(&folder, "serve project --listen 127.0.0.1:0");
    assert_eq!(answer.code, Some(2), "{answer}");
    assert!(answer.err.contains("away.pem cannot be read: it does not exist"), "{answer}");
}
