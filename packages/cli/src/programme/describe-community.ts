import { stageLabel } from '@diku/engine/documents';
import { cliText } from '../cli-text.ts';
import type { JudgedCommunity } from '../store/programme-store.ts';
import type { Language } from '../texts.ts';

/** One community: what it is, every step, and what was judged when its rows were read. */
export function describeCommunity(community: JudgedCommunity, language: Language): string {
  const { id, district, street, name, address, history, judgements } = community;
  const steps = history.map(({ stage, date, due, note, evidence, plan }) => {
    const source = (evidence ?? plan)?.source;
    const parts = [date, stageLabel(stage, language), due, note, source?.file];
    return `  ${parts.filter(Boolean).join('  ')}`;
  });
  const judged = judgements.map(
    ({ record, column, raw, kind }) => `  ${record}  ${column}  ${JSON.stringify(raw)}  ${kind}`,
  );
  return [
    [id, district, street, name, address].filter(Boolean).join('  '),
    cliText(language, 'programme.history'),
    ...steps,
    ...(judged.length > 0 ? [cliText(language, 'programme.judgements'), ...judged] : []),
  ].join('\n');
}
