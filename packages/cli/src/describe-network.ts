import { describeProblem, type Language, type Plan, reportNetwork } from '@diku/engine';
import type { GarageFeed, NetworkAttempt, NetworkDesign } from '@diku/engine/design';
import { networkSummary } from '@diku/engine/documents';
import { cliText } from './cli-text.ts';
import type { Session } from './session.ts';

type Terminal = Pick<Session, 'language' | 'columns'>;

/** A plan's feeder network in a few lines, an empty line before; nothing where it has none. */
export function describeNetwork(
  plan: Plan,
  { language, columns }: Terminal,
  design?: NetworkDesign,
): string[] {
  const report = reportNetwork(plan);
  return report ? ['', networkSummary(report, plan, language, { design, columns })] : [];
}

/** A line for each try to feed antennas, where more than one was needed. */
export function describeAttempts(attempts: readonly NetworkAttempt[], language: Language): string[] {
  return attempts.length > 1 ? attempts.map((attempt) => attemptLine(attempt, language)) : [];
}

function attemptLine(
  { way, reserveDb, antennas, met, passProbability }: NetworkAttempt,
  language: Language,
): string {
  const attempt =
    way === 'as-placed'
      ? cliText(language, 'attempt.as-placed')
      : cliText(language, `attempt.${way}`, { reserveDb });
  const percent = (100 * passProbability).toFixed(1);
  return cliText(language, met ? 'attempt-met' : 'attempt', { attempt, antennas, percent });
}

/** Text on the feeder network of the main job, attempts with a reserve included, or on why there is none. */
export function describeFeed(plan: Plan, feed: GarageFeed | undefined, terminal: Terminal): string[] {
  if (!feed) return [];
  const { language } = terminal;
  const problems = (feed.problems ?? []).map((problem) =>
    cliText(language, 'no-network', { reason: describeProblem(problem, language) }),
  );
  const tried = describeAttempts(feed.attempts, language);
  return [...describeNetwork(plan, terminal, feed.design), ...tried, ...problems];
}
