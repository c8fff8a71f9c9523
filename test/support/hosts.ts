import { type ChildProcess, execFileSync, type SpawnOptions, spawn, spawnSync } from 'node:child_process';

const run = (...command: string[]) => execFileSync('ip', command, { stdio: 'pipe' });

/** Why there are no hosts here; undefined where there are. */
export function noHosts(): string | undefined {
  const name = `glassbox-try-${process.pid}`;
  const made = spawnSync('ip', ['netns', 'add', name]);
  if (made.error) return 'ip was not found: install it (Debian: apt-get install iproute2).';
  if (made.status !== 0) return 'This process may not make network namespaces.';
  run('netns', 'delete', name);
  return spawnSync('unshare', ['--version']).status === 0 ? undefined : 'unshare was not found.';
}

/** A machine of its own as far as its network, its name and its processes go. */
export interface Host {
  readonly address: string;
  /** Starts a program there. */
  start(command: string, given: readonly string[], options?: SpawnOptions): ChildProcess;
  /** Pulls the plug of its network, or puts it in again. */
  plug(isIn: boolean): void;
}

/** Hosts on one network, which no other host is on. */
export interface Hosts {
  readonly hosts: readonly Host[];
  /** Ends all that runs there. */
  remove(): void;
}

let networks = 0;

/** Makes so many hosts, joined by a switch that is in a namespace of its own. */
export function makeHosts(count: number): Hosts {
  const network = `glassbox-${process.pid}-${networks++}`;
  const hub = `${network}-switch`;
  run('netns', 'add', hub);
  run('-n', hub, 'link', 'add', 'bridge', 'type', 'bridge');
  run('-n', hub, 'link', 'set', 'bridge', 'up');
  const started: ChildProcess[] = [];
  const hosts = Array.from({ length: count }, (_, i) => makeHost(network, hub, i + 1, started));
  return {
    hosts,
    remove() {
      for (const child of started) child.kill('SIGKILL');
      for (let i = 1; i <= count; i++) run('netns', 'delete', `${network}-${i}`);
      run('netns', 'delete', hub);
    },
  };
}

function makeHost(network: string, hub: string, number: number, started: ChildProcess[]): Host {
  const name = `${network}-${number}`;
  const address = `10.77.0.${number}`;
  const port = `port${number}`;
  run('netns', 'add', name);
  run('-n', name, 'link', 'add', 'net0', 'type', 'veth', 'peer', 'name', port, 'netns', hub);
  run('-n', hub, 'link', 'set', port, 'master', 'bridge', 'up');
  run('-n', name, 'address', 'add', `${address}/24`, 'dev', 'net0');
  run('-n', name, 'link', 'set', 'lo', 'up');
  run('-n', name, 'link', 'set', 'net0', 'up');
  // With a table of processes of its own nobody sees from elsewhere whether one has died.
  const apart = ['unshare', '--uts', '--pid', '--fork', '--kill-child', '--mount-proc'];
  return {
    address,
    start(command, given, options = {}) {
      const child = spawn('ip', ['netns', 'exec', name, ...apart, command, ...given], options);
      started.push(child);
      return child;
    },
    plug: (isIn) => void run('-n', hub, 'link', 'set', port, isIn ? 'up' : 'down'),
  };
}
