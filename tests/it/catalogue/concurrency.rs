//! Tests of concurrent changes.

use std::collections::HashSet;

use futures_util::future::join_all;
use poem::http::Method;
use serde_json::json;

use crate::support::{Busy, Kit, book, both};

both! {
    async fn of_two_writers_with_one_tag_one_wins(kit: Kit) {
        let author = kit.author("A", "B").await;
        for round in 0..5 {
            let path = format!("/v1/books/{}", kit.book(&author, "T").await);
            let bodies: Vec<_> = (0..8).map(|writer| book(&author, &format!("{round} {writer}"))).collect();

            let answers = join_all(bodies.iter().map(|body| {
                let (kit, path, body) = (kit.clone(), path.clone(), body.clone());
                async move { tokio::spawn(async move { kit.put_if(&path, Some("\"1\""), &body).await }).await.unwrap() }
            }))
            .await;

            let won: Vec<_> = answers.iter().filter(|answer| answer.status.as_u16() == 200).collect();
            assert_eq!(won.len(), 1);
            assert!(answers.iter().all(|answer| matches!(answer.status.as_u16(), 200 | 412)));
            assert_eq!(kit.get(&path).await.json(), won[0].json());
        }
    }

    async fn two_hundred_writers_at_once_lose_nothing(kit: Kit) {
        let author = kit.author("A", "B").await;

        let answers = join_all((0..200).map(|number| {
            let (kit, body) = (kit.clone(), book(&author, &format!("Book {number}")));
            async move { tokio::spawn(async move { kit.post("/v1/books", &body).await }).await.unwrap() }
        }))
        .await;

        let ids: HashSet<_> = answers.into_iter().map(|answer| answer.expect(201).id()).collect();
        assert_eq!(ids.len(), 200);
        assert_eq!(kit.get("/v1/books?count=exact").await.json()["meta"]["total"], 200);
    }

    async fn patches_without_a_tag_are_all_done_one_after_another(kit: Kit) {
        let author = kit.author("A", "B").await;
        let path = format!("/v1/books/{}", kit.book(&author, "T").await);
        let add = json!([{"op": "add", "path": "/publications/-", "value": {"date": "2000-01-01"}}]);

        let answers = join_all((0..4).map(|_| {
            let (kit, path, add) = (kit.clone(), path.clone(), add.clone());
            async move { tokio::spawn(async move { kit.patch(&path, "application/json-patch+json", &add).await }).await.unwrap() }
        }))
        .await;

        // A writer who loses every round is told so (409), and has changed nothing.
        let done = answers.iter().filter(|answer| answer.status.as_u16() == 200).count();
        assert!(answers.iter().all(|answer| answer.status.as_u16() == 200 || answer.code() == "write_conflict"));
        let book = kit.get(&path).await.json();
        assert_eq!(book["publications"].as_array().unwrap().len(), done);
        assert_eq!(book["version"], 1 + done);
    }

    async fn who_loses_five_rounds_is_told_so_and_has_changed_nothing(kit: Kit) {
        let author = kit.author("A", "B").await;
        let book = kit.book(&author, "T").await;
        for (table, id, patch) in [("authors", &author, json!({"lastName": "C"})), ("books", &book, json!({"title": "U"}))] {
            let path = format!("/v1/{table}/{id}");
            let busy = Busy::row(&kit, table, id);
            let send = async || kit.patch(&path, "application/merge-patch+json", &patch).await;

            let lost = busy.conflict(send).await;

            drop(busy);
            assert_eq!((lost.status.as_u16(), lost.code().as_str()), (409, "write_conflict"), "{lost}");
            send().await.expect(200);
        }
    }

    async fn an_author_and_a_new_book_meet_without_losing_either(kit: Kit) {
        for round in 0..10 {
            let author = kit.author("A", &format!("B{round}")).await;
            let (one, two) = (kit.clone(), kit.clone());
            let (path, body) = (format!("/v1/authors/{author}"), book(&author, "T"));

            let delete = tokio::spawn(async move { one.call(Method::DELETE, &path, &[], ()).await });
            let create = tokio::spawn(async move { two.post("/v1/books", &body).await });
            let (delete, create) = (delete.await.unwrap(), create.await.unwrap());

            let pair = (delete.status.as_u16(), create.status.as_u16());
            assert!(matches!(pair, (204, 422) | (409, 201)), "{pair:?}");
        }
    }

    async fn a_client_that_goes_away_leaves_no_lock(kit: Kit) {
        let author = kit.author("A", "B").await;
        for round in 0..20 {
            let (there, body) = (kit.clone(), book(&author, &format!("T{round}")));
            let request = tokio::spawn(async move { there.post("/v1/books", &body).await });
            tokio::time::sleep(std::time::Duration::from_micros(200 * round)).await;
            request.abort();
        }

        // Every write after it goes through, and each of those was done whole or not at all.
        kit.book(&author, "After").await;
        let list = kit.get("/v1/books?limit=100&expand=author").await.json();
        assert!(list["data"].as_array().unwrap().iter().all(|book| book["author"]["lastName"] == "B"));
    }
}
