import { describeProblem } from '../../core/index.ts';
import type { DesignedFeeder, FeederReserve } from '../../design/index.ts';
import type { Plan } from '../../plan/index.ts';
import type { Assessment } from '../../radio/index.ts';
import type { Lang } from '../wording/texts.ts';
import { limitingSentence } from './limiting-sentence.ts';

/** Which port targets a designed network has, and whether the plan meets its target with it, without a full stop. */
export function feederSentence(
  { plan, reserve, assessment }: Pick<DesignedFeeder, 'plan' | 'reserve' | 'assessment'>,
  lang: Lang,
): string {
  const texts = feederTexts[lang];
  const targets = targetsText(reserve, lang);
  if (!assessment) return texts.unpredicted(targets, unpredictedText(reserve, lang));
  const { decidable, target } = assessment;
  const tried = triedText(reserve, lang);
  if (target.figuresMet) return (decidable ? texts.met : texts.figuresMet)(targets, tried);
  return (decidable ? texts.missed : texts.figuresMissed)(targets, missedBy(plan, assessment, lang), tried);
}

function targetsText({ way, reserveDb, isOverNominal, isOwnLevel }: FeederReserve, lang: Lang): string {
  const texts = feederTexts[lang];
  if (isOwnLevel) return texts.ownLevels;
  if (way === 'as-placed') return isOverNominal ? texts.nominal : texts.asPlanned;
  return isOverNominal ? texts.overNominal(reserveDb) : texts.overPlanned(reserveDb);
}

/** What the figures miss; why nobody can decide stands elsewhere. */
function missedBy(plan: Plan, assessment: Assessment, lang: Lang): string {
  const target = { ...assessment.target, met: assessment.target.figuresMet };
  return limitingSentence({ plan, assessment: { ...assessment, target, decidable: true } }, lang);
}

/** What else was tried, or why nothing was; empty where there is nothing to say. */
function triedText({ attempts, nominalMet, isOwnLevel, isAtCap }: FeederReserve, lang: Lang): string {
  const texts = feederTexts[lang];
  const last = attempts[attempts.length - 1];
  if (last?.met) return attempts.length > 1 ? texts.missedWithout : '';
  if (isOwnLevel) return texts.nothingToRaise;
  if (nominalMet === false) return texts.nominalMissed;
  if (isAtCap) return texts.atCap;
  return attempts.length > 1 ? texts.triedUpTo(Math.max(...attempts.map((each) => each.reserveDb))) : '';
}

function unpredictedText({ unpredicted }: FeederReserve, lang: Lang): string {
  const texts = feederTexts[lang];
  if (unpredicted === 'time-limit') return texts.timeLimit;
  if (unpredicted === undefined || unpredicted === 'not-asked') return texts.notAsked;
  return unpredicted.map((problem) => describeProblem(problem, lang)).join(texts.and);
}

interface FeederTexts {
  nominal: string;
  asPlanned: string;
  ownLevels: string;
  overNominal(reserveDb: number): string;
  overPlanned(reserveDb: number): string;
  met(targets: string, tried: string): string;
  figuresMet(targets: string, tried: string): string;
  missed(targets: string, why: string, tried: string): string;
  figuresMissed(targets: string, why: string, tried: string): string;
  unpredicted(targets: string, why: string): string;
  missedWithout: string;
  nothingToRaise: string;
  nominalMissed: string;
  atCap: string;
  triedUpTo(reserveDb: number): string;
  notAsked: string;
  timeLimit: string;
  and: string;
}

const feederTexts: Record<'zh' | 'en', FeederTexts> = {
  zh: {
    nominal: '端口按标称功率',
    asPlanned: '端口按方案的目标功率',
    ownLevels: '小站与漏缆按自身电平',
    overNominal: (reserveDb) => `端口比标称高 ${reserveDb} dB`,
    overPlanned: (reserveDb) => `端口比方案的目标功率高 ${reserveDb} dB`,
    met: (targets, tried) => `接入网络后达标（${targets}）${tried}`,
    figuresMet: (targets, tried) => `接入网络后数值达标（${targets}），尚不能判定${tried}`,
    missed: (targets, why, tried) => `接入网络后仍未达标（${targets}）：${why}${tried}`,
    figuresMissed: (targets, why, tried) => `接入网络后数值未达标（${targets}），尚不能判定：${why}${tried}`,
    unpredicted: (targets, why) => `${targets}；接入网络后是否达标未知：${why}`,
    missedWithout: '；不提高则未达标',
    nothingToRaise: '；没有可提高的端口目标',
    nominalMissed: '；标称功率下也未达标，未再提高端口目标',
    atCap: '；端口目标已到上限',
    triedUpTo: (reserveDb) => `；已试到高 ${reserveDb} dB，取其中最好的`,
    notAsked: '未预测',
    timeLimit: '到时限，未预测',
    and: '；',
  },
  en: {
    nominal: 'ports at nominal power',
    asPlanned: 'ports at the targets of the plan',
    ownLevels: 'small cells and radiating cables at their own level',
    overNominal: (reserveDb) => `ports ${reserveDb} dB above nominal`,
    overPlanned: (reserveDb) => `ports ${reserveDb} dB above the targets of the plan`,
    met: (targets, tried) => `With the network: met with ${targets}${tried}`,
    figuresMet: (targets, tried) =>
      `With the network: not decidable yet, the figures meet the target with ${targets}${tried}`,
    missed: (targets, why, tried) => `With the network: still missed with ${targets}: ${why}${tried}`,
    figuresMissed: (targets, why, tried) =>
      `With the network: not decidable yet, the figures miss the target with ${targets}: ${why}${tried}`,
    unpredicted: (targets, why) =>
      `${targets}; whether the target is met with the network is not known: ${why}`,
    missedWithout: '; missed without that',
    nothingToRaise: '; there is no port target to raise',
    nominalMissed: '; missed with nominal powers too, so no port target was raised',
    atCap: '; port targets are at their cap',
    triedUpTo: (reserveDb) => `; up to ${reserveDb} dB was tried, this is the best`,
    notAsked: 'it was not predicted',
    timeLimit: 'the time limit was over before a prediction',
    and: '; ',
  },
};
