# SPDX-License-Identifier: Apache-2.0
# Functions for the scripts at the root. Source it under `set -euo pipefail`, with $root set to the project's folder;
# plain bash 3.2.

# One line about what is wrong, then the end.
fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# The major version of the JDK in folder $1, or 0 where there is none.
jdk_version() {
  local version=""
  if [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ]; then
    if [ -r "$1/release" ]; then
      version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    fi
    if [ -z "$version" ]; then
      version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1) || version=""
    fi
  fi
  echo "${version:-0}"
}

# Prints the folder of a JDK of 21 or newer; says what is missing where there is none.
find_jdk21() {
  local on_path="" candidate
  if command -v java >/dev/null 2>&1; then
    on_path=$(command -v java)
    # The program behind the links, as /usr/bin/java is usually one; readlink -f is missing on older macOS.
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    on_path=$(dirname "$(dirname "$on_path")")
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$candidate" ] && [ "$(jdk_version "$candidate")" -ge 21 ]; then
      echo "$candidate"
      return 0
    fi
  done
  fail "no JDK of version 21 or newer found: install one, or set JAVA_HOME to it"
}

# build_if_needed MODULES OUTPUT...: packages the modules (a comma-separated list) and what they need, unless every
# OUTPUT (a path below $root, which may be a pattern) is there and no source is newer than the last build.
build_if_needed() {
  local modules=$1 stamp="$root/demo/target/built.stamp" reason="" output newer
  shift
  for output in "$@"; do
    if ! compgen -G "$root/$output" >/dev/null; then
      reason="$output is missing"
    fi
  done
  if [ -z "$reason" ]; then
    newer=$(newer_source "$stamp")
    if [ -n "$newer" ]; then
      reason="${newer#"$root"/} has changed"
    fi
  fi
  if [ -z "$reason" ]; then
    return 0
  fi
  command -v mvn >/dev/null 2>&1 || fail "Maven is needed to build, and there is no mvn on the PATH"
  echo "building, because $reason (a minute or two, downloads apart) …"
  # Even a quiet Maven writes escape codes into files.
  (cd "$root" && mvn -q -B -DskipTests package -pl "$modules" -am) 2>&1 | sed $'s/\033\\[[0-9;]*m//g' \
    || fail "the build failed"
  touch "$stamp"
}

# Packages the module benchmarks and all that its nodes run with, unless nothing has changed. Says so on standard error.
build_benchmarks() {
  local built="$root/benchmarks/target/built.stamp" newer
  # The other scripts build without this module: what they built since is to be measured, not what was copied before.
  newer=$(find "$root/benchmarks/pom.xml" "$root/benchmarks/src/main" "$root/demo/target/built.stamp" \
    -type f -newer "$built" -print 2>/dev/null | head -n 1) || true
  if [ -n "$newer" ]; then
    rm -f "$built"
  fi
  build_if_needed benchmarks \
    benchmarks/target/built.stamp 'benchmarks/target/assort-benchmarks-*.jar' 'benchmarks/target/peers/*.zip' \
    'demo/target/artifacts/opensearch-*.zip' 'plugin/target/releases/opensearch-assort-*.zip' >&2
  touch "$built"
}

# The first source that is newer than file $1, which may not be there.
newer_source() {
  local module sources=("$root/pom.xml")
  for module in rescorer model-store bundles plugin demo; do
    if [ -d "$root/$module/src" ]; then
      sources+=("$root/$module/pom.xml" "$root/$module/src/main")
    fi
  done
  if [ -f "$1" ]; then
    # head may close the pipe early, which is no failure.
    find "${sources[@]}" -type f -newer "$1" -print 2>/dev/null | head -n 1 || true
  else
    echo "${sources[0]}"
  fi
}
