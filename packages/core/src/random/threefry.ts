/**
 * Threefry-2x32 with 20 rounds: a counter-based generator. Two key words and two counter words give two random words, with no
 * state, so any element of any stream can be computed anywhere: in TypeScript, in WASM or in a shader.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. JAX uses the same function.
 */
export function threefry2x32(key0: number, key1: number, counter0: number, counter1: number, out: Uint32Array): void {
  const key2 = key0 ^ key1 ^ 0x1bd11bda;
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let group = 0; group < 5; group++) {
    const even = (group & 1) === 0;
    for (let round = 0; round < 4; round++) {
      const turn = even ? EVEN[round]! : ODD[round]!;
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << turn) | (x1 >>> (32 - turn))) ^ x0;
    }
    const step = group + 1;
    x0 = (x0 + (step % 3 === 0 ? key0 : step % 3 === 1 ? key1 : key2)) | 0;
    x1 = (x1 + (step % 3 === 0 ? key1 : step % 3 === 1 ? key2 : key0) + step) | 0;
  }
  out[0] = x0;
  out[1] = x1;
}

const EVEN = [13, 15, 26, 6];
const ODD = [17, 29, 16, 24];
