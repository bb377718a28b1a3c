import type { Raster } from '../raster.ts';
import type { ComponentPlane } from './component-plane.ts';
import type { JpegFrame } from './jpeg-frame.ts';

/** What the components mean; an Adobe marker tells. */
export type ColourModel = 'luminance' | 'rgb' | 'cmyk' | 'ycck';

const rgbIds = [0x52, 0x47, 0x42];

export function colourModel({ components }: JpegFrame, adobe: number | undefined): ColourModel {
  if (components.length === 4) return adobe === 2 ? 'ycck' : 'cmyk';
  const isRgb = components.length === 3 && (adobe === 0 || components.every(({ id }, k) => id === rgbIds[k]));
  return isRgb ? 'rgb' : 'luminance';
}

/** Components that brightness is made of. */
export function wantedComponents(model: ColourModel): number[] {
  return { luminance: [0], rgb: [0, 1, 2], cmyk: [0, 1, 2, 3], ycck: [0, 3] }[model];
}

/** Brightness of the wanted components, luminance as in ITU-R BT.601. Adobe writes inks inverted, 255 is none. */
export function brightness(
  { width, height }: JpegFrame,
  planes: readonly ComponentPlane[],
  model: ColourModel,
  inverted: boolean,
): Raster {
  const [first] = planes;
  if (model === 'luminance' && first.component.width === width && first.component.height === height) {
    return { width, height, data: first.data };
  }
  const data = new Uint8Array(width * height);
  const offsets = new Array<number>(planes.length).fill(0);
  const light = (ink: number): number => (inverted ? ink : 255 - ink);
  for (let y = 0, to = 0; y < height; y++) {
    planes.forEach(({ component }, k) => {
      offsets[k] = Math.floor((y * component.height) / height) * component.width;
    });
    for (let x = 0; x < width; x++, to++) {
      const sample = (k: number): number => {
        const { component, data: samples } = planes[k];
        return samples[offsets[k] + Math.floor((x * component.width) / width)];
      };
      let value = sample(0);
      if (model === 'rgb') value = luminance(value, sample(1), sample(2));
      else if (model === 'cmyk') {
        value = (luminance(light(value), light(sample(1)), light(sample(2))) * light(sample(3))) / 255;
      } else if (model === 'ycck') value = ((255 - value) * light(sample(1))) / 255;
      data[to] = Math.round(value);
    }
  }
  return { width, height, data };
}

function luminance(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}
