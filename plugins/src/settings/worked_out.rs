//! From what an entry of `values` does to its columns to what is done to the figures of a feed.

use engine::model::MeasureId;
use language::diagnostic::Code;
use toml::Spanned;

use super::declaration::{MeasureColumns, Text};
use super::feed::Resolver;
use crate::readers::Arithmetic;

impl Resolver<'_, '_> {
    /// What is done to the figures of a feed, by measure.
    pub(super) fn arithmetic(&self, values: &mut [MeasureColumns]) -> Vec<Arithmetic> {
        let mut done = Vec::new();
        for value in values {
            let Some(declared) = value.arithmetic.take() else { continue };
            self.refuse_added_and_taken(&value.columns, &declared.minus);
            done.push(Arithmetic {
                measure: MeasureId::new(value.measure.get_ref().as_str()),
                minus: self.columns(declared.minus),
                share: declared.share,
                times: declared.times.map(Spanned::into_inner),
                divided_by: declared.divided_by.map(Spanned::into_inner),
            });
        }
        done
    }

    fn refuse_added_and_taken(&self, added: &[Text], taken: &[Text]) {
        for column in taken {
            if added.iter().any(|known| known.get_ref().trim() == column.get_ref().trim()) {
                let message = format!("the column `{column}` would be added and taken away again");
                self.document.error(Code::Feed, message, column.span());
            }
        }
    }
}
