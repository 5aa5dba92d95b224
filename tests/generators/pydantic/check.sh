# shellcheck shell=bash disable=SC2154 # tools/generators sources it
# Pydantic models by datamodel-code-generator.

install_pydantic() { from_pypi generators-pydantic tests/generators/pydantic; }

check_pydantic() {
  install_pydantic
  quiet datamodel-codegen "$home/bin/datamodel-codegen" --input "$full" --input-file-type openapi --output "$out/pydantic/models.py" \
    --output-model-type pydantic_v2.BaseModel --target-python-version 3.11 --formatters builtin --use-annotated
  PYTHONPATH=$out/pydantic PYTHONDONTWRITEBYTECODE=1 "$home/bin/python" tests/generators/pydantic/answers.py
}
