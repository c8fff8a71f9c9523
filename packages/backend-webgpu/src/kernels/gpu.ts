import { engine, env, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';

interface Resource {
  readonly buffer: unknown;
}

interface ComputePass {
  setPipeline(pipeline: Pipeline): void;
  setBindGroup(index: number, group: unknown): void;
  dispatchWorkgroups(x: number, y?: number): void;
}

/** A pipeline with the layout of its buffers, which a device makes anew each time it is asked. */
interface Ready {
  readonly pipeline: Pipeline;
  readonly layout: unknown;
}

interface Pipeline {
  getBindGroupLayout(index: number): unknown;
}

/** What of a WebGPU device our kernels use. */
interface Device {
  createShaderModule(description: { readonly code: string; readonly label: string }): unknown;
  createComputePipeline(description: object): Pipeline;
  createBindGroup(description: object): unknown;
  readonly limits: { readonly maxComputeWorkgroupsPerDimension: number };
}

/** What of tfjs's WebGPU backend our kernels use; most of it is not documented, and as version 4.22.0 has it. */
export interface TfjsWebgpuBackend {
  readonly device: Device;
  readonly commandQueueOwnedIds: { add(dataId: object): void };
  readonly commandEncoder: { beginComputePass(description: object): ComputePass };
  computePassEncoder: ComputePass | null;
  dispatchCountInPass: number;
  makeTensorInfo(shape: number[], dtype: 'float32' | 'int32', values?: Uint32Array | Int32Array): TensorInfo;
  uploadToGPU(dataId: object): void;
  tensorToBinding(tensor: TensorInfo): Resource;
  makeUniforms(uniforms: { type: 'uint32' | 'float32'; data: number[] }[]): Resource;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}

/** A compute shader: its text with `main` as the entry point, and how many threads a group has. */
export interface Shader {
  readonly name: string;
  readonly code: string;
}

/** A value for the shader's uniform block, in the order of its fields. */
export type Uniform = readonly [type: 'u32' | 'f32', value: number];

/** What a shader runs on: tensors in the order of their bindings from 0 on, then the uniform block. */
export interface Dispatch {
  readonly tensors: readonly TensorInfo[];
  readonly uniforms: readonly Uniform[];
  readonly groups: number;
}

/**
 * Runs shaders of ours among those of tfjs, on its device and in its command stream: they see what was computed before, and tfjs's
 * next ones see what they wrote. They may have several outputs and change tensors in place, which tfjs's own programs cannot.
 */
export class Gpu {
  readonly #pipelines = new Map<string, Ready>();

  constructor(readonly backend: TfjsWebgpuBackend) {}

  /** A new tensor that a shader is about to write; tfjs's scopes own it. */
  make<T extends Tensor>(shape: readonly number[]): T {
    return engine().makeTensorFromTensorInfo(this.backend.makeTensorInfo([...shape], 'float32')) as T;
  }

  /** Groups of threads so that there is a thread for each of `count` elements. */
  groups(count: number, size: number): number {
    return Math.ceil(count / size);
  }

  run(shader: Shader, { tensors, uniforms, groups }: Dispatch): void {
    const { backend } = this;
    for (const { dataId } of tensors) {
      backend.uploadToGPU(dataId);
      backend.commandQueueOwnedIds.add(dataId);
    }
    const { pipeline, layout } = this.#ready(shader);
    const block = backend.makeUniforms(
      uniforms.map(([type, value]) => ({ type: type === 'u32' ? 'uint32' : 'float32', data: [value] })),
    );
    const resources = [...tensors.map((tensor) => backend.tensorToBinding(tensor)), block];
    const entries = resources.map((resource, binding) => ({ binding, resource }));
    const group = backend.device.createBindGroup({ layout, entries });
    this.#dispatch(pipeline, group, groups);
  }

  #dispatch(pipeline: Pipeline, group: unknown, groups: number): void {
    const { backend } = this;
    backend.ensureCommandEncoderReady();
    backend.computePassEncoder ??= backend.commandEncoder.beginComputePass({});
    const pass = backend.computePassEncoder;
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    // A dimension has at most so many groups; shaders put the two back together.
    const width = Math.min(groups, backend.device.limits.maxComputeWorkgroupsPerDimension);
    pass.dispatchWorkgroups(width, Math.ceil(groups / width));
    backend.dispatchCountInPass++;
    if (env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE') > backend.dispatchCountInPass) return;
    backend.endComputePassEncoder();
    backend.submitQueue();
  }

  #ready({ name, code }: Shader): Ready {
    const known = this.#pipelines.get(name);
    if (known) return known;
    const { device } = this.backend;
    const module = device.createShaderModule({ code, label: name });
    const compute = { module, entryPoint: 'main' };
    const pipeline = device.createComputePipeline({ label: name, layout: 'auto', compute });
    const ready = { pipeline, layout: pipeline.getBindGroupLayout(0) };
    this.#pipelines.set(name, ready);
    return ready;
  }
}
