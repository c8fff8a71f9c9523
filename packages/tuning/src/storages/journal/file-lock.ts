import { holderText, isHolderDead } from './lock-holder.js';
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
  readonly #text: Uint8Array;
  /** The file that is ours, by its number. */
  #inode = -1;

  constructor(
    readonly files: Files,
    journal: string,
  ) {
    this.#path = `${journal}.lock`;
    this.#text = new TextEncoder().encode(holderText());
  }

  /** Waits for the lock, taking one over that its holder has left behind. */
  async acquire(): Promise<void> {
    let [wait, since, seen] = [PAUSES[0] as number, Date.now(), -1];
    while (!this.#create()) {
      const changed = this.files.lstatSync(this.#path, { throwIfNoEntry: false })?.mtimeMs ?? -1;
      if (changed !== seen) [since, seen] = [Date.now(), changed];
      if (Date.now() - since > GRACE || isHolderDead(this.files, this.#path)) this.#remove(changed);
      await pause(wait);
      wait = Math.min(2 * wait, PAUSES[1]);
    }
  }

  /** Whether nobody has taken it over meanwhile. */
  get isOurs(): boolean {
    return this.files.lstatSync(this.#path, { throwIfNoEntry: false })?.ino === this.#inode;
  }

  release(): void {
    if (this.isOurs) this.#remove(undefined);
    this.#inode = -1;
  }

  #putBack(aside: string): void {
    try {
      this.files.linkSync(aside, this.#path);
    } catch (error) {
      // There is one more already; whoever made the other sees that it is not there any more before it writes.
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }

  #create(): boolean {
    try {
      const file = this.files.openSync(this.#path, 'wx');
      this.#inode = this.files.fstatSync(file).ino;
      this.files.writeSync(file, this.#text);
      this.files.closeSync(file);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  /**
   * Renames it first: of several that find it left behind, one gets it.
   *
   * @param changed when the one that is meant was written. Another one, of a process that was quicker, is put back.
   */
  #remove(changed: number | undefined): void {
    const aside = `${this.#path}${anyName()}.rename`;
    try {
      this.files.renameSync(this.#path, aside);
      const found = this.files.lstatSync(aside, { throwIfNoEntry: false })?.mtimeMs;
      if (changed !== undefined && found !== changed) this.#putBack(aside);
      this.files.unlinkSync(aside);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}
