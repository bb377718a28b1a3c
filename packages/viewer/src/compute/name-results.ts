import {
  type Assessment,
  landmarkText,
  levelLabel,
  type Plan,
  planScenarios,
  scenarioName,
} from '@diku/engine';
import type { ExactResult } from '../store/result-state.ts';

/** The states that a plan has, by their names in each language. */
export function nameScenarios(plan: Plan): ExactResult['scenarios'] {
  return planScenarios(plan).map((scenario) => ({
    id: scenario.id,
    name: { zh: scenarioName(scenario, 'zh'), en: scenarioName(scenario, 'en') },
  }));
}

/** Where the places of a verdict are, in each language. */
export function namePlaces(plan: Plan, { target }: Assessment): ExactResult['placeNames'] {
  return target.limiting.places.map((place) => {
    const level = plan.levels.find(({ id }) => id === place.level);
    const name = (lang: 'zh' | 'en') =>
      `${level ? levelLabel(level) : place.level} ${landmarkText(place, plan, lang)}`;
    return { zh: name('zh'), en: name('en') };
  });
}
