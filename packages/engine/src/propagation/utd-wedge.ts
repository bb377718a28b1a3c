/**
 * Kouyoumjian & Pathak 1974, uniform theory of diffraction at a wedge, eqs (25)–(34), time convention e^{+jωt}.
 * The form is recalled; it is checked against tabulated corners and against the Fresnel half plane.
 */
import { addComplex, type Complex, complex, multiplyComplex, scaleComplex } from '../materials/complex.ts';
import { wavelengthM } from '../units.ts';
import { fresnelIntegrals } from './fresnel-integrals.ts';

/** A ray that meets the edge of a wedge. Angles are measured about the edge, from the wedge's 0-face through the air. */
export interface WedgeRay {
  frequencyMhz: number;
  /** Angle of the air around the wedge, π < angle ≤ 2π: 3π/2 at a right corner, 2π at the end of a thin wall. */
  exteriorRad: number;
  /** Where the ray comes from and where it goes to, 0 … `exteriorRad`. */
  incidenceRad: number;
  diffractionRad: number;
  /** From the source to the edge and from the edge to the receiver, metres, > 0. */
  distance1M: number;
  distance2M: number;
  /** Sine of the angle between ray and edge; default 1, square to it. */
  edgeSine?: number;
  /**
   * Reflection coefficients of the 0-face and the other face. −1 is a conductor with the electric field along the edge
   * (soft), +1 across it (hard), 0 a black screen, a slab's own the heuristic of Luebbers 1984.
   */
  reflections: readonly [Complex, Complex];
  /** What of the field passes straight through the wedge (Burnside & Burgener 1983); default nothing. */
  transmission?: Complex;
}

/** From here on F(x) by its asymptotic series, error < 1e-6. */
const asymptoticFrom = 40;

/**
 * Field of the diffracted ray over that of free space along `distance1M + distance2M`, amplitude and phase. Unbounded
 * nowhere: on a shadow boundary it is half of what the boundary takes away, with the sign of the shadow's side or the
 * lit one's, whichever rounding chooses.
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
    boundaryTerm(difference, 1, n, largeness),
    boundaryTerm(difference, -1, n, largeness),
  );
  const fields = [
    multiplyComplex(passing, { re: 1 - transmission.re, im: -transmission.im }),
    multiplyComplex(boundaryTerm(sum, -1, n, largeness), reflections[0]),
    multiplyComplex(boundaryTerm(sum, 1, n, largeness), reflections[1]),
  ].reduce(addComplex);
  // −e^{−jπ/4} / (2n √(2πk) sinβ), and the spreading of the edge's wave over free space's.
  const size = Math.SQRT1_2 / (2 * n * Math.sqrt(2 * Math.PI * waveNumberPerM * spread) * edgeSine);
  return multiplyComplex(fields, complex(-size, size));
}

/** `cot((π ± β) / 2n) · F(kL·a±(β))` of one boundary, with its limit on the boundary. */
function boundaryTerm(beta: number, sign: 1 | -1, n: number, largeness: number): Complex {
  const turns = Math.round((beta + sign * Math.PI) / (2 * Math.PI * n));
  const off = 2 * Math.PI * n * turns - beta;
  const argument = largeness * 2 * Math.cos(off / 2) ** 2;
  const half = (Math.PI + sign * beta) / (2 * n);
  const sine = Math.sin(half);
  if (Math.abs(sine) > 1e-9) return scaleComplex(transition(argument), Math.cos(half) / sine);
  // F ≈ √(πx) e^{jπ/4}, and √a over the sine tends to √2 n.
  const side = Math.sign(sine) * Math.sign(Math.cos(half)) || 1;
  return scaleComplex(complex(1, 1), side * n * Math.sqrt(Math.PI * largeness));
}

/** The transition function `F(x) = 2j √x e^{jx} ∫_√x^∞ e^{−jτ²} dτ`, x > 0. */
function transition(x: number): Complex {
  if (x >= asymptoticFrom) {
    const inverse = 1 / (2 * x);
    const square = inverse * inverse;
    return complex(1 - 3 * square + 105 * square * square, inverse - 15 * inverse * square);
  }
  const { cosine, sine } = fresnelIntegrals(Math.sqrt((2 * x) / Math.PI));
  const size = 2 * Math.sqrt((x * Math.PI) / 2);
  const rest = complex(size * (0.5 - sine), size * (0.5 - cosine));
  return multiplyComplex(rest, complex(Math.cos(x), Math.sin(x)));
}
