import { type Complex, complex, multiplyComplex } from '../../core/index.ts';
import { wedgeDiffraction } from '../propagation/utd-wedge.ts';
import { type FaceResponse, faceResponse, meanResponse } from './face-response.ts';
import type { Station } from './path-stations.ts';
import type { Interaction } from './plan-path.ts';
import type { RayScene } from './ray-scene.ts';

/** A ray's course in height: cosine of its elevation, and its whole length as seen from above, metres. */
export interface Rise {
  elevationCosine: number;
  planM: number;
}

const one = complex(1);
const nothing = complex(0);

/** What a station leaves of the field, amplitude and phase. */
export function stationField(scene: RayScene, { event, cosine, alongM }: Station, rise: Rise): Complex {
  if (event.kind === 'diffraction') return diffractedField(scene, event, alongM, rise);
  const { slab } = scene.faces[event.face];
  const response = faceResponse(slab, scene.frequencyMhz, cosine * rise.elevationCosine);
  return event.kind === 'reflection' ? response.reflection : response.transmission;
}

/**
 * The edge's own field: of its faces each reflects as it would a ray of the angle of arrival and of departure (mean of
 * both, so that the ends may swap), and what passes through both is no shadow.
 */
function diffractedField(
  scene: RayScene,
  event: Extract<Interaction, { kind: 'diffraction' }>,
  alongM: number,
  { elevationCosine, planM }: Rise,
): Complex {
  const { edge, body, exteriorRad, incidenceRad, diffractionRad } = event;
  const responseOf = (face: number, fromFaceRad: (angleRad: number) => number): FaceResponse => {
    const at = (angleRad: number) =>
      faceResponse(
        scene.faces[face].slab,
        scene.frequencyMhz,
        Math.abs(Math.sin(fromFaceRad(angleRad))) * elevationCosine,
      );
    return meanResponse(at(incidenceRad), at(diffractionRad));
  };
  let reflections: [Complex, Complex] = [nothing, nothing];
  let transmission = one;
  if (edge !== undefined) {
    const [zero, other] = scene.edges[edge].faces;
    const atZero = responseOf(zero, (angleRad) => angleRad);
    const atOther = responseOf(other, (angleRad) => exteriorRad - angleRad);
    reflections = [atZero.reflection, atOther.reflection];
    transmission =
      zero === other ? atZero.transmission : multiplyComplex(atZero.transmission, atOther.transmission);
  } else if (body !== undefined) {
    const { slab } = scene.faces[scene.bodies[body].faces[0]];
    const half = faceResponse(slab, scene.frequencyMhz, 1).transmission;
    transmission = multiplyComplex(half, half);
  }
  return wedgeDiffraction({
    frequencyMhz: scene.frequencyMhz,
    exteriorRad,
    incidenceRad,
    diffractionRad,
    distance1M: alongM / elevationCosine,
    distance2M: (planM - alongM) / elevationCosine,
    edgeSine: elevationCosine,
    reflections,
    transmission,
  });
}
