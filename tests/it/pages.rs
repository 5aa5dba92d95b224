//! Tests of the HTML pages.

use imprint::oauth::demo::{self, CLIENT_ID, CLIENT_SECRET};
use serde_json::Value;

use crate::support::{Kind, Kit};

async fn kit() -> Kit {
    Kit::new(Kind::Sqlite).await.unwrap()
}

#[tokio::test]
async fn the_documents_are_served_in_both_forms_and_say_the_same() {
    let kit = kit().await;

    let yaml = kit.get("/openapi.yaml").await.expect(200);
    let json = kit.get("/openapi.json").await.expect(200);
    let sdk = kit.get("/openapi.sdk.json").await.expect(200);

    assert_eq!(yaml.header("content-type"), "application/yaml");
    assert_eq!(serde_yaml::from_slice::<Value>(&yaml.body).unwrap(), json.json());
    assert_eq!(json.json()["servers"][0]["url"], "/");
    assert_eq!(sdk.header("content-type"), "application/json");
    assert_eq!(sdk.json()["info"], json.json()["info"]);
}

#[tokio::test]
async fn the_document_can_be_tried_and_read_with_scripts_of_this_server_alone() {
    let kit = kit().await;
    for (path, scripts) in [("/docs", "swagger-ui-bundle.js"), ("/docs/reference", "redoc.standalone.js")] {
        let page = kit.get(path).await.expect(200);

        let html = String::from_utf8(page.body.clone()).unwrap();
        let policy = page.header("content-security-policy");
        assert!(html.contains(scripts) && !html.contains("http://") && !html.contains("https://"), "{path}");
        assert!(
            !html.contains("<script>") && !html.contains("<style") && !html.contains(" style="),
            "{path}"
        );
        assert!(policy.contains("default-src 'none'; script-src 'self';"), "{policy}");
        assert!(
            !policy.contains("unsafe") && !policy.contains("http") && !policy.contains("blob:"),
            "{policy}"
        );
        for asset in html.split('"').filter(|part| part.starts_with("/docs/") && part.contains('.')) {
            let asset = kit.get(asset).await.expect(200);
            let kind = asset.header("content-type");
            assert!(
                asset.body.len() > 100
                    && ["javascript", "css", "json"].iter().any(|known| kind.contains(known)),
                "{kind}"
            );
        }
    }
}

#[tokio::test]
async fn the_browser_comes_back_from_signing_in_to_a_page_that_nobody_keeps() {
    let kit = kit().await;

    let page = kit.get("/docs/oauth2-redirect.html?code=x&state=y").await.expect(200);
    let script = kit.get("/docs/oauth2-redirect.js").await.expect(200);

    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"));
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(String::from_utf8_lossy(&page.body).contains("<script src=\"oauth2-redirect.js\"></script>"));
    assert!(script.header("content-type").contains("javascript"));
}

#[tokio::test]
async fn the_page_to_try_knows_the_client_of_a_demonstration_and_no_other() {
    for demonstration in [true, false] {
        let kit = Kit::with(Kind::Sqlite, |http| http.demonstration = demonstration).await.unwrap();

        let html = String::from_utf8(kit.get("/docs").await.expect(200).body).unwrap();

        let known = format!("data-client-id=\"{CLIENT_ID}\" data-client-secret=\"{CLIENT_SECRET}\"");
        assert_eq!(html.contains(&known), demonstration);
        assert_eq!(html.contains("data-client"), demonstration);
    }
}

#[tokio::test]
async fn the_client_of_a_demonstration_knows_the_last_addresses_and_no_more_than_a_client_can_have() {
    let kit = kit().await;
    for port in 8001..=8015 {
        demo::load(&kit.app, &format!("http://127.0.0.1:{port}")).await.unwrap();
    }

    let clients = kit.get("/v1/clients").await.expect(200).json()["data"].clone();

    let mut clients = clients.as_array().unwrap().iter();
    let client = clients.find(|client| client["clientId"] == CLIENT_ID).unwrap();
    let uris: Vec<_> =
        client["redirectUris"].as_array().unwrap().iter().map(|uri| uri.as_str().unwrap()).collect();
    assert_eq!(uris.len(), 20);
    assert_eq!(uris[19], "http://localhost:8015/docs/oauth2-redirect.html");
}

#[tokio::test]
async fn redoc_is_the_script_and_nothing_of_the_page_round_it() {
    let kit = kit().await;

    let answer = kit.get("/docs/redoc.standalone.js").await.expect(200);

    let script = String::from_utf8(answer.body.clone()).unwrap();
    assert!(
        script.starts_with("/*! For license information") && script.len() > 1_000_000,
        "{}",
        script.len()
    );
    assert!(!script.contains("fonts.googleapis.com") && !script.contains("</html>"));
}

