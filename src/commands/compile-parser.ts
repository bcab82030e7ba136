import { parseMarkdown } from '../core/parse-markdown.ts';

/** Runs every part of the Markdown parser once, so that V8 compiles it. */
export function compileParser(): void {
  parseMarkdown(SAMPLE);
}

/** Something of each kind that CommonMark and GFM know. */
export const SAMPLE = `Title
===

# a

*a* __b__ \`c\` [d](<e> "f") ![g][h] <i@j.k> <b>l</b> &amp; \\* https://m.n ~~o~~ p[^q]\\
r

1. [ ] s
   > t

   - [x] u

***

\`\`\`sh
v
\`\`\`

    w

| x | y |
|---|:-:|
| z | - |

<!-- a -->

[h]: b 'c'
[^q]: d
`;
