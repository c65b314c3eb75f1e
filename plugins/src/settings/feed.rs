//! From `[[feed]]` as it is written to the settings of a feed: its name, its folder and its files.

use std::path::{Component, Path};

use engine::model::{FeedId, VoiceId};
use globset::{Glob, GlobBuilder};
use jiff::tz::TimeZone;
use language::grammar::REMIT_TOML;
use language::read::{Document, ID_HELP, Table, is_well_formed};
use rules::declare::PluginKind;
use rules::diagnostic::Code;
use toml::de::DeValue;

use super::declaration::{FeedDeclaration, Text, VoiceDeclaration, read_feed};
use super::host::{Host, Usage};
use super::mention::Mention;
use super::panel;
use super::pull;
use super::receipt::notifier_names;
use super::stream;
use crate::feeds::{FeedFormat, FeedSettings};
use crate::pull::PullSettings;
use crate::readers::{Format, Holds, Layout, ScriptFormat, TakenOut};
use crate::registry::FORMATS;
use crate::streams::StreamSettings;

/// So many parts the pattern of a feed's files may have, folders among them.
const MOST_PARTS: usize = 4;

/// Every feed, and how the files of some come.
pub(super) struct Inlets {
    pub(super) feeds: Vec<FeedSettings>,
    pub(super) pulls: Vec<PullSettings>,
    pub(super) streams: Vec<StreamSettings>,
}

/// Reads every feed, with all that it names.
pub(super) fn read(root: &Table<'_>, host: &Host<'_>, mentions: &mut Vec<Mention>) -> Inlets {
    let document = root.document();
    let time_zone = time_zone(root);
    let hosts = pull::hosts(root);
    let mut feeds: Vec<FeedSettings> = Vec::new();
    let notifiers = notifier_names(root);
    let (mut pulls, mut streams) = (Vec::new(), Vec::new());
    for table in root.tables("feed") {
        let mut declared = read_feed(table, &notifiers);
        let id = declared.id.clone();
        let mut resolver = Resolver { document, host, time_zone: &time_zone, mentions: &mut *mentions };
        let Some(feed) = resolver.feed(&mut declared) else { continue };
        if let Some(id) = id.filter(|_| feeds.iter().any(|other| other.id == feed.id)) {
            document.error(Code::DuplicateId, format!("two feeds have the id `{}`", id.get_ref()), id.span());
        }
        let pulled = declared.table.get("pull").and_then(|item| item.table());
        pulls.extend(pulled.and_then(|table| pull::read(&table, &feed, &hosts)));
        let streamed = declared.table.get("stream").and_then(|item| item.table());
        streams.extend(streamed.and_then(|table| stream::read(&table, &feed, &hosts)));
        feeds.push(feed);
    }
    Inlets { feeds, pulls, streams }
}

