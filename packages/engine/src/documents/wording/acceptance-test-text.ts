import { type AcceptanceTest, type Plan, planAcceptance } from '../../plan/index.ts';
import { formatPercent } from '../encoders/format-numbers.ts';
import type { Lang } from './texts.ts';

/** The one acceptance test of a plan, in words: how it is decided, and the state that it is done in. */
export interface AcceptanceTestWords {
  /** Rule, after a name of the figure that it belongs to. */
  rule: string;
  phone: string;
  bays: string;
  carriers: string;
}

/** The test in words, each part without a full stop. */
export function acceptanceTestWords(
  { requirements }: Pick<Plan, 'requirements'>,
  lang: Lang,
  test: AcceptanceTest = planAcceptance({ requirements }),
): AcceptanceTestWords {
  const ratio = formatPercent(requirements.coverageRatio, 0);
  const confidence = formatPercent(requirements.confidence, 0);
  const taken = formatPercent(test.baysTakenRatio, 0);
  const everyCarrier = requirements.everyCarrier === true;
  if (lang === 'en') {
    return {
      rule:
        test.rule === 'share'
          ? `each operator by itself is served at ${ratio} of the locations measured or more`
          : `the locations served prove ${ratio} with ${confidence} confidence, for each operator by itself`,
      phone:
        test.phone === 'beside-car'
          ? 'phone in the hand, in a bay beside the car'
          : 'phone in the hand, in a bay in the car',
      bays: `${taken} of the bays taken (assumption)`,
      carriers: everyCarrier
        ? 'a location counts where every carrier of the operator serves it'
        : 'a location counts where any of the operator’s carriers for calls serves it',
    };
  }
  return {
    rule:
      test.rule === 'share'
        ? `每家运营商分别计，实测合格测点占 ${ratio} 及以上`
        : `每家运营商分别计，合格测点须以 ${confidence} 的置信度证明覆盖率不低于 ${ratio}`,
    phone: test.phone === 'beside-car' ? '手持手机，车位内的测点站在车旁' : '手持手机，车位内的测点在车内',
    bays: `${taken} 的车位停有车辆（假设值）`,
    carriers: everyCarrier
      ? '运营商的每个载波均合格，该测点才算合格'
      : '运营商任一通话载波合格，该测点即合格',
  };
}

/** The test in one line: rule, phone, bays, carriers. */
export function acceptanceTestLine(
  plan: Pick<Plan, 'requirements'>,
  lang: Lang,
  test?: AcceptanceTest,
): string {
  const { rule, phone, bays, carriers } = acceptanceTestWords(plan, lang, test);
  const all = [rule, phone, bays, carriers].join(lang === 'en' ? '; ' : '；');
  return lang === 'en' ? `Acceptance test: ${all}` : `验收测试：${all}`;
}
