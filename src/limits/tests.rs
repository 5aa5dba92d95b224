//! Tests of the rate limits.

use std::sync::Arc;

use super::*;
use crate::clock::{Clock, Instant};
use crate::error::{Code, Result};
use crate::origin::Origin;
use crate::throttle::Windows;

fn limits() -> (Limits, Clock) {
    let clock = Clock::standing(Instant::EXAMPLE);
    (Limits::new(Arc::new(Windows::new(clock.clone(), rules::LIMITS.iter().copied())), |_, _, _| {}), clock)
}

fn from(address: &str) -> Origin {
    Origin::new(Some(address.parse().unwrap()), "", "test")
}

async fn fail(limits: &Limits, account: &str, address: &str) -> Result<()> {
    limits.login(&Account::named(account), &from(address)).await.map(drop)
}

#[tokio::test]
async fn five_failures_close_an_account_from_one_address_until_the_first_is_a_quarter_of_an_hour_old() {
    let (limits, clock) = limits();
    for _ in 0..5 {
        fail(&limits, "Ada@Example.org", "203.0.113.1").await.unwrap();
        clock.advance(10);
    }

    let refused = fail(&limits, " ada@example.ORG ", "203.0.113.1").await.unwrap_err();

    assert_eq!(refused.code(), Code::RATE_LIMITED);
    let exceeded = refused.exceeded().unwrap();
    assert_eq!((exceeded.policy, exceeded.seconds), (rules::LOGIN, 850));
    fail(&limits, "ada@example.org", "203.0.113.2").await.unwrap();
    fail(&limits, "eve@example.org", "203.0.113.1").await.unwrap();
    clock.advance(849);
    fail(&limits, "ada@example.org", "203.0.113.1").await.unwrap_err();
    clock.advance(1);
    fail(&limits, "ada@example.org", "203.0.113.1").await.unwrap();
    fail(&limits, "ada@example.org", "203.0.113.1").await.unwrap_err();
}

#[tokio::test]
async fn all_names_of_an_account_and_all_their_spellings_count_together() {
    let (limits, _) = limits();
    let user = crate::id::Id::example(1);
    for named in ["grace", "grace@example.org", "\u{ff47}race", "Grace ", "grace@EXAMPLE.org"] {
        drop(limits.login(&Account::of(user, named), &from("203.0.113.1")).await.unwrap());
    }
    for named in ["nobody", "NOBODY", "\u{ff4e}obody", "no\u{ad}body", " nobody"] {
        fail(&limits, named, "203.0.113.1").await.unwrap();
    }

    limits.login(&Account::of(user, "grace"), &from("203.0.113.1")).await.unwrap_err();
    fail(&limits, "nobody", "203.0.113.1").await.unwrap_err();
}

#[tokio::test]
async fn strangers_who_fail_by_one_name_do_not_close_the_other_to_its_owner() {
    let (limits, _) = limits();
    let (user, home) = (crate::id::Id::example(1), from("203.0.113.1"));
    limits.login(&Account::of(user, "grace@example.org"), &home).await.unwrap().succeeded().await;
    for stranger in 0..60 {
        let network = from(&format!("198.51.100.{stranger}"));
        drop(limits.login(&Account::of(user, "grace"), &network).await);
    }

    for named in ["grace", "grace@example.org"] {
        limits.login(&Account::of(user, named), &home).await.unwrap().succeeded().await;
    }
}

#[tokio::test]
async fn what_succeeds_or_is_taken_back_does_not_count() {
    let (limits, _) = limits();
    for _ in 0..500 {
        limits.login(&Account::named("ada"), &from("203.0.113.1")).await.unwrap().succeeded().await;
        limits.login(&Account::named("ada"), &from("203.0.113.1")).await.unwrap().withdraw().await;
    }
}

#[tokio::test]
async fn guesses_that_begin_together_are_counted_together() {
    let (limits, _) = limits();
    let (origin, ada) = (from("203.0.113.1"), Account::named("ada"));

    let begun = futures_util::future::join_all((0..50).map(|_| limits.login(&ada, &origin))).await;

    assert_eq!(begun.iter().filter(|attempt| attempt.is_ok()).count(), 5);
}

#[tokio::test]
async fn strangers_close_an_account_for_strangers_and_never_for_its_owner() {
    let (limits, _) = limits();
    let home = from("198.51.100.1");
    limits.login(&Account::named("ada"), &home).await.unwrap().succeeded().await;
    for address in 0..50 {
        fail(&limits, "ada", &format!("203.0.113.{address}")).await.unwrap();
    }

    let refused = fail(&limits, "ada", "203.0.113.99").await.unwrap_err();

    assert_eq!(refused.exceeded().unwrap().policy, rules::LOGIN_ACCOUNT);
    limits.login(&Account::named("ada"), &home).await.unwrap().succeeded().await;
    // While travelling, the owner resets the password by mail.
    let hotel = from("192.0.2.1");
    limits.login(&Account::named("ada"), &hotel).await.unwrap_err();
    limits.welcome(&Account::named("ada"), &hotel).await;
    limits.login(&Account::named("ada"), &hotel).await.unwrap().succeeded().await;
    fail(&limits, "eve", "203.0.113.99").await.unwrap();
}

#[tokio::test]
async fn an_address_that_tries_many_accounts_is_stopped_and_its_neighbours_of_ipv6_with_it() {
    let (limits, _) = limits();
    for account in 0..100 {
        fail(&limits, &account.to_string(), &format!("2001:db8::{account}")).await.unwrap();
    }

    let refused = fail(&limits, "another", "2001:db8::ffff").await.unwrap_err();

    assert_eq!(refused.exceeded().unwrap().policy, rules::LOGIN_ADDRESS);
    fail(&limits, "another", "2001:db8:0:1::1").await.unwrap();
}

#[tokio::test]
async fn a_refused_attempt_takes_nothing_from_the_other_nets() {
    let (limits, _) = limits();
    for _ in 0..300 {
        drop(fail(&limits, "ada", "203.0.113.1").await);
    }

    for account in 0..95 {
        fail(&limits, &format!("other {account}"), "203.0.113.1").await.unwrap();
    }
    fail(&limits, "one more", "203.0.113.1").await.unwrap_err();
}

#[tokio::test]
async fn sign_ups_and_resets_are_counted_whatever_comes_of_them() {
    let (limits, clock) = limits();
    let origin = from("203.0.113.1");
    for _ in 0..10 {
        limits.sign_up(&origin).await.unwrap();
    }
    for _ in 0..5 {
        limits.reset("ada", &origin).await.unwrap();
    }

    assert_eq!(limits.sign_up(&origin).await.unwrap_err().exceeded().unwrap().seconds, 3600);
    let refused = limits.reset("ADA", &from("203.0.113.2")).await.unwrap_err();
    assert_eq!(refused.exceeded().unwrap().policy, rules::RESET);
    for account in 0..15 {
        limits.reset(&account.to_string(), &origin).await.unwrap();
    }
    let refused = limits.reset("15", &origin).await.unwrap_err();
    assert_eq!(refused.exceeded().unwrap().policy, rules::RESET_ADDRESS);
    clock.advance(3600);
    limits.reset("ada", &origin).await.unwrap();
    limits.sign_up(&origin).await.unwrap();
}
