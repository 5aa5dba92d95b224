# shellcheck shell=bash disable=SC2154 # tools/sdk sources it

install_python() { from_pypi sdk-python tests/sdk/python; }

make_python() {
  install_python
  rm -rf "$out/python" && mkdir "$out/python" || return
  # Both are made without a warning. The client is the one of the profile: that of the whole contract raises a TypeError whenever it
  # patches, because the generator tests for a list with `isinstance(body, list[…])`.
  openapi_python_client "$full" whole_contract && openapi_python_client "$strict" imprint_client
}

# `openapi_python_client DOCUMENT NAME`. It calls ruff by its name.
openapi_python_client() {
  PATH=$home/bin:$PATH quiet openapi-python-client \
    "$home/bin/openapi-python-client" generate --path "$1" --meta none --output-path "$out/python/$2" --fail-on-warning
}

check_python() {
  install_python
  MYPYPATH=$out/python "$home/bin/python" -m mypy --strict --follow-imports=silent --cache-dir="$out/mypy" tests/sdk/python/round_trip.py
}

run_python() {
  install_python
  PYTHONPATH=$out/python PYTHONDONTWRITEBYTECODE=1 "$home/bin/python" tests/sdk/python/round_trip.py "$1"
}
