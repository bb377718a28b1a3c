import type { Language } from '../../core/index.ts';
import {
  type AcceptanceTest,
  judgesDevices,
  type Plan,
  planAcceptance,
  planProfile,
} from '../../plan/index.ts';
import { formatPercent } from '../encoders/format-numbers.ts';
import { textsIn } from './document-text.ts';

/** The one acceptance test of a plan, in words: how it is decided, and the state that it is done in. */
export interface AcceptanceTestWords {
  /** Rule, after a name of the figure that it belongs to. */
  rule: string;
  phone: string;
  bays: string;
  carriers: string;
  /** Says that modems of devices are left out; absent where none are asked for. */
  modems?: string;
}

/** The test in words, each part without a full stop. */
export function acceptanceTestWords(
  plan: Pick<Plan, 'requirements' | 'carriers'>,
  lang: Language,
  test: AcceptanceTest = planAcceptance(plan),
): AcceptanceTestWords {
  const { requirements } = plan;
  const ratio = formatPercent(requirements.coverageRatio, 0);
  const confidence = formatPercent(requirements.confidence, 0);
  const taken = formatPercent(test.baysTakenRatio, 0);
  const texts = textsIn(lang);
  return {
    rule:
      test.rule === 'share'
        ? texts('test.rule.share', { ratio })
        : texts('test.rule.confidence', { ratio, confidence }),
    phone: texts(`test.phone.${test.phone}`),
    bays: texts('test.bays', { taken }),
    carriers: texts(requirements.everyCarrier === true ? 'test.everyCarrier' : 'test.anyCarrier'),
    ...(judgesDevices(plan, planProfile(plan)) ? { modems: texts('test.withoutModems') } : {}),
  };
}

/** The test in one line: rule, phone, bays, carriers. */
export function acceptanceTestLine(
  plan: Pick<Plan, 'requirements' | 'carriers'>,
  lang: Language,
  test?: AcceptanceTest,
): string {
  const { rule, phone, bays, carriers, modems = [] } = acceptanceTestWords(plan, lang, test);
  const texts = textsIn(lang);
  return texts('test.line', {
    all: [rule, phone, bays, carriers].concat(modems).join(texts('report.clauseSeparator')),
  });
}
