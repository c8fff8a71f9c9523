import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { root } from '../../scripts/setup/paths.mjs';
import { programFolder, programsOf, writeProgram } from '../support/readme.js';
import { runProgram } from '../support/run-program.js';

const readme = 'examples/custom-backend/README.md';
const fromSources = ['--import', import.meta.resolve('tsx'), '--conditions=@glassbox/source'];

afterAll(() => rmSync(programFolder(readme), { recursive: true, force: true }));

it("the custom backend's README shows what its program prints", async () => {
  const [program] = programsOf(readme);
  const { status, output } = await runProgram([...fromSources, writeProgram(program!)], path.join(root, 'examples'));
  expect(status, output).toBe(0);
  expect(output).toContain("[ 'matMul', 'scatterAddRows' ]");
  expect(output).toContain("[ [ 'Square', 1 ] ]");
});
