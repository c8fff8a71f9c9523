import { expect, it } from 'vitest';
import { openPeer } from './open-peer.js';

const program = (code: string) => openPeer({ program: process.execPath, args: ['--input-type=module', '-e', code] });

const counting = `
  console.log('a library says hello');
  console.log(JSON.stringify({ ready: true, versions: { x: '1' } }));
  let n = 0;
  process.stdin.on('data', () => console.log(JSON.stringify({ value: ++n })));`;

it('asks a peer for one round after the other', async () => {
  const peer = await program(counting);
  if ('unavailable' in peer) throw new Error(peer.unavailable);
  expect(peer.versions).toEqual({ x: '1' });
  expect([await peer.round(), await peer.round()].map(({ value }) => value)).toEqual([1, 2]);
  peer.close();
});

it('hears why a peer takes no part', async () => {
  expect(await program(`console.log('{"unavailable":"no module"}')`)).toEqual({ unavailable: 'no module' });
  expect(await program(`throw new Error('out of luck')`)).toEqual({ unavailable: 'Error: out of luck' });
  expect(await openPeer({ program: 'no-such-program-here', args: [] })).toMatchObject({
    unavailable: expect.stringContaining('ENOENT'),
  });
});