#[tokio::test]
async fn what_the_pages_do_not_need_of_swagger_ui_is_not_served() {
    let kit = kit().await;
    for asset in ["index.html", "swagger-initializer.js", "swagger-ui.js", "docs.rs", "..%2Fstyle.css"] {
        assert_eq!(kit.get(&format!("/docs/{asset}")).await.expect(404).code(), "route_not_found", "{asset}");
    }
}

#[tokio::test]
async fn a_problem_names_the_operations_that_answer_with_it() {
    let kit = kit().await;

    let taken = kit.get("/problems/isbn_taken").await.expect(200);
    let nowhere = kit.get("/problems/route_not_found").await.expect(200);

    let (taken, nowhere) = (String::from_utf8(taken.body).unwrap(), String::from_utf8(nowhere.body).unwrap());
    assert!(
        taken.contains("<a href=\"/docs/reference#operation/createBook\"><b>POST</b> <code>/v1/books</code>")
    );
    assert!(!taken.contains("operation/createAuthor") && !nowhere.contains("#operation/"));
}

#[tokio::test]
async fn every_code_has_a_page_and_the_same_as_json() {
    let kit = kit().await;
    let index = String::from_utf8(kit.get("/problems").await.expect(200).body).unwrap();
    for code in imprint::routes::REGISTRY.codes() {
        let path = format!("/problems/{}", code.name());

        let page = kit.get_with(&path, &[("accept", "text/html,application/xhtml+xml")]).await.expect(200);
        let json = kit.get_with(&path, &[("accept", "application/json")]).await.expect(200);

        assert!(
            page.header("content-type").starts_with("text/html")
                && String::from_utf8_lossy(&page.body).contains(code.title())
        );
        assert_eq!(
            (json.json()["code"].as_str(), json.json()["meaning"].as_str()),
            (Some(code.name()), Some(code.meaning()))
        );
        assert!(index.contains(&path));
    }
    kit.get("/problems/nothing").await.expect(404);
}

#[tokio::test]
async fn every_code_has_advice_and_an_example_of_its_body() {
    let kit = kit().await;
    for code in imprint::routes::REGISTRY.codes() {
        let page =
            kit.get_with(&format!("/problems/{}", code.name()), &[("accept", "text/html")]).await.expect(200);

        let html = String::from_utf8(page.body).unwrap();
        assert!(html.contains("<h2>What to do</h2>\n<p>"), "{}", code.name());
        let (_, rest) = html.split_once("<h2>Example</h2>").unwrap();
        let (_, rest) = rest.split_once("\n\n").unwrap();
        let body = rest.split_once("</code>").unwrap().0.replace("&quot;", "\"").replace("&amp;", "&");
        let example: Value = serde_json::from_str(&body.replace("&lt;", "<").replace("&gt;", ">")).unwrap();
        assert_eq!(example["code"], code.name());
    }
}

#[tokio::test]
async fn files_are_sent_compressed_as_the_caller_likes_and_kept_for_a_year_under_the_address_of_their_content()
 {
    let kit = kit().await;
    let html = String::from_utf8(kit.get("/docs").await.expect(200).body).unwrap();
    let files = html.split('"').filter(|part| part.contains("?v=")).chain(["/openapi.json", "/openapi.yaml"]);
    for path in files.collect::<std::collections::BTreeSet<_>>() {
        let plain = kit.get_with(path, &[("accept-encoding", "br;q=0, gzip;q=0")]).await.expect(200);
        let mut tags = vec![plain.header("etag").to_owned()];

        for coding in ["gzip", "br"] {
            let fields = [("accept-encoding", coding)];
            let packed = kit.get_with(path, &fields).await.expect(200);

            assert_eq!(packed.header("content-encoding"), coding, "{path}");
            assert_eq!(packed.header("vary"), "accept-encoding");
            assert!(packed.body.len() < plain.body.len(), "{path}");
            assert_eq!(unpacked(coding, &packed.body), plain.body, "{path}");
            let again = [fields[0], ("if-none-match", packed.header("etag"))];
            assert!(kit.get_with(path, &again).await.expect(304).body.is_empty());
            assert_eq!(kit.get_with(path, &[again[1]]).await.status, 200, "{path}");
            tags.push(packed.header("etag").to_owned());
        }

        assert!(plain.headers.get("content-encoding").is_none() && plain.header("vary") == "accept-encoding");
        let year = plain.header("cache-control") == "public, max-age=31536000, immutable";
        assert_eq!(year, path.contains("?v="), "{path}");
        assert!(tags[0] != tags[1] && tags[1] != tags[2] && tags[0] != tags[2], "{tags:?}");
    }
}

