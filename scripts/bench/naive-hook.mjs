// What a hook would cost that parses whole documents: each as it was and as it is staged, with remark and remark-gfm.
// Usage: node naive-hook.mjs PATH...
import { spawnSync } from 'node:child_process';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';

const processor = remark().use(remarkGfm);
for (const path of process.argv.slice(2)) {
  for (const version of [`HEAD:${path}`, `:${path}`]) {
    const { stdout } = spawnSync('git', ['cat-file', 'blob', version], { encoding: 'utf8', maxBuffer: 1e8 });
    processor.parse(stdout);
  }
}
