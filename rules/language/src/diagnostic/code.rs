//! The kinds of faults, each with the code by which documents and programs know it.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What kind of fault a diagnostic is about.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code as it is printed.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }
        }
    };
}

codes! {
    /// The text is not TOML, or a key is missing, unknown or of the wrong type.
    Toml = "toml",
    /// An id is not well formed.
    MalformedId = "malformed-id",
    /// Two things have one id.
    DuplicateId = "duplicate-id",
    /// A body is named that is not in the register.
    UnknownBody = "unknown-body",
    /// A measure is named that nobody declares.
    UnknownMeasure = "unknown-measure",
    /// A rule is named that has no file.
    UnknownRule = "unknown-rule",
    /// An obligation is named that nobody declares.
    UnknownObligation = "unknown-obligation",
    /// A mission is named that nobody declares.
    UnknownMission = "unknown-mission",
    /// A contribution is named that the obligation does not have.
    UnknownContribution = "unknown-contribution",
    /// An alert is named that nothing declared could raise.
    UnknownAlert = "unknown-alert",
    /// A rule test cannot be run as it is written.
    Test = "test",
    /// A person who is to sign changes cannot be told apart from another, or has no key that can be used.
    Approver = "approver",
    /// A ladder leads back in time, to nobody, or does not exist.
    Ladder = "ladder",
    /// Two people are in one post at one time.
    Person = "person",
    /// The bank holidays do not reach from the first deadline that is counted over them to the last.
    Calendar = "calendar",
    /// A value is out of its range or does not fit what stands beside it.
    InvalidValue = "invalid-value",
    /// A period or a date is not one.
    InvalidPeriod = "invalid-period",
    /// A rule is handed what it has no use for, or lacks what it needs.
    Param = "param",
    /// A figure is asked for of periods for which it is never reported.
    Cadence = "cadence",
    /// No target is in force for a period whose rule reads one.
    Target = "target",
    /// An obligation lacks what it takes to judge it.
    NotMeasurable = "not-measurable",
    /// A lead closes while it still has an obligation to answer for.
    ClosedLead = "closed-lead",
    /// A measure of another class stands in the place of what an obligation is for, and nothing says why.
    OtherClass = "other-class",
    /// A measure is awaited that nobody is declared to report.
    NobodyReports = "nobody-reports",
    /// Obligations wait for each other in a circle.
    CyclicDependency = "cyclic-dependency",
    /// A relation contradicts itself or others.
    Relation = "relation",
    /// The register of bodies, or a table of people or relations, cannot be read.
    Register = "register",
    /// A file of the project is missing or cannot be read.
    MissingFile = "missing-file",
    /// The project declares nothing.
    EmptyProject = "empty-project",
    /// A rule is not Rhai.
    RuleSyntax = "rule-syntax",
    /// A rule lacks its entry point, or has it in the wrong shape.
    RuleShape = "rule-shape",
    /// A rule calls a function that does not exist, or hides one that does.
    RuleFunction = "rule-function",
    /// A library is imported that does not exist, or not by its name and version.
    UnknownLibrary = "unknown-library",
    /// A library is of another version than a rule asks for.
    LibraryVersion = "library-version",
    /// A piece of a rule failed while it was tried out.
    RuleFailed = "rule-failed",
    /// A feed cannot work as it is declared.
    Feed = "feed",
    /// A notifier cannot work as it is declared.
    Notifier = "notifier",
    /// A route takes nothing, or asks for what no message says.
    Route = "route",
    /// A lint cannot be run, or what is allowed is not found.
    Lint = "lint",
    /// A plugin cannot work as it is declared, or as a project uses it.
    Plugin = "plugin",
    /// The ledger is that of another project.
    Ledger = "ledger",
    /// A row of a feed cannot be used.
    Row = "row",
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}
