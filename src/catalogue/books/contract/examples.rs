//! Example values for books, shown in the OpenAPI document.

use poem_openapi::types::Example;

use super::{Book, BookAuthorInput, BookInput, Image, Publication};
use crate::catalogue::authors::contract::Author;
use crate::catalogue::books::model::{Genre, Pages, Publisher, Title};
use crate::id::Id;
use crate::text::{Isbn, WebUrl};
use crate::version::Stamp;

impl Example for BookInput {
    fn example() -> Self {
        let date = jiff::civil::date(1969, 3, 1).into();
        let publisher = Some(Publisher::stored("Ace Books".to_owned()));
        let url = WebUrl::stored("https://images.example/left-hand.jpg".to_owned());
        Self {
            title: Title::stored("The Left Hand of Darkness".to_owned()),
            author_id: Id::example(1),
            pages: Pages::stored(286),
            genre: Genre::stored("science-fiction".to_owned()),
            // Omitted, so that the example can be sent twice: an ISBN must be unique.
            isbn: None,
            publications: Some(vec![Publication { date, publisher }]),
            images: Some(vec![Image { url }]),
        }
    }
}

impl Example for Book {
    fn example() -> Self {
        let BookInput { title, author_id, pages, genre, isbn: _, publications, images } =
            BookInput::example();
        let Stamp { id, version, created_at, updated_at } = Stamp::example(2);
        Self {
            id,
            title,
            author_id,
            author: Author::example(),
            pages,
            genre,
            isbn: Some(Isbn::stored("9780441478125".to_owned())),
            publications: publications.unwrap_or_default(),
            images: images.unwrap_or_default(),
            created_at,
            updated_at,
            version,
        }
    }
}

impl Example for BookAuthorInput {
    fn example() -> Self {
        Self { author_id: Id::example(1) }
    }
}
