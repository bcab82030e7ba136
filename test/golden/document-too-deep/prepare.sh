{ echo; printf '>%.0s' $(seq 150); echo ' deep'; } >> BACKEND_OWNER.md
sed 's/\[ \] Validate/[x] Validate/' BACKEND_OWNER.md > new && mv new BACKEND_OWNER.md
git add --all
