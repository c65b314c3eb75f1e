//! The open alerts as a feed (Atom, RFC 4287), for readers that look in now and then.

use engine::Engine;
use engine::alert::Alert;
use engine::program::Program;
use jiff::Timestamp;
use language::visible::visible;
use words::alert::{label, message};

use crate::live::address;

/// So many entries are in it, those that changed last.
const MOST: usize = 100;

/// The alerts that are open, the one that changed last first. An entry keeps its id for as long as its alert is open.
pub fn alerts_feed(title: &str, engine: &Engine, program: &Program, as_at: Timestamp) -> String {
    let alerts = engine.alerts();
    let mut dated: Vec<(Timestamp, &Alert)> =
        alerts.iter().map(|alert| (changed(alert, program, as_at), alert)).collect();
    dated.sort_by_key(|(at, alert)| (std::cmp::Reverse(*at), alert.id.clone()));
    let newest = dated.first().map_or(Timestamp::UNIX_EPOCH, |(at, _)| *at);
    let entries: String = dated.iter().take(MOST).map(|(at, alert)| entry(alert, *at, program)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-GB\">\n\
         <id>{}</id>\n<title>{}: open alerts</title>\n<updated>{newest}</updated>\n\
         <author><name>Remit</name></author>\n<link rel=\"self\" href=\"/alerts.atom\"/>\n\
         <link rel=\"alternate\" href=\"{}\"/>\n{entries}</feed>\n",
        name_of("alerts"),
        escaped(title),
        address::ALERTS,
    )
}

fn entry(alert: &Alert, at: Timestamp, program: &Program) -> String {
    let said = message(alert, program);
    let mission = program.missions.get(&alert.id.mission).map_or("", |mission| &mission.title);
    let title = format!("{}: {mission}, {}", label::of_alert(alert), alert.id);
    format!(
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<published>{}</published>\n<updated>{at}</updated>\n\
         <link rel=\"alternate\" href=\"{}\"/>\n<summary>{}</summary>\n</entry>\n",
        name_of(&format!("{} {}", alert.id, alert.since)),
        escaped(&title),
        alert.since,
        escaped(&address::alert(&alert.id)),
        escaped(&said),
    )
}

/// When there was last something to say of it: since it is open, since its newest period fell due, when it went up or was replied to.
fn changed(alert: &Alert, program: &Program, as_at: Timestamp) -> Timestamp {
    let obligation = program.obligation(&alert.id.obligation_ref());
    let due = obligation.zip(alert.periods.last()).map(|(obligation, period)| {
        let calendar = program.calendar_of(&alert.lead);
        calendar.end_of_day(obligation.terms_of(*period).due.day(*period, calendar))
    });
    let told = alert.climb.iter().flat_map(|climb| &climb.told).map(|step| step.at);
    let replied = alert.responses.iter().map(|response| response.at);
    let all = due.into_iter().chain(told).chain(replied).filter(|moment| *moment <= as_at);
    all.chain([alert.since]).max().unwrap_or(alert.since)
}

/// A name that is the same for ever, made of what it names (RFC 9562, version 8).
pub(crate) fn name_of(what: &str) -> String {
    let hash = blake3::hash(what.as_bytes());
    let mut bytes: [u8; 16] = hash.as_bytes()[..16].try_into().expect("a hash has sixteen bytes and more");
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |range: std::ops::Range<usize>| hex[range].concat();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0..4), part(4..6), part(6..8), part(8..10), part(10..16))
}

pub(crate) fn escaped(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_uuid_and_the_same_for_ever() {
        assert_eq!(name_of("alerts"), name_of("alerts"));
        let name = name_of("homes/warmth 2024-03-01T00:00:00Z");
        assert!(name.starts_with("urn:uuid:") && name.len() == 45, "{name}");
        assert_eq!(name.chars().nth(23), Some('8'));
    }

    #[test]
    fn nothing_that_anybody_wrote_is_markup() {
        assert_eq!(escaped("<b> & \"c\"\u{1b}"), "&lt;b&gt; &amp; &quot;c&quot;U+001B");
    }
}
