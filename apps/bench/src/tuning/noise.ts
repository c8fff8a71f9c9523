const MODULUS = 2 ** 31;

/** About normal, and the same in Python: twelve uniform numbers of a linear congruential generator, less six. */
export function noise(seed: number, trial: number): number {
  let [state, total] = [(seed * 1009 + trial * 9176 + 12345) % MODULUS, 0];
  for (let i = 0; i < 16; i++) {
    // The low 31 bits of a product, of which a double has too few.
    state = (Math.imul(state, 1103515245) + 12345) & (MODULUS - 1);
    if (i >= 4) total += state / MODULUS;
  }
  return total - 6;
}
