import { serveRayWorker } from '@diku/engine/ray-worker';

serveRayWorker(self);
