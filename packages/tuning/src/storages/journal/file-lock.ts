import { codeOf, type Files } from './node-files.js';

/** First and longest pause between two attempts, in milliseconds. */
const PAUSES = [1, 1000] as const;
/** How long a lock may stand without a change before it is taken to be left behind, in milliseconds; Optuna's own number. */
const GRACE = 30_000;

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const anyName = () => Math.random().toString(16).slice(2);

/**
 * A lock between processes, on any file system: a file beside the journal that only one can create. It is the lock that Optuna's
 * processes look for, whether they make it as a file or as a link.
 */
export class FileLock {
  readonly #path: string;
  /** The file that is ours, by its number. */
  #inode = -1;

  constructor(
    readonly files: Files,
    journal: string,
  ) {
    this.#path = `${journal}.lock`;
  }

  /** Waits for the lock, taking one over that its holder has left behind. */
  async acquire(): Promise<void> {
    let [wait, since, seen] = [PAUSES[0] as number, Date.now(), -1];
    while (!this.#create()) {
      const changed = this.files.lstatSync(this.#path, { throwIfNoEntry: false })?.mtimeMs ?? -1;
      if (changed !== seen) [since, seen] = [Date.now(), changed];
      if (Date.now() - since > GRACE) this.#remove();
      await pause(wait);
      wait = Math.min(2 * wait, PAUSES[1]);
    }
  }

  /** Whether nobody has taken it over meanwhile. */
  get isOurs(): boolean {
    return this.files.lstatSync(this.#path, { throwIfNoEntry: false })?.ino === this.#inode;
  }

  release(): void {
    if (this.isOurs) this.#remove();
    this.#inode = -1;
  }

  #create(): boolean {
    try {
      const file = this.files.openSync(this.#path, 'wx');
      this.#inode = this.files.fstatSync(file).ino;
      this.files.closeSync(file);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  /** Renames it first: of several that find it left behind, one gets it. */
  #remove(): void {
    const aside = `${this.#path}${anyName()}.rename`;
    try {
      this.files.renameSync(this.#path, aside);
      this.files.unlinkSync(aside);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}
