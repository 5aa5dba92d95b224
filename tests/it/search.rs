//! Tests of search and sorting by words, and of the cursors of such lists.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use diesel_async::SimpleAsyncConnection as _;
use imprint::db::search::refold::step;
use imprint::db::{Conn, Side};
use imprint::error::Result;
use imprint::routes::PARTS;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::support::{Answer, Kit, book, both};

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn titles(answer: &Answer) -> Vec<String> {
    let data = answer.json()["data"].as_array().unwrap().clone();
    data.iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect()
}

/// The longest text of `length` characters that fold to eighteen of three bytes each, and end in this.
fn longest(length: usize, end: &str) -> String {
    "\u{fdfa}".chars().cycle().take(length - end.chars().count()).chain(end.chars()).collect()
}

async fn execute(kit: &Kit, statement: String) {
    let unit = async move |conn: &mut Conn| -> Result<()> {
        match conn.side() {
            Side::Sqlite(c) => c.batch_execute(&statement).await?,
            Side::Postgres(c) => c.batch_execute(&statement).await?,
        }
        Ok(())
    };
    kit.app.db.write(unit).await.unwrap();
}

both! {
    async fn spellings_that_people_take_for_the_same_are_found_by_one_another(kit: Kit) {
        for (number, (title, searches)) in (0..).zip([
            ("ΚΑΖΑΝΤΖΑΚΗΣ", &["Καζαντζάκης", "καζαντζακησ", "ΚΑΖ"][..]),
            ("Straße nach Łódź", &["STRASSE", "strasse lodz", "straß ŁÓDŹ", "ſtraße"]),
            ("Smørrebrød på Ærø", &["smorrebrod", "aero", "ærø", "SMØRRE"]),
            ("Đorđe i Þór", &["dorde", "thor", "þÓr"]),
            ("Işık", &["isik", "IŞIK", "ışık"]),
            ("Encyclo\u{ad}pædia", &["encyclopaedia", "ENCYCLOPÆDIA", "en\u{200d}cyclo"]),
            ("می\u{200c}خواهم", &["میخواهم", "می\u{200c}خواهم"]),
            ("a🅱b 🅰", &["🅰", "a🅱b", "ab"]),
            ("ᦀᦁ ᦂ", &["ᦀᦁ", "ᦀ ᦂ"]),
            ("ﬂuﬀy №5", &["fluffy", "ＦＬＵＦＦＹ", "no5"]),
        ]) {
            let author = kit.author("N", &format!("n{number}")).await;
            kit.book(&author, title).await;
            for search in searches {
                let path = format!("/v1/books?search={}", encoded(&format!("{search} n{number}")));
                assert_eq!(titles(&kit.get(&path).await.expect(200)), [title], "{search}");
            }
        }
    }

    async fn words_of_any_length_are_kept_and_found(kit: Kit) {
        let (name, title) = (longest(100, ""), "㌖".repeat(200));
        let author = kit.author(&name, &longest(100, "a")).await;
        let id = kit.book(&author, &title).await;
        kit.post("/v1/clients", &json!({"name": name, "confidential": true, "grants": ["client_credentials"], "redirectUris": [], "scopes": ["profile"]})).await.expect(201);

        let mails = ["㌖".repeat(64), "\u{fdfa}".repeat(13)].map(|local| format!("{local}@b.cc"));
        for (email, status) in mails.iter().zip([422, 201]) {
            kit.post("/v1/users", &json!({"email": email, "name": name, "password": "seven gulls over the pier"})).await.expect(status);
        }

        for search in ["㌖".repeat(200), "㌖".to_owned(), longest(200, ""), "\u{fdfa}".to_owned()] {
            let found = kit.get(&format!("/v1/books?search={}", encoded(&search))).await.expect(200).json();
            assert_eq!(found["data"][0]["id"], json!(id), "{search}");
        }
    }

    async fn a_genre_is_the_same_with_an_underscore_and_a_hyphen(kit: Kit) {
        let author = kit.author("Margaret", "Atwood").await;
        for (title, genre) in [("One", "dystopian_fiction"), ("Two", "dystopian-fiction"), ("Three", "fiction")] {
            let mut book = book(&author, title);
            book["genre"] = genre.into();
            let made = kit.post("/v1/books", &book).await.expect(201).json();
            assert_eq!(made["genre"], genre);
        }

        for genre in ["dystopian_fiction", "dystopian-fiction"] {
            assert_eq!(titles(&kit.get(&format!("/v1/books?genre={genre}&sort=title")).await), ["One", "Two"]);
            assert_eq!(titles(&kit.get(&format!("/v1/books?genre={genre}&genre=fiction&sort=title")).await).len(), 3);
        }
    }

    async fn the_id_may_be_named_among_the_fields(kit: Kit) {
        let author = kit.author("A", "B").await;
        let id = kit.book(&author, "Emma").await;

        let both = kit.get("/v1/books?fields=id,title").await.expect(200).json();
        let alone = kit.get("/v1/books?fields=id").await.expect(200).json();

        assert_eq!((&both["data"][0], &alone["data"][0]), (&json!({"id": id, "title": "Emma"}), &json!({"id": id})));
    }

    async fn words_of_another_folding_are_made_anew(kit: Kit) {
        let author = kit.author("Øystein", "Łąka").await;
        let id = kit.book(&author, "Straße").await;
        for other in 0..210 {
            kit.author("N", &format!("n{other}")).await;
        }
        execute(&kit, "UPDATE authors SET name_words = 'old' WHERE name_words LIKE 'laka%'; \
            UPDATE books SET title_words = 'old', search_words = 'old'; \
            UPDATE users SET name_words = 'old', search_words = 'old';".to_owned()).await;
        let path = "/v1/books?search=strasse+laka";
        assert_eq!(titles(&kit.get(path).await), Vec::<String>::new());
        let before = kit.get(&format!("/v1/books/{id}")).await;

        let mut steps = 0;
        for words in PARTS.iter().flat_map(|part| part.words) {
            while !kit.app.db.write(async move |conn: &mut Conn| step(conn, *words).await).await.unwrap().done {
                steps += 1;
            }
        }

        assert_eq!(titles(&kit.get(path).await), ["Straße"]);
        assert_eq!(kit.get("/v1/authors?search=oystein").await.json()["data"].as_array().unwrap().len(), 1);
        assert_eq!(kit.get(&format!("/v1/books/{id}")).await.header("etag"), before.header("etag"));
        assert_eq!(steps, 1, "211 authors are two steps, everything else is one");
    }

    async fn the_server_takes_every_cursor_that_it_gave(kit: Kit) {
        for number in 0..4 {
            let end = format!("{number}");
            // Characters of four bytes that no folding changes, and some that it makes longer.
            for name in ["𐲀".repeat(99) + &end, "龍".repeat(99) + &end, longest(100, &end)] {
                let author = kit.author(&name, &name).await;
                kit.book(&author, &format!("{name}{name}")).await;
                let email = format!("{}{number}{}@{}.example", "ä".repeat(40), kit.app.new_stamp().id, "ö".repeat(50));
                kit.post("/v1/users", &json!({"email": email, "name": name, "password": "seven gulls over the pier"})).await;
            }
        }
        for (list, least) in [
            ("/v1/authors?", 12), ("/v1/authors?sort=-lastName,createdAt,updatedAt", 12),
            ("/v1/books?sort=title,pages,createdAt", 12), ("/v1/books?sort=-title", 12),
            ("/v1/users?sort=name,email,createdAt", 0), ("/v1/users?sort=-email,-name", 0),
        ] {
            let (mut seen, mut next) = (Vec::new(), format!("{list}&limit=1"));
            while !next.is_empty() {
                let page = kit.get(&next).await.expect(200).json();
                seen.extend(page["data"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
                next = page["meta"]["nextCursor"].as_str().map(|at| format!("{list}&limit=1&cursor={at}")).unwrap_or_default();
            }
            let count = seen.len();
            seen.sort();
            seen.dedup();
            assert!(seen.len() == count && count >= least, "{list}: {count}");
        }
    }

    async fn a_cursor_that_somebody_made_up_is_refused_or_a_place_like_any_other(kit: Kit) {
        let author = kit.author("A", "B").await;
        for title in ["One", "Two", "Three"] {
            kit.book(&author, title).await;
        }
        let id = "019b76da-a800-7000-8000-000000000001";
        let year = 31_556_952_000_000_i64;
        let keys = [
            json!("a"), json!(""), json!("a\0b"), json!("\u{ffff}"), json!("x".repeat(900)), json!(0), json!(i64::MAX), json!(-1), json!(1.5),
            json!([0]), json!([-year * 6870]), json!([-year * 1971]), json!([i64::MIN]), json!([i64::MAX]), json!([year * 8030]), json!(["0"]), json!([]),
            json!(null), json!(true), json!({}),
        ];
        let lists = ["createdAt", "-createdAt", "title", "-title", "pages", "title,pages,createdAt"];
        for sort in lists {
            for key in &keys {
                let count = sort.split(',').count();
                for values in [vec![key.clone(); count], vec![key.clone(); count + 1], vec![]] {
                    for payload in [json!([false, values, id]), json!([true, values, id]), json!([false, values, "x"]), json!([0, values, id])] {
                        let answer = kit.get(&forged(sort, &payload)).await;
                        let told = answer.status.as_u16();
                        assert!(told == 200 || (told == 400 && answer.code() == "cursor_invalid") || answer.code() == "parameter_invalid", "{sort} {payload} {answer}");
                    }
                }
            }
        }
        // The last moment of the year 9999 is a place, and everything lies before it.
        let last = json!([false, [[253_402_300_799_999_999_i64]], id]);
        assert_eq!(titles(&kit.get(&forged("-createdAt", &last)).await.expect(200)).len(), 3);
    }

    async fn the_last_moments_of_the_last_year_are_a_filter_like_any_other(kit: Kit) {
        let author = kit.author("A", "B").await;
        kit.book(&author, "One").await;

        for (query, count) in [
            ("end_time=9999-12-31T23:59:59Z", 1), ("start_time=9999-12-31T23:59:59.9999999999Z", 0),
            ("start_time=0000-01-01T00:00:00Z", 1), ("start_time=0000-01-01T00:00:00%2B23:59", 1),
            ("end_time=9999-12-31T23:59:59-23:59", 1), ("start_time=2025-01-01T00:00:00.12345678901234567890Z", 1),
        ] {
            assert_eq!(titles(&kit.get(&format!("/v1/books?{query}")).await.expect(200)).len(), count, "{query}");
        }
    }
}

/// The path of a list of books with a cursor that has a right check.
fn forged(sort: &str, payload: &Value) -> String {
    let (scope, payload) = (format!("/v1/books?sort={sort}"), payload.to_string());
    let sum = Sha256::new().chain_update(&scope).chain_update([0]).chain_update(&payload).finalize();
    let bytes = [&sum[..8], payload.as_bytes()].concat();
    format!("{scope}&cursor={}", URL_SAFE_NO_PAD.encode(bytes))
}
