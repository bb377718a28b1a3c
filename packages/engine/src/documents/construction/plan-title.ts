import type { Language } from '../../core/index.ts';
import type { Plan, TitleFields } from '../../plan/index.ts';
import { doubtSentence } from '../wording/describe-reasons.ts';
import { documentText } from '../wording/document-text.ts';
import { locationParts } from '../wording/location-parts.ts';
import { type StaleOptions, staleStamp } from '../wording/stale-stamp.ts';
import type { TitleBlock } from './title-block.ts';

export interface TitleOptions extends StaleOptions {
  lang: Language;
  /** Date for the title block, as it stands; default that of the plan's title block. */
  date?: string;
  /** Fields of the title block that go before those of the plan's. */
  titleBlock?: TitleFields;
}

/** Doubts of the import that are named along the edge of a sheet; the first sheet has them all. */
const maxDoubts = 5;

/** The statements of the title block of a plan's sheets. */
export function planTitleBlock(plan: Plan, options: TitleOptions): TitleBlock {
  const { lang, allowStale } = options;
  const stated = { ...plan.titleBlock, ...options.titleBlock };
  const fields = { ...stated, stage: plan.asBuilt ? 'as-built' : (stated.stage ?? 'construction') } as const;
  const address = locationParts(plan.community, lang).join(' ');
  const doubts = doubtSentence(plan, lang, maxDoubts);
  const stamp = staleStamp(plan, { lang, allowStale });
  return {
    ...{ project: projectName(plan, lang), address, date: options.date ?? fields.date ?? '', fields },
    ...(doubts ? { doubts } : {}),
    ...(stamp ? { stamp } : {}),
  };
}

export function projectName(plan: Plan, lang: Language): string {
  return plan.community.name || documentText(lang, 'report.unnamedCommunity');
}
