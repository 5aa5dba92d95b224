//! Tests of lists: pages, orders, filters, search, selected fields.

use imprint::http::cursor;
use imprint::page::{KeyValue, Position};
use serde_json::{Value, json};

use crate::support::{Answer, Kit, assert_answer, book, both};

/// Three authors, and seven books whose titles don't sort as they were made.
async fn shelf(kit: &Kit) -> Vec<String> {
    let authors = [
        kit.author("Jane", "Austen").await,
        kit.author("Émile", "Zola").await,
        kit.author("jorge luis", "Borges").await,
    ];
    let books =
        [("Emma", 0, 474), ("Nana", 1, 300), ("Ficciones", 2, 200), ("Éden", 1, 300), ("persuasion", 0, 250)];
    for (title, author, pages) in books {
        let mut body = book(&authors[author], title);
        body["pages"] = json!(pages);
        body["genre"] = json!(if author == 2 { "short-stories" } else { "novel" });
        kit.post("/v1/books", &body).await.expect(201);
    }
    authors.to_vec()
}

fn column(answer: &Answer, name: &str) -> Vec<Value> {
    answer.json()["data"].as_array().unwrap().iter().map(|item| item[name].clone()).collect()
}

fn titles(answer: &Answer) -> Vec<String> {
    column(answer, "title").iter().map(|title| title.as_str().unwrap().to_owned()).collect()
}

/// The address that `Link` gives for a relation.
fn link(answer: &Answer, rel: &str) -> Option<String> {
    let links = answer.header("link").split(", ");
    let mut found = links.filter_map(|link| link.strip_suffix(&format!("; rel=\"{rel}\"")));
    found.next().map(|link| link.trim_matches(['<', '>']).to_owned())
}

/// Every page from this one on, by `Link`.
async fn follow(kit: &Kit, first: &str, rel: &str) -> Vec<Answer> {
    let mut pages = vec![kit.get(first).await.expect(200)];
    while let Some(next) = pages.last().and_then(|page| link(page, rel)) {
        pages.push(kit.get(&next).await.expect(200));
        assert!(pages.len() < 20, "the list never ends");
    }
    pages
}

