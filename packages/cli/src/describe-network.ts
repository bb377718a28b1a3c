import {
  describeProblem,
  type GarageFeed,
  type NetworkDesign,
  networkSummary,
  type Plan,
  reportNetwork,
} from '@diku/engine';
import type { Session } from './session.ts';
import { texts } from './texts.ts';

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

/** How the antennas of the main job are fed, attempts with a reserve included; why they are not. */
export function describeFeed(plan: Plan, feed: GarageFeed | undefined, terminal: Terminal): string[] {
  if (!feed) return [];
  const { language } = terminal;
  const words = texts[language];
  const problems = (feed.problems ?? []).map(
    (problem) => `${words.noNetwork}: ${describeProblem(problem, language)}`,
  );
  const { attempts } = feed;
  const tried = attempts.length > 1 ? attempts.map((attempt) => `  ${words.attempt(attempt)}`) : [];
  return [...describeNetwork(plan, terminal, feed.design), ...tried, ...problems];
}
