git checkout --quiet -b side
sed 's/Validate the basket/Validate the whole basket/' BACKEND_OWNER.md > new && mv new BACKEND_OWNER.md
OWNER_SYNC=0 git commit --quiet -am side
git checkout --quiet main
sed 's/Validate the basket/Validate each basket/' BACKEND_OWNER.md > new && mv new BACKEND_OWNER.md
OWNER_SYNC=0 git commit --quiet -am main
! git merge --quiet side > /dev/null 2>&1
