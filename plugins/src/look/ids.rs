//! Ids for what a file has names for.

/// The longest id that is made of a name.
const LONGEST: usize = 40;

/// An id like a name, as an id may be written; of a name without letters, `otherwise`.
pub(super) fn id(name: &str, otherwise: &str) -> String {
    let mut id = String::new();
    for letter in name.chars() {
        match letter {
            'A'..='Z' | 'a'..='z' | '0'..='9' => id.push(letter.to_ascii_lowercase()),
            'ä' | 'Ä' | 'á' | 'à' | 'â' => id.push('a'),
            'ö' | 'Ö' | 'ó' | 'ô' => id.push('o'),
            'ü' | 'Ü' | 'ú' => id.push('u'),
            'é' | 'è' | 'ê' => id.push('e'),
            '%' => id.push_str("-percent"),
            _ if id.ends_with('-') || id.is_empty() => {}
            _ => id.push('-'),
        }
    }
    let id: String = id.replace("--", "-").trim_matches('-').chars().take(LONGEST).collect();
    let id = id.trim_matches('-');
    match id.chars().next() {
        None => otherwise.to_owned(),
        Some(first) if first.is_ascii_lowercase() => id.to_owned(),
        Some(_) => format!("{otherwise}-{id}"),
    }
}

/// Such an id that none of these is.
pub(super) fn new_id(name: &str, otherwise: &str, taken: &[String]) -> String {
    let id = id(name, otherwise);
    if !taken.contains(&id) {
        return id;
    }
    (2..=u32::MAX).map(|number| format!("{id}-{number}")).find(|id| !taken.contains(id)).unwrap_or(id)
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
