//! Lines of a project file as they may be shown: what may be a secret is covered, letter by letter, so that places still fit.

use std::borrow::Cow;
use std::path::Path;

/// The file in which secrets may stand.
const FILE: &str = "remit.toml";
/// What a key is called that holds one, however it goes on.
const SECRET_KEYS: [&str; 5] = ["secret", "token", "password", "api_key", "api-key"];
/// A key that only names the file of a secret.
const NAMES_A_FILE: &str = "_file";
/// Keys of addresses, whose paths may hold tokens.
const ADDRESS_KEYS: [&str; 2] = ["url", "address"];

/// Some whole lines of the file at `path`, with secrets covered.
pub(super) fn mask<'t>(path: &str, lines: &'t str) -> Cow<'t, str> {
    if Path::new(path).file_name().is_none_or(|name| name != FILE) {
        return Cow::Borrowed(lines);
    }
    Cow::Owned(lines.split_inclusive('\n').map(mask_line).collect())
}

fn mask_line(line: &str) -> String {
    let Some((key, value)) = line.split_once('=') else { return line.to_owned() };
    let name = key.trim().trim_matches(['"', '\'']).to_lowercase();
    if SECRET_KEYS.iter().any(|secret| name.starts_with(secret)) && !name.ends_with(NAMES_A_FILE) {
        return format!("{key}={}", cover(value));
    }
    let holds_address = ADDRESS_KEYS.iter().any(|address| name.starts_with(address));
    let host = value.find("://").map(|at| at + "://".len());
    let path = host.map_or_else(
        || value.contains('@').then_some(0),
        |host| {
            let shown = value.get(host..)?;
            // What stands before the sign may be a name with a password, in which any letter may stand.
            if shown.contains('@') { Some(host) } else { shown.find(['/', '?']).map(|end| host + end + 1) }
        },
    );
    match path.and_then(|path| value.split_at_checked(path)) {
        Some((shown, path)) if holds_address || (host.is_some() && path.contains('@')) => {
            format!("{key}={shown}{}", cover(path))
        }
        _ => line.to_owned(),
    }
}

/// As many bytes, none of which says anything but where a text begins and ends.
fn cover(text: &str) -> String {
    let covered = |letter: char| match letter {
        '"' | '\'' | '\n' | '\r' | '\t' | ' ' => letter.to_string(),
        other => "*".repeat(other.len_utf8()),
    };
    text.chars().map(covered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expect: &str) {
        let masked = mask("project/remit.toml", line);
        assert_eq!(masked, expect);
        assert_eq!(masked.len(), line.len(), "places still fit");
        assert_eq!(mask("missions/homes.toml", line), line, "no secret stands there");
    }

    #[test]
    fn secrets_are_covered_however_the_line_is_misspelt() {
        check("secret = \"whsec_aGk=\"\n", "secret = \"**********\"\n");
        check("secrett = whsex_é", "secrett = ********");
        check("token='abc' # mine", "token='***' * ****");
    }

    #[test]
    fn of_an_address_the_host_is_shown() {
        check("url = \"htp://example.org/hooks/t0ken\"", "url = \"htp://example.org/***********\"");
        check("url = 'https://example.org'", "url = 'https://example.org'");
        check("url = 'postgres://remit:hunter2@db/remit'", "url = 'postgres://**********************'");
        check("url = 'postgres://remit:hun/ter2@db/remit'", "url = 'postgres://***********************'");
        check("url = 'postgres://remit:hun?ter2@db/remit'", "url = 'postgres://***********************'");
        check("path = 'postgres://remit:hunter2@db/remit'", "path = 'postgres://**********************'");
        check("url = 'postgres:/remit:hunter2@db'", "url = '**************************'");
    }

    #[test]
    fn all_else_is_shown() {
        check(
            "secret_file = 'hook.secret'\nid = \"board\"\n",
            "secret_file = 'hook.secret'\nid = \"board\"\n",
        );
        check("mail = 'board@example.org'", "mail = 'board@example.org'");
        check("[[notifier]]", "[[notifier]]");
    }
}
