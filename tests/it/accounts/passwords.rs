//! Tests of passwords: which ones are accepted, how they are compared, and how their hashing affects other requests.

use imprint::accounts::passwords::Share;
use imprint::accounts::users::Role;
use imprint::limits::Account;
use imprint::origin::Origin;
use poem::http::Method;
use serde_json::{Value, json};

use super::people::{PASSWORD, Person};
use crate::support::{Answer, Kind, Kit, assert_answer, both};

async fn sign_up(kit: &Kit, number: usize, password: &str) -> Answer {
    let email = format!("ada{number}@people.example");
    let body = json!({"email": email, "username": format!("ada-{number}"), "name": "Ada Lovelace", "password": password});
    let headers = [("authorization", ""), ("content-type", "application/json")];
    kit.call(Method::POST, "/v1/users", &headers, body.to_string()).await
}

fn fault(answer: &Answer) -> Value {
    json!([answer.json()["errors"][0]["pointer"], answer.json()["errors"][0]["code"]])
}

both! {
    async fn easy_passwords_are_refused_with_the_field(kit: Kit) {
        assert_answer!("createUser_422_common", sign_up(&kit, 0, "password1234").await);
        for easy in ["123456789012", "Ada Lovelace", "ada1@people.example", "imprint-imprint", "aaaaaaaaaaaaaaaa"] {
            assert_eq!(fault(&sign_up(&kit, 1, easy).await), json!(["/password", "too_weak"]), "{easy}");
        }
    }

    async fn a_password_may_have_256_bytes_and_not_one_more(kit: Kit) {
        let word = "kd93jf02ms8xq7";
        let of = |length: usize| word.to_owned() + &"é".repeat((length - word.len()) / 2) + &"x".repeat(length % 2);

        sign_up(&kit, 0, &of(256)).await.expect(201);
        assert_answer!("createUser_422_bytes", sign_up(&kit, 1, &of(257)).await);
        assert_eq!(fault(&sign_up(&kit, 2, &"kd93jf02ms8x".repeat(22)).await), json!(["/password", "too_long"]));
        assert_eq!(fault(&sign_up(&kit, 3, "kd93jf02ms8").await), json!(["/password", "too_short"]));
    }

    async fn what_differs_behind_72_bytes_only_is_another_password(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let long = "kd93jf02ms8x".repeat(6);
        let change = async |current: &str, next: &str| {
            let body = json!({"currentPassword": current, "newPassword": next});
            ann.call(&kit, Method::PUT, "/v1/me/password", &body).await
        };
        change(PASSWORD, &format!("{long}a")).await.expect(204);

        assert_eq!(fault(&change(&format!("{long}b"), PASSWORD).await), json!(["/currentPassword", "wrong_password"]));
        assert_eq!(fault(&change(&long, PASSWORD).await), json!(["/currentPassword", "wrong_password"]));
        change(&format!("{long}a"), PASSWORD).await.expect(204);
    }
}

/// S8: what can't be hashed soon is told so, and others are served meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_many_sign_up_others_are_served_and_nobody_waits_long() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();
    let passwords = imprint::accounts::passwords::Passwords::new(10);
    let crowd = (0..50).map(|_| {
        let passwords = passwords.clone();
        tokio::spawn(async move {
            passwords.verify(None, PASSWORD, &Share::operator()).await.map_err(|error| error.code())
        })
    });
    let crowd: Vec<_> = crowd.collect();

    kit.get("/v1/books").await.expect(200);

    let mut refused = 0;
    for one in crowd {
        refused += usize::from(one.await.unwrap() == Err(imprint::error::Code::OVERLOADED));
    }
    assert!(refused > 0);
}

/// Whoever signs in again and again has one place at a time, so the others find one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_account_that_signs_in_all_the_time_does_not_keep_others_out() {
    let passwords = imprint::accounts::passwords::Passwords::new(9);
    let share = |name: &str, address: &str| {
        let origin = Origin::new(Some(address.parse().unwrap()), "", "test");
        Share::of(&Account::named(name), &origin)
    };
    let busy = (0..4).map(|_| {
        let (passwords, share) = (passwords.clone(), share("busy", "203.0.113.1"));
        tokio::spawn(async move {
            loop {
                let _ = passwords.verify(None, PASSWORD, &share).await;
            }
        })
    });
    let busy: Vec<_> = busy.collect();

    let mut served = 0;
    for other in 0..12 {
        let share = share(&format!("other {other}"), "203.0.113.2");
        served += usize::from(passwords.verify(None, PASSWORD, &share).await.is_ok());
    }

    busy.iter().for_each(tokio::task::JoinHandle::abort);
    assert_eq!(served, 12);
}
