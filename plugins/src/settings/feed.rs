//! From `[[feed]]` as it is written to the settings of a feed: its name, its folder and its files.

use std::ops::Range;
use std::path::{Component, Path};

use engine::model::FeedId;
use globset::{Glob, GlobBuilder};
use rules::declare::PluginKind;
use rules::diagnostic::Code;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::declaration::{FeedDeclaration, Text};
use super::document::{Document, Read};
use super::host::{Host, Usage};
use super::mention::Mention;
use crate::feeds::{FeedFormat, FeedSettings};
use crate::readers::{Format, ScriptFormat};
use crate::registry::FORMATS;

pub(super) const NAME: &str = "[[feed]]";

pub(super) fn read(
    document: &mut Document<'_>,
    root: &DeTable<'_>,
    host: &Host<'_>,
    mentions: &mut Vec<Mention>,
) -> Vec<FeedSettings> {
    let mut feeds: Vec<FeedSettings> = Vec::new();
    for mut table in document.tables(root, "feed") {
        let given = take_settings(document, &mut table);
        let Some(mut read) = document.read::<FeedDeclaration>(NAME, table) else { continue };
        let id = read.value.id.clone();
        let mut resolver = Resolver { document: &mut *document, host, mentions: &mut *mentions };
        let Some(feed) = resolver.feed(&mut read, given) else { continue };
        if let Some(id) = id.filter(|_| feeds.iter().any(|other| other.id == feed.id)) {
            document.error(Code::DuplicateId, format!("two feeds have the id `{}`", id.get_ref()), id.span());
        }
        feeds.push(feed);
    }
    feeds
}

/// `[feed.settings]` with its place: what a plugin is told.
type Given<'t> = Option<(Range<usize>, DeTable<'t>)>;

/// Takes the settings of a plugin out of the table: they are for its manifest to check.
fn take_settings<'t>(document: &mut Document<'_>, table: &mut Spanned<DeValue<'t>>) -> Given<'t> {
    let DeValue::Table(entries) = table.get_mut() else { return None };
    let settings = entries.remove("settings")?;
    let place = settings.span();
    let DeValue::Table(settings) = settings.into_inner() else {
        document.error(Code::Toml, "`settings` must be a table; write it as `[feed.settings]`", place);
        return None;
    };
    Some((place, settings))
}

/// Resolves one feed, noting its faults and what it names.
pub(super) struct Resolver<'r, 's> {
    pub(super) document: &'r mut Document<'s>,
    pub(super) host: &'r Host<'r>,
    pub(super) mentions: &'r mut Vec<Mention>,
}

impl Resolver<'_, '_> {
    /// Every part is read before any is missed, so that the faults of all are told.
    fn feed(&mut self, read: &mut Read<FeedDeclaration>, given: Given<'_>) -> Option<FeedSettings> {
        let is_script = read.value.format.as_ref().is_some_and(|format| self.names_plugin(format));
        if is_script {
            return self.script_feed(read, given);
        }
        if let Some((place, _)) = given {
            let message = "only a format that a plugin reads has settings";
            let fault = self.document.at(Code::Feed, message, place);
            self.document.fault(fault.with_help("leave `[feed.settings]` out"));
        }
        let columns = read.value.columns.take();
        if columns.is_none() {
            self.document.miss(
                read,
                NAME,
                "columns",
                "{ period = \"period\", body = \"body\", value = \"value\" }",
            );
            // What the missing table would have said is not missed on top of it.
            read.removed.push("columns".to_owned());
        }
        let id = self.id(read);
        let folder = self.folder(read);
        let format = self.format(read.value.format.take());
        let files = self.files(read.value.files.take(), format.unwrap_or(&FORMATS[0]).files);
        let layout = self.layout(columns.unwrap_or_default(), read);
        let format = FeedFormat::Known(format?);
        Some(FeedSettings { id: id?, folder: folder?, files: files?, format, layout: layout? })
    }

