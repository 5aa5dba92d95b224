//! Requests as bytes, made before the measurement starts.

/// The bytes of several requests, one of which is chosen each time.
pub type Requests = Vec<Vec<u8>>;

/// Returns a request without a body.
pub fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n").into_bytes()
}

/// Returns a request without a body, with a token.
pub fn get_with(path: &str, token: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\r\n").into_bytes()
}

/// Returns a request with a JSON body and its own client address, which the server accepts from a trusted proxy.
pub fn post_from(caller: usize, path: &str, body: &str) -> Vec<u8> {
    let (length, caller) =
        (body.len(), format!("10.{}.{}.{}", caller >> 16 & 255, caller >> 8 & 255, caller & 255));
    let head = format!("host: localhost\r\nx-forwarded-for: {caller}\r\ncontent-type: application/json");
    format!("POST {path} HTTP/1.1\r\n{head}\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}

/// Returns a request with a JSON body, and with a token if there is one.
pub fn post(path: &str, token: Option<&str>, body: &str) -> Vec<u8> {
    let length = body.len();
    let token = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    let head = format!("host: localhost\r\n{token}content-type: application/json");
    format!("POST {path} HTTP/1.1\r\n{head}\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}

/// Returns a request for each id below a path.
pub fn each(path: &str, ids: &[String]) -> Requests {
    ids.iter().map(|id| get(&format!("{path}/{id}"))).collect()
}

/// Returns the body of a new book. It has no ISBN, because ISBNs are unique and the body is sent repeatedly.
pub fn book(author: &str, number: usize) -> String {
    format!(
        r#"{{"title":"The Left Hand of Darkness {number}","authorId":"{author}","pages":304,"genre":"science-fiction","publications":[{{"date":"1969-03-01","publisher":"Ace Books"}}],"images":[{{"url":"https://example.org/{number}.jpg"}}]}}"#
    )
}

/// Returns the body of a new author.
pub fn author(number: usize) -> String {
    format!(
        r#"{{"firstName":"Ursula {number}","lastName":"Le Guin","biography":"American author of science fiction.","born":"1929-10-21"}}"#
    )
}

/// Returns requests that create a book by each of these authors.
pub fn books(path: &str, token: Option<&str>, authors: &[String]) -> Requests {
    authors.iter().enumerate().map(|(number, author)| post(path, token, &book(author, number))).collect()
}
