import type { Command } from './command.js';
import { flagOf } from './flags.js';
import { program } from './options.js';

const WIDTH = 100;

/** Breaks running text at spaces. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A line as it is, or broken with its indent and four columns more. */
function wrapped(line: string): string[] {
  const indent = /^ */.exec(line)![0];
  const hanging = indent === '' ? '' : `${indent}    `;
  const parts = wrap(line.trim(), WIDTH - hanging.length);
  return parts.length === 0 ? [''] : parts.map((part, i) => (i === 0 ? indent : hanging) + part);
}

/** Two columns. */
function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 4;
  const lines = rows.flatMap(([left, right]) =>
    wrap(right, WIDTH - width).map((line, i) => `${(i === 0 ? `  ${left}` : '').padEnd(width)}${line}`),
  );
  return lines.join('\n');
}

/** What `glassbox-tune COMMAND --help` prints. */
export function commandHelp(name: string, command: Command): string {
  const words = command.words.map((word) => ` ${word.name}`).join('');
  const rows = [...command.flags, 'help' as const].map((flag) => {
    const { value, help } = flagOf(flag);
    return [`--${flag}${value ? ` ${value}` : ''}`, help] as const;
  });
  const notes = command.notes ? `\n${command.notes().split('\n').flatMap(wrapped).join('\n')}\n` : '';
  return `${command.summary}\n\nUsage: ${program} ${name}${words} [options]\n\n${table(rows)}\n${notes}`;
}

/** What `glassbox-tune --help` prints. */
export function programHelp(commands: Readonly<Record<string, Command>>): string {
  const rows = Object.entries(commands).map(([name, { words, summary }]) => {
    return [`${name}${words.map((word) => ` ${word.name}`).join('')}`, summary] as const;
  });
  return `Searches for hyperparameters.

Usage: ${program} COMMAND [options]

${table(rows)}

${program} COMMAND --help says more of each.

Exit status: 0 done; 1 no trial is complete, or a bug; 2 what you can mend: an option, a file, a place;
130 after Ctrl-C and 143 after SIGTERM, when the study can be resumed.
`;
}
