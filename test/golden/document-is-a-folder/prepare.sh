rm BACKEND_OWNER.md
mkdir BACKEND_OWNER.md
echo '- [ ] Validate the basket' > BACKEND_OWNER.md/tasks.md
git add --all
