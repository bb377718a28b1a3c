// As in the planner, a worker of the page has workers of its own.
const worker = new Worker(new URL('compute-worker.mjs', import.meta.url), { type: 'module' });
worker.addEventListener('message', ({ data }) => {
  globalThis.report = data;
});
worker.addEventListener('error', (event) => {
  globalThis.report = { error: event.message };
});
worker.postMessage(location.search);
