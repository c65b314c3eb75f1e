//! Laws, promises and minutes on a page, each with a link where it has an address that a browser may follow.

use engine::model::Authority;

/// One of them.
pub(crate) struct Cited {
    pub(crate) text: String,
    /// None where nobody should follow it.
    pub(crate) href: Option<String>,
}

/// Those that say something, in order.
pub(crate) fn all_cited(authority: &[Authority]) -> Vec<Cited> {
    let is_web = |link: &&String| link.starts_with("https://") || link.starts_with("http://");
    let cited = |one: &Authority| {
        let href = one.link.as_ref().filter(is_web).cloned();
        // What is no address may still say something to people.
        let text = if href.is_some() {
            words::authority::cited(one)
        } else {
            words::authority::cited_with_link(one)
        };
        Cited { text, href }
    };
    authority.iter().map(cited).collect()
}
