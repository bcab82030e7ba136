echo 'BACKEND_OWNER.md filter=turn' > .gitattributes
git config filter.turn.smudge 'tr A-Za-z N-ZA-Mn-za-m'
git config filter.turn.clean 'tr A-Za-z N-ZA-Mn-za-m'
rm BACKEND_OWNER.md
git checkout --quiet BACKEND_OWNER.md
