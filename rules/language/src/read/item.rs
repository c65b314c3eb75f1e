//! One value in a table, read as what it should be. What it is not is reported here, and reading goes on.

use std::ops::Range;

use jiff::civil::Date;
use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::document::Document;
use super::number;
use crate::diagnostic::{Code, listed};
use crate::grammar::ValueType;

/// A value with its key and place.
#[derive(Clone)]
pub struct Item<'d> {
    pub document: &'d Document<'d>,
    /// The key that it stands at.
    pub key: &'d str,
    /// Where that key is written.
    pub key_range: Range<usize>,
    /// What should stand there.
    pub holds: &'static ValueType,
    pub value: &'d DeValue<'d>,
    pub range: Range<usize>,
}

impl<'d> Item<'d> {
    /// What kind of value it is, with its article.
    pub fn kind(&self) -> &'static str {
        match self.value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        }
    }

    /// Reports that the value is not of the right kind.
    pub fn refuse_kind<T>(&self, expected: &str) -> Option<T> {
        self.refuse(Code::Toml, format!("`{}` must be {expected}, not {}", self.key, self.kind()))
    }

    /// Reports that the value cannot be used.
    pub fn refuse<T>(&self, code: Code, message: impl Into<String>) -> Option<T> {
        self.document.error(code, message, self.range.clone());
        None
    }

    /// Reports that the value cannot be used, with what to do about it.
    pub fn refuse_with_help<T>(
        &self,
        code: Code,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<T> {
        self.document.fault(self.document.at(code, message, self.range.clone()).with_help(help));
        None
    }

    /// The same value with its place.
    pub fn at<T>(&self, value: T) -> Spanned<T> {
        Spanned::new(self.range.clone(), value)
    }

    /// A text that is not blank.
    pub fn text(&self) -> Option<Spanned<String>> {
        let DeValue::String(text) = self.value else { return self.refuse_kind("a text") };
        match text.trim() {
            "" => self.refuse(Code::InvalidValue, format!("`{}` is empty", self.key)),
            text => Some(self.at(text.to_owned())),
        }
    }

    /// A text as it stands, blanks and all.
    pub fn verbatim(&self) -> Option<Spanned<String>> {
        match self.value {
            DeValue::String(text) => Some(self.at(text.to_string())),
            _ => self.refuse_kind("a text"),
        }
    }

    /// A new id, well formed.
    pub fn id(&self) -> Option<Spanned<String>> {
        let id = self.text()?;
        if is_well_formed(id.get_ref()) {
            return Some(id);
        }
        let message = format!("`{id}` is not a well-formed id");
        self.refuse_with_help(Code::MalformedId, message, ID_HELP)
    }

    /// A number, exact.
    pub fn number(&self) -> Option<Spanned<Decimal>> {
        match number::exact(self.value) {
            Some(Ok(number)) => Some(self.at(number)),
            Some(Err(why)) => self.refuse(Code::InvalidValue, format!("`{}` {why}", self.key)),
            None => self.refuse_kind("a number"),
        }
    }

    /// A whole number within the bounds that the grammar sets.
    ///
    /// # Panics
    /// The grammar has no whole number here.
    pub fn whole(&self) -> Option<Spanned<u32>> {
        let bounds = self.holds.bounds();
        let (least, most) =
            bounds.unwrap_or_else(|| panic!("by the grammar, no whole number stands at `{}`", self.key));
        let number = *self.number()?.get_ref();
        let whole = u32::try_from(number).ok().filter(|whole| Decimal::from(*whole) == number);
        match whole.filter(|whole| (least..=most).contains(whole)) {
            Some(whole) => Some(self.at(whole)),
            None => self.refuse(
                Code::InvalidValue,
                format!("`{}` must be a whole number from {least} to {most}", self.key),
            ),
        }
    }

    /// A day, written as a TOML date or as a text.
    pub fn date(&self) -> Option<Spanned<Date>> {
        let spelling = self.spelling("a date")?;
        match parse_date(spelling.get_ref()) {
            Some(date) => Some(self.at(date)),
            None => self.refuse_with_help(
                Code::InvalidPeriod,
                format!("`{spelling}` is not a date"),
                "write it like `2024-03-31`",
            ),
        }
    }

    /// A period or date as it is written, with quotes or without: `"2020-Q4"`, `2020`, `2020-11-05`.
    pub fn spelling(&self, expected: &str) -> Option<Spanned<String>> {
        match self.value {
            DeValue::String(_) => self.text(),
            DeValue::Integer(number) => Some(self.at(number.to_string())),
            DeValue::Datetime(moment) => Some(self.at(moment.to_string())),
            _ => self.refuse_kind(expected),
        }
    }

    /// One of the words that the grammar lists, as what it means to the reader.
    ///
    /// # Panics
    /// The grammar lists other words here than the reader knows.
    pub fn word<T: Copy>(&self, words: &[(&str, T)]) -> Option<Spanned<T>> {
        self.word_or_name(words, &[], "")
    }

    /// The same, where one of these names may stand too. `otherwise` says how a new name comes to be.
    ///
    /// # Panics
    /// The grammar lists other words here than the reader knows.
    pub fn word_or_name<T: Copy>(
        &self,
        words: &[(&str, T)],
        names: &[(&str, T)],
        otherwise: &str,
    ) -> Option<Spanned<T>> {
        let text = self.text()?;
        if let Some((_, meaning)) = words.iter().chain(names).find(|(word, _)| word == text.get_ref()) {
            return Some(self.at(*meaning));
        }
        let mut known = self.holds.words();
        assert!(
            known.iter().all(|known| words.iter().any(|(word, _)| word == known)),
            "the reader of `{}` takes every word that the grammar lists",
            self.key
        );
        known.extend(names.iter().map(|(name, _)| *name));
        let message = format!("`{}` cannot be `{text}`", self.key);
        let fault = self
            .document
            .at(Code::InvalidValue, message, self.range.clone())
            .with_help(format!("it may be {}{otherwise}", listed(&known).replace(" and ", " or ")))
            .with_nearest(text.get_ref(), known.iter().copied());
        self.document.fault(fault);
        None
    }

    /// True or false.
    pub fn flag(&self) -> Option<bool> {
        match self.value {
            DeValue::Boolean(flag) => Some(*flag),
            _ => self.refuse_kind("true or false"),
        }
    }

    /// A list of texts.
    pub fn texts(&self) -> Option<Vec<Spanned<String>>> {
        let elements = self.elements().or_else(|| self.refuse_kind("a list of texts"))?;
        // Every element is read before any is missed, so that each bad one is reported.
        let read: Vec<_> = elements.iter().map(Item::text).collect();
        read.into_iter().collect()
    }

    /// The elements, where it is a list.
    pub fn elements(&self) -> Option<Vec<Item<'d>>> {
        let DeValue::Array(elements) = self.value else { return None };
        let elements: &'d DeArray<'d> = elements;
        let holds = self.holds.element().unwrap_or(&ValueType::Anything);
        let item = |value: &'d Spanned<DeValue<'d>>| Item {
            holds,
            value: value.get_ref(),
            range: value.span(),
            ..self.clone()
        };
        Some(elements.iter().map(item).collect())
    }

    /// The entries with their keys, in the order in which they were written, where it is a table.
    pub fn entries(&self) -> Option<Vec<Item<'d>>> {
        let DeValue::Table(entries) = self.value else { return None };
        let entries: &'d DeTable<'d> = entries;
        let mut found: Vec<_> = entries.iter().collect();
        found.sort_by_key(|(key, _)| key.span().start);
        let holds = self.holds.by_name().unwrap_or(&ValueType::Anything);
        let item = |(key, value): (&'d Spanned<std::borrow::Cow<'d, str>>, &'d Spanned<DeValue<'d>>)| Item {
            document: self.document,
            key: key.get_ref(),
            key_range: key.span(),
            holds,
            value: value.get_ref(),
            range: value.span(),
        };
        Some(found.into_iter().map(item).collect())
    }

    pub fn is_table(&self) -> bool {
        self.value.is_table()
    }
}

/// What an id may look like.
pub const ID_HELP: &str =
    "an id begins with a lower-case letter and goes on with lower-case letters, digits, `-` and `_`";

/// Whether `id` may serve as an identity: short enough to say, and safe in file names and links.
pub fn is_well_formed(id: &str) -> bool {
    let mut letters = id.chars();
    letters.next().is_some_and(|first| first.is_ascii_lowercase())
        && letters
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter))
}

/// Years outside this range are slips of the pen.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// Reads `2024-03-31`, and nothing longer.
pub fn parse_date(text: &str) -> Option<Date> {
    (text.len() == "2024-03-31".len()).then(|| text.parse().ok())?
}
