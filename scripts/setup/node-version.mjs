const REQUIRED = { major: 20, minor: 19 };

/**
 * One line saying that this Node is too old, or undefined where it will do.
 *
 * @param {string} version such as `20.20.2`
 * @returns {string | undefined}
 */
export function nodeVersionProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > REQUIRED.major || (major === REQUIRED.major && minor >= REQUIRED.minor)) return undefined;
  return `Glassbox needs Node ${REQUIRED.major}.${REQUIRED.minor} or newer; this is Node ${version}. Install a current Node and run again.`;
}
