"""Checks that generated models have the names of their schemas: names.py FOLDER SUFFIX

If a generator has to invent a name, it adds a number, `Inner`, `Inline` or `Model`. Invented names can change with the version of the
generator, or with the order of the document. A schema must not have the name of a type that every file of the language already knows.
"""

import json
import os
import pathlib
import re
import sys
import urllib.request

# Types that C# and Kotlin files know without an import, and types that openapi-generator creates in every client.
PLATFORM = set(
    # System, System.Collections.Generic, System.IO, System.Net.Http, System.Threading, System.Threading.Tasks
    """Action Activator Array Attribute Boolean Buffer Byte Char Comparer Comparison Console Convert Decimal Delegate Dictionary Directory
    Double Enum Environment Exception File Func Guid Half Index Lazy List Math Memory Monitor Nullable Object Parallel Path Predicate
    Progress Queue Random Range Sequence Single Span Stack Stream String Task Thread Timer Tuple Type Uri Version Void"""
    # kotlin, kotlin.collections, java.lang
    """ Annotation Any Class Collection Comparable Error Function Iterable Iterator Map Module Nothing Number Override Package Pair
    Process Record Result Runtime Set System Throwable Triple Unit"""
    # openapi-generator
    """ Api ApiClient ApiException ApiResponse Client Configuration Logging Model Option""".split()
)


def main(folder: str, suffix: str) -> str:
    server = os.environ["IMPRINT_URL"]
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{server}/openapi.json") as answer:
        schemas = set(json.load(answer)["components"]["schemas"])
    models = {file.stem for file in pathlib.Path(folder).glob(f"*.{suffix}")}
    if not models:
        return f"there are no models in {folder}"
    wrong = [f"{name}: the contract has no schema with this name" for name in sorted(models - schemas)]
    wrong += [f"{name}: the language or the client already has a type with this name" for name in sorted(schemas & PLATFORM)]
    wrong += [f"{name}: contains a digit" for name in sorted(schemas) if re.search(r"\d", name)]
    return "\n".join(wrong)


if __name__ == "__main__":
    if found := main(*sys.argv[1:]):
        print(found)
        sys.exit(1)
