/**
 * A program of somebody who installed `@diku/engine` alone: `scripts/pack.mjs` copies it into an empty project, checks its
 * types as Node and as bundlers resolve them, and runs it, with and without the packages that may be left out.
 * Arguments: a drawing (DXF) and a model (IFC). One JSON document on standard output.
 */
import { readFileSync } from 'node:fs';
import { createPlainSolver, createSimdKernel, importDrawing, type Plan, planGarage } from '@diku/engine';
import type { LoadHighs } from '@diku/engine/core';
import * as design from '@diku/engine/design';
import * as documents from '@diku/engine/documents';
import { serveWorker } from '@diku/engine/field-worker';
import * as imports from '@diku/engine/import';
import * as measurement from '@diku/engine/measurement';
import * as plans from '@diku/engine/plan';
import * as programme from '@diku/engine/programme';
import { serveProver } from '@diku/engine/prover-thread';
import { loadFormulas } from '@diku/engine/radio';
import { serveRayWorker } from '@diku/engine/ray-worker';
import * as workflow from '@diku/engine/workflow';
import highs from 'highs';

const [drawing, model] = process.argv.slice(2).map((path) => readFileSync(path));
// The solver's types are those of its CommonJS form.
const loadHighs = highs as unknown as LoadHighs;
const solver = createPlainSolver(createSimdKernel());
const options = { solver, loadHighs, effort: 'low', resolutionM: 2, network: false } as const;
const { plan, prediction }: { plan: Plan; prediction: { assessment: { target: { met: boolean } } } } =
  await planGarage({ drawing }, options);

const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: Error) => error.message,
  );
process.stdout.write(
  JSON.stringify({
    antennas: plan.antennas.length,
    met: prediction.assessment.target.met,
    threads: [typeof serveWorker, typeof serveRayWorker, typeof serveProver],
    names: [design, documents, imports, measurement, plans, programme, workflow].map(
      (door) => Object.keys(door).length,
    ),
    ifc: await outcomeOf(importDrawing(model)),
    formulas: await outcomeOf(loadFormulas()),
  }),
);
