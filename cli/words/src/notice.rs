//! What people are told of the project itself: of its faults, of its plugins and notifiers, and of changes that wait for signatures.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use language::visible::visible;
use ledger::entry::{FileReceipt, Hold, HoldReason};

use crate::agreement::WaitingChange;
use crate::{english, receipt};

/// What a message says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// In one line, without a full stop.
    pub subject: String,
    /// In sentences.
    pub text: String,
}

/// The newest texts of these missions cannot be used. `faults` is what is wrong with them, laid out.
pub fn refused(missions: &[String], faults: &str) -> Notice {
    let what = english::list(missions);
    Notice {
        subject: format!("{what}: the newest text is not in force"),
        text: format!(
            "The newest text of {what} cannot be used, so the last good revision stays in force.\n\n{faults}"
        ),
    }
}

/// The same for a page, whose reader sees below it what is wrong.
pub fn unusable(files: &[String]) -> String {
    let (texts, are) = match files {
        [_] => ("The newest text", "is"),
        _ => ("The newest texts", "are"),
    };
    format!(
        "{texts} of {} cannot be used, and {are} not in force. What was in force before stays so.",
        english::list(files)
    )
}

/// What was told to be at fault is put right.
pub fn accepted() -> Notice {
    Notice {
        subject: "the newest text is in force again".to_owned(),
        text: "The faults that were told before are put right, and the newest text is in force.".to_owned(),
    }
}

/// Rows of a file were set aside: how many for which reason, the most frequent first.
pub fn set_aside(receipt: &FileReceipt) -> Notice {
    let reasons = receipt::by_reason(receipt);
    let told = reasons.iter().take(MOST_TOLD).map(|(reason, lines)| {
        let rows = english::count(lines.len(), "row");
        let first = english::place(&receipt.file.sheets.place(lines[0]));
        format!("\n{}, from {first}: {}", english::capitalised(&rows), visible(reason))
    });
    let told: String = told.collect();
    let untold: usize = reasons.iter().skip(MOST_TOLD).map(|(_, lines)| lines.len()).sum();
    let rest = match untold + receipt.more_quarantined.len() {
        0 => String::new(),
        more => format!("\nAnd {}.", english::count(more, "more row")),
    };
    let subject = visible(&receipt::set_aside(receipt)).into_owned();
    Notice { text: format!("{subject}:{told}{rest}"), subject }
}

/// A message that is sent to see whether it arrives.
pub fn trial(project: &str, notifier: &str) -> Notice {
    Notice {
        subject: format!("test: {}", visible(project)),
        text: format!(
            "This is a trial message. Somebody sent it with `remit notify test` to see whether the notifier `{notifier}` of \"{}\" works. Nothing is wrong, and nothing is asked of you.",
            visible(project)
        ),
    }
}

/// A hook fails; `why` in the words of its error.
pub fn hook_failed(hook: &str, why: &str) -> Notice {
    Notice {
        subject: format!("the plugin {hook} fails"),
        text: format!("Messages go out without what the plugin `{hook}` would add to them: {why}."),
    }
}

/// A message that is not delivered yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Undelivered<'a> {
    pub notifier: &'a str,
    /// Whether the project still has the notifier.
    pub declared: Declared,
    pub subject: &'a str,
    /// What it says, in sentences.
    pub text: &'a str,
    /// Why it was not taken, in the words of its error; none where it was not tried.
    pub why: Option<&'a str>,
    /// Until when it waits by the project's own word, where it does.
    pub hold: Option<&'a Hold>,
}

/// Whether the project has a notifier.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Declared {
    Still,
    NoLonger,
}

/// So many messages that wait are told of one by one.
const MOST_TOLD: usize = 12;

/// A notifier, as declarations that cannot be used are named.
pub fn notifier(name: &str) -> String {
    format!("the notifier `{name}`")
}

