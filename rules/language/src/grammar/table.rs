//! What the grammar is made of: tables, their keys, and what may stand at a key. They refer to each other, so they stand
//! in one file.

use ledger::parts::PartKind;

/// A table: `[mission]`, `[[measure]]` or one within braces.
#[derive(Debug)]
pub struct TableType {
    /// Its name among the definitions of a schema; empty for the root of a file.
    pub id: &'static str,
    /// What people call it, such as `[[measure]]`.
    pub name: &'static str,
    /// A sentence for people.
    pub meaning: &'static str,
    pub keys: &'static [Key],
    /// How its keys go together.
    pub relations: &'static [Relation],
    pub others: Others,
}

/// Whether keys that are not listed may stand in a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Others {
    Refused,
    /// They are for somebody else to judge, such as a plugin's manifest.
    Allowed,
}

/// A key of a table, or a column of a sheet.
#[derive(Debug)]
pub struct Key {
    pub name: &'static str,
    pub holds: ValueType,
    /// A sentence for people.
    pub meaning: &'static str,
    pub is_required: bool,
    /// What counts where the key is not written, as it would be written; empty where nothing does.
    pub default: &'static str,
    /// A value as it is written.
    pub example: &'static str,
    /// The version of Remit that first knew it.
    pub since: &'static str,
    /// What stands here of a person, each text of it by itself; none where nothing does that could be erased.
    pub personal: Option<PartKind>,
}

/// What an entry of a table need not say.
pub const OPTIONAL: Key = Key {
    name: "",
    holds: ValueType::Anything,
    meaning: "",
    is_required: false,
    default: "",
    example: "",
    since: "0.1.0",
    personal: None,
};

/// What an entry need not say at which a person is named.
pub const NAMES_PEOPLE: Key = Key { personal: Some(PartKind::Name), ..OPTIONAL };

/// The same where it says how somebody is reached.
pub const REACHES_PEOPLE: Key = Key { personal: Some(PartKind::Address), ..OPTIONAL };

/// What an entry need not say of a key that must be written.
pub const REQUIRED: Key = Key { is_required: true, ..OPTIONAL };

/// How keys of one table go together.
#[derive(Debug)]
pub enum Relation {
    /// Exactly one of these groups of keys is written.
    OneOf(&'static [&'static [&'static str]]),
    /// At least one of these keys is written.
    AnyOf(&'static [&'static str]),
    /// Unless this key is written, each table of a list holds at least one of these keys.
    Unless {
        key: &'static str,
        each: &'static str,
        any_of: &'static [&'static str],
    },
    /// These two exclude each other.
    NotBoth(&'static str, &'static str),
    AtLeast(usize),
    AtMost(usize),
}

/// What may stand at a key.
#[derive(Debug)]
pub enum ValueType {
    /// A text that is not blank.
    Text,
    /// A text that is kept as it is, blank or not.
    Verbatim,
    /// A text of this shape, a regular expression for editors; the reader says more of it.
    Shaped(&'static str),
    /// The id of what is being declared.
    NewId,
    /// The name of something that is declared elsewhere.
    Name(Named),
    Number,
    /// A number above zero.
    Positive,
    Whole {
        least: u32,
        most: u32,
    },
    Flag,
    Day,
    /// A day, a day and a time, or a length of time.
    Moment,
    Period,
    Words(&'static [&'static str]),
    /// A code in a file: a text, or a number that need not be quoted.
    Code,
    /// What a rule is handed: a number, a text, a truth, or a list of them.
    Param,
    Anything,
    Table(&'static TableType),
    List {
        of: &'static ValueType,
        least: usize,
    },
    /// A table whose keys are names; each holds this.
    ByName(&'static ValueType),
    /// The same, where the keys are names of settings, none of which is reserved.
    BySetting {
        each: &'static ValueType,
        reserved: &'static [&'static str],
    },
    Either(&'static [ValueType]),
}

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Named {
    Mission,
    Measure,
    Body,
    /// A kind of bodies.
    BodyKind,
    /// A kind of relations: one that Remit knows, or any other word.
    RelationKind,
    /// An end of a relation: a body, `measure:id`, `mission/obligation` or `mission:id`.
    Party,
    Rule,
    /// Periods that `remit.toml` names.
    Cadence,
    /// A ladder of the same mission.
    Ladder,
    /// What an obligation waits for: `obligation`, `mission/obligation` or `measure:id`.
    Dependency,
    /// An alert: `mission/obligation`.
    Alert,
    /// A measure and a body in promtool's short form.
    Series,
    /// A plugin that is named where these words may stand too.
    PluginBeside(&'static [&'static str]),
}

impl TableType {
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    pub fn key_names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.keys.iter().map(|key| key.name)
    }
}

impl ValueType {
    /// The ways in which the value may be written, of which most values have one.
    pub fn choices(&'static self) -> &'static [ValueType] {
        match self {
            Self::Either(choices) => choices,
            one => std::slice::from_ref(one),
        }
    }

    /// The table that may stand here; the first, where there are several.
    pub fn table(&'static self) -> Option<&'static TableType> {
        self.choices().iter().find_map(|choice| match choice {
            Self::Table(table) => Some(*table),
            _ => None,
        })
    }

    /// What the elements are, where a list may stand here.
    pub fn element(&'static self) -> Option<&'static ValueType> {
        self.choices().iter().find_map(|choice| match choice {
            Self::List { of, .. } => Some(*of),
            _ => None,
        })
    }

    /// What each name holds, where a table of names may stand here.
    pub fn by_name(&'static self) -> Option<&'static ValueType> {
        self.choices().iter().find_map(|choice| match choice {
            Self::ByName(each) | Self::BySetting { each, .. } => Some(*each),
            _ => None,
        })
    }

    /// The words that may stand here.
    pub fn words(&'static self) -> Vec<&'static str> {
        let words = self.choices().iter().filter_map(|choice| match choice {
            Self::Words(words) => Some(*words),
            _ => None,
        });
        words.flatten().copied().collect()
    }

    /// The bounds of a whole number that may stand here.
    pub fn bounds(&'static self) -> Option<(u32, u32)> {
        self.choices().iter().find_map(|choice| match choice {
            Self::Whole { least, most } => Some((*least, *most)),
            _ => None,
        })
    }
}
