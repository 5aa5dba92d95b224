//! Requests as bytes, made before the measurement starts.

/// The bytes of requests, one of which is chosen each time.
pub type Requests = Vec<Vec<u8>>;

/// A request without a body.
pub fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n").into_bytes()
}

/// The same with a token.
pub fn get_with(path: &str, token: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\r\n").into_bytes()
}

/// A request with a JSON body on behalf of an address of its own, which the server must take from a proxy.
pub fn post_from(caller: usize, path: &str, body: &str) -> Vec<u8> {
    let (length, caller) =
        (body.len(), format!("10.{}.{}.{}", caller >> 16 & 255, caller >> 8 & 255, caller & 255));
    let head = format!("host: localhost\r\nx-forwarded-for: {caller}\r\ncontent-type: application/json");
    format!("POST {path} HTTP/1.1\r\n{head}\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}

/// A request with a JSON body, and with a token if there is one.
pub fn post(path: &str, token: Option<&str>, body: &str) -> Vec<u8> {
    let length = body.len();
    let token = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    let head = format!("host: localhost\r\n{token}content-type: application/json");
    format!("POST {path} HTTP/1.1\r\n{head}\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
}

/// Reads of one thing each, below a path.
pub fn each(path: &str, ids: &[String]) -> Requests {
    ids.iter().map(|id| get(&format!("{path}/{id}"))).collect()
}

/// A book to be made. Without ISBN: there may be only one of each, and these are sent again and again.
pub fn book(author: &str, number: usize) -> String {
    format!(
        r#"{{"title":"The Left Hand of Darkness {number}","authorId":"{author}","pages":304,"genre":"science-fiction","publications":[{{"date":"1969-03-01","publisher":"Ace Books"}}],"images":[{{"url":"https://example.org/{number}.jpg"}}]}}"#
    )
}

/// An author to be made.
pub fn author(number: usize) -> String {
    format!(
        r#"{{"firstName":"Ursula {number}","lastName":"Le Guin","biography":"American author of science fiction.","born":"1929-10-21"}}"#
    )
}

/// Books to be made, by all of these authors.
pub fn books(path: &str, token: Option<&str>, authors: &[String]) -> Requests {
    authors.iter().enumerate().map(|(number, author)| post(path, token, &book(author, number))).collect()
}
