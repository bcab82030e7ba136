mv BACKEND_OWNER.md server.md
ln -s server.md BACKEND_OWNER.md
git add --all
