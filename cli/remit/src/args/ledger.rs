//! What may be asked of a ledger itself.

use std::path::PathBuf;

use clap::Subcommand;
use jiff::Timestamp;

use super::format::Format;
use super::value::parse_moment;

/// What `erase` is asked.
#[derive(clap::Args, Debug)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["person", "mention", "at"])))]
pub struct EraseArgs {
    /// The project's folder.
    pub dir: PathBuf,
    /// The name of a person, however it is spelt there.
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// Words of which all that mentions them is erased, such as a mail address. Names of people stay.
    #[arg(long, value_name = "WORDS")]
    pub mention: Option<String>,
    /// The position of an entry of which the words are erased. Names of people stay.
    #[arg(long, value_name = "POSITION")]
    pub at: Option<u64>,
    /// Who asks for it.
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Why, without the name of whoever is erased.
    #[arg(long, value_name = "REASON")]
    pub reason: String,
    /// Erase it; without this nothing is changed.
    #[arg(long)]
    pub yes: bool,
    /// How to write the answer: for people, or as one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What to do with a ledger.
#[derive(Subcommand, Debug)]
pub enum LedgerCommand {
    /// Show where the ledger ends: its last position, when that was written, and the hash over everything up to there.
    Head {
        /// The project's folder.
        dir: PathBuf,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Check everything on the ledger: that each batch is what was written, and follows from those before it.
    ///
    /// The exit code is 0 if all of it is sound, and 1 at the first fault.
    Verify {
        /// The project's folder.
        dir: PathBuf,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Sign what the ledger comes to now, and publish it in the folder of checkpoints, as `[checkpoints]` in `remit.toml` says.
    ///
    /// What was published before is held against the ledger first: where that was written again since, nothing is signed.
    Checkpoint {
        /// The project's folder.
        dir: PathBuf,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Make a secret key that signs checkpoints, and print its public keys. It has no passphrase; only its owner may read it.
    Key {
        /// Where to write it. A file that is there already is left alone.
        file: PathBuf,
        /// The name under which it signs: of a ledger, its `origin`; of a witness, whatever it is known by.
        #[arg(long)]
        name: String,
    },
    /// Copy a ledger from a file into a database, or the other way, batch by batch as it is stored. Both are held meanwhile.
    ///
    /// Where the copy ends, `remit ledger head` says the same of both. A copy that was broken off goes on where it stopped; where another ledger lies, nothing
    /// is copied. The project goes on with the new one once `[store]` in `remit.toml` names it.
    Copy {
        /// What to copy: the file of a ledger, the address of a database (`postgres://...`), or the folder of a project, which means its own ledger.
        from: String,
        /// Where to, in the same way.
        to: String,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Erase personal values: a person's name with what they said and all words that mention it, words that mention something, or the words of one entry.
    ///
    /// Says first what would be erased, and erases it with `--yes`. Hashes, checkpoints, alerts and verdicts stay as they are; what is written down of the erasure is who
    /// asked for it and why. It needs the ledger for itself: stop the service first.
    Erase(EraseArgs),
    /// Cut a damaged ledger back to its last sound batch. Keeps a copy of the whole beside it.
    Repair {
        /// The project's folder.
        dir: PathBuf,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Take back what was written after a moment, as after a clock that ran ahead. Keeps a copy of the whole beside it.
    ///
    /// Lists what it took back. Reports are read from the feeds again; responses and signatures must be given again.
    Rewind {
        /// The project's folder.
        dir: PathBuf,
        /// Keep what was written up to here, such as 2024-08-31T12:00:00Z, or a day, to its end in UTC.
        #[arg(long, value_name = "MOMENT", value_parser = parse_moment)]
        to: Timestamp,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
}
