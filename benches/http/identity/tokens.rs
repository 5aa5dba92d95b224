//! What a token costs the request that carries it.
//!
//! Reading an author requires no token; reading a user requires a token with a scope. Both read one row by its id and return
//! about as many bytes, so the difference between them is the token. (An operation that is open to everybody verifies a token if
//! there is one, but checks no scope.)

use std::time::Instant;

use super::people::Person;
use super::same::millis;
use crate::admin;
use crate::arguments::Arguments;
use crate::client::Client;
use crate::report::{self, Spread, ratio};
use crate::requests::{each, get, get_with, post};
use crate::stage::Side;
use crate::standing::at_least;
use crate::turns::{self, Turn};
use crate::{Result, say};

/// How many tokens take turns, because a server has many callers.
const TOKENS: usize = 500;

/// Measures both databases in one interleaved run, and then compares a token's first use with its second.
pub async fn measure(peopled: &[(&Side, Vec<Person>)], arguments: &Arguments) -> Result<()> {
    let mut all = Vec::new();
    let mut first_uses = Vec::new();
    for (side, people) in peopled {
        let tokens = tokens(&side.writing.address).await?;
        let authors = &side.seed.authors[..people.len()];
        first_uses.push(first_use(side, authors, people, &tokens).await?);
        let users = (0..).zip(&tokens).map(|(number, token)| get_with(&user(people, number), token));
        let users: Vec<_> = users.collect();
        all.push(Turn::new(
            format!("{} token: author", side.name),
            &side.writing,
            each("/v1/authors", authors),
        ));
        all.push(Turn::new(format!("{} token: user", side.name), &side.writing, users));
    }
    let figures = turns::run(all, arguments).await?;
    report::table(&figures)?;
    say("")?;
    for ((side, _), line) in peopled.iter().zip(first_uses) {
        let name = |what: &str| format!("{} token: {what}", side.name);
        if let Some(ratio) = ratio(&figures, &name("user"), &name("author")) {
            at_least(&format!("{} user to author", name("rate of")), ratio.median, 0.7)?;
        }
        say(&line)?;
    }
    Ok(())
}

/// Returns access tokens of one session, each obtained with the previous refresh token.
async fn tokens(address: &str) -> Result<Vec<String>> {
    let (mut access, mut refresh) = admin::pair(address).await?;
    let mut client = Client::connect(address).await?;
    let mut tokens = Vec::new();
    while tokens.len() < TOKENS {
        tokens.push(access);
        let body = format!(r#"{{"refreshToken":"{refresh}"}}"#);
        let answer = client.ask(&post("/v1/auth/refresh", None, &body)).await?;
        (access, refresh) =
            admin::tokens(&serde_json::from_slice(answer)?).ok_or("a refresh without tokens")?;
    }
    Ok(tokens)
}

/// Sends one request after another on one connection: an author, a user with a new token, a user with the same token again.
async fn first_use(side: &Side, authors: &[String], people: &[Person], tokens: &[String]) -> Result<String> {
    let mut client = Client::connect(&side.writing.address).await?;
    let mut took: [Vec<f64>; 3] = Default::default();
    for (number, token) in tokens.iter().enumerate() {
        let author = get(&format!("/v1/authors/{}", authors[number % authors.len()]));
        let user = get_with(&user(people, number), token);
        for (request, took) in [&author, &user, &user].into_iter().zip(&mut took) {
            let began = Instant::now();
            client.ask(request).await?;
            took.push(millis(began.elapsed()) * 1000.0);
        }
    }
    let [author, first, again] = took.map(|micros| Spread::of(micros).map_or(0.0, |spread| spread.median));
    Ok(format!(
        "{} token: one at a time, an author {author:.0} µs, a user {again:.0} µs, with a token's first use {first:.0} µs: the \
         signature costs {:.0} µs",
        side.name,
        first - again
    ))
}

fn user(people: &[Person], number: usize) -> String {
    format!("/v1/users/{}", people[number % people.len()].id)
}
