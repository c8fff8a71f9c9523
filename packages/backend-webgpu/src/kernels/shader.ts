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

/** Names and types of a uniform block, in order. */
export type Fields = Readonly<Record<string, 'u32' | 'f32'>>;

function declarations(buffers: readonly BufferOf[], fields: Fields): string {
  const bound = buffers.map(
    ({ name, access, type = 'f32' }, binding) =>
      `@group(0) @binding(${binding}) var<storage, ${access === 'in' ? 'read' : 'read_write'}> ${name}: array<${type}>;`,
  );
  const members = Object.entries(fields).map(([field, type]) => `  ${field}: ${type},`);
  return `${bound.join('\n')}
struct Parameters {
${members.join('\n')}
}
@group(0) @binding(${buffers.length}) var<uniform> parameters: Parameters;`;
}

const ARGUMENTS = `@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>,
        @builtin(local_invocation_index) thread: u32`;

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
  uniforms: Fields,
  body: string,
  functions = '',
): Shader {
  const code = `
${declarations(buffers, { count: 'u32', ...uniforms })}
${functions}
@compute @workgroup_size(${GROUP})
fn main(${ARGUMENTS}) {
  let i = (group.y * groups.x + group.x) * ${GROUP}u + thread;
  if (i >= parameters.count) { return; }
${body}
}
`;
  return { name, code };
}

/** What {@link groupShader} is made of. */
export interface GroupWork {
  readonly name: string;
  /** Bound in this order. */
  readonly buffers: readonly BufferOf[];
  /** The uniform block after `groups`, which every such shader has first. */
  readonly uniforms: Fields;
  /** Threads in a group. */
  readonly threads: number;
  /** Statements for the thread `thread` of the group `at`, which may wait for the others of its group. */
  readonly body: string;
  /** Declared before, memory of the group included. */
  readonly functions?: string;
}

/** A shader whose groups of threads work together, each on one of `groups` pieces of work. */
export function groupShader({ name, buffers, uniforms, threads, body, functions = '' }: GroupWork): Shader {
  const code = `
${declarations(buffers, { groups: 'u32', ...uniforms })}
${functions}
@compute @workgroup_size(${threads})
fn main(${ARGUMENTS}) {
  let at = group.y * groups.x + group.x;
  if (at >= parameters.groups) { return; }
${body}
}
`;
  return { name, code };
}
