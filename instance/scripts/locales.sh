#!/bin/sh
# Collects the texts of the code into the catalogues (`make locales`). New texts wait there with an empty translation.
set -e
cd "$(dirname "$0")/../../src/egov.portal/egov/portal"
i18ndude=../../../../bin/i18ndude
"$i18ndude" rebuild-pot --no-wrap --pot locales/egov.portal.pot --create egov.portal . ../../../../profiles
for language in vi en; do
  "$i18ndude" sync --no-wrap --pot locales/egov.portal.pot "locales/$language/LC_MESSAGES/egov.portal.po"
done
