import type { App } from '../app/app.ts';
import type { DesignRunner } from '../compute/design-runner.ts';
import { describeFailure } from '../review/describe-failure.ts';
import { formatCny, formatNumber, text } from '../texts/language.ts';

/** Designs the plan's feeder network anew; what came of it is in the design state, a failure is said. */
export async function feedAntennas(app: App, design: DesignRunner): Promise<void> {
  const { plan } = app.store;
  if (!plan) return;
  const { page } = app;
  page.patch({ notice: { kind: 'progress', title: text('feedingNetwork'), lines: [] } });
  const outcome = await design.feed(plan);
  if (!outcome.ok && outcome.failure.name === 'CancelledError') return;
  if (!outcome.ok) {
    const lines = describeFailure(outcome.failure);
    page.patch({ notice: { kind: 'error', title: text('failedNetwork'), lines } });
    return;
  }
  const { bill, rules } = outcome.value.report;
  const title = text('networkReady', {
    cost: formatCny(bill.costCny),
    cable: formatNumber(bill.cableM, 0),
    failed: rules.filter(({ passed, isWarning }) => !passed && !isWarning).length,
  });
  const action = {
    id: 'network-take',
    label: text('placeTake'),
    run() {
      app.actions.takeNetwork();
      page.patch({ notice: undefined });
    },
  };
  page.patch({ notice: { kind: 'info', title, lines: [], action } });
}
