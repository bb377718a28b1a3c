/**
 * Kouyoumjian & Pathak 1974, uniform theory of diffraction at a wedge, eqs (25)–(34), time convention e^{+jωt}.
 * The form is recalled; it is checked against tabulated corners and against the Fresnel half plane.
 */
import {
  addComplex,
  type Complex,
  complex,
  fresnelAuxiliary,
  multiplyComplex,
  scaleComplex,
  wavelengthM,
} from '../../core/index.ts';

/** A ray that meets the edge of a wedge. Angles are measured about the edge, from the wedge's 0-face through the air. */
export interface WedgeRay {
  frequencyMhz: number;
  /** Angle of the air around the wedge, π < angle ≤ 2π: 3π/2 at a right corner, 2π at the end of a thin wall. */
  exteriorRad: number;
  /** Directions from which the ray comes and in which it goes, 0 … `exteriorRad`. */
  incidenceRad: number;
  diffractionRad: number;
  /** Distances from the source to the edge and from the edge to the receiver, metres, > 0. */
  distance1M: number;
  distance2M: number;
  /** Sine of the angle between ray and edge; default 1, square to it. */
  edgeSine?: number;
  /**
   * Reflection coefficients of the 0-face and the other face. −1 is a conductor with the electric field along the edge
   * (soft), +1 across it (hard), 0 a black screen, a slab's own the heuristic of Luebbers 1984.
   */
  reflections: readonly [Complex, Complex];
  /**
   * Fraction of the field that passes straight through the wedge (Burnside & Burgener 1983); default none.
   */
  transmission?: Complex;
}

/**
 * Field of the diffracted ray over that of free space along `distance1M + distance2M`, amplitude and phase. Unbounded
 * nowhere: on a shadow boundary it is half of what the boundary takes away, with the sign of the lit side.
 */
export function wedgeDiffraction(ray: WedgeRay): Complex {
  const { frequencyMhz, exteriorRad, incidenceRad, diffractionRad, edgeSine = 1, reflections } = ray;
  const { distance1M, distance2M, transmission = complex(0) } = ray;
  const n = exteriorRad / Math.PI;
  const waveNumberPerM = (2 * Math.PI) / wavelengthM(frequencyMhz);
  const spread = (distance1M * distance2M) / (distance1M + distance2M);
  const largeness = waveNumberPerM * spread * edgeSine ** 2;
  const difference = diffractionRad - incidenceRad;
  const sum = diffractionRad + incidenceRad;
  const passing = addComplex(
    boundaryTerm(difference, 1, exteriorRad, largeness),
    boundaryTerm(difference, -1, exteriorRad, largeness),
  );
  const fields = [
    multiplyComplex(passing, { re: 1 - transmission.re, im: -transmission.im }),
    multiplyComplex(boundaryTerm(sum, -1, exteriorRad, largeness), reflections[0]),
    multiplyComplex(boundaryTerm(sum, 1, exteriorRad, largeness), reflections[1]),
  ].reduce(addComplex);
  // −e^{−jπ/4} / (2n √(2πk) sinβ), and the spreading of the edge's wave over free space's.
  const size = Math.SQRT1_2 / (2 * n * Math.sqrt(2 * Math.PI * waveNumberPerM * spread) * edgeSine);
  return multiplyComplex(fields, complex(-size, size));
}

/** `cot((π ± β) / 2n) · F(kL·a±(β))` of one boundary, with its limit on the boundary. */
function boundaryTerm(betaRad: number, sign: 1 | -1, exteriorRad: number, largeness: number): Complex {
  const n = exteriorRad / Math.PI;
  const periodRad = 2 * exteriorRad;
  const rawRad = Math.PI + sign * betaRad;
  // Angle off the boundary, > 0 on its lit side: both factors follow from it without cancellation.
  const offRad = rawRad - periodRad * Math.round(rawRad / periodRad);
  // F ≈ √(πx) e^{jπ/4}, and √a over the tangent tends to √2 n.
  if (offRad === 0) return scaleComplex(complex(1, 1), n * Math.sqrt(Math.PI * largeness));
  return scaleComplex(transition(2 * largeness * Math.sin(offRad / 2) ** 2), 1 / Math.tan(offRad / (2 * n)));
}

/** The transition function `F(x) = 2j √x e^{jx} ∫_√x^∞ e^{−jτ²} dτ`, x ≥ 0. */
function transition(x: number): Complex {
  const { f, g } = fresnelAuxiliary(Math.sqrt((2 * x) / Math.PI));
  return scaleComplex(complex(f, g), Math.sqrt(2 * Math.PI * x));
}
