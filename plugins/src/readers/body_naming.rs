//! How a file names bodies: by ids and codes, or by what people call them.

/// How a file names bodies.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct BodyNaming {
    /// What its column of bodies holds.
    pub by: NamedBy,
    /// The column of their names beside codes, by which those that the register lacks are told.
    pub name: Option<String>,
}

/// What a column of bodies holds.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum NamedBy {
    /// Ids of the register, or codes.
    #[default]
    Code,
    /// Names as the register has them, but for capital letters and blanks.
    Name,
}

/// A name as it is compared.
pub(crate) fn plain_name(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
