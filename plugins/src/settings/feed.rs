//! From `[[feed]]` as it is written to the settings of a feed: its name, its folder and its files.

use std::path::{Component, Path};

use engine::model::FeedId;
use globset::{Glob, GlobBuilder};
use rules::diagnostic::Code;
use toml::de::DeTable;

use super::declaration::{FeedDeclaration, Text};
use super::document::{Document, Read};
use super::mention::Mention;
use crate::feeds::{Format, Settings};
use crate::registry::FORMATS;

pub(super) const NAME: &str = "[[feed]]";

pub(super) fn read(
    document: &mut Document<'_>,
    root: &DeTable<'_>,
    mentions: &mut Vec<Mention>,
) -> Vec<Settings> {
    let mut feeds: Vec<Settings> = Vec::new();
    for table in document.tables(root, "feed") {
        let Some(mut read) = document.read::<FeedDeclaration>(NAME, table) else { continue };
        let id = read.value.id.clone();
        let Some(feed) = (Resolver { document: &mut *document, mentions: &mut *mentions }).feed(&mut read)
        else {
            continue;
        };
        if let Some(id) = id.filter(|_| feeds.iter().any(|other| other.id == feed.id)) {
            document.error(Code::DuplicateId, format!("two feeds have the id `{}`", id.get_ref()), id.span());
        }
        feeds.push(feed);
    }
    feeds
}

/// Resolves one feed, noting its faults and what it names.
pub(super) struct Resolver<'r, 's> {
    pub(super) document: &'r mut Document<'s>,
    pub(super) mentions: &'r mut Vec<Mention>,
}

impl Resolver<'_, '_> {
    /// Every part is read before any is missed, so that the faults of all are told.
    fn feed(&mut self, read: &mut Read<FeedDeclaration>) -> Option<Settings> {
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
        let files = self.files(read.value.files.take(), format.unwrap_or(&FORMATS[0]));
        let layout = self.layout(columns.unwrap_or_default(), read);
        Some(Settings { id: id?, folder: folder?, files: files?, format: format?, layout: layout? })
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
            let names = || FORMATS.iter().map(|known| known.name);
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

    fn files(&mut self, files: Option<Text>, format: &Format) -> Option<Glob> {
        let glob = |pattern: &str| GlobBuilder::new(pattern).case_insensitive(true).build().ok();
        let Some(files) = files else { return glob(format.files) };
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
