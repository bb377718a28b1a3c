/** An operator passes on its own: its chance and all its required points. */
export function operatorPasses(
  result: { passProbability: number; pointsServed: number; pointsRequired: number },
  confidence: number,
): boolean {
  return result.passProbability >= confidence && result.pointsServed >= result.pointsRequired;
}
