git rm --quiet --cached BACKEND_OWNER.md
