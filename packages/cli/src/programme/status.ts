import type { Language } from '@diku/engine';
import { evidenceText, monthTableText, signatureText, stageLabel } from '@diku/engine/documents';
import type { MonthReport } from '@diku/engine/programme';
import type { Command } from 'commander';
import { cliText } from '../cli-text.ts';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { runAs } from '../session.ts';
import { readStore } from '../store/open-store.ts';
import type { RankedCommunity } from '../store/programme-store.ts';
import { addMonthOptions, type MonthOptions, prepareMonth } from './month-options.ts';
import { findCommunity } from './take-steps.ts';

/** `diku programme status <store>`: the month against the quotas; with an id, one community and its history. */
export function addStatusPart(group: Command): void {
  const command = group.command('status <store> [id]').description(help('programme-status.about'));
  addMonthOptions(command);
  runAs<[string, string | undefined], MonthOptions>(command, async (session, options, path, id) => {
    const makeReport = prepareMonth(options);
    const { document, text } = await readStore(path, options.wait, (store) => {
      if (id !== undefined) {
        const community = findCommunity(store, id);
        return { document: { community }, text: describeCommunity(community, session.language) };
      }
      const report = makeReport(store);
      return { document: monthDocument(report), text: monthTableText(report, session.language) };
    });
    session.print(document, text);
    return exitStatus.done;
  });
}

/** The month as the JSON document of the command. */
export function monthDocument({ statistics, late, forecast }: MonthReport): object {
  const lateRows = late.map(({ community, state, ...each }) => ({
    ...{ id: community.id, district: community.district, name: community.name },
    ...{ stage: state.stage, since: state.since, due: state.due, lastNote: state.lastNote },
    ...each,
  }));
  return { ...statistics, late: lateRows, forecast };
}

/** One community: what it is, every step, and what was assumed when its rows were read. */
function describeCommunity(community: RankedCommunity, language: Language): string {
  const { id, district, street, name, address, history, judgements } = community;
  const steps = history.map((step) => {
    const { stage, date, due, note, evidence, plan } = step;
    const source = (evidence ?? plan)?.source;
    const rests = [source?.file, evidenceText(step, language)];
    const parts = [date, stageLabel(stage, language), due, note, ...rests, signatureText(step)];
    return `  ${parts.filter(Boolean).join('  ')}`;
  });
  const ranked = judgements.map(
    ({ record, column, raw, kind }) => `  ${record}  ${column}  ${JSON.stringify(raw)}  ${kind}`,
  );
  return [
    [id, district, street, name, address].filter(Boolean).join('  '),
    cliText(language, 'programme.history'),
    ...steps,
    ...(ranked.length > 0 ? [cliText(language, 'programme.judgements'), ...ranked] : []),
  ].join('\n');
}
