//! One message in the place of many: how many alerts there are, the worst first, and where each is explained. It fits on a screen.

use language::visible::visible;

use crate::english;
use crate::notice::Notice;
use crate::public_url::PublicUrl;

/// So many are told one by one.
const MOST_TOLD: usize = 12;
/// The longest that is said of one.
const LONGEST: usize = 320;
/// With this the line of a message begins that says where the evidence is.
const EVIDENCE: &str = "Evidence: ";
/// Said once for all of them.
const ANSWER: &str = "\n\nTo answer one, give its id, with which its evidence ends unless a line says another: remit respond ALERT explain --by NAME --reason TEXT";

/// What is told of one alert.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Told<'a> {
    pub kind: &'a str,
    /// By what it is answered.
    pub id: &'a str,
    /// The title of its mission.
    pub mission: &'a str,
    pub text: &'a str,
    pub severity: Option<&'a str>,
    /// Since when it is open.
    pub since: &'a str,
}

/// How an alert stands, the worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stands {
    Broken,
    Failed,
    AtRisk,
    /// It is over, or what was said of it is put right.
    Over,
}

impl Stands {
    fn of(told: &Told<'_>) -> Self {
        match (told.kind, told.severity) {
            ("alert.resolved" | "alert.corrected" | "alert.withdrawn" | "alert.restated", _) => Self::Over,
            (_, Some("breach")) => Self::Broken,
            (_, Some(_)) => Self::AtRisk,
            (_, None) => Self::Failed,
        }
    }

    fn in_words(self, count: usize) -> String {
        let count = english::figure(count);
        match self {
            Self::Broken => format!("{count} broken"),
            Self::Failed => format!("{count} open for another reason"),
            Self::AtRisk => format!("{count} at risk"),
            Self::Over => format!("{count} over or put right"),
        }
    }
}

