//! What `GET` returns can be sent back with `PUT`.

use imprint::accounts::users::Role;
use poem::http::Method;
use serde_json::{Value, json};

use crate::accounts::people::Person;
use crate::oauth::program::Program;
use crate::support::{Answer, Kit, both};

/// Every resource that can be replaced: its path, who reads and replaces it, and a read-only field that only it has.
struct Replaceable {
    path: String,
    person: Option<Person>,
    own: &'static str,
}

async fn all(kit: &Kit) -> Vec<Replaceable> {
    Person::in_charge(kit).await;
    let author = kit.author("Ursula K.", "Le Guin").await;
    let book = kit.book(&author, "The Dispossessed").await;
    let ann = Person::new(kit, "ann", Role::Viewer).await;
    let user = ann.path.clone();
    let client = Program::new(kit, &["profile"]).await.path;
    let of = |path: String, person, own| Replaceable { path, person, own };
    vec![
        of(format!("/v1/authors/{author}"), None, "createdAt"),
        of(format!("/v1/books/{book}"), None, "author"),
        of(user, None, "createdAt"),
        of(client, None, "clientId"),
        of("/v1/me".to_owned(), Some(ann), "scope"),
    ]
}

impl Replaceable {
    async fn get(&self, kit: &Kit) -> Value {
        let answer = match &self.person {
            Some(person) => person.get(kit, &self.path).await,
            None => kit.get(&self.path).await,
        };
        answer.expect(200).json()
    }

    async fn put(&self, kit: &Kit, body: &Value) -> Answer {
        match &self.person {
            Some(person) => person.call(kit, Method::PUT, &self.path, body).await,
            None => kit.put(&self.path, body).await,
        }
    }
}

both! {
    async fn what_was_read_is_accepted_as_it_is_and_nothing_but_the_version_changes(kit: Kit) {
        for resource in all(&kit).await {
            let read = resource.get(&kit).await;

            let written = resource.put(&kit, &read).await.expect(200).json();

            assert_eq!(written["version"], read["version"].as_i64().unwrap() + 1, "{}", resource.path);
            for (name, value) in read.as_object().unwrap() {
                assert!(written[name] == *value || ["version", "updatedAt"].contains(&name.as_str()), "{}: {name}", resource.path);
            }
        }
    }

    async fn read_only_fields_with_other_values_are_refused_by_name_and_nothing_changes(kit: Kit) {
        for resource in all(&kit).await {
            let read = resource.get(&kit).await;
            let mut other = read.clone();
            other["version"] = json!(99);
            other[resource.own] = json!("2020-01-01T00:00:00Z");

            let refused = resource.put(&kit, &other).await;

            let pointers: Vec<_> = refused.json()["errors"].as_array().unwrap().iter()
                .map(|fault| (fault["pointer"].as_str().unwrap().to_owned(), fault["code"].as_str().unwrap().to_owned())).collect();
            assert_eq!((refused.status.as_u16(), pointers.len()), (422, 2), "{}: {refused}", resource.path);
            for name in [resource.own, "version"] {
                assert!(pointers.contains(&(format!("/{name}"), "read_only".to_owned())), "{}: {refused}", resource.path);
            }
            assert_eq!(resource.get(&kit).await, read, "{}", resource.path);
        }
    }

    async fn a_read_only_value_that_is_larger_than_any_resource_is_refused_without_being_compared(kit: Kit) {
        let author = kit.author("Mary", "Shelley").await;
        let path = format!("/v1/books/{}", kit.book(&author, "Frankenstein").await);
        let mut read = kit.get(&path).await.json();
        // `null` is as good as no value, so each of these would have to be looked at.
        read["author"].as_object_mut().unwrap().extend((0..2000).map(|number| (format!("field{number}"), Value::Null)));

        let refused = kit.put(&path, &read).await.expect(422);

        let fault = &refused.json()["errors"][0];
        assert_eq!((&fault["pointer"], &fault["code"]), (&json!("/author"), &json!("read_only")));
    }

    async fn null_in_an_optional_field_is_as_good_as_no_value_and_in_a_required_one_it_is_refused(kit: Kit) {
        let author = kit.author("Mary", "Shelley").await;
        let body = json!({"title": "Frankenstein", "authorId": author, "pages": 280, "genre": "gothic", "isbn": null, "images": null});

        let created = kit.post("/v1/books", &body).await.expect(201).json();
        let refused = kit.post("/v1/books", &json!({"title": null, "authorId": author, "pages": 280, "genre": "gothic"})).await;

        assert!(created.get("isbn").is_none() && created["images"] == json!([]), "{created}");
        assert_eq!((refused.code(), &refused.json()["errors"][0]["pointer"]), ("body_malformed".to_owned(), &json!("/title")));
    }
}
