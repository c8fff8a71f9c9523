import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/setup/browser.mjs';
import { installProblem } from '../../scripts/setup/install.mjs';
import { nodeVersionProblem } from '../../scripts/setup/node-version.mjs';
import { root } from '../../scripts/setup/paths.mjs';
import { summary, sumTests } from '../../scripts/setup/test-counts.mjs';
import { run, runProgram } from '../support/run-program.js';

describe('the version of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.1.0', '24.0.0'])('%s will do', (version) => {
    expect(nodeVersionProblem(version)).toBeUndefined();
  });

  it.each(['18.20.4', '20.18.3', '8.0.0'])('%s will not, in one line', (version) => {
    expect(nodeVersionProblem(version)).toBe(
      `Glassbox needs Node 20.19 or newer; this is Node ${version}. Install a current Node and run again.`,
    );
  });
});

describe('an installation that failed', () => {
  it('names the registry where it could not be reached', () => {
    expect(installProblem('npm error code EAI_AGAIN')).toMatch(
      /^The package registry cannot be reached \(EAI_AGAIN\)\./,
    );
    expect(installProblem('ERR_PNPM_META_FETCH_FAIL  GET ...')).toContain('cannot be reached');
  });

  it('tells other causes apart', () => {
    expect(installProblem('ERR_PNPM_OUTDATED_LOCKFILE')).toContain('disagree');
    expect(installProblem('ENOSPC: no space left')).toContain('disk is full');
    expect(installProblem('something else')).toBe('Installing the dependencies failed; the lines above say why.');
  });
});

describe('finding a browser', () => {
  it('takes CHROME_PATH or nothing where it is set, else what is on the path', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'glassbox-browser-'));
    const chromium = path.join(folder, 'chromium');
    writeFileSync(chromium, '');
    chmodSync(chromium, 0o755);
    expect(findBrowser({ PATH: folder })).toBe(chromium);
    expect(findBrowser({ CHROME_PATH: chromium, PATH: '' })).toBe(chromium);
    expect(findBrowser({ CHROME_PATH: path.join(folder, 'gone'), PATH: folder })).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});

it('the one door refuses a job that does not exist and lists those that do', async () => {
  const { status, output } = await runProgram([path.join(root, 'scripts/run.mjs'), 'tset'], root);
  expect(status).toBe(2);
  expect(output).toMatch(/^There is no job 'tset'\. Jobs:\n {2}npm run demo /);
});

describe('the sum of the tests', () => {
  const file = (status: string, tests: number) => ({ status, assertionResults: new Array<unknown>(tests).fill({}) });
  const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1, testResults: [] };

  it('adds what was skipped and what is to be written', () => {
    expect(summary(sumTests(report, 0))).toBe('5 passed, 0 failed, 3 skipped');
  });

  it('counts a file that could not be loaded, a silent failure and a missing report', () => {
    const broken = {
      ...report,
      numFailedTests: 1,
      testResults: [file('failed', 0), file('failed', 3), file('passed', 2)],
    };
    expect(sumTests(broken, 1).failed).toBe(2);
    expect(sumTests(report, 1).failed).toBe(1);
    expect(sumTests(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

it('npm adds nothing to what a job writes', async () => {
  const { status, output } = await run('npm', ['run', 'structure'], root);
  expect([0, 1]).toContain(status);
  expect(output).not.toContain('glassbox-workspace@');
});
