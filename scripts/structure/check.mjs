import { checkCodeStyle } from './code-style.mjs';
import { checkDependencyReasons } from './dependency-reasons.mjs';
import { readTree } from './files.mjs';
import { checkImports } from './import-rules.mjs';
import { checkLinks } from './links.mjs';
import { checkLeaks } from './machine-leaks.mjs';
import { checkManifests } from './manifests.mjs';
import { checkSizes } from './sizes.mjs';

const rules = [
  checkImports,
  checkManifests,
  checkDependencyReasons,
  checkSizes,
  checkCodeStyle,
  checkLeaks,
  checkLinks,
];

/**
 * Everything in which a repository departs from its structure, sorted by file.
 *
 * @param {string} root
 * @returns {import('./files.mjs').Finding[]}
 */
export function checkStructure(root) {
  const tree = readTree(root);
  return rules.flatMap((rule) => rule(tree)).sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}
