//! What is asked over HTTP, and what is answered.
//!
//! `wanted` is in which form an answer is wanted, `html` a page as it leaves the service, `problem` and `refusal` answers that say why there is none, `guard` and `admit` what holds for every request, `asked` one question about the picture that is shown, `events` word of
//! changes, `shown` what pages are made of, `reader` who reads and what is his own, `paging` long lists page by page, `alerts` every open alert, `approvals` what waits for a second person, `subscriptions` what calendars and readers of feeds look in for, `values` what is declared value by value, `followed` pages that take the engine, `since` what changed since somebody last looked, `receipts` feeds and the files that came by them, `texts` rules and what was changed in the texts, `body`, `form` and `multipart` the body of a request. `submissions` is what handing in goes by, `preconditions` what all goes through that is handed in, `program` what programs send as JSON, `audit` the ledger in words, `said` is what an official says, `decided` what a second person decides, `silenced` what is asked of silences, `changed` a change of a text that is asked for, `coming` is a report that came whole, `outcomes` what became of typed figures, `returns` what each body is asked for, `burden` how much of it and what rests with nobody, `panels` what people say of figures, `board_pack` what a board prints, `reports`, `responses`, `return_form`, `upload_form` (whose rows `uploaded` tells), `reply_form`, `decisions`, `decide_form`, `signatures`, `silences`, `silence_form`, `text_changes` and `change_form` are kinds of what is handed in, `looked` up to where somebody has read, `sessions` is signing in and out, `identity` signing in at a provider of identities, `metrics` what an operator counts, `openapi` what there is, and `submit` where all of these are; `routes` is what is where.

mod admit;
mod alerts;
mod approvals;
mod asked;
mod audit;
mod board_pack;
mod body;
mod burden;
mod change_form;
mod changed;
mod coming;
mod decide_form;
mod decided;
mod decisions;
mod events;
mod followed;
mod form;
mod guard;
mod html;
mod identity;
mod looked;
mod metrics;
mod multipart;
mod openapi;
mod outcomes;
mod paging;
mod panels;
mod preconditions;
mod problem;
mod program;
mod reader;
mod receipts;
mod refusal;
mod reply_form;
mod reports;
mod responses;
mod return_form;
mod returns;
mod routes;
mod said;
mod sessions;
mod shown;
mod signatures;
mod silence_form;
mod silenced;
mod silences;
mod since;
mod submissions;
mod submit;
mod subscriptions;
mod text_changes;
mod texts;
mod upload_form;
mod uploaded;
mod values;
mod wanted;

pub(crate) use admit::{Entrance, Peer};
pub(crate) use guard::Hosts;
pub(crate) use routes::routes;
pub(crate) use shown::Shown;
pub(crate) use submissions::Submissions;
