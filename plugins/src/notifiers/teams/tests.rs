//! What a channel is sent.

use jiff::Timestamp;
use ledger::entry::Message;
use rules::source::SourceText;
use toml::Spanned;

use super::TeamsSettings;
use super::card::card;
use crate::notifiers::Notifier as _;
use crate::notifiers::test_receiver::TestReceiver;

fn message(text: &str) -> Message {
    let [id, kind, subject, text, json] =
        ["m1", "alert.firing", "firing: Homes, homes/warmth", text, "{}"].map(str::to_owned);
    Message { id, at: Timestamp::UNIX_EPOCH, kind, subject, text, json }
}

#[test]
fn a_message_is_a_card_of_plain_runs() {
    let card = card(&message("Too few.\nTo: [North](https://example.org)"));
    let body = card["attachments"][0]["content"]["body"].as_array().unwrap();
    assert_eq!(body.len(), 3);
    assert_eq!(body[0]["inlines"][0]["weight"], "Bolder");
    assert_eq!(body[2]["inlines"][0]["text"], "To: [North](https://example.org)");
}

#[test]
fn a_long_message_fits_what_teams_takes() {
    let card = card(&message(&"é".repeat(40_000))).to_string();
    assert!(card.len() < 28 * 1_024 && card.contains("cut short"), "{}", card.len());
}

#[test]
fn it_is_posted_to_the_address_which_no_fault_tells() {
    let receiver = TestReceiver::answering(&["202 Accepted\r\ncontent-length: 0\r\n\r\n"]);
    let settings = |url: String| TeamsSettings {
        id: "channel".to_owned(),
        url: Some(Spanned::new(0..0, url)),
        url_file: None,
    };
    let source = SourceText::new("remit.toml", "");
    let connect = |url: String| settings(url).connect(&source, 0..0, std::path::Path::new("."));
    let notifier = connect(format!("http://{}/workflows/secret", receiver.address)).unwrap();
    notifier.send(&message("Too few.")).unwrap();
    assert_eq!(receiver.requests()[0].first_line, "POST /workflows/secret HTTP/1.1");
    let faults = connect("secret-address".to_owned()).err().unwrap();
    assert!(!faults[0].message.contains("secret-address"), "{faults:?}");
}
