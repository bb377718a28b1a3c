/** What a value of a profile may be. */
export type ProfileRange =
  | { least: number; most: number; whole?: true }
  | { oneOf: readonly (string | boolean)[] };

/** By the end of a path; the first that fits. */
const ranges: readonly (readonly [RegExp, ProfileRange])[] = [
  [/(Probability|Ratio)$/, { least: 0, most: 1 }],
  [/\.phonePowerDbm\.|PowerDbm$/, { least: -50, most: 80 }],
  [/^earExtraLossDb\./, { least: 0, most: 100 }],
  [/thresholdDbm$/, { least: -150, most: -20 }],
  [/rsrpDbm$/, { least: -200, most: 50 }],
  [/(SigmaDb|LossDb|FigureDb|RiseDb)$/, { least: 0, most: 200 }],
  [/[sS]inrDb$/, { least: -50, most: 100 }],
  [/Khz$/, { least: 1, most: 400_000 }],
  [/Kbps$/, { least: 1, most: 10_000_000 }],
  [/BpsPerHz$/, { least: 0.001, most: 100 }],
  [/^uplink\.activeRemotes$/, { least: 1, most: 1000, whole: true }],
  [/^(decorrelationM|walkSpacingM)$/, { least: 0.01, most: 1000 }],
  [/^exposure\.(lowest|highest)HeadM$/, { least: 0, most: 20 }],
  [/M$/, { least: 0, most: 1000 }],
  [/Cny$/, { least: 1, most: 1_000_000 }],
  [/^network\.portPowerCapOf$/, { oneOf: ['carrier', 'operator', 'port'] }],
  [/^network\.most\w+Count$/, { least: 1, most: 10_000, whole: true }],
  [/^network\.(portTolerance|imbalance)Db$/, { least: 0, most: 200 }],
  [/^phonePlaces\..*\.(voice|data)$/, { oneOf: ['hand', 'ear'] }],
  [/^phonePlaces\..*\.inVehicle$/, { oneOf: [true, false] }],
];

/** The range of the value at a path; any finite number where nothing else is known. */
export function profileRange(path: string): ProfileRange {
  return ranges.find(([ending]) => ending.test(path))?.[1] ?? { least: -1000, most: 1000 };
}

export function isInRange(value: unknown, range: ProfileRange): boolean {
  if ('oneOf' in range) return range.oneOf.includes(value as string | boolean);
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  return value >= range.least && value <= range.most && (!range.whole || Number.isInteger(value));
}
