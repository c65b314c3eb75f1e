//! What a service signs and publishes by itself: in the folder, as a feed and by mail.

use std::fs;
use std::path::PathBuf;

use tests::process::{Folder, MailServer, Service, remit, until};

use super::asked::{ORIGIN, ask};
use super::forger::write_again;

/// A project whose service signs what was written a second before, and the key by which that is believed.
fn signing(folder: &Folder, more: &str) -> String {
    folder.append("remit.toml", &format!("\n[checkpoints]\norigin = \"{ORIGIN}\"\nevery = \"1s\"\n{more}"));
    let made = remit(folder, &format!("ledger key project/checkpoints.key --name {ORIGIN}"));
    let line = made.out.lines().find(|line| line.contains("where it signs a ledger")).unwrap().to_owned();
    line.rsplit(' ').next().unwrap().to_owned()
}

fn checkpoints(folder: &Folder) -> Vec<PathBuf> {
    let Ok(files) = fs::read_dir(folder.path("checkpoints")) else { return Vec::new() };
    let files = files.map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|ending| ending == "checkpoint")).collect();
    files.sort();
    files
}

#[track_caller]
fn until_there_are(folder: &Folder, count: usize) -> Vec<PathBuf> {
    until("so many checkpoints are signed", || {
        let signed = checkpoints(folder);
        (signed.len() >= count).then_some(signed)
    })
}

#[test]
fn a_service_signs_what_is_written_and_publishes_it_as_a_feed() {
    let folder = Folder::two_missions();
    let key = signing(&folder, "");
    let service = Service::start(&folder);
    until_there_are(&folder, 1);
    folder.drop_in("feeds/warmth/more.csv", "month,body,percent\n2024-02,north-council,40\n");
    let signed = until_there_are(&folder, 2);
    let visitor = service.visitor();
    let page = visitor.get("/audit/checkpoints.atom");
    assert_eq!((page.status, page.line("content-type")), (200, Some("application/atom+xml; charset=utf-8")));
    assert!(page.body.matches("<entry>").count() >= 2, "{}", page.body);
    for file in &signed {
        let note = fs::read_to_string(file).unwrap();
        assert!(page.body.contains(&format!("<content type=\"text\">{note}</content>")), "{}", page.body);
    }
    service.stop();
    let verified = remit(&folder, &format!("verify project --key {key}"));
    assert_eq!(verified.code, Some(0), "{verified}");
    let before = checkpoints(&folder);
    let service = Service::start(&folder);
    let after = until_there_are(&folder, before.len() + 1);
    assert!(after.starts_with(&before), "none is written over: {before:?} {after:?}");
    service.stop();
    assert_eq!(remit(&folder, &format!("verify project --key {key}")).code, Some(0));
}

#[test]
fn whoever_takes_over_goes_on_where_the_other_stopped() {
    let folder = Folder::two_missions();
    let key = signing(&folder, "");
    let first = Service::start(&folder);
    let before = until_there_are(&folder, 1);
    let mut second = Service::begin(&folder, "serve project --standby --listen 127.0.0.1:0");
    second.wait_for("standing by");
    first.kill();
    second.wait_for("serving; stop with SIGTERM");
    folder.drop_in("feeds/warmth/more.csv", "month,body,percent\n2024-02,north-council,40\n");
    let after = until_there_are(&folder, before.len() + 1);
    assert!(after.starts_with(&before), "none is written over: {before:?} {after:?}");
    second.stop();
    let verified = remit(&folder, &format!("verify project --key {key}"));
    assert_eq!(verified.code, Some(0), "{verified}");
}

#[test]
fn signatures_of_witnesses_are_published_wherever_they_stand() {
    let folder = Folder::two_missions();
    let key = signing(&folder, "");
    let service = Service::start(&folder);
    until_there_are(&folder, 1);
    service.stop();
    assert!(remit(&folder, "ledger key witness.key --name auditor.example").code == Some(0));
    let cosign = format!("verify project --key {key} --cosign witness.key --name auditor.example");
    let signed = remit(&folder, &format!("{cosign} --out project/checkpoints/auditor.checkpoint"));
    assert_eq!(signed.code, Some(0), "{signed}");
    // As it comes back by mail.
    let cosigned = fs::read_to_string(folder.path("checkpoints/auditor.checkpoint")).unwrap();
    let mail = format!("Dear board,\n\n{cosigned}\nThe auditor\n").replace('\n', "\r\n");
    fs::write(folder.path("checkpoints/auditor.checkpoint"), mail).unwrap();
    let before = checkpoints(&folder).len();
    let service = Service::start(&folder);
    until_there_are(&folder, before + 1);
    let page = service.visitor().get("/audit/checkpoints.atom").body;
    assert_eq!(page.matches("auditor.example").count(), 1, "{page}");
    assert_eq!(page.matches("<entry>").count(), checkpoints(&folder).len() - 1, "one of each size: {page}");
    service.stop();
}

