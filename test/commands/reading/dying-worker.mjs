// A worker that ends when it is given a file called `deadly`, in three ways.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', (tasks) => {
  for (const { entry } of tasks) {
    if (entry.path === 'deadly-throw') throw new Error('out of luck');
    if (entry.path === 'deadly-exit') process.exit(3);
    if (entry.path === 'deadly-memory') {
      const hoard = [];
      for (;;) hoard.push(new Array(1e6).fill(entry));
    }
  }
  parentPort.postMessage(tasks.map(({ entry }) => ({ digest: `read ${entry.path}`, lasting: true, asked: [] })));
});
parentPort.postMessage('ready');