/// The zone of `[project]`, whose faults others report.
fn time_zone(root: &Table<'_>) -> TimeZone {
    let named = root.get("project").and_then(|item| match item.value {
        DeValue::Table(entries) => entries.get("time_zone")?.get_ref().as_str(),
        _ => None,
    });
    let name = named.unwrap_or_else(|| REMIT_TOML.default_text("project", "time_zone"));
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// Resolves one feed, noting its faults and what it names.
pub(super) struct Resolver<'r, 'd> {
    pub(super) document: &'d Document<'d>,
    pub(super) host: &'r Host<'r>,
    /// The project's own.
    pub(super) time_zone: &'r TimeZone,
    pub(super) mentions: &'r mut Vec<Mention>,
}

/// What is read of a feed in one way where Remit knows its format, and in another where a plugin does.
struct FeedParts {
    id: FeedId,
    folder: String,
    files: Glob,
    format: FeedFormat,
    layout: Layout,
}

impl Resolver<'_, '_> {
    /// Every part is read before any is missed, so that the faults of all are told.
    fn feed(&mut self, declared: &mut FeedDeclaration<'_>) -> Option<FeedSettings> {
        let is_script = declared.format.as_ref().is_some_and(|format| self.names_plugin(format));
        if is_script {
            return self.script_feed(declared);
        }
        if let Some(settings) = &declared.settings {
            let message = "only a format that a plugin reads has settings";
            let fault = self.document.at(Code::Feed, message, settings.range.clone());
            self.document.fault(fault.with_help("leave `[feed.settings]` out"));
        }
        let sheets = declared.table.tables("sheet");
        if sheets.is_empty() {
            declared.table.require("columns");
        }
        let id = self.id(declared);
        let folder = self.folder(declared);
        let format = self.format(declared.format.take());
        let files = self.files(declared.files.take(), format.unwrap_or(&FORMATS[0]).files);
        let place = declared.written.as_ref().map_or(declared.table.header(), Table::header);
        let no_workbook = format.filter(|format| format.name != "spreadsheet");
        let first = sheets.first().map(Table::header);
        let layout = match first {
            None => self.layout(declared),
            Some(_) => self.layout_of_sheets(declared, sheets),
        };
        if let (Some(format), Some(sheet)) = (no_workbook, first) {
            let message = format!("files of the format `{}` have no sheets", format.name);
            let fault = self.document.at(Code::Feed, message, sheet);
            self.document
                .fault(fault.with_help("say `format = \"spreadsheet\"`, or leave [[feed.sheet]] out"));
        }
        if let (Some(format), Some(layout)) = (format, &layout)
            && format.holds == Holds::Objects
            && layout.table.is_some()
        {
            let message = format!("files of the format `{}` hold no table", format.name);
            let fault = self.document.at(Code::Feed, message, place);
            self.document.fault(fault.with_help("leave [feed.table] out, and name keys in [feed.columns]"));
        }
        let format = FeedFormat::Known(format?);
        let (id, folder, files, layout) = (id?, folder?, files?, layout?);
        Some(self.settings(declared, FeedParts { id, folder, files, format, layout }))
    }

    /// Parts that are sound, with what is read alike whatever the format is.
    fn settings(&mut self, declared: &FeedDeclaration<'_>, parts: FeedParts) -> FeedSettings {
        let FeedParts { id, folder, files, format, layout } = parts;
        let said = declared.speaks_for.as_ref().map(|voice| VoiceId::new(voice.get_ref().as_str()));
        let speaks_for = match declared.voice {
            VoiceDeclaration::Official => said,
            VoiceDeclaration::People => said.or_else(|| Some(VoiceId::new(id.as_str()))),
        };
        let panel = if let (VoiceDeclaration::People, Some(voice)) = (declared.voice, &speaks_for) {
            Some(declared.panel.of_people(voice.clone(), self.mentions))
        } else {
            panel::refuse(&declared.table);
            None
        };
        let (taken_out, receipt) = (declared.taken_out, &declared.receipt);
        let declared = self.told(&declared.table);
        let receipt = receipt.clone();
        FeedSettings { id, folder, files, speaks_for, panel, taken_out, receipt, format, layout, declared }
    }

    /// All that the feed is told: its table, and the zone that its times of day are in.
    fn told(&self, table: &Table<'_>) -> String {
        format!("{}{}", self.time_zone.iana_name().unwrap_or_default(), table.canonical())
    }

    /// Whether a format is none of Remit's own, but a plugin of that name is there.
    fn names_plugin(&self, format: &Text) -> bool {
        let name = format.get_ref().as_str();
        FORMATS.iter().all(|known| known.name != name) && self.host.knows(name)
    }

    /// A feed whose files a plugin reads: it says by itself where everything stands.
    fn script_feed(&mut self, declared: &mut FeedDeclaration<'_>) -> Option<FeedSettings> {
        let format = declared.format.take()?;
        let settings = declared.settings.as_ref();
        let header = settings.map_or_else(|| declared.table.header(), |settings| settings.range.clone());
        let given = match settings {
            Some(settings) => settings.entries().or_else(|| settings.refuse_kind("a table"))?,
            None => Vec::new(),
        };
        let usage =
            Usage { table: "[feed.settings]", name: format.get_ref(), place: format.span(), header, given };
        let engagement = self.host.engage(self.document, PluginKind::Reader, usage);
        let (id, folder) = (self.id(declared), self.folder(declared));
        let layout = self.script_layout(declared);
        self.check_release(declared);
        let format = ScriptFormat { engagement: engagement? };
        let files = match declared.files.take() {
            None => format.files(),
            named => self.files(named, "*"),
        };
        let format = FeedFormat::Script(Box::new(format));
        let (id, folder, files, layout) = (id?, folder?, files?, layout?);
        Some(self.settings(declared, FeedParts { id, folder, files, format, layout }))
    }

    /// Plugins read each file by itself, and a release in a folder is all of its files at once.
    fn check_release(&self, declared: &FeedDeclaration<'_>) {
        let is_complete = declared.taken_out == TakenOut::WithdrawnByRelease;
        let Some(files) =
            declared.files.as_ref().filter(|files| is_complete && files.get_ref().contains('/'))
        else {
            return;
        };
        let message = "`complete` means nothing here: a plugin reads each file of a folder by itself";
        let fault = self.document.at(Code::Feed, message, files.span());
        self.document.fault(fault.with_help("leave `complete` out, or name files without folders"));
    }

    fn id(&self, declared: &FeedDeclaration<'_>) -> Option<FeedId> {
        let id = declared.id.as_ref()?;
        let text = id.get_ref();
        if is_well_formed(text) {
            return Some(FeedId::new(text.as_str()));
        }
        let fault =
            self.document.at(Code::MalformedId, format!("`{text}` is not a well-formed id"), id.span());
        self.document.fault(fault.with_help(ID_HELP));
        None
    }

    fn folder(&self, declared: &FeedDeclaration<'_>) -> Option<String> {
        let folder = declared.folder.as_ref()?;
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

    fn format(&self, format: Option<Text>) -> Option<&'static Format> {
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

    fn files(&self, files: Option<Text>, default: &str) -> Option<Glob> {
        let glob = |pattern: &str| {
            GlobBuilder::new(pattern).case_insensitive(true).literal_separator(true).build().ok()
        };
        let Some(files) = files else { return glob(default) };
        let pattern = files.get_ref().trim();
        let parts: Vec<_> = pattern.split('/').collect();
        let is_plain =
            |part: &&str| !part.is_empty() && *part != "." && *part != ".." && !part.contains("**");
        let named = glob(pattern).filter(|_| parts.len() <= MOST_PARTS && parts.iter().all(is_plain));
        if named.is_none() {
            let fault = self.document.at(
                Code::Feed,
                format!("`{pattern}` does not name files in a folder"),
                files.span(),
            );
            self.document.fault(fault.with_help(
                "write it like `*.csv`, or like `2024-*/*.csv` for files in folders inside the feed's own",
            ));
        }
        named
    }
}