#[test]
fn a_service_that_cannot_sign_says_so_and_signs_once_it_can() {
    let folder = Folder::two_missions();
    let key = signing(&folder, "");
    fs::rename(folder.path("checkpoints.key"), folder.path("elsewhere.key")).unwrap();
    let mut service = Service::start(&folder);
    service.wait_for("What the ledger came to is not signed: the key");
    let visitor = service.visitor();
    let told = until("the front page says so", || {
        let page = visitor.get("/").body;
        page.contains("The ledger is not signed").then_some(page)
    });
    assert!(told.contains("checkpoints.key cannot be read"), "{told}");
    let metrics = visitor.get("/metrics").body;
    assert!(metrics.contains("remit_ledger_unsigned 1"), "{metrics}");
    folder.drop_in("feeds/warmth/more.csv", "month,body,percent\n2024-02,north-council,40\n");
    until("nothing else is held up", || visitor.get("/alerts").body.contains("warmth").then_some(()));
    fs::rename(folder.path("elsewhere.key"), folder.path("checkpoints.key")).unwrap();
    until_there_are(&folder, 1);
    until("the front page says nothing of it", || {
        (!visitor.get("/").body.contains("The ledger is not signed")).then_some(())
    });
    assert_eq!(service.times_said("What the ledger came to is not signed: the key"), 1);
    service.stop();
    assert_eq!(remit(&folder, &format!("verify project --key {key}")).code, Some(0));
}

#[test]
fn a_service_signs_no_second_history() {
    let folder = Folder::two_missions();
    signing(&folder, "");
    let service = Service::start(&folder);
    until_there_are(&folder, 1);
    service.stop();
    until_there_are(&folder, 1);
    let before = checkpoints(&folder);
    write_again(&folder, |commits| drop(commits.drain(1..)));
    let mut service = Service::start(&folder);
    service.wait_for("nothing was signed, since it would contradict what was signed before");
    folder.drop_in("feeds/warmth/more.csv", "month,body,percent\n2024-02,north-council,40\n");
    let visitor = service.visitor();
    until("nothing else is held up", || visitor.get("/alerts").body.contains("warmth").then_some(()));
    service.stop();
    assert_eq!(checkpoints(&folder), before);
}

#[test]
fn checkpoints_are_mailed_and_are_taken_as_they_came() {
    let Some(mut server) = MailServer::start() else { return };
    let folder = Folder::two_missions();
    folder.append(
        "remit.toml",
        &format!(
            "\n[[notifier]]\nid = \"letters\"\nkind = \"mail\"\nserver = \"127.0.0.1:{}\"\nsecurity = \"none\"\n\
             from = \"Remit <remit@board.example>\"\nto = [\"unit@board.example\"]\n",
            server.port()
        ),
    );
    let key = signing(&folder, "mail = [\"Jane Doe <jane@press.example>\"]\n");
    let service = Service::start(&folder);
    let mail = until("a checkpoint comes by mail", || {
        let mail = server.next_mail();
        mail["subject"].as_str()?.starts_with("checkpoint of ").then_some(mail)
    });
    assert_eq!(
        (&mail["to"], &mail["cc"]),
        (&"Jane Doe <jane@press.example>".into(), &serde_json::Value::Null)
    );
    assert_eq!((&mail["html"], &mail["defects"]), (&serde_json::Value::Null, &serde_json::json!([])));
    let (text, came) = (mail["text"].as_str().unwrap(), mail["as_it_came"].as_str().unwrap());
    fs::write(folder.root().join("kept.txt"), text.replace("\r\n", "\n").replace('\n', "\r\n")).unwrap();
    fs::write(folder.root().join("kept.eml"), came).unwrap();
    service.stop();
    for kept in ["kept.txt", "kept.eml"] {
        let said = ask(&folder, &format!("verify project --key {key} --checkpoint {kept}"));
        assert!(said.starts_with("0\n") && said.contains(&format!("Checkpoint {kept}: borne out")), "{said}");
    }
    let kind = "\"of the kind ledger.checkpoint, of which only the tree is known to be as it was\"";
    let verified = ask(&folder, "verify project --format json");
    assert!(verified.contains(kind), "it stands on the ledger: {verified}");
}

#[test]
fn what_cannot_be_sent_is_refused() {
    let folder = Folder::two_missions();
    folder.append(
        "remit.toml",
        &format!(
            "\n[checkpoints]\norigin = \"{ORIGIN}\"\nevery = \"0s\"\nmail = [\"nobody\", \"a@b.example\"]\n"
        ),
    );
    let checked = remit(&folder, "check project");
    assert_eq!(checked.code, Some(2), "{checked}");
    for told in [
        "`every` is shorter than a second",
        "`nobody` is not an address of mail",
        "no notifier that sends mail",
    ] {
        assert!(checked.err.contains(told) || checked.out.contains(told), "{told}: {checked}");
    }
}
