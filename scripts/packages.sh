# shellcheck shell=sh
# Debian packages: which are missing, and installing them where this user may. Read by ./nusxa.

# missing_packages PACKAGE...: those that neither are installed nor are provided by an installed one.
missing_packages() {
    # A library may live on under another name (libglib2.0-0t64 provides libglib2.0-0), so what is provided counts too.
    # shellcheck disable=SC2016 # the fields are dpkg-query's
    installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package} ${Provides} \n' | grep '^ii')
    for package in "$@"; do
        printf '%s\n' "$installed" | grep -q -E "[ ,]${package}[ ,]" || printf ' %s' "$package"
    done
}

# as_root COMMAND...: run it as root; fails where this user may not without a password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif sudo -n true 2>/dev/null; then
        sudo -n env http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" no_proxy="${no_proxy:-}" "$@"
    else
        return 1
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" </dev/null >&2
}

# need_packages PURPOSE PACKAGE...: install what is missing, or say exactly what to install and stop.
need_packages() {
    purpose=$1
    shift
    command -v apt-get >/dev/null ||
        stop "For $purpose this is needed, by Debian's names: $*
    Install the like with this system's package manager. Only Debian and Ubuntu are set up without help."
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    as_root true ||
        stop "For $purpose these packages are missing, and only root may install them. Run, then start again:
    apt-get install$missing"
    say "Installing for $purpose:$missing"
    apt_get update || true # an old list of packages may still do
    # shellcheck disable=SC2086 # a list of words
    apt_get install --no-install-recommends $missing ||
        stop "These packages could not be installed; the reason is above:$missing"
}
