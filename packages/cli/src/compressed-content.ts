import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** A body, and by which coding it travels; undefined as it is. */
export interface Content {
  body: Uint8Array;
  encoding?: 'br' | 'gzip';
}

const codings = {
  br: (body: Uint8Array) =>
    promisify(brotliCompress)(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 5,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  gzip: (body: Uint8Array) => promisify(gzip)(body),
};

/** Content of these types is as small as it gets. */
const packedTypes = /^(image\/(?!svg)|font\/woff)/;
/** Smaller bodies fit into one packet either way. */
const minBytes = 1000;

/**
 * Bodies as small as whoever asks reads them. What was compressed once is cached by its key, and replaced where another
 * revision of it is asked for.
 */
export class CompressedContents {
  readonly #cache = new Map<string, { revision: string; content: Promise<Content> }>();

  /**
   * @param accepted the request's `Accept-Encoding`
   * @param source names the body: the same key and revision is the same content
   */
  async of(
    body: Uint8Array,
    accepted: string | undefined,
    { key, revision, type }: { key: string; revision: string; type: string },
  ): Promise<Content> {
    const encoding = chooseEncoding(accepted);
    if (!encoding || body.length < minBytes || packedTypes.test(type)) return { body };
    const name = `${encoding} ${key}`;
    const cached = this.#cache.get(name);
    if (cached?.revision === revision) return cached.content;
    const content = codings[encoding](body).then(
      (packed): Content => (packed.length < body.length ? { body: packed, encoding } : { body }),
    );
    this.#cache.set(name, { revision, content });
    return content;
  }
}

/** The best coding that is accepted; one with a weight of 0 is refused, and `*` stands for those that are not named. */
export function chooseEncoding(accepted = ''): 'br' | 'gzip' | undefined {
  const weights = new Map(
    accepted
      .toLowerCase()
      .split(',')
      .map((each) => {
        const [name, ...parameters] = each.split(';').map((part) => part.trim());
        const weight = parameters.find((part) => part.startsWith('q='));
        return [name, weight === undefined ? 1 : Number(weight.slice(2))] as const;
      }),
  );
  return (['br', 'gzip'] as const).find((name) => (weights.get(name) ?? weights.get('*') ?? 0) > 0);
}
