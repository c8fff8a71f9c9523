import { GlassboxError } from '@glassbox/core';
import { holderText, isHolderDead } from '../journal/lock-holder.js';
import { codeOf, type Files } from '../journal/node-files.js';

const anyName = () => Math.random().toString(16).slice(2);

/** Keeps a database for one process, from its opening to its closing: a file beside it that says whose it is. */
export class WriterLock {
  readonly #files: Files;
  readonly #database: string;
  readonly #path: string;

  /** @throws `storage-locked` where a process that lives has it, or one of another machine. */
  constructor(files: Files, database: string) {
    this.#files = files;
    this.#database = database;
    this.#path = `${database}.writer`;
    while (!this.#create()) this.#removeOfTheDead();
  }

  release(): void {
    this.#files.unlinkSync(this.#path);
  }

  #create(): boolean {
    try {
      const file = this.#files.openSync(this.#path, 'wx');
      this.#files.writeSync(file, new TextEncoder().encode(holderText()));
      this.#files.closeSync(file);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  #removeOfTheDead(): void {
    if (!isHolderDead(this.#files, this.#path)) {
      throw new GlassboxError(
        'storage-locked',
        `${this.#database} is open already, here or in another process: ${this.#path} says where. ` +
          'A database is for one process at a time; for several use journal().',
        { details: { path: this.#database } },
      );
    }
    const aside = `${this.#path}${anyName()}`;
    try {
      this.#files.renameSync(this.#path, aside);
      // Another may have been quicker, and what was renamed is its lock.
      if (!isHolderDead(this.#files, aside)) this.#files.linkSync(aside, this.#path);
      this.#files.unlinkSync(aside);
      // SQLite's own lock, if the process died while it wrote.
      this.#files.rmdirSync(`${this.#database}.lock`);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
    }
  }
}