    /// Whether a format is none of Remit's own, but a plugin of that name is there.
    fn names_plugin(&self, format: &Text) -> bool {
        let name = format.get_ref().as_str();
        FORMATS.iter().all(|known| known.name != name) && self.host.knows(name)
    }

    /// A feed whose files a plugin reads: it says by itself where everything stands.
    fn script_feed(&mut self, read: &mut Read<FeedDeclaration>, given: Given<'_>) -> Option<FeedSettings> {
        let format = read.value.format.take()?;
        let (header, given) = given.unwrap_or_else(|| (read.header.clone(), DeTable::new()));
        let usage =
            Usage { table: "[feed.settings]", name: format.get_ref(), place: format.span(), header, given };
        let engagement = self.host.engage(self.document, PluginKind::Reader, usage);
        let (id, folder) = (self.id(read), self.folder(read));
        let layout = self.script_layout(read);
        let format = ScriptFormat { engagement: engagement? };
        let files = match read.value.files.take() {
            None => format.files(),
            named => self.files(named, "*"),
        };
        let format = FeedFormat::Script(Box::new(format));
        Some(FeedSettings { id: id?, folder: folder?, files: files?, format, layout: layout? })
    }

    fn id(&mut self, read: &Read<FeedDeclaration>) -> Option<FeedId> {
        let Some(id) = &read.value.id else {
            self.document.miss(read, NAME, "id", "\"referrals\"");
            return None;
        };
        let text = id.get_ref();
        let is_plain =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter);
        if text.starts_with(|first: char| first.is_ascii_lowercase()) && text.chars().all(is_plain) {
            return Some(FeedId::new(text.as_str()));
        }
        let fault =
            self.document.at(Code::MalformedId, format!("`{text}` is not a well-formed id"), id.span());
        let help =
            "an id begins with a lower-case letter and goes on with lower-case letters, digits, `-` and `_`";
        self.document.fault(fault.with_help(help));
        None
    }

    fn folder(&mut self, read: &Read<FeedDeclaration>) -> Option<String> {
        let Some(folder) = &read.value.folder else {
            self.document.miss(read, NAME, "folder", "\"feeds/referrals\"");
            return None;
        };
        let text = folder.get_ref().trim_end_matches('/');
        let parts: Vec<_> = Path::new(text).components().collect();
        if !parts.is_empty() && parts.iter().all(|part| matches!(part, Component::Normal(_))) {
            return Some(text.to_owned());
        }
        let fault = self.document.at(
            Code::Feed,
            format!("the folder `{text}` is not inside the project"),
            folder.span(),
        );
        self.document
            .fault(fault.with_help("write it from the project's own folder, such as `feeds/referrals`"));
        None
    }

    fn format(&mut self, format: Option<Text>) -> Option<&'static Format> {
        let Some(format) = format else { return FORMATS.first() };
        let name = format.get_ref();
        let found = FORMATS.iter().find(|known| known.name == name);
        if found.is_none() {
            let plugins: Vec<String> = self.host.names(PluginKind::Reader).map(str::to_owned).collect();
            let names = || FORMATS.iter().map(|known| known.name).chain(plugins.iter().map(String::as_str));
            let known = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
            let fault = self.document.at(
                Code::Feed,
                format!("there is no reader for the format `{name}`"),
                format.span(),
            );
            self.document.fault(fault.with_help(format!("it may be {known}")).with_nearest(name, names()));
        }
        found
    }

    fn files(&mut self, files: Option<Text>, default: &str) -> Option<Glob> {
        let glob = |pattern: &str| GlobBuilder::new(pattern).case_insensitive(true).build().ok();
        let Some(files) = files else { return glob(default) };
        let pattern = files.get_ref().trim();
        let named = glob(pattern).filter(|_| !pattern.is_empty() && !pattern.contains('/'));
        if named.is_none() {
            let fault = self.document.at(
                Code::Feed,
                format!("`{pattern}` does not name files in a folder"),
                files.span(),
            );
            self.document.fault(fault.with_help("write it like `*.csv` or `england-*.csv`, without folders"));
        }
        named
    }
}