/// Messages do not arrive through a notifier: what they say is told through the others.
pub fn notifier_fails(notifier: &str, waiting: &[Undelivered<'_>]) -> Notice {
    let why = waiting.iter().find_map(|waiting| waiting.why).unwrap_or("it does not answer");
    let told =
        waiting.iter().take(MOST_TOLD).map(|waiting| format!("\n\n{}\n{}", waiting.subject, waiting.text));
    let told: String = told.map(|told| told.trim_end().to_owned()).collect();
    let rest = match waiting.len().saturating_sub(MOST_TOLD) {
        0 => String::new(),
        more => format!("\n\nAnd {} more.", english::count(more, "message")),
    };
    Notice {
        subject: format!("the notifier {notifier} does not deliver"),
        text: format!(
            "Messages through the notifier `{notifier}` are not taken: {why}. They wait, and Remit tries again. {} not delivered so far:{told}{rest}",
            wait(waiting.len())
        ),
    }
}

/// Messages arrive through a notifier again.
pub fn notifier_recovered(notifier: &str) -> Notice {
    Notice {
        subject: format!("the notifier {notifier} delivers again"),
        text: format!(
            "Messages through the notifier `{notifier}` are taken again, and none that failed waits."
        ),
    }
}

/// That nobody is told of so many alerts yet, since nothing was read.
pub fn untold(alerts: usize) -> Option<String> {
    let all = english::capitalised(&english::count(alerts, "alert"));
    let (verb, them) = if alerts == 1 { ("is", "it") } else { ("are", "them") };
    (alerts > 0).then(|| {
        format!(
            "{all} {verb} open for what fell due before Remit began here. Nobody is told of {them} before a first file of a feed is read: that nothing came in may be because nothing is connected yet"
        )
    })
}

/// What waits for its time, for each notifier, moment and reason in a sentence.
pub fn held(waiting: &[Undelivered<'_>], zone: &TimeZone) -> Vec<String> {
    let mut counts: BTreeMap<(&str, Timestamp, String), usize> = BTreeMap::new();
    for Undelivered { notifier, hold, .. } in waiting {
        if let Some(hold) = hold {
            *counts.entry((notifier, hold.until, because(hold))).or_default() += 1;
        }
    }
    let sentence = |((notifier, until, why), count): ((&str, Timestamp, String), usize)| {
        let verb = if count == 1 { "waits" } else { "wait" };
        let messages = english::capitalised(&english::count(count, "message"));
        let local = until.to_zoned_datetime(zone.clone());
        let moment = format!("{} at {}", english::date(local.date()), local.strftime("%H:%M"));
        format!("{messages} {verb} for the notifier `{notifier}` until {moment}: {why}")
    };
    counts.into_iter().map(sentence).collect()
}

fn because(Hold { reason, by, .. }: &Hold) -> String {
    match reason {
        HoldReason::Hours => format!("the route `{by}` tells nobody before then"),
        HoldReason::Group => format!("the route `{by}` gathers alerts"),
        HoldReason::Digest | HoldReason::PersonalDigest => format!("the route `{by}` tells them in a digest"),
        HoldReason::Silence => format!("{} asked for silence", visible(by)),
    }
}

/// What is not delivered, for each notifier in a sentence. What waits for its time is no failure.
pub fn undelivered(waiting: &[Undelivered<'_>]) -> Vec<String> {
    let waiting: Vec<Undelivered<'_>> =
        waiting.iter().filter(|waiting| waiting.hold.is_none()).copied().collect();
    let notifiers: BTreeSet<&str> = waiting.iter().map(|waiting| waiting.notifier).collect();
    let sentence = |notifier: &str| {
        let of = waiting.iter().filter(|waiting| waiting.notifier == notifier);
        let (count, why) = (of.clone().count(), of.clone().find_map(|waiting| waiting.why));
        let is_gone = of.clone().any(|waiting| waiting.declared == Declared::NoLonger);
        let why = match (is_gone, why) {
            (true, _) => "the project has no such notifier".to_owned(),
            (false, Some(why)) => why.to_owned(),
            (false, None) => "nothing was tried yet".to_owned(),
        };
        format!(
            "{} not delivered and wait{} for the notifier `{notifier}`: {why}",
            wait(count),
            if count == 1 { "s" } else { "" }
        )
    };
    notifiers.into_iter().map(sentence).collect()
}

fn wait(messages: usize) -> String {
    let verb = if messages == 1 { "was" } else { "were" };
    format!("{} {verb}", english::capitalised(&english::count(messages, "message")))
}

/// A change waits for signatures, or for its day. `project` is how the project's folder is named in the command to type.
pub fn waits(change: &WaitingChange<'_>, project: &str) -> Notice {
    Notice { subject: format!("{}: {}", change.title, change.headline()), text: change.in_words(project) }
}

/// A change that waited is in force.
pub fn in_force(change: &WaitingChange<'_>) -> Notice {
    let what = change.change();
    Notice {
        subject: format!("{}: {what} is in force", change.title),
        text: format!(
            "{} of {} that waited for approval is in force now.",
            english::capitalised(&what),
            change.path
        ),
    }
}

/// A change that waited is no longer what is written.
pub fn given_up(change: &WaitingChange<'_>) -> Notice {
    Notice {
        subject: format!("{}: nothing waits for approval any more", change.title),
        text: format!(
            "{} of {} that waited for approval is no longer what is written, and is not in force.",
            english::capitalised(&change.change()),
            change.path
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use engine::model::{Edition, FeedId, Load, SourceFile};
    use ledger::entry::Quarantined;

    use super::*;

    fn waiting<'a>(notifier: &'a str, why: Option<&'a str>) -> Undelivered<'a> {
        let (subject, text) = ("firing: Homes, homes/warmth/ministry", "Councils missed it.\n");
        Undelivered { notifier, declared: Declared::Still, subject, text, why, hold: None }
    }

    #[test]
    fn what_does_not_arrive_through_one_notifier_is_told_through_the_others() {
        let told = notice(&[waiting("board", Some("the receiver answered 404 Not Found"))]);
        let expect = "the notifier board does not deliver
Messages through the notifier `board` are not taken: the receiver answered 404 Not Found. They wait, and Remit tries again. One message was not delivered so far:

firing: Homes, homes/warmth/ministry
Councils missed it.";
        assert_eq!(told, expect);
        let many = vec![waiting("board", Some("the receiver did not answer in time")); 14];
        assert!(notice(&many).ends_with("\n\nAnd two messages more."), "{}", notice(&many));
    }

    fn notice(waiting: &[Undelivered<'_>]) -> String {
        let Notice { subject, text } = notifier_fails("board", waiting);
        format!("{subject}\n{text}")
    }

    #[test]
    fn rows_that_were_set_aside_are_counted_by_reason() {
        let row = |line, reason: &str| Quarantined { line, reason: reason.to_owned() };
        let file = SourceFile {
            feed: FeedId::new("homes"),
            path: "feeds/a.csv".to_owned(),
            hash: String::new(),
            load: Load::Later,
            edition: Edition::default(),
            speaks_for: None,
            sheets: engine::model::Sheets::default(),
        };
        let receipt = FileReceipt {
            quarantined: vec![
                row(2, "`x` is no body"),
                row(3, "it has no `value`"),
                row(7, "it has no `value`"),
            ],
            more_quarantined: [8, 9].into_iter().collect(),
            ..FileReceipt::of(Arc::new(file))
        };
        let Notice { subject, text } = set_aside(&receipt);
        assert_eq!(subject, "feeds/a.csv: five rows were set aside and not used");
        let expect = "feeds/a.csv: five rows were set aside and not used:
Two rows, from line 3: it has no `value`
One row, from line 2: `x` is no body
And two more rows.";
        assert_eq!(text, expect);
    }

    #[test]
    fn what_is_not_delivered_is_named_for_each_notifier() {
        let gone = Undelivered { declared: Declared::NoLonger, ..waiting("old", Some("no")) };
        let waiting = [waiting("board", None), waiting("mail", Some("no")), waiting("mail", None), gone];
        let expect = [
            "One message was not delivered and waits for the notifier `board`: nothing was tried yet",
            "Two messages were not delivered and wait for the notifier `mail`: no",
            "One message was not delivered and waits for the notifier `old`: the project has no such notifier",
        ];
        assert_eq!(undelivered(&waiting), expect);
    }
}
