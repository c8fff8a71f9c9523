import type { Part } from '../parts/part.js';

/** What `--help` prints. */
export const help = (
  parts: readonly Part[],
) => `Measures Glassbox beside its peers on this machine, in rounds that alternate.

Usage: npm run bench [-- options]

  --only A,B     parts to run:
${parts.map(({ id, does }) => `                   ${id.padEnd(9)} ${does}`).join('\n')}
  --rounds N     rounds of each peer; default 5
  --quick        one round of small sizes, to see that everything runs; its numbers mean little
  --json FILE    writes the numbers as JSON too
  --page FILE    writes them as a page in Markdown too
  --help         prints this

A whole run that is not quick writes docs/benchmarks.md. Python peers are run by the interpreters that GLASSBOX_PYTHON (Keras) and
GLASSBOX_TORCH_PYTHON name, python3 where they do not. What is not there is named as skipped.
`;
