//! Names in a measure's `prefer` for which no feed speaks: they prefer nobody, which `check` says.

use toml::Spanned;

use super::findings::Findings;
use super::parsed::ParsedMission;
use crate::declare::Project;
use crate::diagnostic::{Code, Diagnostic};

/// Warns of each such name. A project without feeds has none that could speak yet.
pub(super) fn warn_of_unheard(drafts: &[ParsedMission<'_>], project: &Project, findings: &mut Findings) {
    if project.voices.is_empty() {
        return;
    }
    let known = || project.voices.iter().map(|voice| voice.name.as_str());
    for mission in drafts {
        let named = mission.declaration().measures.iter().flat_map(|measure| &measure.preferred);
        let unheard = named.filter(|name| known().all(|voice| voice != name.get_ref()));
        let warning = |name: &Spanned<String>| {
            let message = format!("no feed speaks for `{}`", name.get_ref());
            Diagnostic::error(Code::Feed, message, mission.source(), name.span())
                .into_warning()
                .with_help("say `speaks_for` on the feed that it means, in remit.toml")
                .with_nearest(name.get_ref(), known())
        };
        findings.note(mission.ix, unheard.map(warning).collect());
    }
}
