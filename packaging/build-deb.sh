#!/usr/bin/env bash
# Makes a Debian package of Tollgate for this machine's release and architecture:
#   packaging/build-deb.sh [FOLDER]      (default .build/package)
#
# The program carries Swift's own libraries, so that the package depends on nothing that Debian
# doesn't have. The units of commands that don't exist yet (watch, serve) are not shipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

output=${1:-.build/package}
scratch=.build/package-build
stage=$(mktemp -d)
chmod 755 "$stage"
trap 'rm -rf "$stage"' EXIT

# The version: the tag of a release, what was added since; before the first tag, the version that the
# program tells, as a forerunner.
version() {
  local described
  if described=$(git describe --tags --match 'v[0-9]*' 2>/dev/null); then
    echo "${described#v}" | sed 's/-\([0-9]*\)-g/+\1.g/'
  elif described=$(git log -1 --date=format:%Y%m%d --format='%cd.g%h' 2>/dev/null); then
    echo "$("$program" --version)~$described"
  else
    "$program" --version
  fi
}

# Debian packages that hold the libraries that a program is linked with. The C library and that of
# C++ grow symbols without changing their name, hence their version counts.
dependencies() {
  local library package version
  ldd "$1" | sed -n 's/.* => \(\/[^ ]*\).*/\1/p' | while read -r library; do
    # Since / and /usr were merged, a library may be registered below either.
    package=$(dpkg-query --search "$(realpath "$library")" "$library" 2>/dev/null || true)
    package=${package%%:*}
    if [[ -z $package ]]; then
      echo "build-deb: no installed package holds $library, which tollgate needs" >&2
      exit 1
    fi
    # Only the libraries that the program itself names; theirs are their packages' business.
    objdump -p "$1" | grep -q "NEEDED  *${library##*/}$" || continue
    case $package in
      libc6 | libstdc++6)
        version=$(dpkg-query --show --showformat='${Version}' "$package")
        echo "$package (>= ${version%%-*})"
        ;;
      *) echo "$package" ;;
    esac
  done | sort -u
}

swift build -c release --product tollgate --static-swift-stdlib --scratch-path "$scratch"
program=$scratch/release/tollgate

install -D -m 755 "$program" "$stage/usr/bin/tollgate"
strip --strip-unneeded "$stage/usr/bin/tollgate"
install -D -m 644 -t "$stage/usr/lib/systemd/system" \
  packaging/systemd/*.service packaging/systemd/*.timer
install -D -m 644 packaging/systemd/sysusers.conf "$stage/usr/lib/sysusers.d/tollgate.conf"
install -D -m 644 packaging/tollgate.yaml "$stage/etc/tollgate/tollgate.yaml"
install -D -m 644 packaging/cron/tollgate "$stage/usr/share/doc/tollgate/examples/cron.d"
install -D -m 644 -t "$stage/usr/share/doc/tollgate" README.md CHANGELOG.md
install -D -m 644 LICENSE "$stage/usr/share/doc/tollgate/copyright"
gzip -9n "$stage/usr/share/doc/tollgate/CHANGELOG.md"
# The office that `tollgate demo` shows.
mkdir -p "$stage/usr/share/tollgate/samples"
cp -r --no-preserve=mode,ownership samples/office "$stage/usr/share/tollgate/samples/office"

# Manual pages are made beforehand by `make manual`; the package is whole without them.
if compgen -G '.build/manual/*.1' >/dev/null; then
  install -D -m 644 -t "$stage/usr/share/man/man1" .build/manual/*.1
  gzip -9n "$stage"/usr/share/man/man1/*.1
fi

architecture=$(dpkg --print-architecture)
needs=$(dependencies "$program" | paste -s -d , | sed 's/,/, /g')
mkdir "$stage/DEBIAN"
cat >"$stage/DEBIAN/control" <<CONTROL
Package: tollgate
Version: $(version)
Architecture: $architecture
Maintainer: Tollgate maintainers <tollgate@localhost>
Installed-Size: $(du -ks --exclude=DEBIAN "$stage" | cut -f1)
Depends: $needs, tzdata
Recommends: postgresql (>= 15) | postgresql-15
Section: comm
Priority: optional
Description: call records as evidence for the stages of a sales funnel
 Tollgate reads the call-detail records of a telephone exchange, ties every call
 to the client, the deal and the stage of the sales funnel in which it happened,
 and tells of each deal whether there is evidence enough to leave its stage. It
 reports where clients are lost.
CONTROL
echo /etc/tollgate/tollgate.yaml >"$stage/DEBIAN/conffiles"
cat >"$stage/DEBIAN/postinst" <<'POSTINST'
#!/bin/sh
set -e
if [ "$1" = configure ]; then
  if ! getent passwd tollgate >/dev/null; then
    if command -v systemd-sysusers >/dev/null; then
      systemd-sysusers tollgate.conf
    else
      useradd --system --home-dir /var/lib/tollgate --shell /usr/sbin/nologin tollgate
    fi
  fi
  install -d -o tollgate -g tollgate -m 0750 /var/lib/tollgate
  if [ -d /run/systemd/system ]; then systemctl daemon-reload || true; fi
  if [ -z "$2" ]; then
    echo "tollgate: edit /etc/tollgate/tollgate.yaml, then: systemctl enable --now" \
      "tollgate-ingest.timer tollgate-report.timer"
  fi
fi
POSTINST
cat >"$stage/DEBIAN/prerm" <<'PRERM'
#!/bin/sh
set -e
# What was enabled is stopped before its program goes; the data stay.
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  systemctl disable --now tollgate-ingest.timer tollgate-report.timer \
    tollgate-events.service tollgate-db.service || true
fi
PRERM
chmod 755 "$stage/DEBIAN/postinst" "$stage/DEBIAN/prerm"

mkdir -p "$output"
package=$output/tollgate_$(version)_$architecture.deb
dpkg-deb --root-owner-group --build "$stage" "$package" >/dev/null
echo "$package"
