//! A time range as query parameters, to filter a list.

use crate::clock::Instant;
use crate::http::query::parameters;
use crate::page::Period;

parameters!(for Period {
    /// Only items created at or after this time.
    start_time: Option<Instant>,
    /// Only items created before this time.
    end_time: Option<Instant>,
});

#[cfg(test)]
mod tests {
    use poem::{Endpoint as _, IntoEndpoint as _, Request};
    use poem_openapi::error::ParseParamError;
    use poem_openapi::payload::PlainText;
    use poem_openapi::{OpenApi, OpenApiService};

    use super::*;

    struct Api;

    #[expect(clippy::unused_async, reason = "the framework wants it")]
    #[OpenApi]
    impl Api {
        #[oai(path = "/", method = "get")]
        async fn list(&self, made: Period) -> PlainText<String> {
            PlainText(format!("{:?}", made.start_time.map(Instant::micros)))
        }
    }

    /// The contract's admission would have rejected this request before.
    #[tokio::test]
    async fn what_cannot_be_read_is_told_by_name() {
        let api = OpenApiService::new(Api, "", "").into_endpoint();
        let request = |query: &str| Request::builder().uri(format!("/?{query}").parse().unwrap()).finish();

        let read = api.call(request("start_time=1970-01-01T00:00:01Z")).await.unwrap();
        let refused = api.call(request("end_time=now")).await.unwrap_err();

        assert_eq!(read.into_body().into_string().await.unwrap(), "Some(1000000)");
        assert_eq!(refused.downcast_ref::<ParseParamError>().unwrap().name, "end_time");
    }
}