/// Many alerts as one message; `person` is whose they are, where it is for one alone, and `pages` where people find them.
pub fn digest(alerts: &[Told<'_>], person: Option<&str>, pages: Option<&PublicUrl>) -> Notice {
    let mut ordered: Vec<(Stands, &Told<'_>)> = alerts.iter().map(|told| (Stands::of(told), told)).collect();
    ordered.sort_by_key(|(stands, told)| (*stands, told.since));
    let all = [Stands::Broken, Stands::Failed, Stands::AtRisk, Stands::Over];
    let counts = all.into_iter().filter_map(|stands| {
        let count = ordered.iter().filter(|(own, _)| *own == stands).count();
        (count > 0).then(|| stands.in_words(count))
    });
    let counts: Vec<String> = counts.collect();
    let subject = format!("{}: {}", english::count(alerts.len(), "alert"), counts.join(", "));
    let told = by_mission(ordered.iter().take(MOST_TOLD).map(|(_, told)| *told));
    let rest = match alerts.len().saturating_sub(MOST_TOLD) {
        0 => String::new(),
        more => and_more(more, pages),
    };
    let opening = if alerts.len() > 1 { " The worst first." } else { "" };
    let whom = person.map(|person| format!(" To {}, who is asked to answer.", visible(person)));
    let is_open = ordered.iter().any(|(stands, _)| *stands != Stands::Over);
    let answer = match pages.filter(|_| is_open) {
        Some(pages) => format!("\n\nAnswer: {}", pages.alerts()),
        None if is_open => ANSWER.to_owned(),
        None => String::new(),
    };
    let text = format!(
        "{}.{opening}{}{told}{rest}{answer}",
        english::capitalised(&subject),
        whom.unwrap_or_default()
    );
    Notice { subject, text }
}

/// How many alerts are not told one by one, and where they are.
fn and_more(more: usize, pages: Option<&PublicUrl>) -> String {
    let place = pages.map_or_else(|| "remit run".to_owned(), PublicUrl::alerts);
    format!("\n\nAnd {}: {place}", english::count(more, "more alert"))
}

/// Alerts below the missions to which they belong; each mission stands where the worst of its own does.
fn by_mission<'a>(told: impl Iterator<Item = &'a Told<'a>>) -> String {
    let mut missions: Vec<(&str, Vec<&Told<'_>>)> = Vec::new();
    for told in told {
        match missions.iter_mut().find(|(title, _)| *title == told.mission) {
            Some((_, own)) => own.push(told),
            None => missions.push((told.mission, vec![told])),
        }
    }
    let mut text = String::new();
    for (title, own) in missions {
        text.push_str("\n\n");
        text.push_str(&visible(title));
        for told in own {
            text.push_str("\n\n");
            text.push_str(&one(told));
        }
    }
    text
}

/// One alert: what is wrong, and where that is explained.
fn one(told: &Told<'_>) -> String {
    let said = told.text.lines().next().unwrap_or_default();
    let evidence = told.text.lines().find(|line| line.starts_with(EVIDENCE));
    // The evidence of what is not about a broken period is asked for by the obligation, and answered by an id of its own.
    let is_told = told.id.is_empty() || evidence.is_some_and(|line| line.ends_with(told.id));
    let id = (!is_told).then(|| format!("Id: {}", visible(told.id)));
    let lines = [Some(in_short(said)), evidence.map(str::to_owned), id];
    lines.into_iter().flatten().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The first sentences of a text, as many as there is room for. Where that would leave most of the room, the next one is cut short: what is wrong
/// stands there.
fn in_short(said: &str) -> String {
    if said.chars().count() <= LONGEST {
        return said.to_owned();
    }
    let room: String = said.chars().take(LONGEST).collect();
    match room.rfind(". ").filter(|end| *end >= room.len() / 2).or_else(|| room.rfind(' ')) {
        Some(end) => format!("{} …", room.get(..=end).unwrap_or_default().trim_end()),
        None => format!("{room} …"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told<'a>(kind: &'a str, severity: Option<&'a str>, text: &'a str) -> Told<'a> {
        Told {
            kind,
            id: "warmth/homes",
            mission: "Warm homes",
            text,
            severity,
            since: "2024-03-01T00:00:00Z",
        }
    }

    const BROKEN: &str =
        "Too few homes are warm. It is 40.\nTo: North Council\nEvidence: remit explain warmth/homes";
    const AT_RISK: &str = "Homes may be too few. It is 90.\nEvidence: remit explain warmth/homes";
    const OVER: &str = "Homes are warm: resolved. It is 96.\nEvidence: remit explain warmth/homes";

    #[test]
    fn the_worst_stands_first_and_each_says_where_it_is_explained() {
        let alerts = [
            told("alert.resolved", Some("breach"), OVER),
            told("alert.firing", Some("at-risk"), AT_RISK),
            told("alert.firing", Some("breach"), BROKEN),
        ];
        let Notice { subject, text } = digest(&alerts, None, None);
        assert_eq!(subject, "three alerts: one broken, one at risk, one over or put right");
        let shown = "Three alerts: one broken, one at risk, one over or put right. The worst first.\n\nWarm homes\n\n\
                     Too few homes are warm. It is 40.\nEvidence: remit explain warmth/homes\n\n\
                     Homes may be too few. It is 90.\nEvidence: remit explain warmth/homes\n\n\
                     Homes are warm: resolved. It is 96.\nEvidence: remit explain warmth/homes\n\nTo answer one";
        assert!(text.starts_with(shown), "{text}");
    }

    #[test]
    fn what_is_answered_by_another_id_than_its_evidence_says_which() {
        let failed = Told { id: "warmth/homes#rule-failed", ..told("alert.firing", None, BROKEN) };
        let text = digest(&[failed], None, None).text;
        assert!(
            text.contains("Evidence: remit explain warmth/homes\nId: warmth/homes#rule-failed"),
            "{text}"
        );
    }

    #[test]
    fn of_many_a_dozen_are_told_and_the_rest_counted() {
        let alerts = vec![told("alert.firing", Some("breach"), BROKEN); 4_017];
        let Notice { subject, text } = digest(&alerts, None, None);
        assert_eq!(subject, "4,017 alerts: 4,017 broken");
        assert!(
            text.lines().count() <= 60 && text.contains("And 4,005 more alerts: remit run\n\nTo answer"),
            "{text}"
        );
    }

    #[test]
    fn whose_digest_it_is_and_how_to_answer_is_said_while_anything_is_open() {
        let open = [told("alert.firing", Some("breach"), BROKEN)];
        let text = digest(&open, Some("Ann Hay"), None).text;
        assert!(text.starts_with("One alert: one broken. To Ann Hay, who is asked to answer.\n\n"), "{text}");
        assert!(text.ends_with(ANSWER), "{text}");
        let over = [told("alert.resolved", Some("breach"), OVER)];
        assert!(!digest(&over, None, None).text.contains("remit respond"));
    }

    #[test]
    fn a_long_second_sentence_is_cut_short_and_not_left_out() {
        let long = format!("Prevention keeps its place. {} stands behind.", "what is wrong ".repeat(40));
        let short = in_short(&long);
        assert!(
            short.starts_with("Prevention keeps its place. what is wrong") && short.ends_with(" …"),
            "{short}"
        );
        assert!(short.chars().count() <= LONGEST + 2);
    }
}
