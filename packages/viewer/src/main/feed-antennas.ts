import type { App } from '../app/app.ts';
import type { DesignRunner } from '../compute/design-runner.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { text } from '../texts/language.ts';

/** Designs the plan's feeder network anew; how far it is and what came of it stand at the side, a failure is said. */
export async function feedAntennas(app: App, design: DesignRunner): Promise<void> {
  const { plan } = app.store;
  if (!plan) return;
  const { page } = app;
  page.patch({ notice: undefined, isPanelOpen: true });
  const outcome = await design.feed(plan);
  if (outcome.ok || outcome.failure.name === 'CancelledError') return;
  const lines = describeFailure(outcome.failure);
  page.patch({ notice: { kind: 'error', title: text('failedNetwork'), lines } });
}
