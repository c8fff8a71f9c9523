import { compositeKernels, stockKernels, type TrainingKernels } from '@glassbox/backends/ops';

/** tfjs's own training kernels, but for dilated convolutions, whose filter gradient tfjs computes as if they were not dilated. */
export const kernels: Partial<TrainingKernels> = {
  ...stockKernels,
  conv2dFilterGradient(x, dy, geometry) {
    const dilated = geometry.dilations.some((dilation) => dilation !== 1);
    const gradient = dilated ? undefined : stockKernels.conv2dFilterGradient;
    return (gradient ?? compositeKernels.conv2dFilterGradient)(x, dy, geometry);
  },
};
