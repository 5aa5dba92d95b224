//! Demo data for the catalogue: real authors and books. All of it is public facts.

mod entry;

use futures_util::future::BoxFuture;
use serde::Deserialize;

use self::entry::{Entry, Planned, load_if_empty};
use super::authors::{AuthorDraft, Biography, Name};
use super::books::{BookDraft, Genre, Pages, Publication, Publisher, Title};
use crate::app::App;
use crate::clock::Date;
use crate::error::{Error, Result};
use crate::id::Id;
use crate::part::Demo;
use crate::text::Refused;

const BOOKS: &str = include_str!("demo/books.json");

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DemoAuthor {
    /// The id, for the author that the API examples use, so that the examples work unchanged.
    id: Option<String>,
    first_name: String,
    last_name: String,
    biography: Option<String>,
    born: Option<Date>,
    died: Option<Date>,
    books: Vec<DemoBook>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoBook {
    id: Option<String>,
    title: String,
    pages: i64,
    genre: String,
    publications: Vec<DemoPublication>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoPublication {
    date: Date,
    publisher: Option<String>,
}

/// The demo authors and their books. They are loaded only into a catalogue without authors.
#[derive(Debug)]
pub(super) struct Books;

impl Demo for Books {
    fn load<'a>(&'a self, app: &'a App) -> BoxFuture<'a, Result<Vec<String>>> {
        Box::pin(async move {
            let entries = entries()?;
            let (authors, books) =
                (entries.len(), entries.iter().map(|entry| entry.books.len()).sum::<usize>());
            if load_if_empty(app, entries).await? {
                tracing::info!(authors, books, "loaded the demonstration");
            } else {
                tracing::info!("the catalogue is not empty: nothing was loaded");
            }
            Ok(Vec::new())
        })
    }
}

fn entries() -> Result<Vec<Entry>> {
    let authors: Vec<DemoAuthor> = serde_json::from_str(BOOKS).map_err(Error::internal)?;
    authors.into_iter().map(entry).collect()
}

fn entry(author: DemoAuthor) -> Result<Entry> {
    let DemoAuthor { id, first_name, last_name, biography, born, died, books } = author;
    let biography = biography.map(Biography::parse).transpose().map_err(bad)?;
    let first_name = Name::parse(first_name).map_err(bad)?;
    let last_name = Name::parse(last_name).map_err(bad)?;
    let author = AuthorDraft::new(first_name, last_name, biography, born, died)?;
    let author = Planned { id: known(id)?, draft: author };
    Ok(Entry { author, books: books.into_iter().map(book).collect::<Result<_>>()? })
}

fn book(book: DemoBook) -> Result<Planned<BookDraft>> {
    let DemoBook { id, title, pages, genre, publications } = book;
    let publication = |DemoPublication { date, publisher }| {
        Ok(Publication { date, publisher: publisher.map(Publisher::parse).transpose().map_err(bad)? })
    };
    let draft = BookDraft {
        title: Title::parse(title).map_err(bad)?,
        // Set later, when the author has an id.
        author_id: Id::example(0),
        pages: Pages::parse(pages).map_err(bad)?,
        genre: Genre::parse(genre).map_err(bad)?,
        isbn: None,
        publications: publications.into_iter().map(publication).collect::<Result<_>>()?,
        images: Vec::new(),
    };
    Ok(Planned { id: known(id)?, draft })
}

fn known(id: Option<String>) -> Result<Option<Id>> {
    id.map(|id| id.parse()).transpose().map_err(|_| Error::internal("the demonstration data has a wrong id"))
}

fn bad(refused: Refused) -> Error {
    Error::internal(format!("the demonstration data {refused}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_keeps_the_rules_of_the_catalogue_and_is_large_enough_for_pages() {
        let entries = entries().unwrap();

        assert!(entries.len() >= 40);
        assert!(entries.iter().map(|entry| entry.books.len()).sum::<usize>() >= 100);
    }
}
