//! The servers and requests that are compared.

use std::rc::Rc;

use crate::Result;
use crate::arguments::Arguments;
use crate::requests::{Requests, author, books, each, get, post};
use crate::stage::Side;
use crate::turns::Turn;
use crate::{costs, disk, report, standing, turns};

/// The cost of a server that does nothing but HTTP.
pub const CONSTANT: &str = "constant";

/// Measures and prints the default figures.
pub async fn measure(arguments: &Arguments) -> Result<()> {
    let sides = Side::all().await?;
    disk::measure()?;
    let mut all = Vec::new();
    if let Some(first) = sides.first() {
        all.push(Turn::new(CONSTANT, &first.bare_reading, vec![get("/constant")]));
    }
    all.extend(sides.iter().flat_map(of));
    let figures = turns::run(all, arguments).await?;
    report::table(&figures)?;
    standing::ratios(&figures)?;
    drop(sides);
    if arguments.only.is_none() { costs::measure().await } else { Ok(()) }
}

/// Returns the measurements of a database: the bare servers before the program, reads before writes.
fn of(side: &Side) -> Vec<Turn<'_>> {
    let Side { name, reading, writing, bare_reading, bare_writing, seed, token, .. } = side;
    let token = Some(&**token);
    let named = |what: &str| format!("{name} {what}");
    let mut turns = vec![
        Turn::new(named("one bare"), bare_reading, each("/books", &seed.books)),
        Turn::new(named("one"), reading, each("/v1/books", &seed.books)),
        Turn::new(named("list"), reading, vec![get("/v1/books?limit=20")]),
    ];
    if let Some(bare) = bare_writing {
        turns.push(Turn::new(named("make book bare"), bare, books("/books", None, &seed.authors)));
    }
    let authors: Requests = (0..1000).map(|number| post("/v1/authors", token, &author(number))).collect();
    turns.push(Turn::new(named("make book"), writing, books("/v1/books", token, &seed.authors)));
    turns.push(Turn { name: named("make author"), server: writing, requests: Rc::new(authors) });
    turns
}
