/**
 * Runs commands of `diku` one after the other in one process, as its parent asks for them by messages. What is printed goes
 * back as text. Ends with its parent, or when that lets go of it.
 */
import { pathToFileURL } from 'node:url';

const [main] = process.argv.slice(2);
const listened = ['SIGINT', 'SIGTERM', 'SIGHUP', 'uncaughtException', 'exit'];
const kept = new Map(listened.map((event) => [event, process.listeners(event)]));
let printed = { stdout: '', stderr: '' };
for (const stream of ['stdout', 'stderr']) {
  process[stream].write = (chunk, encoding, done) => {
    printed[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    const settle = typeof encoding === 'function' ? encoding : done;
    if (settle) process.nextTick(settle);
    return true;
  };
}

let count = 0;
process.on('message', async ({ folder, args, environment = {} }) => {
  Object.assign(process.env, environment);
  printed = { stdout: '', stderr: '' };
  process.exitCode = undefined;
  process.chdir(folder);
  process.argv = [process.execPath, 'diku', ...args];
  count += 1;
  // The start of the program runs anew, what it is made of is loaded once.
  await import(`${pathToFileURL(main).href}?${count}`);
  for (const event of listened) {
    for (const each of process.listeners(event)) {
      if (!kept.get(event).includes(each)) process.removeListener(event, each);
    }
  }
  for (const stream of ['stdout', 'stderr']) process[stream].removeAllListeners('error');
  process.send({ status: process.exitCode ?? 0, ...printed });
});
process.on('disconnect', () => process.exit());
