/**
 * Compares the pickle machine with CPython on many random and damaged streams, and prints every difference.
 *
 *     node --import tsx bench/compare-cpython.ts [COUNT] [SEED] [PYTHON]
 */

import { differences } from '../test/scan/pickle/differential.ts';
import { mixedStreams } from '../test/scan/pickle/random-streams.ts';

const [count = '10000', seed = '1', python = 'python3'] = process.argv.slice(2);
const { compared, found } = await differences(mixedStreams(Number(count), Number(seed)), python);
for (const difference of found) console.log(difference);
console.log(`${compared} streams compared, ${found.length} differ`);
process.exitCode = found.length === 0 ? 0 : 1;
