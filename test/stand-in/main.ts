/** Starts a stand-in hub by hand: `npm run hub -- --scenario FILE [--port N] [--fault NAME]`. */

import { parseArgs } from 'node:util';
import { type Fault, faults } from './faults.ts';
import { readScenario, ScenarioError } from './scenario.ts';
import { startStandIn } from './stand-in.ts';

const USAGE = `usage: npm run hub -- --scenario FILE [--port N] [--fault ${Object.keys(faults).join('|')}]`;

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { scenario: { type: 'string' }, port: { type: 'string' }, fault: { type: 'string' } },
  });
  const port = Number(values.port ?? 0);
  const named: Readonly<Record<string, Fault>> = faults;
  const fault = values.fault === undefined ? null : named[values.fault];
  if (values.scenario === undefined || fault === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) {
    return fail(USAGE);
  }
  const scenario = readScenario(values.scenario);
  const standIn = await startStandIn(scenario, { port });
  if (fault !== null) standIn.fault(/./, fault);

  const lines = [
    `The stand-in hub listens on ${standIn.url}; its CDN on ${standIn.cdnUrl}. Ctrl+C ends it.`,
    ...(scenario.note === undefined ? [] : ['', scenario.note]),
    '',
    `accounts: ${scenario.accounts.map(({ name }) => name).join(', ')}`,
    ...scenario.repositories.map(({ kind, id }) => `${kind}: ${id}`),
    ...scenario.redirects.map(({ kind, from, to }) => `${kind}: ${from} -> ${to}`),
    ...Object.entries(scenario.tokens).map(([token, user]) => `token: ${token} (${user})`),
    '',
    `namesake --endpoint ${standIn.url} .`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

try {
  await main();
} catch (error) {
  if (error instanceof ScenarioError) fail(error.message);
  else if (error instanceof Error && 'code' in error) fail(`${error.message}\n${USAGE}`);
  else throw error;
}
