//! A stream from which reports come, and what is wrong with it.

use crate::notice::Notice;

/// That nothing comes, in a sentence.
pub fn stands(feed: &str, fault: &str) -> String {
    format!("Nothing comes to the feed {feed} from its stream: {fault}.")
}

/// That it comes again.
pub fn flows(feed: &str) -> String {
    format!("The feed {feed} has what its stream holds again.")
}

/// The message to those who look after the feed.
pub fn notice(feed: &str, told: &str, help: Option<&str>) -> Notice {
    let asked = help.unwrap_or("see whether its servers are up and can be reached from here");
    Notice {
        subject: format!("{feed}: nothing comes from its stream"),
        text: format!(
            "For the people who look after the feed `{feed}`: {told}\n\nAsked of you: {asked}. Nothing is lost; what waits there comes in once it does."
        ),
    }
}
