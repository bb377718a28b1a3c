// The same prediction on several threads: the same bits, sooner. The threads run this file too.
import { readFileSync } from 'node:fs';
import { isMainThread, MessageChannel, Worker, workerData } from 'node:worker_threads';
import { createPlainSolver, createSimdKernel, parsePlan, predictPlan, WorkerPool } from '@diku/engine';
import { serveWorker } from '@diku/engine/field-worker';

function spawn() {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL(import.meta.url), { workerData: port2, transferList: [port2] });
  return { endpoint: port1, terminate: () => void worker.terminate() };
}

async function main() {
  const plan = parsePlan(JSON.parse(readFileSync(new URL('../garage-one-level.diku.json', import.meta.url))));
  const options = { resolutionM: 2, scenarios: 'required' };
  const pool = new WorkerPool({ spawn, workerCount: 2, sharedMemory: true });
  const many = await predictPlan(plan, { ...options, solver: pool });
  pool.dispose();
  const one = await predictPlan(plan, { ...options, solver: createPlainSolver(createSimdKernel()) });
  const bytesOf = ({ rsrpDbm }) => Buffer.from(rsrpDbm.buffer, rsrpDbm.byteOffset, rsrpDbm.byteLength);
  const isSame = many.maps.every((map, index) => bytesOf(map).equals(bytesOf(one.maps[index])));
  console.log(`${many.maps.length} maps on 2 threads: ${isSame ? 'bit for bit those of one' : 'different'}`);
}

if (isMainThread) await main();
else serveWorker(workerData);
