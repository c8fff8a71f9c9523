/** Code of a WebAssembly function or module: bytes, and lists of bytes. */
type Bytes = readonly number[];

/** An unsigned number as the format writes it: seven bits a byte, the lowest first (LEB128). */
export function leb(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >>> 7;
  return rest ? [low | 0x80, ...leb(rest)] : [low];
}

const vector = (items: readonly Bytes[]) => [...leb(items.length), ...items.flat()];
const section = (id: number, content: Bytes) => [id, ...leb(content.length), ...content];
const text = (value: string) => vector([...Buffer.from(value)].map((byte) => [byte]));

const I32 = 0x7f;
const F32 = 0x7d;
const V128 = 0x7b;
const getLocal = (index: number) => [0x20, ...leb(index)];
const setLocal = (index: number) => [0x21, ...leb(index)];
const vectorOp = (code: number) => [0xfd, ...leb(code)];
const splat = (value: number) => [
  0x43,
  ...new Uint8Array(Float32Array.of(value).buffer),
  ...vectorOp(19), // f32x4.splat
];
const ADD = vectorOp(228);
const MULTIPLY = vectorOp(230);
const MULTIPLY_ADD = vectorOp(261); // f32x4.relaxed_madd

/** How the loop is laid out. */
export interface PeakLoop {
  /** Sums that do not wait for one another. */
  readonly chains: number;
  /** Multiply-adds of each chain in one turn of the loop. */
  readonly unrolled: number;
  /** Whether one instruction multiplies and adds, which not every engine has. */
  readonly fused: boolean;
}

/** Arithmetic operations in one turn: four lanes, a product and a sum each. */
export const operationsPerTurn = ({ chains, unrolled }: PeakLoop) => chains * unrolled * 8;

/**
 * A module that does nothing but multiply and add in registers: `run(turns)` repeats `s_i = s_i x + y` for each chain `i`, four lanes
 * wide. Its speed is the most that any product of matrices in WebAssembly can reach here on one core.
 */
export function peakModule(loop: PeakLoop): Uint8Array<ArrayBuffer> {
  const types = vector([[0x60, ...vector([[I32]]), ...vector([[F32]])]]);
  const code = body(loop);
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...text('run'), 0, 0]])),
    ...section(10, vector([[...leb(code.length), ...code]])),
  ]);
}

/** Locals: the turns left, `x`, `y`, then the chains. */
function body({ chains, unrolled, fused }: PeakLoop): number[] {
  const [turns, x, y, first] = [0, 1, 2, 3];
  const all = Array.from({ length: chains }, (_, i) => first + i);
  const step = (sum: number) =>
    fused
      ? [...getLocal(sum), ...getLocal(x), ...getLocal(y), ...MULTIPLY_ADD, ...setLocal(sum)]
      : [...getLocal(sum), ...getLocal(x), ...MULTIPLY, ...getLocal(y), ...ADD, ...setLocal(sum)];
  const turn = Array.from({ length: unrolled }, () => all.flatMap(step)).flat();
  return [
    ...vector([[...leb(2 + chains), V128]]),
    ...[...splat(0.999), ...setLocal(x), ...splat(0.001), ...setLocal(y)],
    ...all.flatMap((sum) => [...splat(sum), ...setLocal(sum)]),
    ...[0x03, 0x40], // loop
    ...turn,
    // turns -= 1; again while it is not 0
    ...[...getLocal(turns), 0x41, 1, 0x6b, 0x22, ...leb(turns), 0x0d, 0, 0x0b],
    ...getLocal(first),
    ...all.slice(1).flatMap((sum) => [...getLocal(sum), ...ADD]),
    ...[...vectorOp(31), 0], // f32x4.extract_lane 0
    0x0b,
  ];
}
