# shellcheck shell=sh
# Sourced by ./run and ./check, from the root of the repository: makes .venv and what it needs, once.
# Costs nothing when requirements.lock is the one already installed. POSIX sh, needs no python to start.

say() { printf '%s\n' "$@" >&2; }

die() {
    say "$@"
    exit 1
}

# install_packages PACKAGE... : Debian packages, when we may; otherwise prints the command and returns 1.
install_packages() {
    if command -v apt-get >/dev/null 2>&1; then
        if [ "$(id -u)" = 0 ]; then
            apt_get env "$@" && return 0
        elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
            apt_get sudo "$@" && return 0
        fi
    fi
    say "Missing system packages. Install them and start again:" \
        "" "    sudo apt-get update && sudo apt-get install -y $*" ""
    return 1
}

# apt_get sudo|env PACKAGE...
apt_get() {
    as_root=$1
    shift
    say "Installing system packages: $*"
    $as_root apt-get -qq update >/dev/null &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}

usable_python() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1
}

# Prints the name of a Python 3.11 to 3.13, the versions the lock is made for.
find_python() {
    for candidate in "${CONCERTA_PYTHON:-python3}" python3 python3.13 python3.12 python3.11; do
        if usable_python "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# missing_libraries SONAME:PACKAGE... : prints the packages whose library the loader does not know.
missing_libraries() {
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || return 0
    for pair in "$@"; do
        case $known in
        *"${pair%%:*} "*) ;;
        *) printf '%s ' "${pair#*:}" ;;
        esac
    done
}

# What Qt opens a window with. The first six are needed even without a screen.
install_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    needed=$(missing_libraries libEGL.so.1:libegl1 libGL.so.1:libgl1 libglib-2.0.so.0:libglib2.0-0 \
        libdbus-1.so.3:libdbus-1-3 libfontconfig.so.1:libfontconfig1 libxkbcommon.so.0:libxkbcommon0)
    screen=$(missing_libraries libxcb-cursor.so.0:libxcb-cursor0 libxcb-icccm.so.4:libxcb-icccm4 \
        libxcb-keysyms.so.1:libxcb-keysyms1 libxcb-shape.so.0:libxcb-shape0 \
        libxkbcommon-x11.so.0:libxkbcommon-x11-0)
    [ -n "$needed$screen" ] || return 0
    # shellcheck disable=SC2086  # a list of package names
    install_packages $needed $screen || [ -z "$needed" ] || exit 1
}

make_venv() {
    python=$(find_python) || {
        install_packages python3 python3-venv || exit 1
        python=$(find_python) || die "Concerta needs Python 3.11, 3.12 or 3.13; none was found."
    }
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_packages python3-venv || exit 1
    say "Preparing .venv with $("$python" --version); this is done once."
    "$python" -m venv --clear .venv || die "The virtual environment could not be made."
}

# What the tests that want a real screen and a screen reader use; without it those tests fail, saying so.
install_test_tools() {
    [ "$(uname -s)" = Linux ] && [ ! -e .venv/test-tools-tried ] || return 0
    missing=
    for pair in Xvfb:xvfb xauth:xauth dbus-run-session:dbus openbox:openbox; do
        command -v "${pair%%:*}" >/dev/null 2>&1 || missing="$missing ${pair#*:}"
    done
    /usr/bin/python3 -c 'import pyatspi' 2>/dev/null || missing="$missing python3-pyatspi at-spi2-core"
    # shellcheck disable=SC2086  # a list of package names
    [ -z "$missing" ] || install_packages $missing || say "Going on: only the tests of the real window need them."
    : >.venv/test-tools-tried
}

# What ./check --installers makes and tries the installers with.
install_installer_tools() {
    [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null 2>&1 || return 0
    missing=
    for package in debootstrap lintian nsis wine wine64 libx11-6; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' ||
            missing="$missing $package"
    done
    # shellcheck disable=SC2086  # a list of package names
    [ -z "$missing" ] || install_packages $missing
}

bootstrap() {
    if [ -x .venv/bin/python ] && cmp -s requirements.lock .venv/installed.lock; then
        return 0
    fi
    [ -x .venv/bin/python ] || make_venv
    install_libraries
    .venv/bin/python -m pip -qq --disable-pip-version-check install --only-binary :all: \
        --require-hashes -r requirements.lock || die "The libraries could not be installed (see above)."
    # The packages are the folders of this repository: four levels above site-packages, wherever it is moved.
    for site_packages in .venv/lib/python3.*/site-packages; do
        printf '../../../..\n' >"$site_packages/concerta.pth"
    done
    # PySide carries some of its Python packed and would compile it at every start: unpack it (its own switch).
    SBK_EMBED=0 .venv/bin/python -c 'import PySide6.QtCore'
    .venv/bin/python -m compileall -q concerta_desktop ui sync resources "$site_packages/shiboken6" >/dev/null
    cp requirements.lock .venv/installed.lock
    say "Ready."
}
