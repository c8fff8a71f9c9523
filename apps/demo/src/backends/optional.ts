import { node } from '@glassbox/backend-node';
import { webgpu } from '@glassbox/backend-webgpu';

/** Backends that bring native libraries, made anew at each call. */
export const optionalBackends = () => ({ webgpu: webgpu(), node: node() });

export type OptionalName = keyof ReturnType<typeof optionalBackends>;
