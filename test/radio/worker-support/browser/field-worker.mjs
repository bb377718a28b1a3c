import { serveWorker } from '@diku/engine/field-worker';

serveWorker(self);
