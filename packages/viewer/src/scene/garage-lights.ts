import { DirectionalLight, HemisphereLight, type Light } from 'three';
import { lightAllPasses } from './two-pass-picture.ts';

/** A sun from the south-west and a sky, in every pass of the picture. */
export function garageLights(): Light[] {
  const sun = new DirectionalLight('#ffffff', 1.7);
  sun.position.set(-0.5, -0.8, 1.6);
  const lights = [sun, new HemisphereLight('#ffffff', '#b4bac0', 2.6)];
  for (const light of lights) lightAllPasses(light);
  return lights;
}
