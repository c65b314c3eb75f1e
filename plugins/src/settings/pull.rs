//! From `[feed.pull]` as it is written to what is told of pulling the files of a feed.

use jiff::SignedDuration;
use jiff::civil::{Date, Time};
use language::diagnostic::Code;
use language::grammar::PULL;
use language::read::{Item, Table, parse_day_of_month, parse_weekday};
use rules::declare::HostPattern;
use toml::de::DeValue;

use crate::feeds::FeedSettings;
use crate::pull::{PullSettings, ReleaseDays, Releases, SignIn, UrlPattern};

const ON_HELP: &str = "write it like `Thursday` for a week, and for a month like `second Thursday`, `last Friday`, `third working day`, `last working day` or `10`";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Every {
    Day,
    WorkingDay,
    Week,
    Month,
}

/// The hosts that `[project]` grants. Its other keys are for the rules to read.
pub(super) fn hosts(root: &Table<'_>) -> Vec<HostPattern> {
    let Some(DeValue::Table(project)) = root.get("project").map(|item| item.value) else { return Vec::new() };
    let Some(written) = project.get("hosts") else { return Vec::new() };
    let document = root.document();
    let DeValue::Array(elements) = written.get_ref() else {
        document.error(Code::InvalidValue, "`hosts` must be a list of texts", written.span());
        return Vec::new();
    };
    let host = |element: &toml::Spanned<DeValue<'_>>| {
        let found = element.get_ref().as_str().and_then(HostPattern::parse);
        if found.is_none() {
            let fault = document.at(Code::InvalidValue, "this is no host", element.span());
            document
                .fault(fault.with_help("write it like `example.org`, `*.example.org` or `example.org:8443`"));
        }
        found
    };
    elements.iter().filter_map(host).collect()
}

/// Reads how the files of a feed are pulled, noting every fault.
pub(super) fn read(table: &Table<'_>, feed: &FeedSettings, hosts: &[HostPattern]) -> Option<PullSettings> {
    let whole = |key: &str| {
        let written = table.get(key).and_then(|item| item.whole()).map(toml::Spanned::into_inner);
        written.unwrap_or_else(|| PULL.key(key).and_then(|key| key.default.parse().ok()).unwrap_or_default())
    };
    let (url, at) = (url(table), table.require("at").and_then(|item| time(&item)));
    let (days, signed) = (days(table), sign_in(table));
    let (tries, retry_hours, most_mib) = (whole("tries"), whole("retry_hours"), whole("most_mib"));
    let settings = PullSettings {
        feed: feed.id.clone(),
        folder: feed.folder.clone(),
        files: feed.files.clone(),
        url: url?,
        hosts: hosts.to_vec(),
        sign_in: signed,
        releases: Releases { days: days?, at: at? },
        tries,
        retry_for: SignedDuration::from_hours(retry_hours.into()),
        most_bytes: u64::from(most_mib) << 20,
    };
    check_host(table, &settings);
    check_name(table, &settings);
    Some(settings)
}

/// By which header a server is told who asks.
fn sign_in(table: &Table<'_>) -> Option<SignIn> {
    let told = table.get("sign_in")?.table()?;
    let secret_file = told.require("secret_file").and_then(|item| item.verbatim());
    let header = match told.get("header") {
        None => SignIn::header("authorization"),
        Some(item) => {
            let name = item.text()?;
            SignIn::header(name.get_ref()).or_else(|| {
                let message = format!("`{}` is no header that can be set", name.get_ref());
                item.refuse_with_help(
                    Code::InvalidValue,
                    message,
                    "write it like `Authorization` or `X-Api-Key`",
                )
            })
        }
    };
    Some(SignIn { header: header?, secret_file: secret_file?.into_inner() })
}

