// Many more kills than the tests make. From the root, where a storage is journal, redis or postgres:
// node --conditions=@glassbox/source --import tsx test/tuning/kills.main.ts 1000 [storage] [seed]
import { type Server, startPostgres, startRedis } from '../support/servers.js';
import { surviveKills } from './kills.js';

const [kills = 1000, storage = 'journal', seed = 1] = process.argv.slice(2);
const trials = Math.round(Number(kills) * 7.5);
const server: Server | undefined =
  storage === 'redis' ? await startRedis() : storage === 'postgres' ? await startPostgres() : undefined;
const report = await surviveKills({
  kills: Number(kills),
  trials,
  seed: Number(seed),
  lease: 3,
  ...(server && { server: server.url }),
  onKill: (count) => count % 100 === 0 && console.error(`${count} kills`),
});
await server?.stop();

const lost = report.trials.filter(({ state }) => state !== 'complete').length + trials - report.trials.length;
const endings = [...report.endings.values()];
const changed = report.ledger.filter(([number, value]) => report.trials[number]?.values?.[0] !== value);
const strayed = report.trials.filter(({ params }, i) => JSON.stringify(params) !== JSON.stringify(report.expected[i]));
console.log(
  JSON.stringify({
    storage,
    seed: Number(seed),
    killed: report.killed,
    trials: report.trials.length,
    lost,
    twice: endings.filter((count) => count !== 1).length,
    changed: changed.length,
    strayed: strayed.length,
    takeovers: report.takeovers,
    damaged: report.damaged,
    longestWaitInLeases: report.longestWait,
  }),
);
