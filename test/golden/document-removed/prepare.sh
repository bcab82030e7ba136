git rm --quiet BACKEND_OWNER.md
