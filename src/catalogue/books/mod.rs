//! Books, with their author, publications and images.

pub mod api;
pub mod contract;
mod model;
mod service;
mod store;

pub use self::model::{
    Book, BookDraft, BookFilter, BookSort, Genre, Image, Pages, Publication, Publisher, Shelved, Title,
};
pub use self::service::Books;
pub(super) use self::service::insert_all;
pub(super) use self::store::WORDS;
