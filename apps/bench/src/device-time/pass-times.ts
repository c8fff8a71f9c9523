/** Time stamps that one set holds; a pass takes two. */
const CAPACITY = 4096;

const BYTES = 8;

/**
 * Takes the time of every compute pass on a device by its own clock, in nanoseconds, from when it is made. The device must have the
 * feature `timestamp-query`.
 */
export class PassTimes {
  readonly #set: GPUQuerySet;
  #taken = 0;

  constructor(readonly device: GPUDevice) {
    this.#set = device.createQuerySet({ type: 'timestamp', count: CAPACITY });
    const begin = GPUCommandEncoder.prototype.beginComputePass;
    const descriptor = () => this.#stamped();
    GPUCommandEncoder.prototype.beginComputePass = function (given) {
      return begin.call(this, { ...given, ...descriptor() });
    };
  }

  #stamped(): GPUComputePassDescriptor {
    if (this.#taken === CAPACITY) throw new Error(`More than ${CAPACITY / 2} passes were begun; train fewer steps.`);
    const first = this.#taken;
    this.#taken += 2;
    const stamps = { beginningOfPassWriteIndex: first, endOfPassWriteIndex: first + 1 };
    return { timestampWrites: { querySet: this.#set, ...stamps } };
  }

  /** Milliseconds that the passes since the last call took, all together. */
  async take(): Promise<number> {
    const stamps = await this.#read();
    let nanoseconds = 0n;
    for (let i = 0; i < stamps.length; i += 2) nanoseconds += stamps[i + 1]! - stamps[i]!;
    return Number(nanoseconds) / 1e6;
  }

  async #read(): Promise<BigUint64Array> {
    const { device } = this;
    const count = this.#taken;
    this.#taken = 0;
    const size = count * BYTES;
    if (size === 0) return new BigUint64Array();
    const resolved = device.createBuffer({ size, usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC });
    const mapped = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = device.createCommandEncoder();
    encoder.resolveQuerySet(this.#set, 0, count, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, mapped, 0, size);
    device.queue.submit([encoder.finish()]);
    await mapped.mapAsync(GPUMapMode.READ);
    const stamps = new BigUint64Array(mapped.getMappedRange().slice(0));
    resolved.destroy();
    mapped.destroy();
    return stamps;
  }
}
