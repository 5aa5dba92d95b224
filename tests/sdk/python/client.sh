# shellcheck shell=bash disable=SC2154 # tools/sdk sources it

install_python() {
  python3 -m venv "$home" || { apt_install python3-venv && python3 -m venv --clear "$home"; } || return
  "$home/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/sdk/python/requirements.txt
}

make_python() {
  need python3 python3 python3-venv
  from_cache sdk-python tests/sdk/python/requirements.txt install_python
  python=$home/bin/python
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
  MYPYPATH=$out/python "$python" -m mypy --strict --follow-imports=silent --cache-dir="$out/mypy" tests/sdk/python/round_trip.py
}

run_python() {
  PYTHONPATH=$out/python PYTHONDONTWRITEBYTECODE=1 "$python" tests/sdk/python/round_trip.py "$1"
}
