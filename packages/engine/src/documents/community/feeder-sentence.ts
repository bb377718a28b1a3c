import type { Language } from '../../core/index.ts';
import { describeProblem } from '../../core/index.ts';
import type { DesignedFeeder, FeederReserve } from '../../design/index.ts';
import type { Plan } from '../../plan/index.ts';
import type { Assessment } from '../../radio/index.ts';
import { textsIn } from '../wording/document-text.ts';
import { limitingSentence } from './limiting-sentence.ts';

/**
 * Sentence on the port targets of a designed network, and whether the plan meets its target with it, without
 * a full stop.
 */
export function feederSentence(
  { plan, reserve, assessment }: Pick<DesignedFeeder, 'plan' | 'reserve' | 'assessment'>,
  lang: Language,
): string {
  const texts = textsIn(lang);
  const targets = targetsText(reserve, lang);
  if (!assessment) return texts('feeder.unpredicted', { targets, why: unpredictedText(reserve, lang) });
  const { decidable, target } = assessment;
  const tried = triedText(reserve, lang);
  if (target.figuresMet) return texts(decidable ? 'feeder.met' : 'feeder.figuresMet', { targets, tried });
  return texts(decidable ? 'feeder.missed' : 'feeder.figuresMissed', {
    ...{ targets, tried, why: missedBy(plan, assessment, lang) },
  });
}

function targetsText(
  { way, reserveDb, isOverNominal, isSelfPowered }: FeederReserve,
  lang: Language,
): string {
  const texts = textsIn(lang);
  if (isSelfPowered) return texts('feeder.ownLevels');
  if (way === 'as-placed') return isOverNominal ? texts('feeder.nominal') : texts('feeder.asPlanned');
  return isOverNominal
    ? texts('feeder.overNominal', { reserveDb })
    : texts('feeder.overPlanned', { reserveDb });
}

/** Shortfall of the figures; why nobody can decide stands elsewhere. */
function missedBy(plan: Plan, assessment: Assessment, lang: Language): string {
  const target = { ...assessment.target, met: assessment.target.figuresMet };
  return limitingSentence({ plan, assessment: { ...assessment, target, decidable: true } }, lang);
}

/** Sentence on the other attempts, or on why there were none; empty where there is nothing to say. */
function triedText({ attempts, nominalMet, isSelfPowered, isAtCap }: FeederReserve, lang: Language): string {
  const texts = textsIn(lang);
  const last = attempts[attempts.length - 1];
  if (last?.met) return attempts.length > 1 ? texts('feeder.missedWithout') : '';
  if (isSelfPowered) return texts('feeder.nothingToRaise');
  if (nominalMet === false) return texts('feeder.nominalMissed');
  if (isAtCap) return texts('feeder.atCap');
  return attempts.length > 1
    ? texts('feeder.triedUpTo', { reserveDb: Math.max(...attempts.map((each) => each.reserveDb)) })
    : '';
}

function unpredictedText({ unpredicted }: FeederReserve, lang: Language): string {
  const texts = textsIn(lang);
  if (unpredicted === 'time-limit') return texts('feeder.timeLimit');
  if (unpredicted === undefined || unpredicted === 'not-asked') return texts('feeder.notAsked');
  return unpredicted.map((problem) => describeProblem(problem, lang)).join(texts('feeder.and'));
}
