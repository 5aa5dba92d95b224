"""The browser of somebody who signs in: plain HTTP, and a form that is filled in."""

from __future__ import annotations

import html.parser
import urllib.parse

import requests


class Form(html.parser.HTMLParser):
    """The form of a page: where it goes, and what is in its hidden fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.hidden: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "form":
            assert found["method"] == "post", found
            self.action = found["action"]
        elif tag == "input" and found["type"] == "hidden":
            self.hidden[found["name"]] = found["value"]


def allow(url: str, name: str, password: str) -> str:
    """Opens the page, gets the password wrong once, signs in and allows. Gives the address to which the browser is sent."""
    with requests.Session() as browser:
        browser.trust_env = False  # No proxy stands between.
        page = browser.get(url, allow_redirects=False, timeout=10)
        assert page.status_code == 200, (page.status_code, page.text)
        wrong = send(browser, page, name, password + "!")
        assert wrong.status_code == 400 and "or password is wrong" in wrong.text, (wrong.status_code, wrong.text)
        back = send(browser, wrong, name, password)
        assert back.status_code == 303, (back.status_code, back.text)
        return back.headers["Location"]


def send(browser: requests.Session, page: requests.Response, name: str, password: str) -> requests.Response:
    form = Form(page.text)
    filled = form.hidden | {"username": name, "password": password, "decision": "allow"}
    return browser.post(urllib.parse.urljoin(page.url, form.action), filled, allow_redirects=False, timeout=10)
