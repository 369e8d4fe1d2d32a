#!/usr/bin/env bash
# Puts cotejo on the PATH: the released program for this machine, its sum checked, or built with cargo.
set -euo pipefail

home="${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY"
case "$VERSION" in
    "") [[ "${ACTION_REF:-}" =~ ^v[0-9]+\.[0-9]+\.[0-9]+ ]] && tag="$ACTION_REF" || tag="" ;;
    v*) tag="$VERSION" ;;
    *) tag="v$VERSION" ;;
esac

archive=tar.gz
case "$RUNNER_OS-$RUNNER_ARCH" in
    Linux-X64) target=x86_64-unknown-linux-gnu ;;
    Linux-ARM64) target=aarch64-unknown-linux-gnu ;;
    macOS-X64) target=x86_64-apple-darwin ;;
    macOS-ARM64) target=aarch64-apple-darwin ;;
    Windows-X64) target=x86_64-pc-windows-msvc archive=zip ;;
    *) target="" ;;
esac
# A machine with musl (Alpine) cannot start a program for glibc.
if [[ "$target" == *-linux-gnu ]] && ! ldd --version 2>&1 | grep -qiE 'glibc|gnu libc'; then
    target="${target%-gnu}-musl"
fi

with_cargo() {
    command -v cargo >/dev/null || { echo "::error title=cotejo::cargo is not on this machine: https://rustup.rs"; exit 2; }
    cargo install --locked --git "$home" ${tag:+--tag "$tag"} --root "$RUNNER_TEMP/cotejo-cargo" cotejo
    echo "$RUNNER_TEMP/cotejo-cargo/bin" >>"$GITHUB_PATH"
}

sum() {
    if command -v sha256sum >/dev/null; then sha256sum -c "$1"; else shasum -a 256 -c "$1"; fi
}

released() {
    [[ -n "$target" ]] || { echo "there is no release for $RUNNER_OS on $RUNNER_ARCH"; return 1; }
    local name="cotejo-$target" from="$home/releases/latest/download"
    [[ -z "$tag" ]] || from="$home/releases/download/$tag"
    local folder="$RUNNER_TEMP/cotejo-release"
    mkdir -p "$folder"
    cd "$folder"
    curl --proto =https -fsSL --retry 3 -o "$name.$archive" "$from/$name.$archive" || return 1
    curl --proto =https -fsSL --retry 3 -o "$name.$archive.sha256" "$from/$name.$archive.sha256" || return 1
    # A sum that is wrong ends the job: another way to install would only hide it.
    sum "$name.$archive.sha256" || { echo "::error title=cotejo::$name.$archive does not have its published sum"; exit 2; }
    if [[ "$archive" == zip ]]; then unzip -qo "$name.zip"; else tar -xzf "$name.tar.gz"; fi
    echo "$folder/$name" >>"$GITHUB_PATH"
}

case "$INSTALL" in
    cargo) with_cargo ;;
    release) released || { echo "::error title=cotejo::no release ${tag:-latest} of $home for this machine"; exit 2; } ;;
    auto) released || { echo "building cotejo with cargo instead"; with_cargo; } ;;
    *) echo "::error title=cotejo::install is release, cargo or auto, not $INSTALL"; exit 2 ;;
esac
