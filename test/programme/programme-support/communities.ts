import { type Community, districtNames } from '@diku/engine/programme';
import fc from 'fast-check';

/** A community of 静安区 that lacks nothing, with changes. */
export function community(record: number, changes: Partial<Community> = {}): Community {
  const all = <Value>(value: Value) => ({ telecom: value, mobile: value, unicom: value });
  return {
    records: [record],
    district: '静安区',
    street: null,
    name: `小区${record}`,
    address: `样例路${record}号`,
    ...{ note: null, lonDeg: null, latDeg: null, builtYear: null },
    ...{ households: 500, levels: 1, garageAreaM2: 9000, bays: 300, chargers: 10, gates: 2 },
    covered: all(false),
    garageRsrpDbm: all(-118),
    groundRsrpDbm: all(-90),
    ...{ complaints: 3, owners: 'agree', property: 'yes' },
    ...changes,
  };
}

const few = (max: number) => fc.option(fc.integer({ min: 0, max: max }), { freq: 6 });
const perOperator = <Value>(value: fc.Arbitrary<Value>) =>
  fc.record({ telecom: value, mobile: value, unicom: value });

/** Up to `max` communities of few districts, with many alike and much unknown. */
export function communitiesArbitrary(max: number, districtCount = 3): fc.Arbitrary<Community[]> {
  const level = fc.oneof(fc.integer({ min: -112, max: -98 }), fc.constantFrom('no-signal' as const, null));
  const changes = fc.record({
    district: fc.constantFrom(...districtNames.slice(0, districtCount)),
    ...{ complaints: few(8), households: few(12), bays: few(5), chargers: few(3) },
    covered: perOperator(fc.constantFrom(false, false, false, false, true, null)),
    groundRsrpDbm: perOperator(level),
    owners: fc.constantFrom(
      'agree' as const,
      'agree' as const,
      'pending' as const,
      'disagree' as const,
      null,
    ),
    property: fc.constantFrom('yes' as const, 'partial' as const, 'no' as const, null),
  });
  return fc
    .array(changes, { minLength: 1, maxLength: max })
    .map((list) => list.map((each, index) => community(index + 1, each)));
}
