//! Authors: the people who write books.

pub mod api;
pub mod contract;
mod model;
mod service;
mod store;

pub use self::model::{Author, AuthorDraft, AuthorFilter, AuthorSort, Biography, Name};
pub use self::service::Authors;
pub(super) use self::service::{find_all, hold, insert_all, none_yet};
pub(super) use self::store::{AuthorRow, WORDS};
