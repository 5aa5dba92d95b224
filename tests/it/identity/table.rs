//! Who may do what: a table by hand, which every operation of the contract has to be in.

use imprint::caller::Scopes;
use imprint::error::Code;
use imprint::identity::users::Role;
use serde_json::json;

use self::Least::{Admin, Editor, Everybody, Viewer};
use super::oauth::program::Program;
use super::people::Person;
use crate::coverage::{Operation, operations, request};
use crate::support::{Answer, Kind, Kit, both};

/// The least that somebody has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Least {
    Everybody,
    Viewer,
    Editor,
    Admin,
}

const TABLE: &[(&str, Least)] = &[
    ("getLiveness", Everybody),
    ("getReadiness", Everybody),
    ("getKeySet", Everybody),
    ("login", Everybody),
    ("refreshTokens", Everybody),
    ("logout", Viewer),
    ("requestPasswordReset", Everybody),
    ("resetPassword", Everybody),
    ("getMe", Viewer),
    ("replaceMe", Viewer),
    ("updateMe", Viewer),
    ("changePassword", Viewer),
    ("createUser", Everybody),
    ("listUsers", Admin),
    ("getUser", Admin),
    ("replaceUser", Admin),
    ("updateUser", Admin),
    ("deleteUser", Admin),
    ("issueToken", Everybody),
    ("revokeToken", Everybody),
    ("introspectToken", Everybody),
    ("getAuthorizationServer", Everybody),
    ("listClients", Admin),
    ("createClient", Admin),
    ("getClient", Admin),
    ("replaceClient", Admin),
    ("updateClient", Admin),
    ("deleteClient", Admin),
    ("rotateClientSecret", Admin),
    ("listAuditEvents", Admin),
    ("getAuditEvent", Admin),
    ("listAuthors", Everybody),
    ("getAuthor", Everybody),
    ("createAuthor", Editor),
    ("replaceAuthor", Editor),
    ("updateAuthor", Editor),
    ("deleteAuthor", Editor),
    ("listAuthorBooks", Everybody),
    ("listBooks", Everybody),
    ("getBook", Everybody),
    ("createBook", Editor),
    ("createBooks", Editor),
    ("replaceBook", Editor),
    ("updateBook", Editor),
    ("deleteBook", Editor),
    ("getBookAuthor", Everybody),
    ("replaceBookAuthor", Editor),
];

/// A good request with a token, or without one if it is empty. What it is about need not be there: who may not, is not told.
async fn ask(kit: &Kit, operation: &Operation, token: &str) -> Answer {
    let missing = "019b76da-a800-7000-8000-000000000009";
    let mut request = request(operation);
    for name in ["author_id", "book_id", "user_id", "audit_event_id", "client_id"] {
        request = request.replace(&format!("{{{name}}}"), missing);
    }
    let bearer = if token.is_empty() { String::new() } else { format!("Bearer {token}") };
    let mut headers: Vec<_> = request.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    headers.push(("authorization", &bearer));
    kit.call(operation.method.parse().unwrap(), &request.path, &headers, request.body.unwrap_or_default())
        .await
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
async fn every_operation_lets_in_whom_the_table_names_and_nobody_else() {
    let kit = Kit::new(Kind::Sqlite).await.unwrap();
    let people = [(Viewer, Role::Viewer), (Editor, Role::Editor), (Admin, Role::Admin)];
    for operation in operations().iter().filter(|operation| operation.method != "HEAD") {
        let row = TABLE.iter().find(|(id, _)| *id == operation.id);
        let (_, least) = row.unwrap_or_else(|| panic!("{} is not in the table", operation.id));
        let missing = |code: &str| (*least != Everybody).then(|| code.to_owned());

        assert_eq!(
            refusal(&ask(&kit, operation, "").await),
            missing("token_missing"),
            "{} by nobody",
            operation.id
        );
        let bare = kit.token(Scopes::default());
        assert_eq!(
            refusal(&ask(&kit, operation, &bare).await),
            missing("scope_missing"),
            "{} without scope",
            operation.id
        );
        for (rank, role) in people {
            let name = format!("{}-{}", role.name(), operation.id.to_lowercase());
            // Each on one's own, for some operations end what the next would need.
            let person = Person::new(&kit, &name, role).await;
            let told = refusal(&ask(&kit, operation, &person.token).await);
            assert_eq!(
                told,
                (rank < *least).then(|| "scope_missing".to_owned()),
                "{} by {role:?}",
                operation.id
            );
        }
        let gone = Person::new(&kit, &format!("gone-{}", operation.id.to_lowercase()), Role::Admin).await;
        kit.patch(&gone.path, "application/json", &json!({"active": false})).await.expect(200);
        assert_eq!(
            refusal(&ask(&kit, operation, &gone.token).await),
            missing("token_invalid"),
            "{} by one who is gone",
            operation.id
        );
    }
    assert_eq!(TABLE.len(), operations().iter().filter(|operation| operation.method != "HEAD").count());
}

both! {
    async fn another_ones_object_is_refused_and_stays_as_it_was(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let eve = Person::new(&kit, "eve", Role::Editor).await;
        let app = Program::new(&kit, &["profile"]).await;
        let event = kit.refusal().await;
        let own = [
            ("{user_id}", ann.path.clone()),
            ("{client_id}", app.path.clone()),
            ("{audit_event_id}", format!("/v1/audit-events/{event}")),
        ];
        let secured = operations().into_iter().filter(|operation| {
            operation.method != "HEAD" && operation.codes.contains(&Code::SCOPE_MISSING)
        });
        let mut seen = 0;
        for operation in secured.filter(|operation| operation.path.contains('{')) {
            let catalogue = operation.path.contains("{book_id}") || operation.path.contains("{author_id}");
            let private = own.iter().find(|(name, _)| operation.path.contains(name));
            // What belongs to nobody is the editors'. A new sort of object that is somebody's needs a line above.
            let Some((name, path)) = private else {
                assert!(catalogue, "{} is about something that no line here has", operation.id);
                continue;
            };
            let before = kit.get(path).await.expect(200).to_string();
            let request = request(&operation).replace(name, path.rsplit('/').next().unwrap());
            let bearer = format!("Bearer {}", eve.token);
            let headers = request.headers.iter().map(|(name, value)| (*name, value.as_str()));
            let headers: Vec<_> = headers.chain([("authorization", bearer.as_str())]).collect();

            let method = operation.method.parse().unwrap();
            let answer = kit.call(method, &request.path, &headers, request.body.clone().unwrap_or_default()).await;

            assert_eq!(answer.status, 403, "{}: {answer}", operation.id);
            assert_eq!(kit.get(path).await.to_string(), before, "{}", operation.id);
            seen += 1;
        }
        assert!(seen >= 10, "{seen}");
    }
}
