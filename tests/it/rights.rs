//! Tests of permissions: for each operation, its part defines who may call it and who owns its objects.

use imprint::accounts::users::Role;
use imprint::caller::Scopes;
use serde_json::json;

use crate::accounts::people::Person;
use crate::coverage::{Operation, operations};
use crate::parts::{Request, entry, objects};
use crate::support::{Answer, Kind, Kit, both};

/// A good request with a token, or without one if it is empty. What it is about is not there: who may not, is not told.
async fn ask(kit: &Kit, operation: &Operation, token: &str) -> Answer {
    Request::good(operation).about_nothing().bearer(token).send(kit, &operation.method).await
}

/// What the caller is told about the token; nothing, if it was good enough.
fn refusal(answer: &Answer) -> Option<String> {
    let refused = answer.status == 401 || answer.status == 403;
    // The token server asks for a client and not for a token, in words of its own.
    let code = refused.then(|| answer.code())?;
    ["token_missing", "token_invalid", "token_expired", "scope_missing"]
        .contains(&code.as_str())
        .then_some(code)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_lets_in_whom_its_part_names_and_nobody_else() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();
    Person::in_charge(&kit).await;
    let roles = [Role::Viewer, Role::Editor, Role::Admin];
    let rank = |role: Role| roles.iter().position(|known| *known == role).unwrap();
    for operation in operations().iter().filter(|operation| operation.method != "HEAD") {
        let id = &operation.id;
        let least = entry(id).1.least;
        let missing = |code: &str| least.map(|_| code.to_owned());

        assert_eq!(refusal(&ask(&kit, operation, "").await), missing("token_missing"), "{id} by nobody");
        let bare = kit.token(Scopes::default());
        let told = refusal(&ask(&kit, operation, &bare).await);
        assert_eq!(told, missing("scope_missing"), "{id} without scope");
        for role in roles {
            let name = format!("{}-{}", role.name(), id.to_lowercase());
            // Each on one's own, for some operations end what the next would need.
            let person = Person::new(&kit, &name, role).await;
            let told = refusal(&ask(&kit, operation, &person.token).await);
            let refused = least.is_some_and(|least| rank(role) < rank(least));
            assert_eq!(told, refused.then(|| "scope_missing".to_owned()), "{id} by {role:?}");
        }
        let gone = Person::new(&kit, &format!("gone-{}", id.to_lowercase()), Role::Admin).await;
        kit.patch(&gone.path, "application/json", &json!({"active": false})).await.expect(200);
        let told = refusal(&ask(&kit, operation, &gone.token).await);
        // What is open to everybody may look at a token, and then a bad one is refused.
        let looks = operation.lists("token_invalid").then(|| "token_invalid".to_owned());
        assert_eq!(told, looks, "{id} by one who is gone");
    }
}

both! {
    async fn another_ones_object_is_refused_and_stays_as_it_was(kit: Kit) {
        let objects = objects(&kit).await;
        let (eve, ivy) = (Person::new(&kit, "eve", Role::Editor).await, Person::new(&kit, "ivy", Role::Viewer).await);
        let operations = operations();
        let secured = operations.iter().filter(|operation| operation.method != "HEAD" && operation.lists("scope_missing"));
        let mut seen = 0;
        for operation in secured.filter(|operation| operation.path.contains('{')) {
            let mut named = objects.iter().filter(|object| operation.path.contains(&format!("{{{}}}", object.name))).peekable();
            assert!(named.peek().is_some(), "{} is about something that is in no part's `objects`", operation.id);
            for (path, role) in named.filter_map(|object| object.private.as_ref()) {
                let before = kit.get(path).await.expect(200).to_string();
                let strangers = if *role == Role::Viewer { &[&ivy][..] } else { &[&eve, &ivy] };
                for stranger in strangers {
                    let request = Request::good(operation).about(&objects).bearer(&stranger.token);

                    let answer = request.send(&kit, &operation.method).await;

                    assert_eq!(answer.status, 403, "{}: {answer}", operation.id);
                    assert_eq!(kit.get(path).await.to_string(), before, "{}", operation.id);
                    seen += 1;
                }
            }
        }
        assert!(seen >= 20, "{seen}");
    }
}

both! {
    async fn an_open_read_takes_a_good_token_or_none_and_says_that_it_depends_on_it(kit: Kit) {
        let author = format!("/v1/authors/{}", kit.author("Mary", "Shelley").await);
        let good = format!("Bearer {}", kit.token(Scopes::default()));
        let somebody_elses = "Basic c3RhZ2luZzpwYXNzd29yZA==";
        for authorization in ["", good.as_str(), somebody_elses] {
            let answer = kit.get_with(&author, &[("authorization", authorization)]).await.expect(200);

            assert_eq!(answer.header("vary"), "authorization", "{authorization}");
        }

        let refused = kit.get_with(&author, &[("authorization", "Bearer nonsense")]).await.expect(401);

        assert_eq!((refused.code().as_str(), refused.header("vary")), ("token_invalid", "authorization"));
    }
}
