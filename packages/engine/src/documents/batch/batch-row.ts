import {
  describeProblem,
  type Language,
  type LocalizedProblem,
  type Phrase,
  phraseText,
} from '../../core/index.ts';
import { type NetworkReport, type Placement, reportNetwork } from '../../design/index.ts';
import { type Plan, planWarnings, sortReasons } from '../../plan/index.ts';
import type { Prediction } from '../../radio/index.ts';
import { textsIn } from '../wording/document-text.ts';

/** Counts of what a person has to check in a garage's plan, with the first of each kind in words. */
interface GarageChecks {
  /** Doubts of the import as its review page numbers them; absent of a garage that was given as a plan. */
  openDoubts?: number;
  /** Reasons why the verdict is not decidable. */
  blockingDoubts: number;
  /** Up to three in words: those that keep the verdict open, then the import's, which come by what a mistake may cost. */
  gravestDoubts: string;
  /** Likely mistakes of the plan. */
  planWarnings: number;
  /** Up to three of them in words. */
  firstWarnings: string;
  /** Rules that the network breaks; absent where there is none. */
  brokenRules?: number;
  /** Names of those rules. */
  brokenRuleNames?: string;
  /** Rules that only warn. */
  ruleWarnings?: number;
  /** Reason why no network could be designed. */
  noNetwork?: string;
}

/** A doubt of an import in words, as the review has it. */
interface SaidDoubt {
  subject: Phrase;
  reason: { said: Phrase };
}

/** Source of a planned garage, and the reason why it has no network where one was asked for. */
interface GarageOrigin {
  /** Absent of a garage that was given as a plan. */
  imported?: { doubts: readonly SaidDoubt[] };
  feed?: { problems?: readonly LocalizedProblem[] };
}

/** A planned garage, and what its verdict and its network say. */
interface CheckedGarage extends GarageOrigin {
  plan: Plan;
  reasons: readonly Phrase[];
  network?: Pick<NetworkReport, 'rules'>;
}

/** A garage as it was planned and evaluated. */
interface EvaluatedGarage extends GarageOrigin {
  plan: Plan;
  prediction: Prediction;
  placement: Pick<Placement, 'lowerBound'>;
  ended: Placement['ended'];
}

/** Figures of a planned garage, as one row among many. Ratios are 0–1. */
interface GarageFigures extends GarageChecks {
  met: boolean;
  /** False where nobody can say whether it is met. */
  decidable: boolean;
  /** Codes of the reasons, with their levels, separated by semicolons. */
  reasons?: string;
  /** The same of those that a person has accepted. */
  accepted?: string;
  /** Chance that all operators pass. */
  passProbability: number;
  /** The least of all operators. */
  expectedCoverageRatio: number;
  limitingOperator: string;
  levels: number;
  /** Inside the outlines, less holes. */
  areaM2: number;
  bays: number;
  antennas: number;
  lowerBound: number;
  /** Sources of the feeder network; absent where there is none. */
  sources?: number;
  cableM?: number;
  costCny?: number;
  /** `time-limit`: the emergency stop cut the search short, so that another run may differ. */
  ended: Placement['ended'];
}

/**
 * Why a community has no plan: its input cannot be used, it took too long or too much memory, its process ended, or the program
 * is at fault.
 */
export type FailureKind = 'input' | 'time' | 'memory' | 'crash' | 'internal';

/**
 * Construction pack of a planned community: made, made as drafts since its verdict is not decidable, left out, failed, or not made yet; with what
 * there is to say of them.
 */
export interface CommunityPack {
  state: 'made' | 'draft' | 'left-out' | 'failed' | 'waiting';
  note?: string;
}

/** One community of a batch. */
export interface BatchRow {
  id: string;
  name?: string;
  district?: string;
  /** Drawing or plan, as the list names it. */
  input: string;
  /** Its results, relative to the result set. */
  folder: string;
  figures?: GarageFigures;
  /** A failure stands in place of figures. */
  failure?: { kind: FailureKind; reason: string };
  /** Absent where none were asked for, or nothing is planned that they could be of. */
  pack?: CommunityPack;
}

/** `bays-outside:B2; network-stale`. */
function codesOf(reasons: readonly Phrase[]): string {
  return reasons
    .map(({ code, values }) => (values?.level === undefined ? code : `${code}:${values.level}`))
    .join('; ');
}

/** The figures of one planned garage for a table of many; what is to be checked in words of the language. */
export function garageFigures(
  { plan, imported, feed, prediction, placement, ended }: EvaluatedGarage,
  lang: Language,
): GarageFigures {
  const { target, operators, levels, antennas } = prediction.assessment;
  const network = reportNetwork(plan);
  return {
    met: target.met,
    decidable: prediction.assessment.decidable,
    reasons: codesOf(prediction.assessment.reasons),
    accepted: sortReasons(plan)
      .accepted.map(({ code, level }) => (level === undefined ? code : `${code}:${level}`))
      .join('; '),
    ...garageChecks({ plan, imported, feed, reasons: prediction.assessment.reasons, network }, lang),
    passProbability: target.jointPassProbability,
    expectedCoverageRatio: Math.min(...operators.map((each) => each.expectedCoverageRatio)),
    limitingOperator: target.limiting.operator,
    levels: plan.levels.length,
    areaM2: levels.reduce((sum, { areaM2 }) => sum + areaM2, 0),
    bays: plan.levels.reduce((sum, level) => sum + (level.bays?.length ?? 0), 0),
    antennas,
    lowerBound: placement.lowerBound,
    ...(network
      ? {
          sources: plan.network?.sources?.length ?? 0,
          cableM: network.bill.cableM,
          costCny: network.bill.costCny,
        }
      : {}),
    ended,
  };
}

const maxNamed = 3;

/** Counts what is to be checked of a garage, with the first of each kind in words. */
function garageChecks(
  { plan, imported, feed, reasons, network }: CheckedGarage,
  lang: Language,
): GarageChecks {
  const texts = textsIn(lang);
  const listed = (sentences: readonly string[]) => sentences.join(texts('report.clauseSeparator'));
  const problems = feed?.problems ?? [];
  const doubts = imported?.doubts ?? [];
  const warnings = planWarnings(plan, lang);
  const failed = network?.rules.filter(({ passed }) => !passed);
  const broken = failed?.filter(({ isWarning }) => !isWarning);
  return {
    ...(imported ? { openDoubts: doubts.length } : {}),
    blockingDoubts: reasons.length,
    gravestDoubts: listed(
      [
        ...reasons.map((reason) => phraseText(reason, lang)),
        ...doubts.map(
          ({ subject, reason }) =>
            `${phraseText(subject, lang)}${texts('report.separator')}${phraseText(reason.said, lang)}`,
        ),
      ].slice(0, maxNamed),
    ),
    planWarnings: warnings.length,
    firstWarnings: listed(warnings.slice(0, maxNamed).map((warning) => describeProblem(warning, lang))),
    ...(failed && broken
      ? {
          brokenRules: broken.length,
          brokenRuleNames: listed(broken.map(({ name }) => name[lang])),
          ruleWarnings: failed.length - broken.length,
        }
      : {}),
    ...(problems.length > 0
      ? { noNetwork: listed(problems.map((problem) => describeProblem(problem, lang))) }
      : {}),
  };
}
