"""Reads every resource and list of the demo server into the generated models: answers.py, with models.py in the path."""

import inspect
import json
import os
import re
import urllib.request

import models
import pydantic

SERVER = os.environ["IMPRINT_URL"]
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def main() -> str:
    document = json.loads(get("/openapi.json"))
    schemas = document["components"]["schemas"]
    names = {name for name, kind in inspect.getmembers(models, inspect.isclass) if kind.__module__ == models.__name__}
    if numbered := sorted(name for name in names - schemas.keys() if re.search(r"\d$", name)):
        raise SystemExit(f"models with invented names: {', '.join(numbered)}")

    read = 0
    for path, item in document["paths"].items():
        if "get" in item and (model := model_of(item["get"])):
            address = re.sub(r"(.*)/\{\w+\}", lambda found: f"{found[1]}/{first_of(found[1])}", path)
            page = parse(model, address)
            read += 1
            # Read lists to the end.
            while cursor := getattr(getattr(page, "meta", None), "nextCursor", None):
                page = parse(model, f"{address}?limit=100&cursor={text(cursor)}")
                read += 1
    return f"{len(names)} models, {read} answers read"


def model_of(operation: dict) -> type[pydantic.BaseModel] | None:
    schema = operation["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
    return getattr(models, schema["$ref"].rsplit("/", 1)[1]) if "$ref" in schema else None


def first_of(path: str) -> str:
    return json.loads(get(f"{path}?limit=1"))["data"][0]["id"]


def parse(model: type[pydantic.BaseModel], path: str) -> pydantic.BaseModel:
    try:
        return model.model_validate_json(get(path))
    except pydantic.ValidationError as error:
        raise SystemExit(f"GET {path}: {error}") from None


def text(value: object) -> str:
    """Returns the text of a plain string or of a model that wraps a string."""
    return str(getattr(value, "root", value))


def get(path: str) -> bytes:
    headers = {"Authorization": f"Bearer {os.environ['IMPRINT_TOKEN']}"}
    with OPENER.open(urllib.request.Request(SERVER + path, headers=headers), timeout=10) as answer:
        return answer.read()


if __name__ == "__main__":
    print(main())
