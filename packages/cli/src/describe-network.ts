import { describeProblem, type Plan, reportNetwork } from '@diku/engine';
import type { GarageFeed, NetworkAttempt, NetworkDesign } from '@diku/engine/design';
import { networkSummary } from '@diku/engine/documents';
import type { Session } from './session.ts';
import { type Language, texts } from './texts.ts';

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
  return attempts.length > 1 ? attempts.map((attempt) => `  ${texts[language].attempt(attempt)}`) : [];
}

/** How the antennas of the main job are fed, attempts with a reserve included; why they are not. */
export function describeFeed(plan: Plan, feed: GarageFeed | undefined, terminal: Terminal): string[] {
  if (!feed) return [];
  const { language } = terminal;
  const words = texts[language];
  const problems = (feed.problems ?? []).map(
    (problem) => `${words.noNetwork}: ${describeProblem(problem, language)}`,
  );
  const tried = describeAttempts(feed.attempts, language);
  return [...describeNetwork(plan, terminal, feed.design), ...tried, ...problems];
}
