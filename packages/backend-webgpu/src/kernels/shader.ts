import type { Shader } from './gpu.js';

/** Threads in a group where each takes one element. */
export const GROUP = 64;

/** A buffer of a shader: `in` is read, `out` written, `inout` both. */
export interface BufferOf {
  readonly name: string;
  readonly access: 'in' | 'out' | 'inout';
  /** Default `f32`. */
  readonly type?: 'f32' | 'i32' | 'u32';
}

/**
 * A shader whose threads each take one of `count` elements.
 *
 * @param buffers bound in this order.
 * @param uniforms names and types of the uniform block after `count`, which every shader has first.
 * @param body statements for element `i`; `parameters` is the uniform block.
 * @param functions declared before.
 */
export function elementShader(
  name: string,
  buffers: readonly BufferOf[],
  uniforms: Readonly<Record<string, 'u32' | 'f32'>>,
  body: string,
  functions = '',
): Shader {
  const declarations = buffers.map(
    ({ name: buffer, access, type = 'f32' }, binding) =>
      `@group(0) @binding(${binding}) var<storage, ${access === 'in' ? 'read' : 'read_write'}> ${buffer}: array<${type}>;`,
  );
  const fields = Object.entries(uniforms).map(([field, type]) => `  ${field}: ${type},`);
  const code = `
${declarations.join('\n')}
struct Parameters {
  count: u32,
${fields.join('\n')}
}
@group(0) @binding(${buffers.length}) var<uniform> parameters: Parameters;
${functions}
@compute @workgroup_size(${GROUP})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
        @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * groups.x + group.x) * ${GROUP}u + thread;
  if (i >= parameters.count) { return; }
${body}
}
`;
  return { name, code };
}
