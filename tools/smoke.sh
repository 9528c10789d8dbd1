#!/usr/bin/env bash
# `make demo` on a clean checkout as an ordinary user: it answers, shows its sign-in page, stops, leaves nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
source_folder=$PWD
port=${SMOKE_PORT:-8765}
account=${SMOKE_ACCOUNT:-hatang-smoke}
folder=$(mktemp -d /tmp/hatang-smoke.XXXXXX)

as_user() {
    if [ "$(id -u)" -eq 0 ]; then
        # Not su: it would end its session, and with it the demo it just started.
        setpriv --reuid="$account" --regid="$account" --init-groups \
            env HOME="$folder" USER="$account" LOGNAME="$account" "$@"
    else
        env HOME="$folder" "$@"
    fi
}

# What still runs with this folder in its environment or as its working folder.
remains() {
    local entry
    for entry in /proc/[0-9]*; do
        [ "${entry#/proc/}" = "$$" ] && continue
        if [[ "$(readlink "$entry/cwd" 2>/dev/null)" == "$folder"/* ]]; then
            echo "${entry#/proc/} $(tr '\0' ' ' <"$entry/cmdline" 2>/dev/null)"
        fi
    done
}

demo=
clean_up() {
    [ -n "$demo" ] && kill -TERM "-$demo" 2>/dev/null
    rm -rf "$folder"
}
trap clean_up EXIT

if [ "$(id -u)" -eq 0 ] && ! id "$account" >/dev/null 2>&1; then
    useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "$account"
fi
# A Python that only root can reach is of no use to another account.
python=python3
if ! [ "$(id -u)" -ne 0 ] && ! as_user "$(command -v python3)" -c 'import sys' 2>/dev/null; then
    python=/usr/bin/python3
fi

git -c safe.directory="$source_folder" clone -q "$source_folder" "$folder/clone"
if [ "$(id -u)" -eq 0 ]; then chown -R "$account:$account" "$folder"; fi
chmod 755 "$folder"
cd "$folder/clone"

setsid env PYTHON="$python" bash -c "$(declare -f as_user); account='$account' folder='$folder'; \
    as_user make demo PORT=$port" >"$folder/demo.log" 2>&1 &
demo=$!

fail() {
    echo "$1" >&2
    tail -50 "$folder/demo.log" >&2
    exit 1
}

is_well=
for _ in $(seq 1 420); do
    if [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/healthz")" = 200 ]; then
        is_well=yes
        break
    fi
    kill -0 "$demo" 2>/dev/null || fail "The demo ended before it answered."
    sleep 1
done
[ -n "$is_well" ] || fail "The demo did not answer in time."

page=$(curl -s -L "http://127.0.0.1:$port/")
grep -q 'name="password"' <<<"$page" || fail "The sign-in page has no password field."
grep -q 'name="login"' <<<"$page" || fail "The sign-in page has no username field."
style=$(grep -o '/static/[^"]*\.css' <<<"$page" | head -1)
[ -n "$style" ] || fail "The sign-in page has no style."
curl -s -f -o /dev/null "http://127.0.0.1:$port$style" || fail "The style of the sign-in page is not served."
[ -z "$(find "$folder/clone/var" -user root 2>/dev/null | head -1)" ] || fail "The demo ran as root."

kill -TERM "-$demo"
for _ in $(seq 1 40); do
    [ -z "$(remains)" ] && break
    sleep 1
done
[ -z "$(remains)" ] || fail "Processes are left: $(remains)"
demo=
echo "The demo answers, shows its sign-in page, stops, and leaves nothing." >&2
