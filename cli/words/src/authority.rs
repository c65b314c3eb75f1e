//! By what authority something is owed, in words: laws, promises and minutes, and what hangs on a part. Whether they say so is for
//! people to read.

use engine::model::{Authority, Effect};

use crate::english;

/// One of them: `Homelessness Reduction Act 2017, s. 213B (checked on 1 March 2026)`.
pub fn cited(authority: &Authority) -> String {
    let Authority { title, paragraph, checked, .. } = authority;
    let paragraph = paragraph.as_ref().map(|paragraph| format!(", {paragraph}")).unwrap_or_default();
    let checked = checked.map(|day| format!(" (checked on {})", english::date(day))).unwrap_or_default();
    format!("{title}{paragraph}{checked}")
}

/// The same with where it can be read.
pub fn cited_with_link(one: &Authority) -> String {
    let link = one.link.as_ref().map(|link| format!(", {link}")).unwrap_or_default();
    format!("{}{link}", cited(one))
}

/// Several of them in one line, each with where it can be read; none where there are none.
pub fn cited_all(all: &[Authority]) -> Option<String> {
    let each: Vec<String> = all.iter().map(cited_with_link).collect();
    (!each.is_empty()).then(|| each.join("; "))
}

/// The same as a line of its own.
pub fn line(all: &[Authority]) -> Option<String> {
    cited_all(all).map(|said| format!("Authority: {said}"))
}

/// What a part is expected to bring.
pub fn effect(effect: &Effect) -> String {
    match effect {
        Effect::Amount(amount) => english::number(*amount),
        Effect::Words(words) => words.trim_end_matches('.').to_owned(),
    }
}

/// A share of the whole: `40%`.
pub fn share(share: rust_decimal::Decimal) -> String {
    format!("{}%", english::number((share * rust_decimal::Decimal::ONE_HUNDRED).normalize()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use rust_decimal::Decimal;

    use super::*;

    #[test]
    fn a_law_is_told_with_its_paragraph_and_its_place() {
        let act = Authority {
            title: "Homelessness Reduction Act 2017".to_owned(),
            link: Some("https://law.example/2017".to_owned()),
            paragraph: Some("s. 213B".to_owned()),
            checked: Some(date(2026, 3, 1)),
        };
        let minute =
            Authority { title: "Minute of May".to_owned(), link: None, paragraph: None, checked: None };
        let told = "Authority: Homelessness Reduction Act 2017, s. 213B (checked on 1 March 2026), https://law.example/2017; Minute of May";
        assert_eq!(line(&[act, minute]).as_deref(), Some(told));
        assert_eq!(line(&[]), None);
    }

    #[test]
    fn a_share_is_told_in_percent() {
        assert_eq!(share(Decimal::new(375, 3)), "37.5%");
        assert_eq!(share(Decimal::ONE), "100%");
    }
}
