//! The secrets that `remit.toml` holds itself, and its text without them.
//!
//! What a project's texts say is compiled, compared, signed and kept on the ledger for good. No secret may get there. Secrets in
//! files of their own are read where they are needed, and nowhere else.

use std::ops::Range;

use rules::source::SourceText;

use super::project::Settings;
use crate::feeds::FeedFormat;
use crate::host::ConfiguredPlugin;
use crate::registry::NotifierSettings;

impl Settings {
    /// The text of `remit.toml` from which these settings were read, with a star in the place of every byte of a secret, so that
    /// all else stays where it is. A text without secrets stays as it is.
    pub fn without_secrets(&self, project: &SourceText) -> SourceText {
        let places = self.secret_places();
        if places.is_empty() {
            return project.clone();
        }
        let inner: Vec<Range<usize>> =
            places.into_iter().map(|place| within_quotes(&project.text, place)).collect();
        let mut text = String::with_capacity(project.text.len());
        for (at, letter) in project.text.char_indices() {
            let is_secret = letter != '\n' && inner.iter().any(|place| place.contains(&at));
            if is_secret {
                text.extend(std::iter::repeat_n('*', letter.len_utf8()));
            } else {
                text.push(letter);
            }
        }
        SourceText::new(&*project.path, text)
    }

    fn secret_places(&self) -> Vec<Range<usize>> {
        let written = self.notifiers.iter().filter_map(|notifier| match &notifier.settings {
            NotifierSettings::Webhook(settings) => settings.secret.as_ref().map(toml::Spanned::span),
            NotifierSettings::Mail(settings) => settings.sign_in.password.as_ref().map(toml::Spanned::span),
            // The address is what is secret of a channel.
            NotifierSettings::Teams(settings) => settings.url.as_ref().map(toml::Spanned::span),
            NotifierSettings::Stdout(_) | NotifierSettings::Alertmanager(_) | NotifierSettings::Script(_) => {
                None
            }
        });
        let notifying = self.notifiers.iter().filter_map(|notifier| match &notifier.settings {
            NotifierSettings::Script(settings) => Some(&settings.engagement),
            _ => None,
        });
        let reading = self.feeds.iter().filter_map(|feed| match &feed.format {
            FeedFormat::Script(format) => Some(&format.engagement),
            FeedFormat::Known(_) => None,
        });
        let of_plugins = notifying.chain(reading).chain(&self.hooks).filter_map(|plugin| match plugin {
            ConfiguredPlugin::Sound { told, .. } => Some(&told.secret_places),
            ConfiguredPlugin::Broken { .. } => None,
        });
        written.chain(of_plugins.flatten().map(toml::Spanned::span)).collect()
    }
}

/// What stands between the quotes of a TOML text.
fn within_quotes(text: &str, place: Range<usize>) -> Range<usize> {
    let written = text.get(place.clone()).unwrap_or_default();
    let is_long = written.starts_with("\"\"\"") || written.starts_with("'''");
    // An empty text in single quotes begins like a long one, and there is nothing in it.
    let quotes = if is_long && written.len() >= 6 { 3 } else { 1 };
    place.start + quotes..place.end.saturating_sub(quotes)
}