fn url(table: &Table<'_>) -> Option<UrlPattern> {
    let item = table.require("url")?;
    let text = item.text()?;
    let months_back =
        table.get("months_back").and_then(|item| item.whole()).map_or(0, toml::Spanned::into_inner);
    let pattern = UrlPattern::parse(text.get_ref(), u8::try_from(months_back).unwrap_or(u8::MAX));
    pattern.map_or_else(
        |place| {
            let message = format!("`{{{place}}}` means nothing in an address");
            let help = "it may be `{year}`, `{month}`, `{month_name}` or `{day}`";
            item.refuse_with_help(Code::InvalidValue, message, help)
        },
        Some,
    )
}

fn time(item: &Item<'_>) -> Option<Time> {
    let text = item.text()?;
    let time = text.get_ref().split_once(':').and_then(|(hour, minute)| {
        let is_short = hour.len() <= 2 && minute.len() == 2;
        is_short.then(|| Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok())?
    });
    time.or_else(|| {
        let message = format!("`{}` is no time of day", text.get_ref());
        item.refuse_with_help(Code::InvalidValue, message, "write it like `09:30`")
    })
}

/// On which days there are releases: exactly one of `every` and `dates` says it.
fn days(table: &Table<'_>) -> Option<ReleaseDays> {
    let item = table.either("every", "dates").or_else(|| table.require("every"))?;
    if item.key == "dates" {
        refuse(table, &["on", "months"], "dates are written out");
        let dates: Option<Vec<Date>> =
            item.elements()?.iter().map(|item| item.date().map(toml::Spanned::into_inner)).collect();
        return dates.map(ReleaseDays::Dates);
    }
    let words = [
        ("day", Every::Day),
        ("working-day", Every::WorkingDay),
        ("week", Every::Week),
        ("month", Every::Month),
    ];
    let every = item.word(&words)?.into_inner();
    if every != Every::Month {
        refuse(table, &["months"], "there is a release in every month");
    }
    match every {
        Every::Day | Every::WorkingDay => {
            refuse(table, &["on"], "there is a release on every day");
            Some(if every == Every::Day { ReleaseDays::EveryDay } else { ReleaseDays::EveryWorkingDay })
        }
        Every::Week => on(table, parse_weekday).map(ReleaseDays::Weekly),
        Every::Month => {
            let day = on(table, parse_day_of_month);
            Some(ReleaseDays::Monthly(day?, months(table)))
        }
    }
}

fn months(table: &Table<'_>) -> Vec<i8> {
    let written = table.get("months").and_then(|item| item.elements()).map(|elements| {
        let months = elements.iter().filter_map(|item| i8::try_from(*item.whole()?.get_ref()).ok());
        months.collect()
    });
    written.unwrap_or_else(|| (1..=12).collect())
}

fn on<T>(table: &Table<'_>, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    let item = table.require("on")?;
    let text = item.spelling("a day")?;
    read(text.get_ref()).or_else(|| {
        let message = format!("`{}` is no such day", text.get_ref());
        item.refuse_with_help(Code::InvalidValue, message, ON_HELP)
    })
}

fn refuse(table: &Table<'_>, keys: &[&str], why: &str) {
    for item in keys.iter().filter_map(|key| table.get(key)) {
        item.refuse_with_help::<()>(
            Code::Feed,
            format!("`{}` means nothing here: {why}", item.key),
            "leave it out",
        );
    }
}

/// A host that nobody grants would never be asked.
fn check_host(table: &Table<'_>, settings: &PullSettings) {
    let (Err(fault), Some(item)) = (settings.check_address(), table.get("url")) else { return };
    let fault_at =
        table.document().at(Code::Feed, format!("the files cannot be pulled: {fault}"), item.range.clone());
    table.document().fault(match fault.help() {
        Some(help) => fault_at.with_help(help.to_owned()),
        None => fault_at,
    });
}

/// A file that is pulled and that the feed does not take would lie there unread.
fn check_name(table: &Table<'_>, settings: &PullSettings) {
    let name = settings.sample_name();
    if settings.takes(&name) {
        return;
    }
    let message = format!("the feed does not take what is pulled: `{name}` does not match its `files`");
    table.document().fault(
        table
            .document()
            .at(Code::Feed, message, table.header())
            .with_help("leave `files` out, or write it like `*.csv`"),
    );
}
