//! Whether a newer Remit than this one wrote a ledger.

use semver::Version;

/// This version of Remit.
pub(super) const OWN: &str = env!("CARGO_PKG_VERSION");

/// Whether a version is newer than this one. One that cannot be read as such is not known to be.
pub(super) fn is_newer(found: &str) -> bool {
    let (found, own) = (Version::parse(found), Version::parse(OWN));
    matches!((found, own), (Ok(found), Ok(own)) if found > own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_newer_by_its_numbers_and_not_by_its_letters() {
        let own = Version::parse(OWN).expect("a version");
        let next = Version { minor: own.minor + 10, ..own };
        assert!(is_newer(&next.to_string()));
        assert!(!is_newer(OWN));
        assert!(!is_newer("0.0.1"));
        assert!(!is_newer("a later one"));
    }
}
