//! What is told of pulling the files of a feed, resolved; how it is written in `remit.toml` belongs to `settings`.

use engine::model::{Calendar, FeedId};
use globset::Glob;
use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};
use language::english::MONTHS;
use rules::declare::HostPattern;

use super::address::checked;
use super::fault::PullFault;
use super::release_days::Releases;
use super::sign_in::SignIn;

/// What is told of pulling the files of one feed.
#[derive(Clone, PartialEq, Debug)]
pub struct PullSettings {
    pub feed: FeedId,
    /// The folder of its files, relative to the project.
    pub folder: String,
    /// Which files are the feed's own.
    pub files: Glob,
    pub url: UrlPattern,
    /// Where requests may go, redirects too.
    pub hosts: Vec<HostPattern>,
    /// How the server is told who asks.
    pub sign_in: Option<SignIn>,
    pub releases: Releases,
    /// So often one release is asked for.
    pub tries: u32,
    /// For so long after the first try one release is asked for.
    pub retry_for: SignedDuration,
    /// The largest file that is taken, in bytes.
    pub most_bytes: u64,
}

/// An address with places for the date of a release.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UrlPattern {
    text: String,
    /// So many months before that of the release the places speak of.
    months_back: u8,
}

/// A day to try things with.
const SAMPLE: Date = Date::constant(2026, 1, 1);

/// What names of files end in.
const EXTENSIONS: [&str; 9] = ["csv", "xlsx", "ods", "xls", "xml", "ndjson", "json", "tsv", "txt"];

impl UrlPattern {
    /// Reads an address.
    ///
    /// # Errors
    /// It has a place that means nothing, which is given back.
    pub fn parse(text: &str, months_back: u8) -> Result<Self, String> {
        let filled = fill(text, SAMPLE);
        match filled.split_once('{') {
            Some((_, rest)) => Err(rest.split('}').next().unwrap_or_default().to_owned()),
            None => Ok(Self { text: text.to_owned(), months_back }),
        }
    }

    /// The address of the release on a day.
    pub fn of_day(&self, day: Date) -> String {
        let months = Span::new().months(i32::from(self.months_back));
        fill(&self.text, day.checked_sub(months).unwrap_or(day))
    }
}

fn fill(text: &str, day: Date) -> String {
    let month = usize::try_from(day.month() - 1).ok().and_then(|month| MONTHS.get(month));
    text.replace("{year}", &format!("{:04}", day.year()))
        .replace("{month}", &format!("{:02}", day.month()))
        .replace("{month_name}", month.unwrap_or(&""))
        .replace("{day}", &format!("{:02}", day.day()))
}

impl PullSettings {
    /// The address of a release.
    pub fn address(&self, calendar: &Calendar, release: Timestamp) -> String {
        self.url.of_day(calendar.day(release))
    }

    /// The name of a file that was pulled from an address, with the mark of its release. It ends as the address does, where the feed takes that.
    pub(super) fn name(&self, url: &str, mark: &str) -> String {
        let path = url.split(['?', '#']).next().unwrap_or(url);
        let last = path.rsplit('/').next().unwrap_or_default();
        let said = last.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        let is_plain =
            |said: &String| said.len() <= 6 && said.bytes().all(|letter| letter.is_ascii_alphanumeric());
        let named = |extension: &str| format!("{}.{mark}.{extension}", self.feed);
        let said = said.filter(is_plain).map(|said| named(&said));
        let mut candidates = said.into_iter().chain(EXTENSIONS.map(named));
        candidates.find(|name| self.takes(name)).unwrap_or_else(|| named(EXTENSIONS[0]))
    }

    /// Whether the feed takes a file of this name.
    pub fn takes(&self, name: &str) -> bool {
        self.files.compile_matcher().is_match(name)
    }

    /// The name of a file that might be pulled.
    pub fn sample_name(&self) -> String {
        self.name(&self.url.of_day(SAMPLE), &SAMPLE.to_string())
    }

    /// Whether an address may be asked.
    ///
    /// # Errors
    /// It may not, as far as one sees before anything is asked.
    pub fn check_address(&self) -> Result<(), PullFault> {
        checked(&self.url.of_day(SAMPLE), &self.hosts).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_address_has_places_for_the_date_of_a_release() {
        let pattern = UrlPattern::parse("https://example.org/{year}/{month}/{month_name}-{day}.csv", 1);
        let pattern = pattern.expect("an address");
        assert_eq!(pattern.of_day(date(2027, 1, 31)), "https://example.org/2026/12/december-31.csv");
        assert_eq!(pattern.of_day(date(2026, 3, 31)), "https://example.org/2026/02/february-28.csv");
        assert_eq!(UrlPattern::parse("https://example.org/{week}.csv", 0), Err("week".to_owned()));
    }
}
