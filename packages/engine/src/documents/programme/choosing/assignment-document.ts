import type { Assignment, DistrictAssignment, Ranking } from '../../../programme/index.ts';
import { communityFields } from './community-fields.ts';

/** The assignment as the JSON document of `diku programme assign`. `quotas` is what `--quotas` reads. */
export function assignmentDocument(assignment: Assignment, { weights, weakGroundDbm }: Ranking) {
  const { quotas, fromQuarter, owners, districts, withoutDistrict } = assignment;
  return {
    met: districts.every(({ short }) => short === 0),
    ...{ quotas, fromQuarter, owners, weights, weakGroundDbm, withoutDistrict },
    districts: districts.map(districtFields),
    assigned: districts.flatMap(({ assigned }) =>
      assigned.map(({ ranked, quarter, isUnderWay, unmet }) => ({
        ...{ quarter, isUnderWay, unmet, ...communityFields(ranked) },
      })),
    ),
  };
}

function districtFields({ assigned, relaxation, ...figures }: DistrictAssignment) {
  return {
    ...figures,
    assigned: assigned.length,
    underWay: assigned.filter(({ isUnderWay }) => isUnderWay).length,
    ...(relaxation && {
      relaxation: {
        ...relaxation,
        supplements: relaxation.supplements.map(({ ranked, quarter, unmet, pointsLost }) => ({
          ...{ quarter, unmet, pointsLost, ...communityFields(ranked) },
        })),
      },
    }),
  };
}
