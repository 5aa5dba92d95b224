//! Ten thousand books by five hundred authors, created through the API.

use serde_json::{Value, json};

use crate::Result;
use crate::admin;
use crate::client::Client;
use crate::requests::{author, post};

const AUTHORS: usize = 500;
const BOOKS: usize = 10_000;
const GENRES: [&str; 4] = ["science-fiction", "fantasy", "poetry", "essay"];
/// The maximum number of items in a bulk request.
const BULK: usize = 100;

/// The ids of the created authors and books.
#[derive(Debug)]
pub struct Seed {
    pub authors: Vec<String>,
    pub books: Vec<String>,
}

/// Fills an empty server, which must have the administrator.
pub async fn seed(address: &str) -> Result<Seed> {
    let token = admin::sign_in(address).await?;
    let token = Some(&*token);
    let mut client = Client::connect(address).await?;
    let mut authors = Vec::new();
    for number in 0..AUTHORS {
        let made: Value =
            serde_json::from_slice(client.ask(&post("/v1/authors", token, &author(number))).await?)?;
        authors.push(id(&made)?);
    }
    let mut books = Vec::new();
    for start in (0..BOOKS).step_by(BULK) {
        let items: Vec<_> =
            (start..start + BULK).map(|number| book(number, &authors[number % AUTHORS])).collect();
        let body = json!({ "atomic": true, "items": items }).to_string();
        let made: Value = serde_json::from_slice(client.ask(&post("/v1/books/bulk", token, &body)).await?)?;
        let results = made["results"].as_array().ok_or("a bulk answer without results")?;
        for result in results {
            books.push(id(&result["resource"])?);
        }
    }
    Ok(Seed { authors, books })
}

fn id(made: &Value) -> Result<String> {
    Ok(made["id"].as_str().ok_or("an answer without id")?.to_owned())
}

fn book(number: usize, author: &str) -> Value {
    json!({
        "title": format!("The Left Hand of Darkness {number}"),
        "authorId": author,
        "pages": 100 + number % 900,
        "genre": GENRES[number % GENRES.len()],
        "isbn": isbn(number),
        "publications": [{ "date": "1969-03-01", "publisher": "Ace Books" }],
        "images": [{ "url": format!("https://example.org/{number}.jpg") }],
    })
}

/// Returns a different ISBN for each number, with its check digit.
fn isbn(number: usize) -> String {
    let digits = format!("978{number:09}");
    let sum: usize = digits
        .bytes()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| usize::from(digit - b'0') * weight)
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}
