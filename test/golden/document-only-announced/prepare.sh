git rm --quiet --cached BACKEND_OWNER.md
git add --intent-to-add BACKEND_OWNER.md
