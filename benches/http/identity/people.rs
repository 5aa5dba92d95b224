//! Users who sign up over HTTP, each from their own address.

use std::time::Instant;

use serde_json::Value;

use super::same::{Pairs, millis};
use crate::Result;
use crate::client::Client;
use crate::requests::post_from;
use crate::stage::Side;

/// How many users there are: as many as sign in at once.
pub const PEOPLE: usize = 50;
/// How many of their addresses are also used for a second sign-up.
const WANTED_TWICE: usize = 20;
const PASSWORD: &str = "forty barrels in the cellar";

/// A user who can sign in.
#[derive(Debug)]
pub struct Person {
    pub id: String,
    pub email: String,
}

/// Returns the body of a sign-in.
pub fn login(email: &str) -> String {
    login_with(email, PASSWORD)
}

/// Returns the body of a sign-in with another password.
pub fn login_with(email: &str, password: &str) -> String {
    format!(r#"{{"email":"{email}","password":"{password}"}}"#)
}

/// Creates the users, and prints how long a sign-up takes with a free address and with one that is taken.
pub async fn make(side: &Side) -> Result<Vec<Person>> {
    let mut client = Client::connect(&side.writing.address).await?;
    let (mut people, mut pairs) = (Vec::new(), Pairs::default());
    for number in 0..PEOPLE {
        let email = format!("reader{number}@imprint.example");
        let body = format!(r#"{{"email":"{email}","name":"A reader","password":"{PASSWORD}"}}"#);
        let mut sign_up = async |from: usize, wanted: u16| {
            let began = Instant::now();
            let (status, body) = client.exchange(&post_from(from, "/v1/users", &body)).await?;
            let took = millis(began.elapsed());
            if status != wanted {
                return Err(format!("a sign-up got {status}: {}", String::from_utf8_lossy(body)).into());
            }
            Result::<_>::Ok((took, serde_json::from_slice::<Value>(body)?))
        };
        let (free, made) = sign_up(number, 201).await?;
        if number < WANTED_TWICE {
            let (taken, _) = sign_up(PEOPLE + number, 409).await?;
            pairs.push(taken, free);
        }
        people.push(Person { id: made["id"].as_str().ok_or("a user without id")?.to_owned(), email });
    }
    pairs.tell(&format!("{} same: sign-up", side.name))?;
    Ok(people)
}
