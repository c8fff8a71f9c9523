import type { Constraint, ConstraintName, Regularizer, RegularizerName } from '@glassbox/regularization';
import type { Initializer, InitializerName } from '../../initializers/initializer.js';
import type { WeightSpec } from '../layer.js';
import {
  kernelSpec,
  type ResolvedWeightOptions,
  resolveWeightOptions,
  type WeightOptions,
  weightConfig,
} from '../weight-options.js';

/** {@link WeightOptions} of a layer whose kernels have names of their own. */
export type NamedKernelOptions = Omit<WeightOptions, 'kernelInitializer' | 'kernelRegularizer' | 'kernelConstraint'>;

/** How a depthwise kernel starts, is penalised and is constrained. */
export interface DepthwiseKernelOptions {
  /** Filters of each channel. Default 1. */
  readonly depthMultiplier?: number;
  /** Default as for other kernels: what the layer's activation advises, `glorotUniform` where none follows. */
  readonly depthwiseInitializer?: InitializerName | Initializer | undefined;
  readonly depthwiseRegularizer?: RegularizerName | Regularizer | undefined;
  readonly depthwiseConstraint?: ConstraintName | Constraint | undefined;
}

/** How a pointwise kernel starts, is penalised and is constrained. */
export interface PointwiseKernelOptions {
  /** Default: what the layer's activation advises. */
  readonly pointwiseInitializer?: InitializerName | Initializer | undefined;
  readonly pointwiseRegularizer?: RegularizerName | Regularizer | undefined;
  readonly pointwiseConstraint?: ConstraintName | Constraint | undefined;
}

/** The options of a depthwise kernel as those of a kernel; `rest` has bias and activation. */
export const resolveDepthwise = (options: DepthwiseKernelOptions, rest: NamedKernelOptions): ResolvedWeightOptions =>
  resolveWeightOptions({
    ...rest,
    kernelInitializer: options.depthwiseInitializer,
    kernelRegularizer: options.depthwiseRegularizer,
    kernelConstraint: options.depthwiseConstraint,
  });

/** The options of a pointwise kernel as those of a kernel, with bias and activation. */
export const resolvePointwise = (options: PointwiseKernelOptions & NamedKernelOptions): ResolvedWeightOptions =>
  resolveWeightOptions({
    ...options,
    kernelInitializer: options.pointwiseInitializer,
    kernelRegularizer: options.pointwiseRegularizer,
    kernelConstraint: options.pointwiseConstraint,
  });

/** A kernel under another name: `depthwise_kernel`. */
export const namedKernelSpec = (
  prefix: 'depthwise' | 'pointwise',
  options: ResolvedWeightOptions,
  shape: readonly number[],
): WeightSpec => ({ ...kernelSpec(options, shape), name: `${prefix}_kernel` });

/** {@link weightConfig} with `kernel_initializer` and the like under the other name. */
export const namedKernelConfig = (prefix: 'depthwise' | 'pointwise', options: ResolvedWeightOptions) =>
  Object.fromEntries(
    Object.entries(weightConfig(options)).map(([key, value]) => [key.replace(/^kernel(?=_)/, prefix), value]),
  );
