import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { programFolder, programsOf, readmes, writeProgram } from '../support/readme.js';
import { runProgram } from '../support/run-program.js';
import { typeErrors } from '../support/type-errors.js';

const programs = readmes().flatMap((readme) => programsOf(readme));
const scratch = mkdtempSync(path.join(tmpdir(), 'glassbox-readme-'));
const fromSources = ['--import', import.meta.resolve('tsx'), '--conditions=@glassbox/source'];

afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
  for (const readme of readmes()) rmSync(programFolder(readme), { recursive: true, force: true });
});

/** The first program of the repository trains for five epochs; one shows as well that it runs. */
const shortened = (code: string) => code.replace(/epochs: \d+/g, 'epochs: 1');

describe('the programs of the READMEs', () => {
  it.each(readmes())('%s has a program', (readme) => {
    expect(programsOf(readme).filter(({ notRun }) => notRun === undefined)).not.toEqual([]);
  });

  it.for(programs.map((program) => [`${program.readme}:${program.line}`, program] as const))(
    '%s runs as it stands',
    async ([, program], context) => {
      if (program.notRun !== undefined) return context.skip(program.notRun);
      const code = program.readme === 'README.md' ? shortened(program.code) : program.code;
      const { status, output } = await runProgram([...fromSources, writeProgram({ ...program, code })], scratch);
      expect(status, output).toBe(0);
    },
  );

  it('have the types that they claim, and a wrong one is found', () => {
    const wrong = {
      readme: 'README.md',
      line: 0,
      code: "import 'node:fs';\nconst x: string = 1;\n",
      notRun: undefined,
    };
    expect(typeErrors([...programs, wrong].map(writeProgram))).toEqual([
      ".cache/readme/line-0.ts:2: Type 'number' is not assignable to type 'string'.",
    ]);
  });
});

describe('reading a README', () => {
  const block = (info: string, code: string) => `# Title\n\n\`\`\`${info}\n${code}\n\`\`\`\n`;

  it('takes ts blocks that import, with their line', () => {
    const text = block('ts', "import 'a';") + block('ts', 'const x = 1;') + block('sh', "import 'b';");
    expect(programsOf('x.md', text)).toEqual([{ readme: 'x.md', line: 3, code: "import 'a';\n", notRun: undefined }]);
  });

  it('lets a block opt out with a reason, and only so', () => {
    expect(programsOf('x.md', block('ts no-run: needs a browser', "import 'a';"))[0]?.notRun).toBe('needs a browser');
    expect(() => programsOf('x.md', block('ts no-run', "import 'a';"))).toThrow(/^x\.md:3: a ts block is/);
  });
});
