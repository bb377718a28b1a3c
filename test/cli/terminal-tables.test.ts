/** Tables and sentences in a terminal that is narrower than they are. */
import { spawnSync } from 'node:child_process';
import { evaluateExposure, type Prediction, reportNetwork, verdictTable } from '@diku/engine';
import { exposureTable, foldSentences, networkSummary } from '@diku/engine/documents';
import { afterAll, describe, expect, it } from 'vitest';
import { terminalColumns } from '../../packages/engine/src/documents/index.ts';
import { randomNetwork } from '../design/network-support/networked-plan.ts';
import { syntheticPrediction } from '../documents/report-support/synthetic-prediction.ts';
import { createWorkFolder, program, quickStart, writePlan } from '../support/run-cli.ts';

const work = createWorkFolder();
afterAll(() => work.remove());
const network = randomNetwork(3, 6);
const exposure = evaluateExposure(network);
const report = reportNetwork(network);
if (!report) throw new Error('no network');

/** Every kind of floor and some states: the widest tables there are. */
function widePrediction(): Prediction {
  const prediction = syntheticPrediction();
  const { assessment } = prediction;
  const state = (id: string, occupancyRatio: number) => ({
    ...{ id, occupancyRatio, shutters: 'closed', outside: 'none', met: false, required: false },
    ...{ operators: assessment.operators, jointPassProbability: 0.5, withPointsPassProbability: 0.4 },
  });
  const kinds = (['lane', 'bay', 'bay-in-car', 'lobby'] as const).map((kind) => ({
    ...assessment.kinds[0],
    kind,
  }));
  const scenarios = [state('shutters-closed', 0.6), state('shutters-closed-cars-full', 1)];
  return { ...prediction, assessment: { ...assessment, kinds, scenarios } } as never;
}

const tables = {
  verdict: (lang: 'zh' | 'en', columns?: number) => verdictTable(widePrediction(), lang, columns),
  exposure: (lang: 'zh' | 'en', columns?: number) => exposureTable(exposure, lang, { columns }),
  network: (lang: 'zh' | 'en', columns?: number) => networkSummary(report, network, lang, { columns }),
};
const signs = (text: string) => [...text.replace(/\s/g, '')].sort().join('');

describe.each(Object.entries(tables))('the tables of %s', (_name, tableOf) => {
  it.each([
    ['zh', 80],
    ['en', 80],
    ['en', 100],
  ] as const)('in %s fit into %i columns, with every sign of theirs', (lang, columns) => {
    const whole = tableOf(lang);
    const lines = foldSentences(tableOf(lang, columns), columns).split('\n');
    expect(Math.max(...whole.split('\n').map(terminalColumns))).toBeGreaterThan(columns);
    expect(lines.filter((line) => terminalColumns(line) > columns)).toEqual([]);
    expect(signs(lines.join('\n'))).toBe(signs(whole));
    // A figure stays with its unit.
    expect(lines.filter((line) => /^\s*(%|m²|dBm?)(\s|$)/.test(line))).toEqual([]);
  });
});

const hasScript = spawnSync('script', ['--version']).status === 0;

describe('a terminal', () => {
  it.skipIf(!hasScript)(
    'of 80 columns gets lines of 80 columns, a file gets each row in a line',
    { tags: ['thorough'] },
    () => {
      const plan = writePlan(work.folder, 'plan.json', () => {});
      const command = `node ${quickStart.join(' ')} ${program} check ${plan} --resolution 5 --scenarios none --workers 1 --lang en`;
      const [narrow, file] = [`stty cols 80; ${command}`, `${command} | cat`].map((line) => {
        const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], {
          cwd: work.folder,
          encoding: 'utf8',
        });
        const shown = stdout.slice(stdout.indexOf('Acceptance target'));
        return shown.replaceAll('\r', '').split('\n').map(terminalColumns);
      });
      expect(Math.max(...narrow)).toBeLessThanOrEqual(80);
      expect(Math.max(...file)).toBeGreaterThan(100);
    },
  );
});