both! {
    async fn lists_carry_summaries(kit: Kit) {
        shelf(&kit).await;

        assert_answer!("listBooks_200_plain", kit.get("/v1/books?limit=2").await);
        assert_answer!("listAuthors_200_plain", kit.get("/v1/authors").await);
        assert_answer!("listBooks_200_expand", kit.get("/v1/books?limit=1&expand=author").await);
    }

    async fn an_empty_list_is_a_page_without_items(kit: Kit) {
        assert_answer!("listBooks_200_empty", kit.get("/v1/books?count=exact").await);
    }

    async fn every_order_is_walked_by_cursor_once_and_back_again(kit: Kit) {
        shelf(&kit).await;
        let orders = [
            ("createdAt", ["Emma", "Nana", "Ficciones", "Éden", "persuasion"]),
            ("-updatedAt", ["persuasion", "Éden", "Ficciones", "Nana", "Emma"]),
            ("title", ["Éden", "Emma", "Ficciones", "Nana", "persuasion"]),
            ("-title", ["persuasion", "Nana", "Ficciones", "Emma", "Éden"]),
            ("pages,title", ["Ficciones", "persuasion", "Éden", "Nana", "Emma"]),
            ("pages,-title", ["Ficciones", "persuasion", "Nana", "Éden", "Emma"]),
            ("-pages,createdAt", ["Emma", "Nana", "Éden", "persuasion", "Ficciones"]),
        ];
        for (sort, expected) in orders {
            let pages = follow(&kit, &format!("/v1/books?limit=2&sort={sort}"), "next").await;

            let walked: Vec<_> = pages.iter().flat_map(titles).collect();
            assert_eq!(walked, expected, "{sort}");

            let last = link(&pages[1], "next").unwrap();
            let back = follow(&kit, &last, "prev").await;
            let walked: Vec<_> = back.iter().rev().flat_map(titles).collect();
            assert_eq!(walked, expected, "{sort} backwards");
        }
    }

    async fn cursors_stay_right_while_others_insert_and_delete(kit: Kit) {
        let authors = shelf(&kit).await;
        let first = kit.get("/v1/books?limit=2&sort=title").await;
        let second = first.json()["data"][1]["id"].as_str().unwrap().to_owned();

        kit.book(&authors[0], "Aaa").await;
        kit.delete(&format!("/v1/books/{second}")).await.expect(204);

        let next = kit.get(&link(&first, "next").unwrap()).await;
        assert_eq!(titles(&next), ["Ficciones", "Nana"]);
    }

    async fn pages_by_number_count(kit: Kit) {
        shelf(&kit).await;

        assert_answer!("listBooks_200_page", kit.get("/v1/books?limit=2&page=2&sort=title&fields=title").await);
        assert_eq!(titles(&kit.get("/v1/books?limit=2&page=9").await), Vec::<String>::new());
    }

    async fn filters_cut_the_list(kit: Kit) {
        let authors = shelf(&kit).await;
        let ask = async |query: &str| titles(&kit.get(&format!("/v1/books?sort=title&{query}")).await.expect(200));
        let made: Vec<_> = column(&kit.get("/v1/books?sort=createdAt").await, "createdAt");
        let moment = |at: usize| made[at].as_str().unwrap().to_owned();

        assert_eq!(ask("genre=short-stories").await, ["Ficciones"]);
        assert_eq!(ask(&format!("author_id={}", authors[1])).await, ["Éden", "Nana"]);
        assert_eq!(ask(&format!("start_time={}&end_time={}", moment(1), moment(3))).await, ["Ficciones", "Nana"]);
        assert_eq!(ask(&format!("start_time={}&genre=novel", moment(3))).await, ["Éden", "persuasion"]);
    }

    async fn a_repeated_genre_asks_for_books_of_any_of_them(kit: Kit) {
        shelf(&kit).await;
        let ask = async |query: &str| kit.get(&format!("/v1/books?{query}")).await;
        let both = "genre=short-stories&genre=novel&genre=novel";

        assert_eq!(titles(&ask("genre=novel&genre=none").await), ["persuasion", "Éden", "Nana", "Emma"]);
        let pages = follow(&kit, &format!("/v1/books?limit=2&sort=title&count=exact&{both}"), "next").await;
        assert_eq!(pages.iter().flat_map(titles).collect::<Vec<_>>(), ["Éden", "Emma", "Ficciones", "Nana", "persuasion"]);
        assert_eq!(pages[0].json()["meta"]["total"], 5);
        // The same list, whatever the order of its filters.
        let cursor = pages[0].json()["meta"]["nextCursor"].as_str().unwrap().to_owned();
        let same = "genre=novel&genre=novel&genre=short-stories";
        assert_eq!(titles(&ask(&format!("sort=title&limit=1&cursor={cursor}&{same}")).await.expect(200)), ["Ficciones"]);
        ask(&format!("sort=title&cursor={cursor}&genre=novel")).await.expect(400);
        assert_answer!("listBooks_200_genres", ask(&format!("limit=1&{both}")).await);
    }

    async fn values_of_a_repeated_parameter_are_held_to_the_contract_one_by_one(kit: Kit) {
        let eleven = "&genre=a".repeat(11);

        assert_answer!("listBooks_400_genres", kit.get(&format!("/v1/books?genre=A&genre=ok&genre={}{eleven}", "x".repeat(65))).await);
        kit.get(&format!("/v1/books?{}", &"&genre=a".repeat(10)[1..])).await.expect(200);
        assert_eq!(kit.get("/v1/books?genre=a&limit=2&limit=2").await.expect(400).code(), "parameter_invalid");
    }

    async fn expand_is_a_set_of_names(kit: Kit) {
        let authors = shelf(&kit).await;

        for query in ["expand=author", "expand=author,author"] {
            for path in ["/v1/books".to_owned(), format!("/v1/authors/{}/books", authors[0])] {
                let answer = kit.get(&format!("{path}?{query}")).await.expect(200);
                assert_eq!(answer.json()["data"][0]["author"]["lastName"], "Austen", "{path}?{query}");
            }
        }
        assert_eq!(column(&kit.get("/v1/books?limit=1").await, "author"), [Value::Null]);
        for query in ["expand=", "expand=tags", "expand=author,tags", "expand=author,", "expand=author&expand=author"] {
            assert_eq!(kit.get(&format!("/v1/books?{query}")).await.expect(400).code(), "parameter_invalid", "{query}");
        }
    }

    async fn search_finds_beginnings_of_words_without_case_and_accents(kit: Kit) {
        shelf(&kit).await;
        let ask = async |words: &str| titles(&kit.get(&format!("/v1/books?sort=title&search={words}")).await.expect(200));

        assert_eq!(ask("EDE").await, ["Éden"]);
        assert_eq!(ask("%C3%A9mile").await, ["Éden", "Nana"]);
        assert_eq!(ask("zol+nan").await, ["Nana"]);
        assert_eq!(ask("luis+borges+fic").await, ["Ficciones"]);
        assert_eq!(ask("mma").await, Vec::<String>::new());
        assert_eq!(ask("emm%25_%22%27*").await, ["Emma"]);
        assert_eq!(ask("OR+AND+NEAR(").await, Vec::<String>::new());
        let authors = kit.get("/v1/authors?search=jorge").await;
        assert_eq!(column(&authors, "lastName"), ["Borges"]);
    }

    async fn an_empty_search_cuts_nothing_and_one_without_a_word_in_it_finds_nothing(kit: Kit) {
        shelf(&kit).await;

        for path in ["/v1/books", "/v1/authors", "/v1/users"] {
            let all = kit.get(path).await.expect(200).json()["data"].clone();
            assert_eq!(kit.get(&format!("{path}?search=")).await.expect(200).json()["data"], all);
            for search in ["!!!", "%F0%9F%A6%84", "%20", "%CC%81", "%C2%AD"] {
                let found = kit.get(&format!("{path}?search={search}")).await.expect(200).json();
                assert_eq!(found["data"], json!([]), "{path} {search}");
            }
        }
    }

    async fn authors_are_sorted_by_name_as_people_would(kit: Kit) {
        shelf(&kit).await;
        kit.author("Zadie", "smith").await;

        assert_eq!(column(&kit.get("/v1/authors").await, "lastName"), ["Austen", "Borges", "smith", "Zola"]);
        let pages = follow(&kit, "/v1/authors?limit=3&sort=-lastName", "next").await;
        assert_eq!(pages.iter().flat_map(|page| column(page, "lastName")).collect::<Vec<_>>(), ["Zola", "smith", "Borges", "Austen"]);
    }

    async fn an_authors_books_are_a_list_of_their_own(kit: Kit) {
        let authors = shelf(&kit).await;
        let path = format!("/v1/authors/{}/books", authors[0]);

        assert_answer!("listAuthorBooks_200_plain", kit.get(&format!("{path}?sort=title&limit=1")).await);
        let nobody = "/v1/authors/019b76da-a800-7000-8000-000000000009/books";
        assert_answer!("listAuthorBooks_404_author", kit.get(nobody).await);
        assert_eq!(titles(&kit.get(&format!("{path}?search=nana")).await), Vec::<String>::new());
    }

    async fn chosen_fields_come_alone_with_the_id(kit: Kit) {
        shelf(&kit).await;

        assert_answer!("listBooks_200_fields", kit.get("/v1/books?limit=1&sort=title&fields=title,author,publications").await);
        assert_answer!("listAuthors_200_fields", kit.get("/v1/authors?limit=1&fields=biography,lastName").await);
    }

    async fn a_cursor_of_another_list_is_refused(kit: Kit) {
        let authors = shelf(&kit).await;
        let page = kit.get("/v1/books?limit=1&sort=title&genre=novel").await;
        let cursor = page.json()["meta"]["nextCursor"].as_str().unwrap().to_owned();

        assert_answer!("listBooks_400_cursor", kit.get(&format!("/v1/books?cursor={cursor}")).await);
        for list in [
            format!("/v1/books?limit=1&sort=-title&genre=novel&cursor={cursor}"),
            format!("/v1/books?sort=title&cursor={cursor}"),
            format!("/v1/authors/{}/books?sort=title&genre=novel&cursor={cursor}", authors[0]),
            format!("/v1/authors?cursor={cursor}"),
            format!("/v1/books?sort=title&genre=novel&cursor={cursor}x"),
        ] {
            assert_eq!(kit.get(&list).await.expect(400).code(), "cursor_invalid", "{list}");
        }
        let same = format!("/v1/books?genre=novel&cursor={cursor}&sort=title&limit=50&fields=title");
        kit.get(&same).await.expect(200);
    }

    async fn a_cursor_that_is_older_than_its_column_is_refused(kit: Kit) {
        let id = kit.author("Jane", "Austen").await.parse().unwrap();
        let cursor = |value| cursor::encode("/v1/books?sort=title", &Position { values: vec![value], id }, false);

        kit.get(&format!("/v1/books?sort=title&cursor={}", cursor(KeyValue::Text("emma".to_owned())))).await.expect(200);
        let refused = kit.get(&format!("/v1/books?sort=title&cursor={}", cursor(KeyValue::Number(7)))).await;
        assert_eq!(refused.expect(400).code(), "cursor_invalid");
    }

    async fn every_wrong_parameter_is_told_at_once(kit: Kit) {
        let query = "limit=0&page=x&sort=colour&fields=title,weight&genre=A&author_id=7&start_time=now&expand=all&count=yes&colour=red&limit=2";

        assert_answer!("listBooks_400_parameters", kit.get(&format!("/v1/books?{query}")).await);
        assert_answer!("listAuthors_400_parameters", kit.get("/v1/authors?limit=101&search=").await);
        assert_answer!("listBooks_400_cursor_and_page", kit.get("/v1/books?page=1&cursor=x").await);
    }
}
