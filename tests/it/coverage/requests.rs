//! A good request for every operation. A new operation fails its tests until it has a line here.

use serde_json::{Value, json};

use super::Operation;

/// A request: path and query, header fields, body.
#[derive(Debug, Clone)]
pub struct Request {
    pub path: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<String>,
}

/// Stands in a path or body for the author who has a book, for a book, and for a user.
pub const AUTHOR: &str = "{author_id}";
pub const BOOK: &str = "{book_id}";
/// The same for something that was audited.
pub const AUDIT_EVENT: &str = "{audit_event_id}";
pub const USER: &str = "{user_id}";
/// The same for a confidential client.
pub const CLIENT: &str = "{client_id}";

/// A good request for an operation; ids are put in later.
pub fn request(operation: &Operation) -> Request {
    let author = json!({"firstName": "A", "lastName": "B"});
    let book = json!({"title": "T", "authorId": AUTHOR, "pages": 1, "genre": "novel"});
    let password = "seven gulls over the pier";
    let user = json!({
        "email": "ann@people.example", "username": "ann", "name": "Ann", "role": "viewer", "tier": "regular", "active": true,
    });
    let body: Option<Value> = match operation.id.as_str() {
        "listAuthors"
        | "getAuthor"
        | "deleteAuthor"
        | "listAuthorBooks"
        | "listBooks"
        | "getBook"
        | "deleteBook"
        | "getBookAuthor"
        | "listAuditEvents"
        | "getAuditEvent"
        | "listUsers"
        | "getUser"
        | "deleteUser"
        | "listClients"
        | "getClient"
        | "deleteClient"
        | "rotateClientSecret"
        | "getAuthorizationServer"
        | "getMe"
        | "logout"
        | "getKeySet"
        | "getLiveness"
        | "getReadiness" => None,
        "createClient" | "replaceClient" => Some(json!({
            "name": "App", "confidential": true, "grants": ["client_credentials"], "scopes": ["catalogue:write"],
        })),
        "issueToken" => Some(
            json!({"grant_type": "client_credentials", "client_id": "none of ours", "client_secret": "x"}),
        ),
        "revokeToken" | "introspectToken" => {
            Some(json!({"token": "none of ours", "client_id": "none of ours", "client_secret": "x"}))
        }
        "login" => Some(json!({"email": "ann@people.example", "password": password})),
        "refreshTokens" => Some(json!({"refreshToken": "none of ours"})),
        "createAuthor" | "replaceAuthor" => Some(author),
        "updateAuthor" | "updateBook" | "updateUser" | "updateClient" | "updateMe" => Some(json!({})),
        "createBook" | "replaceBook" => Some(book),
        "createBooks" => Some(json!({"items": [book], "atomic": true})),
        "replaceBookAuthor" => Some(json!({"authorId": AUTHOR})),
        "createUser" => Some(
            json!({"email": "new@people.example", "username": "new", "name": "New", "password": password}),
        ),
        "requestPasswordReset" => Some(json!({"email": "ann@people.example"})),
        "resetPassword" => Some(json!({"token": "none", "newPassword": password})),
        "replaceUser" => Some(user),
        "replaceMe" => Some(json!({"name": "Me"})),
        "changePassword" => {
            Some(json!({"currentPassword": password, "newPassword": "a bag of three lemons"}))
        }
        other => panic!("{other} has no request here"),
    };
    let json = body.is_some().then(|| ("content-type", "application/json".to_owned()));
    Request {
        path: operation.path.clone(),
        headers: json.into_iter().collect(),
        body: body.map(|body| body.to_string()),
    }
}

impl Request {
    /// The same with another header field.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.to_owned()));
        self
    }

    /// The same with another body.
    pub fn body(mut self, body: impl ToString) -> Self {
        self.body = Some(body.to_string());
        self
    }

    /// The same with other text in path and body.
    pub fn replace(mut self, from: &str, to: &str) -> Self {
        self.path = self.path.replace(from, to);
        self.body = self.body.map(|body| body.replace(from, to));
        self
    }
}
