import { serveProver } from '@diku/engine/prover-thread';
import { nextTask } from './next-task.ts';
import { startHighs } from './start-highs.ts';

serveProver(self, { loadHighs: startHighs, pause: nextTask });
