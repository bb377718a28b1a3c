import type { Signature, Works } from './programme-community.ts';

/** Names of parties as somebody lists them: `电信、联通`, `telecom, unicom`; undefined where there is none. */
export function readNames(text: string): string[] | undefined {
  const names = text
    .split(/[,;、，；/]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length > 0 ? [...new Set(names)] : undefined;
}

/**
 * Yuan as somebody writes them: `128000`, `128,000.50`, `12.8万`, `￥128000元`; undefined where nothing stands, null where it is no
 * amount.
 */
export function readAmountCny(text: string): number | undefined | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,¥￥]/g, '')
    .replace(/(元|CNY)?(\/年|每年)?$/i, '');
  if (plain === '') return undefined;
  const parts = /^(\d+(?:\.\d+)?)(万|亿)?$/.exec(plain);
  if (!parts) return null;
  const factor = /万/.test(plain) ? 1e4 : /亿/.test(plain) ? 1e8 : 1;
  const amountCny = Math.round(100 * factor * Number(parts[1])) / 100;
  return amountCny <= maxAmountCny ? amountCny : null;
}

const maxAmountCny = 1e12;

/** The works without what is not known; undefined where nothing is. */
export function worksOf({ builder, sharing, costCny, upkeepCnyPerYear }: Works): Works | undefined {
  const works = {
    ...(builder ? { builder } : {}),
    ...(sharing && sharing.length > 0 ? { sharing } : {}),
    ...(costCny === undefined ? {} : { costCny }),
    ...(upkeepCnyPerYear === undefined ? {} : { upkeepCnyPerYear }),
  };
  return Object.keys(works).length > 0 ? works : undefined;
}

/** The signature without what is blank. */
export function signatureOf({ author, office, role }: Signature): Signature {
  const [name, house, duty] = [author, office, role].map((text) => text?.trim());
  return {
    ...(name ? { author: name } : {}),
    ...(house ? { office: house } : {}),
    ...(duty ? { role: duty } : {}),
  };
}
