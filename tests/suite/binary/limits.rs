//! How much one address may have, and whom a proxy asks for.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use socket2::{Domain, Socket, Type};
use tests::process::{Folder, Service, remit, until};

use super::handing_in::known::{folder, token};

/// A connection from an address of this machine.
fn connected(from: &str, to: &str) -> TcpStream {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let from: SocketAddr = format!("{from}:0").parse().expect("an address");
    let to: SocketAddr = to.parse().expect("an address");
    socket.bind(&from.into()).expect("it is of this machine");
    socket.connect(&to.into()).expect("the service listens");
    socket.into()
}

fn asked(mut stream: TcpStream, to: &str) -> String {
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n\r\n");
    // Who is turned away may be so before all was sent.
    stream.write_all(request.as_bytes()).ok();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok();
    answer
}

fn served(lines: &str) -> (Folder, Service) {
    let folder = folder();
    folder.append("remit.toml", &format!("\n[server]\n{lines}\n"));
    let service = Service::start(&folder);
    (folder, service)
}

#[test]
fn silent_connections_of_one_address_hold_up_no_other() {
    let (folder, service) = served("connections_per_address = 20");
    let visitor = service.visitor();
    let address = visitor.address();
    let silent: Vec<_> = (0..20).map(|_| connected("127.0.0.2", address)).collect();
    let refused = until("the address has as many as it may", || {
        let answer = asked(connected("127.0.0.2", address), address);
        answer.contains(" 429 ").then_some(answer)
    });
    assert!(refused.contains("\r\nretry-after: 10\r\n"), "{refused}");
    // Some say a little, and nothing more.
    for mut stream in &silent {
        stream.write_all(b"GET / HTTP/1.1\r\n").expect("it takes a beginning");
    }
    for other in ["127.0.0.1", "127.0.0.3"] {
        assert!(asked(connected(other, address), address).starts_with("HTTP/1.1 200 "), "{other}");
    }
    let metrics = visitor.ask("GET", "/metrics", &[&token(&folder, "Ada")]).body;
    let counted = metrics.lines().find_map(|line| line.strip_prefix("remit_connections_refused_total "));
    assert!(counted.is_some_and(|count| count != "0"), "{metrics}");
    drop(silent);
    until("it may have others again", || {
        asked(connected("127.0.0.2", address), address).starts_with("HTTP/1.1 200 ").then_some(())
    });
}

#[test]
fn a_trusted_proxy_asks_for_others_and_nobody_else_does() {
    for (lines, expect) in [("trusted_proxies = [\"127.0.0.1\"]", 401), ("", 429)] {
        let (_folder, service) = served(lines);
        let visitor = service.visitor();
        let guess = |asker: &str| {
            let asker = format!("X-Forwarded-For: 198.51.100.1, {asker}");
            visitor
                .ask("GET", "/", &["Authorization: Bearer remit_x", "Accept: application/json", &asker])
                .status
        };
        assert!((0..40).any(|_| guess("192.0.2.1") == 429), "whoever guesses is stopped");
        assert_eq!(guess("192.0.2.2"), expect, "{lines}");
    }
}

#[test]
fn with_a_public_address_the_service_answers_to_no_other_host() {
    let folder = folder();
    folder.append("remit.toml", "\n[server]\npublic_url = \"https://remit.example\"\n");
    let service = Service::begin(&folder, "serve project --listen 0.0.0.0:0");
    let visitor = service.visitor();
    let status = |host: &str| visitor.ask("GET", "/healthz", &[&format!("Host: {host}")]).status;
    assert_eq!([status("remit.example"), status("evil.example"), status("REMIT.example")], [200, 421, 200]);
}

/// What `remit check` says of a `[server]` that is written so.
fn faults(lines: &str) -> String {
    let folder = Folder::two_missions();
    folder.append("remit.toml", &format!("\n[server]\n{lines}\n"));
    let checked = remit(&folder, "check project");
    assert_eq!(checked.code, Some(2), "{checked}");
    let told = checked.err.lines().filter(|line| line.starts_with("error") || line.contains("help"));
    told.map(str::trim).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_wrong_about_the_server_is_told_by_check() {
    insta::assert_snapshot!(faults("tls_cert = \"a.pem\""), @r"
    error[invalid-value]: `tls_cert` stands alone
    = help: name both `tls_cert` and `tls_key`
    ");
    insta::assert_snapshot!(faults("public_url = \"remit.example/here\"\ntrusted_proxies = [\"proxy\"]"), @r"
    error[invalid-value]: `public_url` is no address of a service
    = help: write its beginning and its host alone, such as `https://remit.example.gov.uk`
    error[invalid-value]: `proxy` is no address of a proxy
    = help: write an address such as `127.0.0.1`, and no name
    ");
    let provider = "[server.identity]\nname = \"us\"\nclient_id = \"remit\"\n";
    insta::assert_snapshot!(faults(&format!("{provider}issuer = \"http://login.example\"\nclient_secret = \"x\"")), @r#"
    error[invalid-value]: [server.identity] does not say where the secret of the client is
    = help: add `client_secret_file` or `client_secret_env`
    error[invalid-value]: nobody can come back from a provider of identities without `public_url`
    = help: add `public_url = "https://…"` to [server]: browsers come back to it
    error[invalid-value]: `issuer` is no address that begins with https://
    = help: write it as the provider does, such as `https://login.example.gov.uk`
    error[toml]: [server.identity] has no key `client_secret`
    = help: did you mean `client_secret_env`?
    "#);
    let sound = "issuer = \"https://login.example\"\nclient_secret_env = \"SECRET\"\n";
    insta::assert_snapshot!(faults(&format!("{provider}{sound}")), @r#"
    error[invalid-value]: nobody can come back from a provider of identities without `public_url`
    = help: add `public_url = "https://…"` to [server]: browsers come back to it
    "#);
    let groups = "[[server.identity.group]]\ngroup = \"a\"\nrole = \"official\"\n[[server.identity.group]]\ngroup = \"a\"\nrole = \"reporter\"\nbodies = [\"nort-council\"]\n";
    let misspelt = groups.split_at(groups.rfind("[[").expect("there are two")).1;
    let faults_of =
        |groups: &str| faults(&format!("public_url = \"https://a.example\"\n{provider}{sound}{groups}"));
    insta::assert_snapshot!(faults_of(groups), @"error[invalid-value]: the role `official` goes with `bodies` and no `missions`");
    insta::assert_snapshot!(faults_of(misspelt), @r"
    error[unknown-body]: the register has no body `nort-council`
    = help: did you mean `north-council`?
    ");
}
