//! Mail through a real mail server: who is written to, and that all mail about one alert is one thread.

use tests::process::{Folder, MailServer, Service, settled, until};

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