fn unpacked(coding: &str, body: &[u8]) -> Vec<u8> {
    use std::io::Read as _;
    let mut plain = Vec::new();
    match coding {
        "gzip" => drop(flate2::read::GzDecoder::new(body).read_to_end(&mut plain).unwrap()),
        _ => drop(brotli::Decompressor::new(body, 4096).read_to_end(&mut plain).unwrap()),
    }
    plain
}

#[tokio::test]
async fn a_browser_gets_a_page_where_there_is_nothing_and_a_program_gets_a_problem() {
    let kit = kit().await;
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for path in ["/nowhere", "/v1/nothing", "/docs/nothing.js", "/problems/nothing"] {
        let page = kit.get_with(path, &[("accept", browser)]).await.expect(404);

        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert!(String::from_utf8_lossy(&page.body).contains("<h1>Page not found</h1>"));
        assert_eq!((page.header("vary"), page.header("cache-control")), ("accept", "no-store"));
        for accept in ["", "*/*", "application/json", "application/json, text/html", "text/html;q=0, */*"] {
            let problem = kit.get_with(path, &[("accept", accept)]).await.expect(404);
            assert_eq!(problem.code(), "route_not_found", "{path} {accept}");
        }
    }
    let book = "/v1/books/019b76da-a800-7000-8000-00000000ffff";
    assert_eq!(kit.get_with(book, &[("accept", browser)]).await.expect(404).code(), "book_not_found");
}

#[tokio::test]
async fn every_operation_of_the_served_reference_has_samples_and_the_contract_has_none() {
    let kit = kit().await;

    let reference = kit.get("/docs/reference.json").await.expect(200).json();
    let contract = kit.get("/openapi.json").await.expect(200);

    assert!(!String::from_utf8(contract.body).unwrap().contains("x-codeSamples"));
    for (path, item) in reference["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let samples = operation["x-codeSamples"].as_array().unwrap();
            assert_eq!(samples.len(), 3, "{method} {path}");
            for source in samples.iter().map(|sample| sample["source"].as_str().unwrap()) {
                assert!(source.contains(":8080/") && !source.contains("_id}"), "{source}");
            }
        }
    }
}

#[tokio::test]
async fn the_introduction_names_the_address_where_this_server_is() {
    let kit = Kit::with(Kind::Sqlite, |http| http.bind = "127.0.0.1:9123".parse().unwrap()).await.unwrap();

    for path in ["/openapi.yaml", "/openapi.json", "/docs/reference.json"] {
        let text = String::from_utf8(kit.get(path).await.expect(200).body).unwrap();
        assert!(text.contains("curl http://127.0.0.1:9123/v1/books") && !text.contains(":8080"), "{path}");
    }
}

#[tokio::test]
async fn the_welcome_page_of_a_demonstration_says_that_it_is_one_and_no_other_does() {
    for demonstration in [true, false] {
        let kit = Kit::with(Kind::Sqlite, |http| http.demonstration = demonstration).await.unwrap();

        let html = String::from_utf8(kit.get("/").await.expect(200).body).unwrap();

        assert_eq!(html.contains("This is a demonstration."), demonstration);
        assert!(!html.contains("<!--"), "{html}");
    }
}

#[tokio::test]
async fn the_changes_of_the_contract_have_a_page() {
    let kit = kit().await;

    let page = kit.get("/docs/changes").await.expect(200);

    let html = String::from_utf8(page.body.clone()).unwrap();
    assert!(page.header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"));
    assert!(html.contains("<h1>Changes of the contract</h1>") && html.contains("<h2>Unreleased</h2>"));
    assert!(html.contains("<a href=\"/docs/changes\" aria-current=\"true\">Changes</a>"));
    assert!(html.contains("<a class=\"skip\" href=\"#content\">") && !html.contains("###"));
    assert!(!html.contains("just changelog"));
}

#[tokio::test]
async fn every_link_of_the_welcome_page_leads_somewhere() {
    let kit = kit().await;

    let html = String::from_utf8(kit.get("/").await.expect(200).body).unwrap();

    let links: Vec<_> = html
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .collect();
    assert!(links.len() > 5);
    for link in links.iter().filter(|link| !link.starts_with('#')) {
        assert_eq!(kit.get(link).await.status.as_u16(), 200, "{link}");
    }
}
