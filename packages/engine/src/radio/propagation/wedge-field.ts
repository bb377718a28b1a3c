/**
 * All that arrives at a point past a wedge: the edge's ray (Kouyoumjian & Pathak, Proc. IEEE 62 (1974) 1448), the direct
 * ray and those reflected by the faces. Faces of a material by the heuristic of Luebbers, IEEE Trans. AP 32 (1984) 70.
 */
import {
  absComplex,
  addComplex,
  type Complex,
  complex,
  divideComplex,
  expComplex,
  multiplyComplex,
  scaleComplex,
  subtractComplex,
  wavelengthM,
} from '../../core/index.ts';
import { normalWaveNumber } from '../materials/itu-p2040-slab.ts';
import { wedgeDiffraction } from './utd-wedge.ts';

/** Electric field along the edge (soft: vertical polarisation at a vertical corner) or across it (hard). */
export type EdgePolarisation = 'soft' | 'hard';

/** A link in the plane square to the edge. */
export interface WedgeLink {
  frequencyMhz: number;
  /** Distances from the source to the edge and from there on, > 0. */
  distance1M: number;
  distance2M: number;
  /** Angle of the air around the wedge, π < angle ≤ 2π. */
  exteriorRad: number;
  /** Angles from the near face through the air to the source and to the field point, open 0 … `exteriorRad`. */
  sourceRad: number;
  fieldRad: number;
  /** Complex relative permittivity of the wedge; undefined for a perfect conductor. */
  eta?: Complex;
}

export interface WedgeField {
  /** Diffracted ray over free space of both distances, dB. */
  excessLossDb: number;
  /** Diffracted ray, and direct and reflected rays where the wedge leaves them: basic transmission loss, dB. */
  totalLossDb: number;
}

/**
 * Field that the edge sends on, and the whole field that arrives. The latter is continuous across the
 * shadows' boundaries.
 */
export function wedgeField(link: WedgeLink, polarisation: EdgePolarisation): WedgeField {
  const { frequencyMhz, distance1M, distance2M, exteriorRad, sourceRad, fieldRad } = link;
  const diffracted = wedgeDiffraction({
    ...{ frequencyMhz, distance1M, distance2M, exteriorRad },
    incidenceRad: sourceRad,
    diffractionRad: fieldRad,
    reflections: [
      faceReflection(link, sourceRad, polarisation),
      faceReflection(link, exteriorRad - fieldRad, polarisation),
    ],
  });
  const sumM = distance1M + distance2M;
  const waveNumberPerM = (2 * Math.PI) / wavelengthM(frequencyMhz);
  // Phases relative to the path over the edge: small near a boundary.
  const total = geometricRays(link, polarisation).reduce(
    (sum, { reflection, lengthM }) =>
      addComplex(
        sum,
        multiplyComplex(
          scaleComplex(reflection, sumM / lengthM),
          expComplex({ re: 0, im: waveNumberPerM * (sumM - lengthM) }),
        ),
      ),
    diffracted,
  );
  return {
    excessLossDb: -20 * Math.log10(absComplex(diffracted)),
    totalLossDb: -20 * Math.log10(absComplex(total)) + 20 * Math.log10(2 * waveNumberPerM * sumM),
  };
}

/**
 * Rays that reach the field point without the edge; on a boundary they do, to the bit where the edge's ray
 * changes sign.
 */
export function litBy({ exteriorRad, sourceRad, fieldRad }: WedgeLink): {
  direct: boolean;
  nearFace: boolean;
  farFace: boolean;
} {
  return {
    direct: Math.abs(fieldRad - sourceRad) <= Math.PI,
    nearFace: fieldRad + sourceRad <= Math.PI,
    farFace: Math.PI + (fieldRad + sourceRad) - 2 * exteriorRad >= 0,
  };
}

function geometricRays(
  link: WedgeLink,
  polarisation: EdgePolarisation,
): { reflection: Complex; lengthM: number }[] {
  const { distance1M, distance2M, exteriorRad, sourceRad, fieldRad } = link;
  const lit = litBy(link);
  const lengthAt = (angleRad: number) =>
    Math.sqrt(distance1M ** 2 + distance2M ** 2 - 2 * distance1M * distance2M * Math.cos(angleRad));
  const reflected = (sourceAt: number, fieldAt: number) => {
    const lengthM = lengthAt(sourceAt + fieldAt);
    const sine = (distance1M * Math.sin(sourceAt) + distance2M * Math.sin(fieldAt)) / lengthM;
    return { reflection: faceReflection(link, Math.asin(Math.min(1, sine)), polarisation), lengthM };
  };
  return [
    ...(lit.direct ? [{ reflection: complex(1), lengthM: lengthAt(fieldRad - sourceRad) }] : []),
    ...(lit.nearFace ? [reflected(sourceRad, fieldRad)] : []),
    ...(lit.farFace ? [reflected(exteriorRad - sourceRad, exteriorRad - fieldRad)] : []),
  ];
}

/** Fresnel reflection of a face met at an angle from its surface; −1 and 1 on a perfect conductor. */
function faceReflection({ eta }: WedgeLink, grazingRad: number, polarisation: EdgePolarisation): Complex {
  if (eta === undefined) return complex(polarisation === 'soft' ? -1 : 1);
  const sine = complex(Math.abs(Math.sin(grazingRad)));
  const wave = normalWaveNumber(eta, Math.PI / 2 - Math.asin(sine.re));
  const outer = polarisation === 'soft' ? sine : multiplyComplex(eta, sine);
  return divideComplex(subtractComplex(outer, wave), addComplex(outer, wave));
}
