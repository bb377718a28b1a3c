import type { Language } from '../../core/index.ts';
import { textsIn } from '../wording/document-text.ts';
import type { BatchRow } from './batch-row.ts';

export type BatchCell = string | number | boolean | undefined;

/** A column of the table of a batch; its name is the same in every language and form. */
export interface BatchColumn {
  name: string;
  type: 'text' | 'whole' | 'number' | 'truth';
  read(row: BatchRow): BatchCell;
}

const figure = (
  name: Exclude<keyof NonNullable<BatchRow['figures']>, 'met'>,
  type: BatchColumn['type'],
): BatchColumn => ({ name, type, read: ({ figures }) => figures?.[name] });

/** Columns of a batch's table, one row a community. Units are in the names; ratios are 0–1. */
export const batchColumns: readonly BatchColumn[] = [
  { name: 'id', type: 'text', read: ({ id }) => id },
  { name: 'name', type: 'text', read: ({ name }) => name },
  { name: 'district', type: 'text', read: ({ district }) => district },
  { name: 'input', type: 'text', read: ({ input }) => input },
  { name: 'status', type: 'text', read: batchStatus },
  { name: 'met', type: 'truth', read: (row) => (row.figures ? batchStatus(row) === 'met' : undefined) },
  figure('passProbability', 'number'),
  figure('expectedCoverageRatio', 'number'),
  figure('limitingOperator', 'text'),
  figure('levels', 'whole'),
  figure('areaM2', 'number'),
  figure('bays', 'whole'),
  figure('antennas', 'whole'),
  figure('lowerBound', 'whole'),
  figure('sources', 'whole'),
  figure('cableM', 'number'),
  figure('costCny', 'number'),
  figure('ended', 'text'),
  figure('decidable', 'truth'),
  figure('reasons', 'text'),
  figure('accepted', 'text'),
  figure('openDoubts', 'whole'),
  figure('blockingDoubts', 'whole'),
  figure('gravestDoubts', 'text'),
  figure('planWarnings', 'whole'),
  figure('firstWarnings', 'text'),
  figure('brokenRules', 'whole'),
  figure('brokenRuleNames', 'text'),
  figure('ruleWarnings', 'whole'),
  figure('noNetwork', 'text'),
  { name: 'pack', type: 'text', read: ({ pack }) => pack?.state },
  { name: 'packNote', type: 'text', read: ({ pack }) => pack?.note },
  { name: 'failure', type: 'text', read: ({ failure }) => failure?.kind },
  { name: 'reason', type: 'text', read: ({ failure }) => failure?.reason },
  { name: 'folder', type: 'text', read: ({ folder }) => folder },
];

export type BatchStatus = 'met' | 'not-met' | 'undecidable' | 'failed';

/** A verdict that does not decide is no other, whatever its figures say. */
export function batchStatus({ figures }: BatchRow): BatchStatus {
  if (!figures) return 'failed';
  if (figures.decidable !== true) return 'undecidable';
  return figures.met ? 'met' : 'not-met';
}

/** Returns a verdict in a word. */
export function statusText(status: BatchStatus, lang: Language): string {
  const texts = textsIn(lang);
  return {
    met: texts('batch.met'),
    'not-met': texts('batch.notMet'),
    undecidable: texts('batch.undecidable'),
    failed: texts('batch.failed'),
  }[status];
}
