"""Are a generator's models called what the contract calls them? names.py FOLDER SUFFIX

A generator that has to find a name of its own numbers it, or calls it `…Inner`, `Inline…` or `Model…`; the next version, or another
order in the document, may give it another. And a name that every file of a language knows anyway is one to import under another.
"""

import json
import os
import pathlib
import re
import sys
import urllib.request

# What C# and Kotlin files see without an import of their own, and what openapi-generator makes in every client.
PLATFORM = set(
    # System, System.Collections.Generic, System.IO, System.Net.Http, System.Threading, System.Threading.Tasks
    """Action Activator Array Attribute Boolean Buffer Byte Char Comparer Comparison Console Convert Decimal Delegate Dictionary Directory
    Double Enum Environment Exception File Func Guid Half Index Lazy List Math Memory Monitor Nullable Object Parallel Path Predicate
    Progress Queue Random Range Sequence Single Span Stack Stream String Task Thread Timer Tuple Type Uri Version Void"""
    # kotlin, kotlin.collections, java.lang
    """ Annotation Any Class Collection Comparable Error Function Iterable Iterator Map Module Nothing Number Override Package Pair
    Process Record Result Runtime Set System Throwable Triple Unit"""
    # what openapi-generator makes
    """ Api ApiClient ApiException ApiResponse Client Configuration Logging Model Option""".split()
)


def main(folder: str, suffix: str) -> str:
    server = os.environ["IMPRINT_URL"]
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{server}/openapi.json") as answer:
        schemas = set(json.load(answer)["components"]["schemas"])
    models = {file.stem for file in pathlib.Path(folder).glob(f"*.{suffix}")}
    if not models:
        return f"there are no models in {folder}"
    wrong = [f"{name}: the contract has no schema of this name" for name in sorted(models - schemas)]
    wrong += [f"{name}: the language or the client has a type of this name" for name in sorted(schemas & PLATFORM)]
    wrong += [f"{name}: has a number" for name in sorted(schemas) if re.search(r"\d", name)]
    return "\n".join(wrong)


if __name__ == "__main__":
    if found := main(*sys.argv[1:]):
        print(found)
        sys.exit(1)
