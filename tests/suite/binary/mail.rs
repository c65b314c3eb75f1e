//! Mail through a real mail server: who is written to, and that all mail about one alert is one thread.

use serde_json::Value;
use tests::process::{Folder, MailServer, Service, settled, until};

use super::handing_in::known::{Up, token, with_people};

const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
const MET: &str = "month,body,percent\n2024-02,north-council,91\n";

/// A notifier that writes mail, and who holds the post of a body.
fn declared(port: u16) -> String {
    format!(
        "\n[[notifier]]\nid = \"officials\"\nkind = \"mail\"\nserver = \"127.0.0.1:{port}\"\nsecurity = \"none\"\n\
         from = \"Remit <remit@board.example>\"\nto = [\"unit@board.example\"]\n\
         \n[[person]]\nbody = \"north-council\"\nrole = \"owner\"\nname = \"Ann Hay\"\naddress = \"ann.hay@north.example\"\n"
    )
}

#[test]
fn whoever_is_named_is_written_to_and_the_unit_gets_a_copy() {
    let Some(mut server) = MailServer::start() else { return };
    let folder = Folder::two_missions();
    folder.drop_in("remit.toml", format!("{}{}", folder.read("remit.toml"), declared(server.port())));
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    let fired = server.next_mail();
    assert_eq!(fired["recipients"].as_array().unwrap().len(), 2, "{fired}");
    assert_eq!(fired["to"], "Ann Hay <ann.hay@north.example>");
    assert_eq!(fired["cc"], "unit@board.example");
    assert_eq!(fired["defects"], serde_json::json!([]));
    let (subject, text, html) =
        (&fired["subject"], fired["text"].as_str().unwrap(), fired["html"].as_str().unwrap());
    assert!(html.contains("<html lang=\"en-GB\">") && html.contains(subject.as_str().unwrap()), "{html}");
    assert!(text.contains("North Council") && text.contains("Answer"), "{text}");
    folder.drop_in("feeds/warmth/more-still.csv", MET);
    let corrected = server.next_mail();
    assert_ne!(corrected["subject"], fired["subject"]);
    assert_eq!(corrected["thread"], fired["thread"]);
    for mail in [&fired, &corrected] {
        assert_eq!(mail["answers"], mail["thread"], "it stands where its thread does");
    }
    assert_ne!(corrected["message_id"], fired["message_id"]);
    until("both deliveries are on the ledger", || (settled(&folder).len() == 2).then_some(()));
    service.stop();
}

#[test]
fn mail_leads_to_the_pages_of_a_service_that_has_an_address() {
    let Some(mut server) = MailServer::start() else { return };
    let folder = Folder::two_missions();
    let address = "\n[server]\npublic_url = \"https://remit.example/\"\n";
    folder
        .drop_in("remit.toml", format!("{}{}{address}", folder.read("remit.toml"), declared(server.port())));
    let service = Service::start(&folder);
    folder.drop_in("feeds/warmth/more.csv", MISSED);
    let fired = server.next_mail();
    let (text, html) = (fired["text"].as_str().unwrap(), fired["html"].as_str().unwrap());
    for (line, page) in [("Evidence: ", "/explanations/homes/warmth"), ("Answer: ", "/reply/homes/warmth")] {
        let url = format!("https://remit.example{page}");
        assert!(text.lines().any(|said| said == format!("{line}{url}")), "{text}");
        assert!(html.contains(&format!("{line}<a href=\"{url}\">{url}</a>")), "{html}");
        assert_eq!(service.visitor().get(page).status, 200, "{page}");
    }
    assert!(!text.contains("remit explain") && !text.contains("remit respond"), "{text}");
    service.stop();
}

#[test]
fn whoever_hands_something_in_gets_a_copy_and_nobody_else_does() {
    let Some(mut server) = MailServer::start() else { return };
    let folder = Folder::two_missions();
    folder.append("remit.toml", &declared(server.port()));
    // Another person of a name, at another body, did not hand anything in.
    for (body, name) in [("north-council", "Ann"), ("north-council", "Ola"), ("south-council", "Ola")] {
        let address = format!("{name}@{body}.example");
        folder.append(
            "remit.toml",
            &format!("\n[[person]]\nbody = \"{body}\"\nrole = \"analyst\"\nname = \"{name}\"\naddress = \"{address}\"\n"),
        );
    }
    let up = Up::start(with_people(folder));
    let (ann, ola) = (token(&up.folder, "Ann"), token(&up.folder, "Ola"));
    let handed_in =
        up.report(&ann, &["Idempotency-Key: one"], "2024-02,north-council,95\n2024-02,north-council,x\n");
    assert_eq!(handed_in.status, 201, "{}", handed_in.body);
    let copy = next_copy(&mut server);
    assert_eq!(
        (&copy["to"], &copy["cc"]),
        (&"Ann <Ann@north-council.example>".into(), &Value::Null),
        "{copy}"
    );
    let text = copy["text"].as_str().unwrap();
    assert!(text.starts_with("We have received your report. Reference: "), "{text}");
    assert!(text.contains("\nHomes that are warm enough, North Council, February 2024: 95%\n"), "{text}");
    assert!(text.contains("\nOne row could not be used."), "{text}");
    // The same once more is the same report.
    assert_eq!(
        up.report(&ann, &["Idempotency-Key: one"], "2024-02,north-council,95\n2024-02,north-council,x\n")
            .status,
        201
    );
    assert_eq!(up.report(&ann, &[], "2024-02,north-council,40\n").status, 201);
    assert!(next_copy(&mut server)["text"].as_str().unwrap().contains("February 2024: 40%"));
    let said = r#"{"kind": "explain", "reason": "The depot was flooded."}"#;
    let replied = up.visitor.post("/alerts/homes/warmth/responses", &[&ola], said);
    assert_eq!(replied.status, 201, "{}", replied.body);
    let copy = next_copy(&mut server);
    assert_eq!(copy["recipients"], serde_json::json!(["Ola@north-council.example"]), "{copy}");
    let (text, reference) =
        (copy["text"].as_str().unwrap(), replied.json()["reference"].as_str().unwrap().to_owned());
    assert!(
        text.starts_with(&format!(
            "Your reply is recorded. Reference: {reference}\n\nRecorded the explanation by Ola"
        )),
        "{text}"
    );
    assert!(text.contains("What you said:\nThe depot was flooded."), "{text}");
}

/// The next mail that is a copy of something that was handed in: of alerts mail goes out as well.
fn next_copy(server: &mut MailServer) -> Value {
    loop {
        let mut mail = server.next_mail();
        if mail["subject"].as_str().is_some_and(|subject| {
            subject.starts_with("your reply") || subject.starts_with("we have received")
        }) {
            mail["text"] = mail["text"].as_str().unwrap_or_default().replace("\r\n", "\n").into();
            return mail;
        }
    }
}
