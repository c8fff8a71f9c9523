import { holderText, isHolderDead } from './lock-holder.js';
import { codeOf, type Files } from './node-files.js';

/** First and longest pause between two attempts, in milliseconds. */
const PAUSES = [1, 1000] as const;
/** How long a lock may stand without a change before it is taken to be left behind, in milliseconds; Optuna's own number. */
const GRACE = 30_000;

/** What file systems without hard links answer. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

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
    const own = `${this.#path}${anyName()}.own`;
    try {
      this.#create(own);
      await this.#take(own);
    } finally {
      this.#discard(own);
    }
  }

  #discard(path: string): void {
    try {
      this.files.unlinkSync(path);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }

  async #take(own: string): Promise<void> {
    let [wait, since, seen] = [PAUSES[0] as number, Date.now(), 'none'];
    while (!this.#link(own)) {
      const found = this.#identityOf(this.#path);
      if (found !== seen) [since, seen] = [Date.now(), found];
      if (Date.now() - since > GRACE || isHolderDead(this.files, this.#path)) this.#remove(found);
      await pause(wait);
      wait = Math.min(2 * wait, PAUSES[1]);
    }
  }

  /** What tells a lock from those before and after it; a time alone is that of a tick of the clock, in which there may be several. */
  #identityOf(path: string): string {
    const state = this.files.lstatSync(path, { throwIfNoEntry: false });
    return state ? `${state.ino} ${state.mtimeMs}` : 'none';
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

  #create(path: string): void {
    const file = this.files.openSync(path, 'wx');
    this.#inode = this.files.fstatSync(file).ino;
    this.files.writeSync(file, this.#text);
    this.files.closeSync(file);
  }

  /** At once with what it says: of a process that is killed between the two nobody could know that it has died. */
  #link(own: string): boolean {
    try {
      this.files.linkSync(own, this.#path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      if (!NO_LINKS.includes(codeOf(error) ?? '')) throw error;
    }
    try {
      this.#create(this.#path);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  /**
   * Renames it first: of several that find it left behind, one gets it.
   *
   * @param meant the one that is meant. Another one, of a process that was quicker, is put back.
   */
  #remove(meant: string | undefined): void {
    const aside = `${this.#path}${anyName()}.rename`;
    try {
      this.files.renameSync(this.#path, aside);
      if (meant !== undefined && this.#identityOf(aside) !== meant) this.#putBack(aside);
      this.files.unlinkSync(aside);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
}
